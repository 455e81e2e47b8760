//! How and where somebody is signed in, signing out there, and stopping who wants to get in.

use app::{
    facts::{
        PortalError,
        proof::ProofForm,
        security::{Place, SecurityPage, SignInChoicePage, WaitingFacts},
    },
    paths,
    session::{Answer, account::PlacesSession},
};
use async_trait::async_trait;
use domain::{ids::SessionId, proof::ProofFor, session::Session};

use super::Account;
use crate::{
    operations::{
        credentials::{
            list_passkeys::list_passkeys,
            stop_recovery::{find_waiting_recovery, stop_recovery},
        },
        sign_in::{
            choose_sign_in::{ChooseSignInError, choose_sign_in, only_passkeys},
            end_sessions::{EndSessionError, end_other_sessions, end_session},
            list_sessions::list_sessions,
        },
    },
    portal::{
        form_cookies::{sign_out_answer, signed_out_page},
        problems::{of_stop_recovery, unavailable},
    },
};

#[async_trait]
impl PlacesSession for Account {
    async fn security(&self) -> Result<SecurityPage, PortalError> {
        Ok(SecurityPage {
            email: self.email(),
            places: self.places().await?,
            waiting: self.waiting().await?,
            keys: self.key_facts().await?,
            only_passkeys: self.only_passkeys().await?,
            hospital: self.hospital().await?,
        })
    }

    async fn end_session(&self, session: SessionId) -> Result<Answer, PortalError> {
        let Self { step_up, .. } = self;
        match end_session(&step_up.deps, step_up.ctx, &step_up.person, session).await {
            Ok(()) if session == self.session.id => {
                Ok(sign_out_answer(&step_up.deps, &signed_out_page()))
            }
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

    async fn sign_in_page(&self) -> Result<SignInChoicePage, PortalError> {
        let Self { step_up, .. } = self;
        let now = step_up.deps.clock.now();
        let keys = list_passkeys(&step_up.deps, step_up.person.id).await;
        let keys = keys.map_err(unavailable)?.passkeys;
        Ok(SignInChoicePage {
            only_passkeys: self.only_passkeys().await?,
            possible: keys.iter().any(|key| key.is_of_full_worth(now)),
            proof: step_up.methods(true, &ProofFor::ChooseSignIn).await?,
        })
    }

    async fn choose_sign_in(&self, only: bool, proof: ProofForm) -> Result<Answer, PortalError> {
        let Self { step_up, .. } = self;
        let proof = step_up.verify(ProofFor::ChooseSignIn, &proof).await?;
        let (deps, ctx, person) = (&step_up.deps, step_up.ctx, &step_up.person);
        match choose_sign_in(deps, ctx, person, only, &proof).await {
            Ok(()) => Ok(Answer::to(paths::done(&paths::Security, "chosen"))),
            Err(ChooseSignInError::NoPasskey) => Err(PortalError::ProofTooWeak),
            Err(ChooseSignInError::StepUpRequired) => Err(PortalError::PasswordMissing),
            Err(ChooseSignInError::Store(error)) => Err(unavailable(error)),
        }
    }

    async fn stop_recovery(&self, proof: ProofForm) -> Result<Answer, PortalError> {
        let Self { step_up, .. } = self;
        let (deps, person) = (&step_up.deps, &step_up.person);
        let waiting = find_waiting_recovery(deps, person).await;
        let proof = match waiting.map_err(unavailable)? {
            Some(waiting) => Some(step_up.verify(waiting.proof_for(), &proof).await?),
            None => None,
        };
        stop_recovery(deps, step_up.ctx, person, proof.as_ref())
            .await
            .map_err(of_stop_recovery)?;
        Ok(Answer::to(paths::done(&paths::Security, "stopped")))
    }
}

impl Account {
    async fn only_passkeys(&self) -> Result<bool, PortalError> {
        only_passkeys(&self.step_up.deps, &self.step_up.person)
            .await
            .map_err(unavailable)
    }

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
    async fn waiting(&self) -> Result<Option<WaitingFacts>, PortalError> {
        let Self { step_up, .. } = self;
        let found = find_waiting_recovery(&step_up.deps, &step_up.person).await;
        let Some(waiting) = found.map_err(unavailable)? else {
            return Ok(None);
        };
        Ok(Some(WaitingFacts {
            opens: waiting.opens_at,
            proof: step_up.methods(true, &waiting.proof_for()).await?,
        }))
    }
}
