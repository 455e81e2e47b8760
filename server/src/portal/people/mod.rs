//! What a signed-in person does about delegations: of their own record to caregivers, and of patients to them.

mod asking;
mod caregivers;
mod facts;
mod inviting;
mod patients;

use app::{
    facts::{
        Frame, PortalError,
        people::{
            AskForm, AskPage, CaregiverForm, CaregiverPage, ConfirmCaregiverPage,
            ConfirmInvitePage, DelegationEndedPage, DelegationFacts, InvitationPage, InviteForm,
            InvitePage, PeoplePage, WhosePage,
        },
        proof::ProofForm,
    },
    paths,
    session::{Answer, people::PeopleSession},
};
use async_trait::async_trait;
use axum::http::HeaderMap;
use domain::{
    ids::{AuthorizationRequestId, DelegationId, InvitationId},
    person::Person,
    session::Session,
};
use serde::{Serialize, de::DeserializeOwned};

use super::{form_cookies, patient::Patient, problems};
use crate::{
    context::Context,
    operations::delegations::{
        list_people::list_patients, set_quiet_mode::set_quiet_mode,
        withdraw_invitation::withdraw_invitation,
    },
    state::Deps,
};

/// The cookie that keeps an invitation until it is sent.
pub(super) const INVITE_DRAFT: &str = "sayso_invite";
/// The cookie that keeps a change for a caregiver until it is confirmed.
pub(super) const DELEGATION_DRAFT: &str = "sayso_helper";

/// Somebody who is signed in, for the length of one request.
pub(super) struct People {
    pub(super) deps: Deps,
    pub(super) ctx: Context,
    pub(super) person: Person,
    pub(super) session: Session,
    pub(super) frame: Frame,
    /// Their own record, unless they have none or act for somebody else.
    pub(super) own: Option<Patient>,
    invite_draft: Option<String>,
    change_draft: Option<String>,
}

impl People {
    pub(super) fn new(
        deps: Deps,
        ctx: Context,
        (person, session): (Person, Session),
        frame: Frame,
        own: Option<Patient>,
        headers: &HeaderMap,
    ) -> Self {
        let kept = |name| form_cookies::find(&deps, headers, person.id, name);
        Self {
            invite_draft: kept(INVITE_DRAFT),
            change_draft: kept(DELEGATION_DRAFT),
            deps,
            ctx,
            person,
            session,
            frame,
            own,
        }
    }

    /// What only a patient does, on their own pages.
    fn own(&self) -> Result<&Patient, PortalError> {
        self.own.as_ref().ok_or(PortalError::NotFound)
    }

    /// A cookie that keeps what was filled in; nothing forgets it.
    fn keep<T: Serialize>(&self, name: &str, form: Option<&T>) -> Result<String, PortalError> {
        let Some(form) = form else {
            return Ok(form_cookies::forget(&self.deps, name));
        };
        let text = serde_json::to_string(form).map_err(|_| PortalError::UnreadableForm)?;
        Ok(form_cookies::set(
            &self.deps,
            self.person.id,
            name,
            &text,
            // Nobody who is still signed in loses what they filled in.
            Session::IDLE,
        ))
    }
}

/// What was kept, if it can be read.
fn kept<T: DeserializeOwned>(text: Option<&str>) -> Option<T> {
    text.and_then(|text| serde_json::from_str(text).ok())
}

#[async_trait]
impl PeopleSession for People {
    async fn people(&self) -> Result<PeoplePage, PortalError> {
        let patients = list_patients(&self.deps, self.person.id)
            .await
            .map_err(problems::unavailable)?;
        let now = self.frame.now;
        Ok(PeoplePage {
            own: match &self.own {
                Some(own) => Some(self.caregivers(own).await?),
                None => None,
            },
            patients: patients
                .iter()
                .map(|patients| facts::patients(patients, now))
                .collect(),
        })
    }

    async fn invite_page(&self) -> Result<InvitePage, PortalError> {
        self.open_invite().await
    }

    async fn keep_invite(&self, form: InviteForm) -> Result<Answer, PortalError> {
        self.keep_or_restate(form)
    }

    async fn confirm_invite_page(&self) -> Result<ConfirmInvitePage, PortalError> {
        self.restate_invite().await
    }

    async fn send_invite(&self, proof: ProofForm) -> Result<Answer, PortalError> {
        self.invite_kept(&proof).await
    }

    async fn withdraw_invite(&self, invitation: InvitationId) -> Result<Answer, PortalError> {
        let own = self.own()?;
        withdraw_invitation(&self.deps, self.ctx, &own.acting, invitation)
            .await
            .map_err(problems::of_withdraw)?;
        Ok(Answer::to(paths::done(&paths::People, "taken-back")))
    }

    async fn set_quiet(&self, on: bool) -> Result<Answer, PortalError> {
        self.own()?;
        set_quiet_mode(&self.deps, self.ctx, self.person.id, on)
            .await
            .map_err(problems::unavailable)?;
        Ok(Answer::to(paths::done(&paths::People, "quiet")))
    }

    async fn caregiver(&self, delegation: DelegationId) -> Result<CaregiverPage, PortalError> {
        self.caregiver_page(delegation).await
    }

    async fn change(
        &self,
        delegation: DelegationId,
        form: CaregiverForm,
    ) -> Result<Answer, PortalError> {
        self.change_now_or_restate(delegation, form).await
    }

    async fn confirm_page(
        &self,
        delegation: DelegationId,
    ) -> Result<ConfirmCaregiverPage, PortalError> {
        self.restate_change(delegation).await
    }

    async fn confirm(
        &self,
        delegation: DelegationId,
        proof: ProofForm,
    ) -> Result<Answer, PortalError> {
        self.change_kept(delegation, &proof).await
    }

    async fn decline_ask(&self, delegation: DelegationId) -> Result<Answer, PortalError> {
        self.say_no_to_more(delegation).await
    }

    async fn delegation(&self, delegation: DelegationId) -> Result<DelegationFacts, PortalError> {
        self.either_side(delegation).await
    }

    async fn end(&self, delegation: DelegationId) -> Result<Answer, PortalError> {
        self.end_delegation(delegation).await
    }

    async fn ended(&self, delegation: DelegationId) -> Result<DelegationEndedPage, PortalError> {
        self.ended_page(delegation).await
    }

    async fn ask_page(&self, delegation: DelegationId) -> Result<AskPage, PortalError> {
        self.open_ask(delegation).await
    }

    async fn ask(&self, delegation: DelegationId, form: AskForm) -> Result<Answer, PortalError> {
        self.ask_patient(delegation, &form).await
    }

    async fn invitation(&self, secret: String) -> Result<InvitationPage, PortalError> {
        self.open_invitation(&secret).await
    }

    async fn accept(&self, secret: String, code: String) -> Result<Answer, PortalError> {
        self.say_yes(secret, &code).await
    }

    async fn decline(&self, secret: String) -> Result<Answer, PortalError> {
        self.say_no(&secret).await
    }

    async fn act_for(&self, delegation: Option<DelegationId>) -> Result<Answer, PortalError> {
        self.turn_to(delegation).await
    }

    async fn whose(&self, request: AuthorizationRequestId) -> Result<WhosePage, PortalError> {
        self.records_for(request).await
    }

    async fn choose_record(
        &self,
        request: AuthorizationRequestId,
        record: String,
    ) -> Result<Answer, PortalError> {
        self.turn_to_record(request, &record).await
    }
}
