//! What a signed-in patient can see and do: each method asks one operation and turns its answer into a page's facts.

mod activity;
mod apps;
mod cards;
pub(super) mod change;
mod consent;
mod demand;
pub(super) mod preview;
mod records;
mod wording;

use app::{
    facts::{
        Frame, PortalError,
        activity::{ActivityPage, Filter},
        choice::ChoiceForm,
        connected_apps::{
            AppPage, AppsPage, ChangeForm, Connection, HomePage, ReceiptPage, StoppedPage,
        },
        consent::{ConfirmFor, ConfirmPage, ConsentPage, Preview},
        proof::{ProofAsked, ProofForm},
        records::{CopyPage, RecordsPage, RecordsQuery},
    },
    session::{Answer, patient::PatientSession},
};
use async_trait::async_trait;
use domain::{
    assurance::Assurance,
    ids::{AuthorizationRequestId, ConsentId, DelegationId, PatientId, PersonId},
    proof::ProofFor,
};

use super::step_up::StepUp;
use crate::{
    context::Context,
    operations::{acting::Acting, credentials::verify_password::Proof},
    state::Deps,
};

/// One record, open to the patient or to a caregiver who acts for them, for the length of one request.
pub(super) struct Patient {
    pub(super) deps: Deps,
    pub(super) ctx: Context,
    pub(super) person: PersonId,
    /// Whose record it is, by name.
    pub(super) name: String,
    pub(super) subject: PatientId,
    /// For whom, and how far.
    pub(super) acting: Acting,
    pub(super) sign_in: Assurance,
    pub(super) step_up: StepUp,
    pub(super) frame: Frame,
    /// The change that waits for its confirmation, as the browser keeps it.
    pub(super) change_draft: Option<String>,
}

#[async_trait]
impl PatientSession for Patient {
    fn acting(&self) -> Option<DelegationId> {
        self.acting
            .delegation
            .as_ref()
            .map(|delegation| delegation.id)
    }

    async fn home(&self) -> Result<HomePage, PortalError> {
        self.home_page().await
    }

    async fn apps(&self) -> Result<AppsPage, PortalError> {
        self.apps_page().await
    }

    async fn app(&self, consent: ConsentId) -> Result<AppPage, PortalError> {
        self.app_page(consent).await
    }

    async fn stop_page(&self, consent: ConsentId) -> Result<Connection, PortalError> {
        self.card(consent).await
    }

    async fn stopped(&self, consent: ConsentId) -> Result<StoppedPage, PortalError> {
        self.stopped_page(consent).await
    }

    async fn receipt(
        &self,
        consent: ConsentId,
        version: Option<u32>,
    ) -> Result<ReceiptPage, PortalError> {
        self.receipt_page(consent, version).await
    }

    async fn activity(&self, filter: Filter) -> Result<ActivityPage, PortalError> {
        self.activity_page(filter).await
    }

    async fn records(&self, query: RecordsQuery) -> Result<RecordsPage, PortalError> {
        self.records_page(query).await
    }

    async fn copy_page(&self) -> Result<CopyPage, PortalError> {
        self.offer_copy().await
    }

    async fn consent_page(
        &self,
        request: AuthorizationRequestId,
    ) -> Result<ConsentPage, PortalError> {
        self.open_consent(request).await
    }

    async fn preview(
        &self,
        request: AuthorizationRequestId,
        choice: ChoiceForm,
    ) -> Result<Preview, PortalError> {
        self.count_for(request, &choice).await
    }

    async fn count(
        &self,
        request: AuthorizationRequestId,
        choice: ChoiceForm,
    ) -> Result<Answer, PortalError> {
        self.keep(request, &choice).await?;
        Ok(Answer::to(app::paths::Consent(request)))
    }

    async fn share(
        &self,
        request: AuthorizationRequestId,
        choice: ChoiceForm,
        live: bool,
    ) -> Result<Answer, PortalError> {
        self.share_now_or_restate(request, &choice, live).await
    }

    async fn confirm_page(&self, about: ConfirmFor) -> Result<ConfirmPage, PortalError> {
        match about {
            ConfirmFor::Request(request) => self.restate_request(request).await,
            ConfirmFor::Change(consent) => self.restate_change(consent).await,
        }
    }

    async fn approve(
        &self,
        request: AuthorizationRequestId,
        shown: String,
        proof: ProofForm,
    ) -> Result<Answer, PortalError> {
        self.approve_restated(request, &shown, &proof).await
    }

    async fn deny(&self, request: AuthorizationRequestId) -> Result<Answer, PortalError> {
        self.say_no(request).await
    }

    async fn change(&self, consent: ConsentId, form: ChangeForm) -> Result<Answer, PortalError> {
        self.change_now_or_restate(consent, &form).await
    }

    async fn confirm_change(
        &self,
        consent: ConsentId,
        shown: String,
        proof: ProofForm,
    ) -> Result<Answer, PortalError> {
        self.change_restated(consent, &shown, &proof).await
    }

    async fn stop(&self, consent: ConsentId) -> Result<Answer, PortalError> {
        self.stop_app(consent).await
    }
}

impl Patient {
    /// How this person can show again who they are for this action, where that is needed.
    pub(super) async fn proof_asked(
        &self,
        needed: bool,
        action: &ProofFor,
    ) -> Result<Option<ProofAsked>, PortalError> {
        self.step_up.methods(needed, action).await
    }

    /// A proof of the person for what they are about to do.
    pub(super) async fn prove(
        &self,
        action: ProofFor,
        form: &ProofForm,
    ) -> Result<Proof, PortalError> {
        self.step_up.verify(action, form).await
    }
}
