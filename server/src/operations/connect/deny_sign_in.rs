//! Ends the request of a sign-in without a yes: it is about nobody's record but the person's own.

use domain::{
    Timestamp,
    audit::{AuditAction, AuditEvent},
    ids::AuthorizationRequestId,
    person::Person,
};

use super::{
    denied::{Denied, No},
    deny_consent::{DenyError, deny},
};
use crate::operations::prelude::*;

/// Ends the request of a sign-in: the person does not tell who they are, or has no record of their own to be named by.
pub async fn deny_sign_in(
    deps: &Deps,
    ctx: Context,
    request: AuthorizationRequestId,
    person: &Person,
) -> Result<Denied, DenyError> {
    let why = if person.patient.is_some() {
        No::Said
    } else {
        No::MayNot
    };
    deny(deps, request, by_oneself(deps, ctx, person), why).await
}

/// As [`deny_sign_in`], where the person cannot be authenticated as the client demands.
pub async fn deny_unmet_sign_in(
    deps: &Deps,
    ctx: Context,
    request: AuthorizationRequestId,
    person: &Person,
) -> Result<Denied, DenyError> {
    deny(
        deps,
        request,
        by_oneself(deps, ctx, person),
        No::DemandUnmet,
    )
    .await
}

/// An event about nobody's record but one's own.
fn by_oneself<'a>(
    deps: &'a Deps,
    ctx: Context,
    person: &'a Person,
) -> impl Fn(Timestamp, AuditAction) -> AuditEvent + 'a {
    move |now, action| AuditEvent {
        subject: person.patient.clone(),
        ..deps.event(ctx, now, person.actor(), action)
    }
}
