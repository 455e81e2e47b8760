//! An app asks: the page that shows what, the choice on the way to it, and the answer.

use app::{
    facts::{
        PortalError,
        choice::ChoiceForm,
        consent::{ConfirmFor, ConfirmPage, ConsentPage, OpenControls, Preview},
        proof::{ProofForm, RequiredProof},
    },
    paths,
    session::{Answer, patient::ConsentSession},
    words::{
        seen,
        shown::{self, Question},
    },
};
use async_trait::async_trait;
use domain::{
    consent::{Choice, ChoiceError},
    ids::AuthorizationRequestId,
};

use super::{
    Patient, cards,
    preview::holding_of,
    wording::{Screen, wording},
};
use crate::{
    operations::{
        connect::{
            approval_proof::{needs_proof, proof_for_approval},
            approve_consent::{ApproveConsent, approve_consent},
            choose::{ChooseError, Chosen, choose, refuse_wider},
            consent_offer::{ConsentOffer, consent_offer},
            deny_consent::deny_consent,
            open_request::note_opened,
        },
        credentials::verify_password::Proof,
    },
    portal::{form_cookies::CHOICE_DRAFT, problems, shown::require_shown},
};

#[async_trait]
impl ConsentSession for Patient {
    async fn consent_page(
        &self,
        request: AuthorizationRequestId,
    ) -> Result<ConsentPage, PortalError> {
        let offer = self.opened(request).await?;
        let start = Choice::proposed(&offer.offer);
        let picked = self
            .kept_choice(request)
            .or_else(|| offer.request.draft_of(self.person).cloned());
        let choice = picked
            // Another record may have been picked since.
            .filter(|draft| draft.is_within(&offer.offer))
            .unwrap_or_else(|| start.clone());
        let held = self.everything_held(Some(&offer.request.scope)).await?;
        let kinds = offer.offer.asked();
        let kinds = kinds.iter();
        let topics = offer.offer.topics.iter();
        Ok(ConsentPage {
            request,
            person: self.name.clone(),
            others: self.may_share_others().await?,
            app: cards::app_facts(&offer.client),
            holdings: kinds
                .map(|kind| (kind, holding_of(&held.categories, kind)))
                .collect(),
            topic_holdings: topics.map(|topic| (topic, held.of_topic(topic))).collect(),
            preview: self.preview_of(&choice, &offer.request.scope).await?,
            beyond: cards::beyond(&offer),
            renews: offer.in_force.as_ref().map(cards::renewed),
            open: OpenControls::default().with_changes(&choice, &start),
            choice,
            technical: cards::technical(&offer),
            offer: offer.offer,
        })
    }

    fn forget_kept_choice(&self) -> Option<String> {
        let kept = self.choice_draft.as_ref();
        kept.map(|_| CHOICE_DRAFT.forget(&self.deps))
    }

    async fn preview(
        &self,
        request: AuthorizationRequestId,
        choice: ChoiceForm,
    ) -> Result<Preview, PortalError> {
        let offer = self.opened(request).await?;
        let choice = self.read(&choice).map_err(|(_, problem)| problem)?;
        if !choice.is_within(&offer.offer) {
            let refused = refuse_wider(&self.deps, self.ctx, &self.acting, &offer, &choice);
            return Err(problems::of_choose(refused.await));
        }
        self.preview_of(&choice, &offer.request.scope).await
    }

    async fn count(
        &self,
        request: AuthorizationRequestId,
        choice: ChoiceForm,
    ) -> Result<Answer, PortalError> {
        self.save_draft(request, &choice).await?;
        Ok(Answer::to(paths::Consent(request)))
    }

    async fn share(
        &self,
        request: AuthorizationRequestId,
        choice: ChoiceForm,
        shown: String,
    ) -> Result<Answer, PortalError> {
        let (choice, chosen) = self.save_draft(request, &choice).await?;
        let offer = chosen.offer;
        if let Some(elsewhere) = self.way_to_demand(&offer).await? {
            return Ok(elsewhere);
        }
        let restated = Answer::to(paths::ConfirmConsent(request));
        if chosen.needs_proof {
            return Ok(restated);
        }
        let app = cards::app_facts(&offer.client);
        let question = Question {
            app: &app,
            person: &self.name,
            offer: &offer.offer,
        };
        let preview = self.preview_of(&choice, &offer.request.scope).await?;
        if seen::consent(question, &choice, &preview, &self.frame) != shown {
            return Ok(restated);
        }
        let text = shown::consent_text(question, &choice, &preview, &self.frame);
        self.approve_as(offer, choice, Screen::Consent, text, None)
            .await
    }

