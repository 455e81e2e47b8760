//! Getting back in without the usual way. Nobody is known here: what the browser holds stands for its own attempt only.

use app::{
    facts::{
        PortalError,
        recovery::{RecoveryPage, RecoveryStart},
        security::PasswordForm,
    },
    paths,
    session::{Answer, Recovery},
};
use async_trait::async_trait;
use axum::http::request::Parts;
use domain::recovery::Step;

use super::{
    form_cookies::{RECOVERY, keep_email, typed_email},
    problems,
    visitor::Visitors,
};
use crate::{
    http::{correlation, session},
    operations::credentials::{
        begin_recovery::{BeginRecoveryError, begin_recovery},
        check_recovery::{CheckRecoveryError, check_recovery, find_recovery},
        recover_account::{RecoverError, recover_account},
    },
    passwords::Password,
    secret::{Secret, SecretKind},
};

impl Visitors {
    fn held(&self, request: &Parts) -> Option<Secret> {
        let text = RECOVERY.find(&self.deps, &request.headers)?;
        Secret::parse(SecretKind::Recovery, text)
    }
}

#[async_trait]
impl Recovery for Visitors {
    async fn start(&self, request: &Parts) -> Result<RecoveryStart, PortalError> {
        Ok(RecoveryStart {
            email: typed_email(&self.deps, &request.headers),
        })
    }

    async fn page(&self, request: &Parts) -> Result<RecoveryPage, PortalError> {
        let step = match self.held(request) {
            Some(secret) => find_recovery(&self.deps, &secret)
                .await
                .map_err(problems::unavailable)?,
            None => Step::Over,
        };
        Ok(RecoveryPage { step })
    }

    async fn begin(&self, request: &Parts, email: String) -> Result<Answer, PortalError> {
        let kept = keep_email(&self.deps, &email);
        let ctx = session::recognised(&self.deps, request);
        let answer = match begin_recovery(&self.deps, ctx, &email).await {
            Ok(secret) => Answer::to(paths::RecoveryNext)
                .with_cookie(RECOVERY.set(&self.deps, secret.expose())),
            Err(BeginRecoveryError::RateLimited) => {
                Answer::back(&paths::Recovery, PortalError::RateLimited)
            }
            Err(BeginRecoveryError::Store(error)) => return Err(problems::unavailable(error)),
        };
        Ok(answer.with_cookie(kept))
    }

    async fn check(&self, request: &Parts, code: String) -> Result<Answer, PortalError> {
        let Some(secret) = self.held(request) else {
            return Ok(Answer::to(paths::RecoveryNext));
        };
        let ctx = correlation::of(request);
        match check_recovery(&self.deps, ctx, &secret, &code).await {
            // The page says that it is over.
            Ok(_) | Err(CheckRecoveryError::Over) => Ok(Answer::to(paths::RecoveryNext)),
            Err(CheckRecoveryError::Wrong) => Err(PortalError::WrongCode),
            Err(CheckRecoveryError::Password(error)) => Err(problems::of_password_error(error)),
            Err(CheckRecoveryError::Store(error)) => Err(problems::unavailable(error)),
        }
    }

    async fn recover(&self, request: &Parts, form: PasswordForm) -> Result<Answer, PortalError> {
        let Some(secret) = self.held(request) else {
            return Ok(Answer::to(paths::RecoveryNext));
        };
        let new = Password::new(form.new_password);
        match recover_account(&self.deps, correlation::of(request), &secret, new).await {
            Ok(()) => Ok(
                Answer::to(paths::done(&paths::SignIn::default(), "recovered"))
                    .with_cookie(RECOVERY.forget(&self.deps)),
            ),
            Err(RecoverError::TooEarly | RecoverError::Over) => Ok(Answer::to(paths::RecoveryNext)),
            Err(RecoverError::Weak(weak)) => Err(problems::of_weak(weak)),
            Err(RecoverError::Password(error)) => Err(problems::of_password_error(error)),
            Err(RecoverError::Store(error)) => Err(problems::unavailable(error)),
        }
    }
}
