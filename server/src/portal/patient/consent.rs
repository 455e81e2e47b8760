//! An app asks: the page that shows what, the choice on the way to it, and the answer.

use app::{
    facts::{
        PortalError,
        choice::ChoiceForm,
        consent::{ConfirmFor, ConfirmPage, ConsentPage, Preview, Renewed, Technical},
        proof::{ProofAsked, ProofForm},
    },
    paths,
    session::Answer,
    words,
};
use domain::{
    catalogue::TopicSet,
    consent::{Choice, ChoiceError},
    delegation::Ability,
    ids::AuthorizationRequestId,
};
use url::Url;

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
            choose::{ChooseError, choose, refuse_wider},
            consent_offer::{ConsentOffer, consent_offer},
            deny_consent::deny_consent,
        },
        credentials::verify_password::Proof,
        delegations::list_people::list_patients,
    },
    portal::problems,
};

impl Patient {
    async fn offer(&self, request: AuthorizationRequestId) -> Result<ConsentOffer, PortalError> {
        consent_offer(&self.deps, self.ctx, &self.acting, request)
            .await
            .map_err(problems::of_offer)
    }

    pub(super) async fn open_consent(
        &self,
        request: AuthorizationRequestId,
    ) -> Result<ConsentPage, PortalError> {
        let offer = self.offer(request).await?;
        let choice = offer
            .request
            .draft_of(self.person)
            // Another record may have been picked since.
            .filter(|draft| draft.is_within(&offer.offer))
            .cloned()
            .unwrap_or_else(|| Choice::proposed(&offer.offer));
        self.consent_page_with(&offer, choice).await
    }

    async fn consent_page_with(
        &self,
        offer: &ConsentOffer,
        choice: Choice,
    ) -> Result<ConsentPage, PortalError> {
        let held = self.everything_held().await?;
        let asked = offer.offer.asked();
        let without_topics = Choice {
            topics: TopicSet::EMPTY,
            ..choice.clone()
        };
        let (sign_in, now) = (self.sign_in, self.frame.now);
        let proof_is_fresh = offer.in_force.is_none()
            && !needs_proof(&self.deps, offer, &without_topics, sign_in, now);
        Ok(ConsentPage {
            request: offer.request.id,
            person: self.name.clone(),
            others: self.may_share_others().await?,
            app: cards::app_facts(&offer.client),
            holdings: asked
                .iter()
                .map(|category| (category, holding_of(&held.categories, category)))
                .collect(),
            topic_holdings: offer
                .offer
                .topics
                .iter()
                .map(|topic| (topic, held.of_topic(topic)))
                .collect(),
            preview: self.preview_of(&choice).await?,
            renews: offer.in_force.as_ref().map(|consent| Renewed {
                consent: consent.id,
                given: consent.decided_at,
                ends: consent.expires_at,
            }),
            proof_is_fresh,
            choice,
            technical: technical(offer),
            answers_to: origin(&offer.request.redirect_uri),
            offer: offer.offer.clone(),
        })
    }

    /// Whether there are more records than this one from which the reader may share.
    async fn may_share_others(&self) -> Result<bool, PortalError> {
        let patients = list_patients(&self.deps, self.person)
            .await
            .map_err(problems::unavailable)?;
        let managed = patients.iter().filter(|patients| {
            let limits = patients.delegation.limits_at(self.frame.now);
            limits.abilities.contains(Ability::ManageApps)
        });
        let own = self
            .frame
            .person
            .as_ref()
            .is_some_and(|person| person.has_record);
        Ok(managed.count() + usize::from(own) > 1)
    }

    pub(super) async fn count_for(
        &self,
        request: AuthorizationRequestId,
        form: &ChoiceForm,
    ) -> Result<Preview, PortalError> {
        let offer = self.offer(request).await?;
        let choice = self.read(form).map_err(|(_, problem)| problem)?;
        if !choice.is_within(&offer.offer) {
            let refused = refuse_wider(&self.deps, self.ctx, &self.acting, &offer, &choice);
            return Err(problems::of_choose(refused.await));
        }
        self.preview_of(&choice).await
    }

    fn read(&self, form: &ChoiceForm) -> Result<Choice, (Choice, PortalError)> {
        form.read(self.frame.now.date_naive())
    }

