//! Making an account with what the hospital sent. Nobody is known here: what the browser holds stands for the one activation
//! that it opened.

use app::{
    facts::{
        PortalError,
        activation::{ActivateForm, ActivatePage, BeginAccountPage},
        passkeys::NewPasskeyForm,
        proof::PasskeyChallenge,
        security::PasswordForm,
    },
    paths,
    session::{Activation, Answer},
};
use async_trait::async_trait;
use axum::http::request::Parts;
use domain::{activation::TypedAnswer, passkey::PasskeyName, person::Email};

use super::{form_cookies::ACTIVATION, problems, visitor::Visitors};
use crate::{
    http::session,
    operations::activation::{
        activate_account::{ActivateError, BeginAccountError, SignedIn, activate_account},
        activate_with_passkey::{ActivateWithPasskeyError, FirstPasskey, activate_with_passkey},
        find_activation::{FindActivationError, find_activation},
        mail_activation::{MailActivationError, mail_activation},
        open_activation::{OpenActivationError, Presented, open_activation},
    },
    passwords::Password,
    secret::{Secret, SecretKind},
};

impl Visitors {
    /// What this browser holds of an activation that it opened.
    fn activation_held(&self, request: &Parts) -> Result<Secret, PortalError> {
        let text = ACTIVATION.find(&self.deps, &request.headers);
        let secret = text.and_then(|text| Secret::parse(SecretKind::Activation, text));
        secret.ok_or(PortalError::ChangedMeanwhile)
    }

    /// Signed in to the new account; what was held of its activation is forgotten.
    fn begun(&self, signed_in: &SignedIn) -> Answer {
        Answer::to(paths::Home)
            .with_cookies(session::cookies(&self.deps, signed_in))
            .with_cookie(ACTIVATION.forget(&self.deps))
    }
}

#[async_trait]
impl Activation for Visitors {
    async fn page(&self, secret: Option<String>) -> Result<ActivatePage, PortalError> {
        Ok(ActivatePage {
            secret,
            question: self.deps.config.activation_question,
        })
    }

    async fn open(&self, request: &Parts, form: ActivateForm) -> Result<Answer, PortalError> {
        let presented = match form.secret.as_str() {
            "" => Presented::Code(&form.code),
            secret => Presented::Link(secret),
        };
        let typed = TypedAnswer {
            day: form.day.clone(),
            month: form.month.clone(),
            year: form.year.clone(),
            postal_code: form.postal_code.clone(),
        };
        let ctx = session::context(&self.deps, request);
        match open_activation(&self.deps, ctx, presented, &typed).await {
            Ok(secret) => Ok(Answer::to(paths::BeginAccount)
                .with_cookie(ACTIVATION.set(&self.deps, secret.expose()))),
            Err(OpenActivationError::Refused) => Err(PortalError::ActivationRefused),
            Err(OpenActivationError::RateLimited) => Err(PortalError::RateLimited),
            Err(OpenActivationError::Store(error)) => Err(problems::unavailable(error)),
            Err(OpenActivationError::Key(error)) => Err(problems::unavailable(error)),
        }
    }

    async fn account_page(&self, request: &Parts) -> Result<BeginAccountPage, PortalError> {
        let held = self.activation_held(request)?;
        let opened = find_activation(&self.deps, &held).await;
        let opened = opened.map_err(|error| match error {
            FindActivationError::NotOpen => PortalError::ChangedMeanwhile,
            FindActivationError::Passkey(error) => problems::unavailable(error),
            FindActivationError::Store(error) => problems::unavailable(error),
        })?;
        Ok(BeginAccountPage {
            name: opened.name.to_string(),
            email: opened.email.map(|email| email.to_string()),
            passkey: opened.challenge.map(|asked| PasskeyChallenge {
                ceremony: asked.ceremony,
                options: asked.options,
            }),
        })
    }

    async fn mail(&self, request: &Parts, email: String) -> Result<Answer, PortalError> {
        let held = self.activation_held(request)?;
        let email = Email::parse(&email).map_err(|_| PortalError::EmailUnfit)?;
        match mail_activation(&self.deps, &held, email).await {
            Ok(()) => Ok(
                Answer::to(paths::done(&paths::Activate::default(), "mailed"))
                    .with_cookie(ACTIVATION.forget(&self.deps)),
            ),
            Err(MailActivationError::NotOpen) => Err(PortalError::ChangedMeanwhile),
            Err(MailActivationError::TooMany) => Err(PortalError::RateLimited),
            Err(MailActivationError::Store(error)) => Err(problems::unavailable(error)),
        }
    }

    async fn begin(&self, request: &Parts, form: PasswordForm) -> Result<Answer, PortalError> {
        let held = self.activation_held(request)?;
        let ctx = session::context(&self.deps, request);
        let password = Password::new(form.new_password);
        let begun = activate_account(&self.deps, ctx, &held, password).await;
        let signed_in = begun.map_err(|error| match error {
            ActivateError::Begin(error) => of_begin(error),
            ActivateError::Weak(weak) => problems::of_weak(weak),
            ActivateError::Password(error) => problems::of_password_error(error),
        })?;
        Ok(self.begun(&signed_in))
    }

    async fn begin_with_passkey(
        &self,
        request: &Parts,
        form: NewPasskeyForm,
    ) -> Result<Answer, PortalError> {
        let held = self.activation_held(request)?;
        let first = FirstPasskey {
            ceremony: form.ceremony,
            // Before the question is used up.
            name: PasskeyName::parse(&form.name).map_err(|_| PortalError::NameMissing)?,
            answer: form.credential,
        };
        let ctx = session::context(&self.deps, request);
        let begun = activate_with_passkey(&self.deps, ctx, &held, first).await;
        let signed_in = begun.map_err(|error| match error {
            ActivateWithPasskeyError::Refused => PortalError::PasskeyFailed,
            ActivateWithPasskeyError::Begin(error) => of_begin(error),
        })?;
        Ok(self.begun(&signed_in))
    }
}

fn of_begin(error: BeginAccountError) -> PortalError {
    match error {
        BeginAccountError::NotOpen => PortalError::ChangedMeanwhile,
        BeginAccountError::Taken | BeginAccountError::Guardian(_) => PortalError::ActivationTaken,
        BeginAccountError::Store(error) => problems::unavailable(error),
        BeginAccountError::Evidence(error) => problems::unavailable(error),
    }
}
