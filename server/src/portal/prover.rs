//! How somebody who is signed in shows again who they are: which ways are open to them, and what a form of theirs proves.

use app::api::{
    PortalError,
    proof::{ProofAsked, ProofForm},
    session::add_cookie,
};
use domain::{assurance::ProofFor, ids::SessionId, person::Person};

use super::{problems, ways};
use crate::{
    context::Context,
    http::session::cookie,
    operations::{credentials::verify_password::Proof, sign_in::rotate_session::rotate_session},
    state::Deps,
};

/// A signed-in person who may be asked for a proof.
pub(super) struct Prover {
    pub(super) deps: Deps,
    pub(super) ctx: Context,
    pub(super) person: Person,
    pub(super) session: SessionId,
}

impl Prover {
    /// How this person can show again who they are for this action, where that is needed.
    pub(super) async fn asked(
        &self,
        needed: bool,
        action: &ProofFor,
    ) -> Result<Option<ProofAsked>, PortalError> {
        if !needed {
            return Ok(None);
        }
        let asked = ways::open_for(&self.deps, &self.person, self.session, action).await?;
        Ok(Some(asked))
    }

    /// A proof of the person for what they are about to do. One that is stronger than their session makes its cookie new.
    pub(super) async fn prove(
        &self,
        action: ProofFor,
        form: &ProofForm,
    ) -> Result<Proof, PortalError> {
        let (proof, risen) = self.proved(action, form).await?;
        if let Some(risen) = risen {
            add_cookie(&risen)?;
        }
        Ok(proof)
    }

    /// As [`Self::prove`], where no page is answered: with the new cookie of the session.
    pub(super) async fn proved(
        &self,
        action: ProofFor,
        form: &ProofForm,
    ) -> Result<(Proof, Option<String>), PortalError> {
        let Self {
            deps,
            ctx,
            person,
            session,
        } = self;
        let proof = ways::proved_by(deps, *ctx, person, *session, action, form).await?;
        let new = rotate_session(deps, *ctx, person, *session, proof.assurance)
            .await
            .map_err(problems::unavailable)?;
        Ok((proof, new.map(|secret| cookie(deps, &secret))))
    }
}
