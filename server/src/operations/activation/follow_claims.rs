//! What the hospital's sign-in says of somebody who has an account: the same record as the account's, and which role.

use domain::{
    Timestamp, actor::StaffRole, audit::AuditAction, decision::Reason, person::Person,
    upstream::UpstreamSignIn,
};

use super::{
    claimed_record::claimed_records, enrol_upstream::event, finished_upstream::FinishError,
};
use crate::operations::{
    prelude::*, proof::sign_in_refused, sign_in::take_upstream_answer::AnswerError,
};

/// Returns the person with the role that the hospital names. A record that is not here says nothing against the account.
pub(super) async fn follow_claims(
    deps: &Deps,
    tx: &Tx,
    ctx: Context,
    person: Person,
    sign_in: &UpstreamSignIn,
    now: Timestamp,
) -> Result<Person, FinishError> {
    if let Some(own) = &person.patient {
        let named = claimed_records(deps, tx, &sign_in.claims).await?;
        if !named.is_empty() && !named.contains(own) {
            return Err(FinishError::OtherRecord);
        }
    }
    let role = sign_in.claims.role();
    let role = role.map_err(|error| FinishError::Enrol(error.into()))?;
    Ok(follow_role(deps, tx, ctx, person, role, now).await?)
}

/// Commits the evidence that a linked identity does not sign in: the claims do not fit the account, or only a passkey does.
pub(super) async fn refuse_linked(
    deps: &Deps,
    ctx: Context,
    person: &Person,
    error: &FinishError,
    now: Timestamp,
) -> Result<(), AnswerError> {
    let reason = match error {
        FinishError::OtherRecord => Reason::OtherPatient,
        FinishError::Enrol(_) => Reason::RoleNotAllowed,
        FinishError::PasskeyOnly => Reason::StepUpRequired,
        _ => return Ok(()),
    };
    let event = sign_in_refused(deps, ctx, now, person, [reason]);
    Ok(deps.audit.record(event).await?)
}

/// Gives or takes the role that the provider names, with its evidence (`role-changed`). Without a claim that is set, roles
/// stay as they are.
async fn follow_role(
    deps: &Deps,
    tx: &Tx,
    ctx: Context,
    person: Person,
    role: Option<StaffRole>,
    now: Timestamp,
) -> Result<Person, StoreError> {
    if deps.config.upstream_role_claim.is_none() || person.role == role {
        return Ok(person);
    }
    tx.people().save_role(person.id, role).await?;
    let person = Person { role, ..person };
    let changed = event(deps, ctx, &person, AuditAction::RoleChanged, now);
    tx.audit(changed).await?;
    Ok(person)
}
