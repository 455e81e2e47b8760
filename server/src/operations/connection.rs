//! One connection of an app as it stands: the grant, and the consent in force that it hangs on.

use domain::{
    Timestamp,
    assurance::Assurance,
    audit::AuditEvent,
    client::Client,
    consent::{AuthorizationRequest, Consent, ConsentStatus},
    decision::Reason,
    grant::{Grant, GrantEndCause, GrantState},
    ids::{GrantId, PersonId},
};

use super::{issue_tokens::effective_scope, prelude::*};

#[derive(Clone, Debug)]
pub(super) struct Connection {
    pub(super) grant: Grant,
    /// The version in force.
    pub(super) consent: Consent,
}

impl Connection {
    /// A new grant under a decision that was just made: what was asked for, as far as it was allowed. `authentication`
    /// is what its tokens tell of the person.
    pub(super) async fn open(
        deps: &Deps,
        tx: &Tx,
        request: &AuthorizationRequest,
        consent: Consent,
        person: PersonId,
        authentication: Assurance,
        now: Timestamp,
    ) -> Result<Self, StoreError> {
        let grant = Grant {
            id: deps.new_id(now),
            consent: consent.id,
            client: consent.client.clone(),
            subject: consent.subject.clone(),
            person,
            scope: effective_scope(&request.scope, &consent),
            authentication,
            created_at: now,
            state: GrantState::Live,
        };
        tx.grants().insert(&grant).await?;
        Ok(Self { grant, consent })
    }

    pub(super) async fn lock(tx: &Tx, grant: GrantId) -> Result<Option<Self>, StoreError> {
        let Some(known) = tx.grants().find(grant).await? else {
            return Ok(None);
        };
        // The decision before what hangs on it, as where it is stopped: nobody waits for each other.
        let consent = tx.consents().lock(known.consent).await?;
        let grant = tx.grants().lock(grant).await?;
        let both = consent.zip(grant);
        Ok(both.map(|(consent, grant)| Self { grant, consent }))
    }

    /// Rules 2, 3 and 5: why nothing may come of this connection any more.
    pub(super) fn refusal(&self, client: &Client, now: Timestamp) -> Option<Reason> {
        if !self.grant.is_live() {
            return Some(Reason::GrantEnded);
        }
        if !client.purposes.contains(&self.consent.purpose) {
            return Some(Reason::PurposeMismatch);
        }
        consent_refusal(&self.consent, now)
    }

    /// Ends the grant, with its evidence; the answer is whether it ended now. The first cause stands if it had before.
    pub(super) async fn end(
        self,
        tx: &Tx,
        cause: GrantEndCause,
        now: Timestamp,
        evidence: AuditEvent,
    ) -> Result<bool, StoreError> {
        let evidence = self.event(evidence);
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
            client: Some(self.grant.client.clone()),
            consent: Some(self.consent.id),
            consent_version: Some(self.consent.version),
            purpose: Some(self.consent.purpose),
            categories: self.consent.granted,
            ..event
        }
    }
}

/// Rule 3: why a consent lets nothing through at `now`.
pub(super) fn consent_refusal(consent: &Consent, now: Timestamp) -> Option<Reason> {
    match consent.status(now) {
        ConsentStatus::Active | ConsentStatus::EndsSoon => None,
        ConsentStatus::NeedsReview => Some(Reason::ConsentNeedsReview),
        ConsentStatus::Expired => Some(Reason::ConsentExpired),
        ConsentStatus::Stopped | ConsentStatus::Superseded => Some(Reason::ConsentRevoked),
    }
}
