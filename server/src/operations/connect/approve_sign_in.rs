//! Tells a client who the person is, and nothing of their record: a request of `openid` without any resource. The decision is
//! a consent without a category, about the person's own record, for as long as one look.

use domain::{
    Timestamp,
    audit::{AuditAction, AuditEvent},
    consent::{ApprovedChoice, AuthorizationRequest, Consent, NewDecision, Parties, Wording},
    session::SignIn,
};

use super::{
    approve_consent::ApproveError,
    commit_approval::{Approved, commit_approval},
    consent_offer::{OfferError, usable},
    find_asked_who::{AskedWho, pending},
};
use crate::{
    operations::{acting::Acting, connection::Connection, prelude::*},
    secret::SecretKind,
    store::Triple,
};

/// Who tells a client who they are, with which text shown.
#[derive(Clone, Debug)]
pub struct ApproveSignIn {
    /// What was loaded for the page that the person saw.
    pub asked: AskedWho,
    /// The person, on their own record.
    pub acting: Acting,
    /// Which text they were shown.
    pub wording: Wording,
    /// The exact text whose digest `wording` carries.
    pub text: String,
    /// How the person signed in. It is the proof: nothing of the record depends on it.
    pub sign_in: SignIn,
}

/// Approves a sign-in: the consent without a category, or its next version, the grant, the code and the evidence
/// (`consent-given`) are committed in one transaction. A consent that shares data with the same client stays as it is.
pub async fn approve_sign_in(
    deps: &Deps,
    ctx: Context,
    approve: ApproveSignIn,
) -> Result<Approved, ApproveError> {
    let now = deps.clock.now();
    let ApproveSignIn {
        asked,
        acting,
        wording,
        text,
        sign_in,
    } = approve;
    let tx = deps.store.begin().await?;
    let request = pending(tx.requests().lock(asked.request.id).await?, now)?;
    let client = usable(tx.clients().find(&request.client).await?)?;
    if client != asked.client {
        return Err(ApproveError::ChangedMeanwhile);
    }
    if sign_in.is_weak || !request.demand.is_met_by_sign_in(sign_in) {
        return Err(ApproveError::DemandUnmet);
    }
    if tx.wordings().insert(&text).await? != wording.digest {
        return Err(ApproveError::OtherWords);
    }
    let decision = NewDecision {
        grantor: acting.actor(),
        choice: ApprovedChoice::sign_in(now),
        wording,
        assurance: sign_in.assurance,
    };
    let consent = decide(deps, &tx, &request, &acting, decision, now).await?;
    let shown = sign_in.assurance;
    let connection = Connection::open(deps, &tx, &request, consent, &acting, shown, now).await?;
    let event = acting.event(deps, ctx, now, AuditAction::ConsentGiven);
    let event = AuditEvent {
        scope: Some(connection.grant.scope.to_string()),
        ..connection.event(event)
    };
    let request = request
        .approve(connection.grant.id, acting.person, acting.subject, now)
        .map_err(OfferError::from)?;
    let code = deps.secret(SecretKind::AuthorizationCode);
    let approved = commit_approval(deps, tx, request, code, connection.consent, event).await;
    Ok(approved.map_err(OfferError::from)?)
}

async fn decide(
    deps: &Deps,
    tx: &Tx,
    request: &AuthorizationRequest,
    acting: &Acting,
    decision: NewDecision,
    now: Timestamp,
) -> Result<Consent, ApproveError> {
    let triple = Triple {
        subject: &acting.subject,
        client: &request.client,
        purpose: request.purpose,
        is_sign_in: true,
    };
    if let Some(before) = tx.consents().lock_in_force(triple, now).await? {
        let (superseded, consent) = before.decide_again(decision, now)?;
        tx.consents().replace(&superseded, &consent).await?;
        return Ok(consent);
    }
    let parties = Parties {
        subject: acting.subject.clone(),
        client: request.client.clone(),
        purpose: request.purpose,
    };
    let consent = Consent::give(deps.new_id(now), parties, decision, now);
    tx.consents().insert(&consent).await?;
    Ok(consent)
}
