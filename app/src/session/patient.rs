//! What is seen and done with one record, page by page and form by form. The `server` crate implements it.

use async_trait::async_trait;
use domain::ids::{AuthorizationRequestId, ConsentId, DelegationId};

use super::Answer;
use crate::facts::{
    PortalError,
    activity::{ActivityPage, Filter},
    choice::ChoiceForm,
    connected_apps::{
        AppPage, AppsPage, ChangeForm, Connection, HomePage, ReceiptPage, StoppedPage,
    },
    consent::{ConfirmFor, ConfirmPage, ConsentPage, Preview},
    proof::ProofForm,
    records::{CopyPage, RecordsPage, RecordsQuery},
};

/// What can be seen and done with one record, by the patient or by a caregiver who acts for them. Not yours is
/// [`PortalError::NotFound`], and so is what a caregiver may not do.
#[async_trait]
pub trait PatientSession: Send + Sync {
    /// Under which delegation this record is open; `None` for one's own.
    fn acting(&self) -> Option<DelegationId>;

    async fn home(&self) -> Result<HomePage, PortalError>;
    async fn apps(&self) -> Result<AppsPage, PortalError>;
    async fn app(&self, consent: ConsentId) -> Result<AppPage, PortalError>;
    async fn stop_page(&self, consent: ConsentId) -> Result<Connection, PortalError>;
    async fn stopped(&self, consent: ConsentId) -> Result<StoppedPage, PortalError>;
    async fn receipt(
        &self,
        consent: ConsentId,
        version: Option<u32>,
    ) -> Result<ReceiptPage, PortalError>;
    async fn activity(&self, filter: Filter) -> Result<ActivityPage, PortalError>;
    async fn records(&self, query: RecordsQuery) -> Result<RecordsPage, PortalError>;
    /// The form of this page is answered at its own address, with the file.
    async fn copy_page(&self) -> Result<CopyPage, PortalError>;

    async fn consent_page(
        &self,
        request: AuthorizationRequestId,
    ) -> Result<ConsentPage, PortalError>;

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

    /// Keeps the draft first, so that nothing typed is lost. Then approves if the page showed the final choice (`live`)
    /// and no proof is needed; the wording is `words::shown::consent_text`. Otherwise leads to [`crate::paths::ConfirmConsent`].
    async fn share(
        &self,
        request: AuthorizationRequestId,
        choice: ChoiceForm,
        live: bool,
    ) -> Result<Answer, PortalError>;

    async fn confirm_page(&self, about: ConfirmFor) -> Result<ConfirmPage, PortalError>;

    /// Approves the draft, if it is what the page showed ([`domain::consent::Choice::bound`]); otherwise
    /// [`PortalError::ChangedMeanwhile`]. The wording is `words::shown::confirm_text`. `proof` is empty where none was asked.
    async fn approve(
        &self,
        request: AuthorizationRequestId,
        shown: String,
        proof: ProofForm,
    ) -> Result<Answer, PortalError>;

    async fn deny(&self, request: AuthorizationRequestId) -> Result<Answer, PortalError>;

    /// Less takes effect at once and leads back to the app's page with [`crate::paths::saved`]; more, longer, or a consent on
    /// hold keeps a draft and leads to [`crate::paths::ConfirmChange`].
    async fn change(&self, consent: ConsentId, form: ChangeForm) -> Result<Answer, PortalError>;

    /// `shown` is as for [`Self::approve`].
    async fn confirm_change(
        &self,
        consent: ConsentId,
        shown: String,
        proof: ProofForm,
    ) -> Result<Answer, PortalError>;

    async fn stop(&self, consent: ConsentId) -> Result<Answer, PortalError>;
}
