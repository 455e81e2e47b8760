//! An app asks who somebody is: the page that says what it would learn, and the answer.

use app::{
    facts::{PortalError, consent::IdentifyPage},
    paths,
    session::{Answer, people::IdentifySession},
    words::{identify, seen},
};
use async_trait::async_trait;
use domain::{ids::AuthorizationRequestId, scope::Scope};

use super::People;
use crate::{
    operations::{
        acting::Acting,
        connect::{
            approve_sign_in::{ApproveSignIn, approve_sign_in},
            deny_sign_in::{deny_sign_in, deny_unmet_sign_in},
            find_asked_who::{AskedWho, find_asked_who},
            open_request::note_opened,
            reach_demand::{Reach, reach_demand},
        },
    },
    portal::{
        patient::{
            cards::app_facts,
            wording::{Screen, wording},
        },
        problems,
        shown::require_shown,
    },
};

#[async_trait]
impl IdentifySession for People {
    async fn identify_page(
        &self,
        request: AuthorizationRequestId,
    ) -> Result<IdentifyPage, PortalError> {
        let asked = self.asked_who(request).await?;
        if let Some(subject) = &self.person.patient {
            note_opened(&self.deps, self.ctx, &asked.request, subject)
                .await
                .map_err(problems::unavailable)?;
        }
        Ok(self.page_of(&asked))
    }

    async fn identify(
        &self,
        request: AuthorizationRequestId,
        shown: String,
    ) -> Result<Answer, PortalError> {
        let asked = self.asked_who(request).await?;
        let page = self.page_of(&asked);
        require_shown(&shown, &seen::identify(&page, &self.frame))?;
        if let Some(elsewhere) = self.way_to_demand(&asked).await? {
            return Ok(elsewhere);
        }
        let subject = self.person.patient.clone().ok_or(PortalError::NotFound)?;
        let text = identify::text(&page, &self.frame);
        let approve = ApproveSignIn {
            asked,
            acting: Acting::own(self.person.id, subject),
            wording: wording(Screen::Identify, &self.frame, &text),
            text,
            sign_in: self.session.sign_in(),
        };
        let approved = approve_sign_in(&self.deps, self.ctx, approve)
            .await
            .map_err(problems::of_approve)?;
        Ok(Answer::to(approved.location()))
    }

    async fn keep_unknown(&self, request: AuthorizationRequestId) -> Result<Answer, PortalError> {
        let denied = deny_sign_in(&self.deps, self.ctx, request, &self.person).await;
        Ok(Answer::to(denied.map_err(problems::of_deny)?.location()))
    }
}

impl People {
    async fn asked_who(&self, request: AuthorizationRequestId) -> Result<AskedWho, PortalError> {
        find_asked_who(&self.deps, request)
            .await
            .map_err(problems::of_offer)
    }

    fn page_of(&self, asked: &AskedWho) -> IdentifyPage {
        IdentifyPage {
            request: asked.request.id,
            person: self.person.name.to_string(),
            app: app_facts(&asked.client),
            names_record: asked.request.scope.contains(&Scope::FhirUser),
            has_record: self.person.patient.is_some(),
        }
    }

    /// Where the person must go first, if their sign-in is not what the app demands: nothing else proves anything here.
    async fn way_to_demand(&self, asked: &AskedWho) -> Result<Option<Answer>, PortalError> {
        let (request, demand) = (asked.request.id, asked.request.demand);
        let sign_in = self.session.sign_in();
        let reach = reach_demand(&self.deps, self.person.id, sign_in, demand).await;
        match reach.map_err(problems::unavailable)? {
            Reach::Met if !sign_in.is_weak => Ok(None),
            Reach::Met | Reach::ByProof | Reach::BySignIn => {
                let next = paths::Identify(request).to_string();
                Ok(Some(Answer::to(paths::SignIn { next })))
            }
            Reach::Never => {
                let unmet = deny_unmet_sign_in(&self.deps, self.ctx, request, &self.person).await;
                let unmet = unmet.map_err(problems::of_deny)?;
                Ok(Some(Answer::to(unmet.location())))
            }
        }
    }
}
