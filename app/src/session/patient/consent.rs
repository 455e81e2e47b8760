//! An app asks: the page that shows what, the choice on the way to it, and the answer.

use async_trait::async_trait;
use domain::ids::AuthorizationRequestId;

use crate::{
    facts::{
        PortalError,
        choice::ChoiceForm,
        consent::{ConfirmPage, ConsentPage, Preview},
        proof::ProofForm,
    },
    session::Answer,
};

/// The request of an app, as the patient or a caregiver answers it.
#[async_trait]
pub trait ConsentSession {
    async fn consent_page(
        &self,
        request: AuthorizationRequestId,
    ) -> Result<ConsentPage, PortalError>;

    /// `Set-Cookie` that forgets what the browser kept when a session ended; `None` where it keeps nothing.
    fn forget_kept_choice(&self) -> Option<String>;

    /// Counts for a choice; stores nothing. Here and below, [`ChoiceForm::read`] says what the form chose.
    async fn preview(
        &self,
        request: AuthorizationRequestId,
        choice: ChoiceForm,
    ) -> Result<Preview, PortalError>;

    /// "Count again": keeps the draft and leads back to the page.
    async fn count(
        &self,
        request: AuthorizationRequestId,
        choice: ChoiceForm,
    ) -> Result<Answer, PortalError>;

    /// Keeps the draft first, so that nothing typed is lost. Then approves if `shown` is the digest of what would be stored
    /// ([`crate::words::seen::consent`]) and no proof is needed; the wording is `words::shown::consent_text`. Otherwise leads
    /// to [`crate::paths::ConfirmConsent`].
    async fn share(
        &self,
        request: AuthorizationRequestId,
        choice: ChoiceForm,
        shown: String,
    ) -> Result<Answer, PortalError>;

    /// What the page restates before [`Self::approve`].
    async fn confirm_page(
        &self,
        request: AuthorizationRequestId,
    ) -> Result<ConfirmPage, PortalError>;

    /// Approves the draft, if the page showed what would be stored ([`crate::words::seen::confirm`]); otherwise
    /// [`PortalError::ChangedMeanwhile`]. The wording is `words::shown::confirm_text`. `proof` is empty where none was asked.
    async fn approve(
        &self,
        request: AuthorizationRequestId,
        shown: String,
        proof: ProofForm,
    ) -> Result<Answer, PortalError>;

    async fn deny(&self, request: AuthorizationRequestId) -> Result<Answer, PortalError>;
}
