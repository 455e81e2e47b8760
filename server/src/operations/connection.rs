//! One connection of a client: the grant, and the consent in force that it hangs on.

use domain::{
    Timestamp,
    assurance::Assurance,
    audit::{AuditAction, AuditEvent},
    client::Client,
    consent::{AuthorizationRequest, Consent},
    decision::{GrantBasis, Reason, effective_scope},
    delegation::Delegation,
    grant::{Grant, GrantEndCause, GrantState},
    ids::GrantId,
};

use super::{acting::Acting, end_cause::why_ended, prelude::*};

#[derive(Clone, Debug)]
pub(super) struct Connection {
    pub(super) grant: Grant,
    /// The version in force.
    pub(super) consent: Consent,
    /// Under which a caregiver gave it.
    pub(super) delegation: Option<Delegation>,
}

impl Connection {
    /// A new grant under a decision that was just made: what was asked for, as far as it was allowed. `authentication`
    /// is what its tokens tell of the person.
    pub(super) async fn open(
        deps: &Deps,
        tx: &Tx,
        request: &AuthorizationRequest,
        consent: Consent,
        acting: &Acting,
        authentication: Assurance,
        now: Timestamp,
    ) -> Result<Self, StoreError> {
        let grant = Grant {
            id: deps.new_id(now),
            consent: consent.id,
            client: consent.client.clone(),
            subject: consent.subject.clone(),
            person: acting.person,
            scope: effective_scope(&request.scope, &consent, acting.delegation.as_ref(), now),
            authentication,
            created_at: now,
            state: GrantState::Live,
        };
        tx.grants().insert(&grant).await?;
        Ok(Self {
            grant,
            consent,
            delegation: acting.delegation.clone(),
        })
    }

    pub(super) async fn lock(tx: &Tx, grant: GrantId) -> Result<Option<Self>, StoreError> {
        // The consent before its grant, in the same order as revocation: no deadlock.
        let consent = tx.consents().lock_of_grant(grant).await?;
        let grant = tx.grants().lock(grant).await?;
        let Some((consent, grant)) = consent.zip(grant) else {
            return Ok(None);
        };
        let delegation = match consent.grantor.delegation() {
            Some(delegation) => tx.delegations().find(delegation).await?,
            None => None,
        };
        Ok(Some(Self {
            grant,
            consent,
            delegation,
        }))
    }

    /// Returns the first rule that refuses everything under this connection; `None` if it stands.
    pub(super) fn standing(&self, client: &Client, now: Timestamp) -> Option<Reason> {
        let basis = GrantBasis {
            grant: &self.grant,
            client,
            consent: &self.consent,
            delegation: self.delegation.as_ref(),
        };
        basis.standing(now)
    }

    /// Ends the grant, with its evidence. Returns whether it ended now; if it had before, the first cause stands.
    pub(super) async fn end(
        self,
        tx: &Tx,
        cause: GrantEndCause,
        now: Timestamp,
        evidence: AuditEvent,
    ) -> Result<bool, StoreError> {
        let evidence = AuditEvent {
            reasons: why_ended(cause).into_iter().collect(),
            ..self.event(evidence)
        };
        let Ok(ended) = self.grant.end(cause, now) else {
            return Ok(false);
        };
        tx.grants().save(&ended).await?;
        tx.audit(evidence).await?;
        Ok(true)
    }

    /// An event, with what it has to do with this connection.
    pub(super) fn event(&self, event: AuditEvent) -> AuditEvent {
        AuditEvent {
            subject: Some(self.grant.subject.clone()),
            delegation: self.delegation.as_ref().map(|delegation| delegation.id),
            ..about_consent(event, &self.consent)
        }
    }
}

/// An event, with the decision that it is about.
pub(super) fn about_consent(event: AuditEvent, consent: &Consent) -> AuditEvent {
    AuditEvent {
        client: Some(consent.client.clone()),
        consent: Some(consent.id),
        consent_version: Some(consent.version),
        purpose: Some(consent.purpose),
        categories: consent.granted,
        ..event
    }
}

/// Ends the grants of a superseded consent whose next version has another grantor. A client that a caregiver connected
/// must not outlive the delegation, and a consent of the patient names no delegation any more to check it against
/// ([rule 10](domain::rules#rule-10-delegation)).
pub(super) async fn end_if_passed_on(
    deps: &Deps,
    tx: &Tx,
    ctx: Context,
    acting: &Acting,
    superseded: &Consent,
    next: &Consent,
    now: Timestamp,
) -> Result<(), StoreError> {
    if superseded.grantor == next.grantor {
        return Ok(());
    }
    let cause = GrantEndCause::ConsentEnded;
    if tx.grants().end_all_of(superseded.id, cause, now).await? > 0 {
        let event = acting.event(deps, ctx, now, AuditAction::GrantEnded);
        tx.audit(about_consent(event, superseded)).await?;
    }
    Ok(())
}
