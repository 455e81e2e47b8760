//! A new password for somebody who is signed in.

use app::{
    facts::{
        PortalError,
        proof::ProofForm,
        security::{PasswordForm, PasswordPage},
    },
    paths,
    session::{Answer, account::PasswordSession},
};
use async_trait::async_trait;
use domain::proof::ProofFor;

use super::Account;
use crate::{
    http::session,
    operations::credentials::change_password::{ChangePassword, change_password},
    passwords::Password,
    portal::problems,
};

#[async_trait]
impl PasswordSession for Account {
    async fn password_page(&self) -> Result<PasswordPage, PortalError> {
        Ok(PasswordPage {
            email: self.email(),
            proof: self
                .step_up
                .methods(true, &ProofFor::ChangePassword)
                .await?,
        })
    }

    async fn change_password(
        &self,
        form: PasswordForm,
        proof: ProofForm,
    ) -> Result<Answer, PortalError> {
        let Self {
            step_up, session, ..
        } = self;
        let new = Password::new(form.new_password);
        // Before the proof, so that nobody proves twice for a password that is too short. Who asks for a code need not have
        // typed one yet.
        if proof.send_code.is_empty() {
            new.check(&step_up.person).map_err(problems::of_weak)?;
        }
        let action = ProofFor::ChangePassword;
        let (proof, proved) = step_up.verify_with_cookie(action, &proof).await?;
        let change = ChangePassword {
            new,
            proof,
            session: session.id,
        };
        let changed = change_password(&step_up.deps, step_up.ctx, &step_up.person, change).await;
        let (answer, changed) = match changed {
            Ok(changed) => {
                let held = if changed.held == 0 { "saved" } else { "held" };
                let answer = Answer::to(paths::done(&paths::Security, held));
                (answer, changed.secret)
            }
            Err(error) => (
                Answer::back(&paths::NewPassword, problems::of_password(error)),
                None,
            ),
        };
        // The change makes the cookie new once more, and a browser keeps one of the name.
        let cookie = changed.map(|secret| session::cookie(&step_up.deps, &secret));
        Ok(match cookie.or(proved) {
            Some(cookie) => answer.with_cookie(cookie),
            None => answer,
        })
    }
}
