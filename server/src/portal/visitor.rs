//! Who asks: finds the session behind a request and gives out the handle that its holder may use.

use std::sync::Arc;

use app::api::{
    Frame, PortalError,
    account::AccountSession,
    frame::SignedIn,
    session::{PatientSession, Portal, SignIn},
};
use async_trait::async_trait;
use axum::http::request::Parts;

use super::{
    account::Account, cookies, language, patient::Patient, patient::change::KEPT_CHANGE,
    problems::unavailable, prover::Prover,
};
use crate::{
    http::{correlation, session},
    operations::{acting::Acting, find_session::Visitor, list_notices::count_unread},
    state::Deps,
};

/// How long the list of looks is kept.
const HISTORY_YEARS: u8 = 7;

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

    fn prover(&self, request: &Parts, visitor: &Visitor) -> Prover {
        Prover {
            deps: self.deps.clone(),
            ctx: correlation::of(request),
            person: visitor.person.clone(),
            session: visitor.session.id,
        }
    }

    async fn frame_for(
        &self,
        request: &Parts,
        visitor: Option<&Visitor>,
    ) -> Result<Frame, PortalError> {
        let person = match visitor {
            Some(visitor) => Some(SignedIn {
                name: visitor.person.name.clone(),
                unread: count_unread(&self.deps, visitor.person.id)
                    .await
                    .map_err(unavailable)?,
            }),
            None => None,
        };
        let settings = &self.deps.config;
        let language = visitor.map_or_else(
            || language::of(&request.headers),
            |visitor| visitor.person.language,
        );
        Ok(Frame {
            language,
            organisation: settings.organisation.clone(),
            phone: settings.phone.clone(),
            leave_to: settings.leave_to.to_string(),
            history_years: HISTORY_YEARS,
            now: self.deps.clock.now(),
            person,
        })
    }
}

#[async_trait]
impl Portal for Visitors {
    async fn frame(&self, request: &Parts) -> Result<Frame, PortalError> {
        let visitor = self.visitor(request).await?;
        self.frame_for(request, visitor.as_ref()).await
    }

    async fn patient(&self, request: &Parts) -> Result<Arc<dyn PatientSession>, PortalError> {
        let visitor = self
            .visitor(request)
            .await?
            .ok_or(PortalError::SignInFirst)?;
        let frame = self.frame_for(request, Some(&visitor)).await?;
        // Staff and caregivers without a record of their own have no patient pages.
        let subject = visitor
            .person
            .patient
            .clone()
            .ok_or(PortalError::NotFound)?;
        Ok(Arc::new(Patient {
            deps: self.deps.clone(),
            ctx: correlation::of(request),
            acting: Acting::own(visitor.person.id, subject.clone()),
            person: visitor.person.id,
            name: visitor.person.name.clone(),
            subject,
            sign_in: visitor.session.assurance,
            prover: self.prover(request, &visitor),
            frame,
            kept_change: cookies::find(&request.headers, KEPT_CHANGE).map(cookies::unpacked),
        }))
    }

    async fn account(&self, request: &Parts) -> Result<Arc<dyn AccountSession>, PortalError> {
        let visitor = self
            .visitor(request)
            .await?
            .ok_or(PortalError::SignInFirst)?;
        Ok(Arc::new(Account {
            prover: self.prover(request, &visitor),
            session: visitor.session,
        }))
    }

    fn sign_in(&self) -> &dyn SignIn {
        self
    }
}
