//! Who asks: finds the session behind a request and gives out the handle that its holder may use.

use std::sync::Arc;

use app::{
    facts::{
        Frame, PortalError,
        frame::{Acting as ActingFacts, SignedIn},
        privacy::PrivacyPage,
    },
    session::{
        Activation, Portal, Recovery, SignIn,
        account::{AccountSession, KeySession},
        patient::PatientSession,
        people::PeopleSession,
    },
};
use async_trait::async_trait;
use axum::http::request::Parts;
use domain::{
    delegation::{Basis, Delegation},
    language::Language,
};

use super::{
    account::Account,
    form_cookies::{CHANGE_DRAFT, CHOICE_DRAFT, FormCookie, LOOKED_FOR, NEW_CODES},
    patient::Patient,
    people::People,
    problems::unavailable,
    step_up::StepUp,
};
use crate::{
    http::{correlation, language, session, zone},
    operations::{
        acting::Acting, delegations::find_patient_name::find_patient_name,
        notices::list_notices::count_unread, sign_in::find_session::Visitor,
    },
    sign_in::attempt_cookie,
    state::Deps,
};

/// The portal, for whoever comes.
pub(super) struct Visitors {
    pub(super) deps: Deps,
}

impl Visitors {
    pub(super) const fn new(deps: Deps) -> Self {
        Self { deps }
    }

    pub(super) async fn visitor(&self, request: &Parts) -> Result<Option<Visitor>, PortalError> {
        session::visitor(&self.deps, &request.headers)
            .await
            .map_err(unavailable)
    }

    fn step_up(&self, request: &Parts, visitor: &Visitor) -> StepUp {
        StepUp {
            deps: self.deps.clone(),
            ctx: correlation::of(request),
            person: visitor.person.clone(),
            session: visitor.session.id,
        }
    }

    /// What this browser keeps for the one who is signed in.
    fn kept(&self, request: &Parts, visitor: &Visitor, cookie: FormCookie) -> Option<String> {
        cookie.find_for(&self.deps, &request.headers, visitor.person.id)
    }

    async fn account_of(&self, request: &Parts) -> Result<Account, PortalError> {
        let (visitor, frame) = self.signed_in(request).await?;
        Ok(Account {
            step_up: self.step_up(request, &visitor),
            frame,
            new_codes: self.kept(request, &visitor, NEW_CODES),
            session: visitor.session,
            hospital: attempt_cookie::presented(&self.deps, &request.headers),
        })
    }

    async fn frame_for(
        &self,
        request: &Parts,
        visitor: Option<&Visitor>,
    ) -> Result<Frame, PortalError> {
        let person = match visitor {
            Some(visitor) => Some(SignedIn {
                name: visitor.person.name.to_string(),
                has_record: visitor.person.patient.is_some(),
                session_ends: visitor.session.ends_unused(),
                unread: count_unread(&self.deps, visitor.person.id)
                    .await
                    .map_err(unavailable)?,
            }),
            None => None,
        };
        let settings = &self.deps.config;
        let privacy_notice = self.deps.privacy_notice.as_ref();
        let language = visitor.map_or_else(
            || language::of(&request.headers),
            |visitor| visitor.person.language,
        );
        let acting = match visitor.and_then(|visitor| visitor.acting.as_ref()) {
            Some(delegation) => Some(self.acting(delegation).await?),
            None => None,
        };
        let now = self.deps.clock.now();
        let hospital_zone = settings.time_zone.zone(now);
        let zone = zone::of(&request.headers, now).unwrap_or_else(|| hospital_zone.clone());
        Ok(Frame {
            language,
            organisation: settings.organisation.clone(),
            phone: settings.phone.clone(),
            leave_to: settings.leave_to.to_string(),
            privacy_notice: privacy_notice.map(|notice| notice.version),
            zone,
            hospital_zone,
            now,
            person,
            acting,
        })
    }