    async fn confirm_page(
        &self,
        request: AuthorizationRequestId,
    ) -> Result<ConfirmPage, PortalError> {
        let offer = self.opened(request).await?;
        let choice = self.draft(&offer)?;
        let needed = needs_proof(&self.deps, &offer, &choice, self.sign_in, self.frame.now);
        let action = proof_for_approval(request, &choice);
        let proof = self.step_up.methods(needed, &action).await?;
        let proof = proof.map(|asked| self.strong_enough(asked, offer.request.demand));
        self.confirm_page_of(&offer, choice, proof)
    }

    async fn approve(
        &self,
        request: AuthorizationRequestId,
        shown: String,
        proof: ProofForm,
    ) -> Result<Answer, PortalError> {
        let offer = self.offer(request).await?;
        let choice = self.draft(&offer)?;
        let page = self.confirm_page_of(&offer, choice.clone(), None)?;
        require_shown(&shown, &seen::confirm(&page, &self.frame))?;
        if let Some(elsewhere) = self.way_to_demand(&offer).await? {
            return Ok(elsewhere);
        }
        let needed = needs_proof(&self.deps, &offer, &choice, self.sign_in, self.frame.now);
        let proof = if needed {
            let action = proof_for_approval(request, &choice);
            Some(self.step_up.verify(action, &proof).await?)
        } else {
            None
        };
        let text = shown::confirm_text(&page, &self.frame);
        self.approve_as(offer, choice, Screen::Confirm, text, proof)
            .await
    }

    async fn deny(&self, request: AuthorizationRequestId) -> Result<Answer, PortalError> {
        let denied = deny_consent(&self.deps, self.ctx, request, &self.acting).await;
        Ok(Answer::to(denied.map_err(problems::of_deny)?.location()))
    }
}

impl Patient {
    async fn offer(&self, request: AuthorizationRequestId) -> Result<ConsentOffer, PortalError> {
        consent_offer(&self.deps, self.ctx, &self.acting, request)
            .await
            .map_err(problems::of_offer)
    }

    /// As [`Self::offer`], by a page that shows it: from now on the request waits anew.
    async fn opened(&self, request: AuthorizationRequestId) -> Result<ConsentOffer, PortalError> {
        let offer = self.offer(request).await?;
        note_opened(&self.deps, self.ctx, &offer.request, &offer.subject)
            .await
            .map_err(problems::unavailable)?;
        Ok(offer)
    }

    fn read(&self, form: &ChoiceForm) -> Result<Choice, (Choice, PortalError)> {
        form.read(self.frame.now, &self.frame.hospital_zone)
    }

    /// Keeps what was picked, if it was offered.
    async fn save_draft(
        &self,
        request: AuthorizationRequestId,
        form: &ChoiceForm,
    ) -> Result<(Choice, Chosen), PortalError> {
        let (choice, problem) = match self.read(form) {
            Ok(choice) => (choice, None),
            Err((left, problem)) => (left, Some(problem)),
        };
        let chosen = choose(
            &self.deps,
            self.ctx,
            &self.acting,
            request,
            choice.clone(),
            self.sign_in,
        )
        .await;
        match (chosen, problem) {
            // More than was offered: no date of that form matters.
            (Err(error @ ChooseError::Choice(ChoiceError::NotOffered)), _) => {
                Err(problems::of_choose(error))
            }
            (_, Some(problem)) => Err(problem),
            (Ok(chosen), None) => Ok((choice, chosen)),
            (Err(error), None) => Err(problems::of_choose(error)),
        }
    }

    /// What this person picked so far; somebody else may have picked something else since.
    fn draft(&self, offer: &ConsentOffer) -> Result<Choice, PortalError> {
        let draft = offer.request.draft_of(self.person);
        draft.cloned().ok_or(PortalError::ChangedMeanwhile)
    }

    fn confirm_page_of(
        &self,
        offer: &ConsentOffer,
        choice: Choice,
        proof: Option<RequiredProof>,
    ) -> Result<ConfirmPage, PortalError> {
        let approved = choice
            .check(&offer.offer, self.frame.now)
            .map_err(problems::of_choice)?;
        Ok(ConfirmPage {
            about: ConfirmFor::Request(offer.request.id),
            person: self.name.clone(),
            app: cards::app_facts(&offer.client),
            purpose: offer.request.purpose,
            ends: approved.expires_at(),
            not_shared: approved.refused(),
            topics_not_shared: approved.refused_topics(),
            proof,
            choice,
        })
    }

    async fn approve_as(
        &self,
        offer: ConsentOffer,
        choice: Choice,
        screen: Screen,
        text: String,
        proof: Option<Proof>,
    ) -> Result<Answer, PortalError> {
        let approve = ApproveConsent {
            offer,
            acting: self.acting.clone(),
            choice,
            wording: wording(screen, &self.frame, &text),
            text,
            sign_in: self.sign_in,
            proof,
        };
        let approved = approve_consent(&self.deps, self.ctx, approve)
            .await
            .map_err(problems::of_approve)?;
        Ok(Answer::to(approved.location()))
    }
}
