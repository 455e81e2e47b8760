//! Mails a signed-in person a code for one action. A newer code replaces it.

use domain::{
    assurance::AuthenticationMethod,
    notice::{Notice, NoticeFacts, NoticeKind},
    person::Person,
    proof::ProofFor,
};
use thiserror::Error;
use uuid::Uuid;

use super::code::TypedCode;
use crate::{
    operations::{prelude::*, proof::is_enough},
    store::MailCode,
};

/// Why no code is mailed.
#[derive(Debug, Error)]
pub enum MailCodeError {
    /// The rate limit of mailed codes for this account is reached.
    #[error("rate limit: too many codes mailed")]
    TooMany,
    /// A mailed code is too weak for this action (rule 14).
    #[error("step-up: a mailed code is not enough for this action")]
    NotEnough,
    /// The store failed, and nothing took effect.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Mails a code for one action, in place of an earlier one: code and mail are committed in one transaction.
pub async fn mail_code(
    deps: &Deps,
    person: &Person,
    action: &ProofFor,
) -> Result<(), MailCodeError> {
    let now = deps.clock.now();
    let method = AuthenticationMethod::EmailCode;
    if !is_enough(deps, person.id, action, method).await? {
        return Err(MailCodeError::NotEnough);
    }
    if !deps.rate_limits.try_mail(person.id, now).await? {
        return Err(MailCodeError::TooMany);
    }
    let code = TypedCode::new_mailed(&*deps.entropy);
    let id: Uuid = deps.new_id(now);
    let kept = MailCode {
        id,
        person: person.id,
        digest: code.digest_for(id, &action.canonical()),
        tries: 0,
        created_at: now,
        expires_at: now + NoticeKind::CODE_FOR,
    };
    let facts = NoticeFacts::default();
    let notice = Notice {
        secret: Some(code.spoken()),
        ..deps.notice(now, person.id, NoticeKind::SignInCode, id, facts)
    };
    let tx = deps.store.begin().await?;
    tx.codes().put_mailed(&kept).await?;
    tx.notices().insert(&notice).await?;
    tx.commit().await?;
    Ok(())
}