    /// For whom somebody acts, as every page says it.
    async fn acting(&self, delegation: &Delegation) -> Result<ActingFacts, PortalError> {
        let name = find_patient_name(&self.deps, &delegation.subject)
            .await
            .map_err(unavailable)?;
        Ok(ActingFacts {
            delegation: delegation.id,
            name: name.map(String::from).unwrap_or_default(),
            guardian: delegation.basis == Basis::Guardian,
            limits: delegation.limits_at(self.deps.clock.now()),
            until: delegation.until,
        })
    }

    /// The record that is open: the one that somebody acts on, or else their own.
    fn record(&self, request: &Parts, visitor: &Visitor, frame: Frame) -> Option<Patient> {
        let person = &visitor.person;
        let (acting, name) = match (&visitor.acting, &frame.acting) {
            (Some(delegation), Some(acting)) => {
                (Acting::for_another(delegation.clone()), acting.name.clone())
            }
            // Staff and caregivers without a record of their own have no patient pages.
            _ => (
                Acting::own(person.id, person.patient.clone()?),
                person.name.to_string(),
            ),
        };
        Some(Patient {
            deps: self.deps.clone(),
            ctx: correlation::of(request),
            person: person.id,
            name,
            subject: acting.subject.clone(),
            acting,
            sign_in: visitor.session.sign_in(),
            step_up: self.step_up(request, visitor),
            frame,
            change_draft: self.kept(request, visitor, CHANGE_DRAFT),
            looked_for: self.kept(request, visitor, LOOKED_FOR),
            choice_draft: self.kept(request, visitor, CHOICE_DRAFT),
        })
    }

    /// The record that is open to whoever asks.
    pub(super) async fn open_record(&self, request: &Parts) -> Result<Patient, PortalError> {
        let (visitor, frame) = self.signed_in(request).await?;
        self.record(request, &visitor, frame)
            .ok_or(PortalError::NotFound)
    }

    async fn signed_in(&self, request: &Parts) -> Result<(Visitor, Frame), PortalError> {
        let visitor = self
            .visitor(request)
            .await?
            .ok_or(PortalError::SignInFirst)?;
        let frame = self.frame_for(request, Some(&visitor)).await?;
        Ok((visitor, frame))
    }
}

#[async_trait]
impl Portal for Visitors {
    async fn frame(&self, request: &Parts) -> Result<Frame, PortalError> {
        let visitor = self.visitor(request).await?;
        self.frame_for(request, visitor.as_ref()).await
    }

    async fn patient(&self, request: &Parts) -> Result<Arc<dyn PatientSession>, PortalError> {
        Ok(Arc::new(self.open_record(request).await?))
    }

    async fn people(&self, request: &Parts) -> Result<Arc<dyn PeopleSession>, PortalError> {
        let (visitor, frame) = self.signed_in(request).await?;
        let own = self
            .record(request, &visitor, frame.clone())
            .filter(|record| record.acting.is_own());
        Ok(Arc::new(People::new(
            self.deps.clone(),
            correlation::of(request),
            (visitor.person, visitor.session),
            frame,
            own,
            &request.headers,
        )))
    }

    async fn account(&self, request: &Parts) -> Result<Arc<dyn AccountSession>, PortalError> {
        Ok(Arc::new(self.account_of(request).await?))
    }

    async fn keys(&self, request: &Parts) -> Result<Arc<dyn KeySession>, PortalError> {
        Ok(Arc::new(self.account_of(request).await?))
    }

    async fn privacy(
        &self,
        language: Language,
        version: Option<u32>,
    ) -> Result<PrivacyPage, PortalError> {
        self.privacy_page(language, version).await
    }

    fn sign_in(&self) -> &dyn SignIn {
        self
    }

    fn recovery(&self) -> &dyn Recovery {
        self
    }

    fn activation(&self) -> &dyn Activation {
        self
    }
}