    /// Keeps what was picked, if it was offered, and says whether approving it needs a proof.
    pub(super) async fn keep(
        &self,
        request: AuthorizationRequestId,
        form: &ChoiceForm,
    ) -> Result<(Choice, bool), PortalError> {
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
            (Ok(chosen), None) => Ok((choice, chosen.needs_proof)),
            (Err(error), None) => Err(problems::of_choose(error)),
        }
    }

    pub(super) async fn share_now_or_restate(
        &self,
        request: AuthorizationRequestId,
        form: &ChoiceForm,
        live: bool,
    ) -> Result<Answer, PortalError> {
        let (choice, needs_proof) = self.keep(request, form).await?;
        let offer = self.offer(request).await?;
        if let Some(elsewhere) = self.way_to_demand(&offer).await? {
            return Ok(elsewhere);
        }
        if !live || needs_proof {
            return Ok(Answer::to(paths::ConfirmConsent(request)));
        }
        let page = self.consent_page_with(&offer, choice.clone()).await?;
        let text = words::shown::consent_text(&page, &choice, &self.frame);
        self.approve_as(request, choice, Screen::Consent, text, None)
            .await
    }

    pub(super) async fn restate_request(
        &self,
        request: AuthorizationRequestId,
    ) -> Result<ConfirmPage, PortalError> {
        let offer = self.offer(request).await?;
        let choice = self.draft(&offer)?;
        let needed = needs_proof(&self.deps, &offer, &choice, self.sign_in, self.frame.now);
        let action = proof_for_approval(request, &choice);
        let proof = self.proof_asked(needed, &action).await?;
        let proof = proof.map(|asked| self.strong_enough(asked, offer.request.demand));
        self.confirm_page_of(&offer, choice, proof)
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
        proof: Option<ProofAsked>,
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
            answers_to: origin(&offer.request.redirect_uri),
        })
    }

    pub(super) async fn approve_restated(
        &self,
        request: AuthorizationRequestId,
        shown: &str,
        form: &ProofForm,
    ) -> Result<Answer, PortalError> {
        let offer = self.offer(request).await?;
        let choice = self.draft(&offer)?;
        require_shown(&choice, shown)?;
        if let Some(elsewhere) = self.way_to_demand(&offer).await? {
            return Ok(elsewhere);
        }
        let page = self.confirm_page_of(&offer, choice.clone(), None)?;
        let needed = needs_proof(&self.deps, &offer, &choice, self.sign_in, self.frame.now);
        let proof = if needed {
            let action = proof_for_approval(request, &choice);
            Some(self.prove(action, form).await?)
        } else {
            None
        };
        let text = words::shown::confirm_text(&page, &self.frame);
        self.approve_as(request, choice, Screen::Confirm, text, proof)
            .await
    }

    async fn approve_as(
        &self,
        request: AuthorizationRequestId,
        choice: Choice,
        screen: Screen,
        text: String,
        proof: Option<Proof>,
    ) -> Result<Answer, PortalError> {
        let approve = ApproveConsent {
            request,
            acting: self.acting.clone(),
            choice,
            wording: wording(screen, self.frame.language, &text),
            text,
            sign_in: self.sign_in,
            proof,
        };
        let approved = approve_consent(&self.deps, self.ctx, approve)
            .await
            .map_err(problems::of_approve)?;
        Ok(Answer::to(approved.location()))
    }

    pub(super) async fn say_no(
        &self,
        request: AuthorizationRequestId,
    ) -> Result<Answer, PortalError> {
        let denied = deny_consent(&self.deps, self.ctx, request, &self.acting).await;
        Ok(Answer::to(denied.map_err(problems::of_deny)?.location()))
    }
}

/// A yes is to what its page showed: what was picked in another window meanwhile is restated first.
pub(super) fn require_shown(choice: &Choice, shown: &str) -> Result<(), PortalError> {
    let same = choice.canonical() == shown;
    same.then_some(()).ok_or(PortalError::ChangedMeanwhile)
}

fn technical(offer: &ConsentOffer) -> Technical {
    let host = Url::parse(&offer.request.redirect_uri).ok().map(|url| {
        let host = url.host_str().unwrap_or_default().to_owned();
        url.port()
            .map_or(host.clone(), |port| format!("{host}:{port}"))
    });
    Technical {
        scopes: offer
            .request
            .scope
            .iter()
            .map(ToString::to_string)
            .collect(),
        redirect_host: host.unwrap_or_default(),
        offline: offer.offer.offline,
    }
}

/// The origin that the browser goes to with the answer; the address was checked against the registration already.
fn origin(redirect_uri: &str) -> Option<String> {
    let origin = Url::parse(redirect_uri).ok()?.origin();
    origin.is_tuple().then(|| origin.ascii_serialization())
}
