//! An app demands that the person signed in more surely, or more lately: where that leads, and which proof will do.

use app::{
    facts::{PortalError, proof::RequiredProof},
    paths,
    session::Answer,
};
use domain::acr::{Acr, Demand};

use super::Patient;
use crate::{
    operations::connect::{
        consent_offer::ConsentOffer,
        deny_consent::deny_unmet_demand,
        reach_demand::{Reach, reach_demand},
    },
    portal::problems,
};

impl Patient {
    /// Where the person must go first, if an app demands an authentication that no proof on our page can give.
    pub(super) async fn way_to_demand(
        &self,
        offer: &ConsentOffer,
    ) -> Result<Option<Answer>, PortalError> {
        let request = offer.request.id;
        let reach = reach_demand(&self.deps, self.person, self.sign_in, offer.request.demand);
        match reach.await.map_err(problems::unavailable)? {
            Reach::Met | Reach::ByProof => Ok(None),
            Reach::BySignIn => {
                let next = paths::Consent(request).to_string();
                Ok(Some(Answer::to(paths::SignIn { next })))
            }
            Reach::Never => {
                let unmet = deny_unmet_demand(&self.deps, self.ctx, request, &self.acting).await;
                let unmet = unmet.map_err(problems::of_deny)?;
                Ok(Some(Answer::to(unmet.location())))
            }
        }
    }

    /// Of the ways to prove, those that are as strong as the app demands, where the sign-in is not.
    pub(super) fn strong_enough(&self, asked: RequiredProof, demand: Demand) -> RequiredProof {
        if demand.is_met_by_sign_in(self.sign_in) {
            return asked;
        }
        let will_do = |acr| demand.acr.is_none_or(|least| acr >= least);
        RequiredProof {
            password: asked.password && will_do(Acr::Password),
            code: asked.code && will_do(Acr::Code),
            mail: asked.mail && will_do(Acr::Code),
            ..asked
        }
    }
}
