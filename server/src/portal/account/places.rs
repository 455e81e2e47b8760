//! How and where somebody is signed in, signing out there, and stopping who wants to get in.

use app::{
    facts::{
        PortalError,
        security::{Place, SecurityPage},
    },
    paths,
    session::{Answer, account::PlacesSession},
};
use async_trait::async_trait;
use domain::{Timestamp, ids::SessionId, session::Session};

use super::Account;
use crate::{
    operations::{
        credentials::stop_recovery::{find_waiting_recovery, stop_recovery},
        sign_in::{
            end_sessions::{EndSessionError, end_other_sessions, end_session},
            list_sessions::list_sessions,
        },
    },
    portal::{form_cookies::sign_out_answer, problems::unavailable},
};

#[async_trait]
impl PlacesSession for Account {
    async fn security(&self) -> Result<SecurityPage, PortalError> {
        Ok(SecurityPage {
            email: self.email(),
            places: self.places().await?,
            waiting: self.waiting().await?,
            keys: self.key_facts().await?,
            hospital: self.hospital().await?,
        })
    }

    async fn end_session(&self, session: SessionId) -> Result<Answer, PortalError> {
        let Self { step_up, .. } = self;
        match end_session(&step_up.deps, step_up.ctx, &step_up.person, session).await {
            Ok(()) if session == self.session.id => Ok(sign_out_answer(&step_up.deps)),
            Ok(()) => Ok(Answer::to(paths::done(&paths::Security, "out"))),
            Err(EndSessionError::NotFound) => Err(PortalError::NotFound),
            Err(EndSessionError::Store(error)) => Err(unavailable(error)),
        }
    }

    async fn end_other_sessions(&self) -> Result<Answer, PortalError> {
        let Self {
            step_up, session, ..
        } = self;
        end_other_sessions(&step_up.deps, step_up.ctx, &step_up.person, session.id)
            .await
            .map_err(unavailable)?;
        Ok(Answer::to(paths::done(&paths::Security, "all-out")))
    }

    async fn stop_recovery(&self) -> Result<Answer, PortalError> {
        let Self { step_up, .. } = self;
        stop_recovery(&step_up.deps, step_up.ctx, &step_up.person)
            .await
            .map_err(unavailable)?;
        Ok(Answer::to(paths::done(&paths::Security, "stopped")))
    }
}

impl Account {
    async fn places(&self) -> Result<Vec<Place>, PortalError> {
        let sessions = list_sessions(&self.step_up.deps, self.step_up.person.id)
            .await
            .map_err(unavailable)?;
        let mut places: Vec<_> = sessions.iter().map(|other| self.place(other)).collect();
        places.sort_by_key(|place| !place.here);
        Ok(places)
    }

    fn place(&self, session: &Session) -> Place {
        let here = session.id == self.session.id;
        Place {
            session: session.id,
            device: session.device,
            here,
            since: session.created_at,
            method: session.assurance.method,
            last_used: session.last_seen_at,
            proved: session.proved.map(|proved| proved.authenticated_at),
            ends: session.expires_at,
        }
    }

    /// When somebody gets in by mail alone, unless they are stopped.
    async fn waiting(&self) -> Result<Option<Timestamp>, PortalError> {
        find_waiting_recovery(&self.step_up.deps, &self.step_up.person)
            .await
            .map_err(unavailable)
    }
}
