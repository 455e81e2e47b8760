//! What somebody who is signed in sees and does about their own account, whether or not there is a record of theirs.

pub(super) mod hospital;
pub(super) mod keys;
mod notices;
mod password;
mod places;

use app::{
    facts::{
        PortalError,
        hospital::HospitalPage,
        notices::{MailsForm, NoticesPage},
        proof::ProofForm,
        security::{PasswordForm, PasswordPage, SecurityPage},
    },
    session::{Answer, account::AccountSession},
};
use async_trait::async_trait;
use domain::{Timestamp, ids::SessionId, session::Session};

use super::step_up::StepUp;
use crate::secret::Secret;

/// Somebody who is signed in, for the length of one request.
pub(super) struct Account {
    pub(super) step_up: StepUp,
    pub(super) session: Session,
    /// New paper codes on their way to the page that shows them.
    pub(super) new_codes: Option<String>,
    /// What the browser holds of an attempt at the hospital's own sign-in.
    pub(super) hospital: Option<Secret>,
}

#[async_trait]
impl AccountSession for Account {
    async fn security(&self) -> Result<SecurityPage, PortalError> {
        Ok(SecurityPage {
            email: self.email(),
            places: self.places().await?,
            waiting: self.waiting().await?,
            keys: self.key_facts().await?,
            hospital: self.hospital().await?,
        })
    }

    async fn password_page(&self) -> Result<PasswordPage, PortalError> {
        self.ask_for_password().await
    }

    async fn change_password(
        &self,
        form: PasswordForm,
        proof: ProofForm,
    ) -> Result<Answer, PortalError> {
        self.set_password(form, &proof).await
    }

    async fn hospital_page(&self) -> Result<HospitalPage, PortalError> {
        self.ask_about_hospital().await
    }

    async fn add_hospital(&self, proof: ProofForm) -> Result<Answer, PortalError> {
        self.say_yes_to_hospital(&proof).await
    }

    async fn remove_hospital(&self, proof: ProofForm) -> Result<Answer, PortalError> {
        self.take_hospital_away(&proof).await
    }

    async fn end_session(&self, session: SessionId) -> Result<Answer, PortalError> {
        self.sign_out_place(session).await
    }

    async fn end_other_sessions(&self) -> Result<Answer, PortalError> {
        self.sign_out_elsewhere().await
    }

    async fn notices(&self) -> Result<NoticesPage, PortalError> {
        self.notices_page().await
    }

    async fn mark_notices_read(&self, up_to: Timestamp) -> Result<Answer, PortalError> {
        self.have_read(up_to).await
    }

    async fn choose_mails(&self, form: MailsForm) -> Result<Answer, PortalError> {
        self.want_mails(form).await
    }

    async fn stop_recovery(&self) -> Result<Answer, PortalError> {
        self.stop_what_waits().await
    }
}

impl Account {
    fn email(&self) -> String {
        self.step_up.person.email.as_str().to_owned()
    }
}
