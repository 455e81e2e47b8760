//! Changing what an app sees, on the app's own page. Less is done at once; more is restated and proved first.

use app::{
    facts::{
        PortalError,
        choice::Length,
        connected_apps::ChangeForm,
        consent::{ConfirmFor, ConfirmPage},
        proof::ProofForm,
    },
    paths,
    session::{Answer, patient::ChangeSession},
    words,
};
use async_trait::async_trait;
use domain::{
    consent::{AccessChoice, Choice, Consent, LastDay},
    ids::ConsentId,
    proof::ProofFor,
    zone::Zone,
};

use super::{
    Patient, cards,
    wording::{Screen, wording},
};
use crate::{
    operations::{
        consents::{
            change_consent::{ChangeConsent, PlannedChange, change_consent, plan},
            show_connected_app::{ShownApp, show_connected_app},
        },
        credentials::verify_password::Proof,
    },
    portal::{form_cookies::CHANGE_DRAFT, problems, shown::require_shown},
};

/// A change as a person wants it.
struct Wish {
    consent: ConsentId,
    version: u32,
    choice: Choice,
    keeps_end: bool,
}

#[async_trait]
impl ChangeSession for Patient {
    async fn change(&self, consent: ConsentId, form: ChangeForm) -> Result<Answer, PortalError> {
        let shown = self.shown(consent).await?;
        let wish = Wish::read(&shown.app.consent, &form, &self.frame.hospital_zone)?;
        let planned = self.plan(&shown, &wish)?;
        if planned.needs_proof {
            let kept = serde_json::to_string(&form).map_err(|_| PortalError::UnreadableForm)?;
            let kept = format!("{consent} {kept}");
            let kept = CHANGE_DRAFT.set_for(&self.deps, self.person, &kept);
            return Ok(Answer::to(paths::ConfirmChange(consent)).with_cookie(kept));
        }
        let end = wish.keeps_end.then_some(shown.app.consent.expires_at);
        let app = &shown.app.client.name;
        let (offer, choice) = (&planned.offer, &wish.choice);
        let text = words::changed::change_text(app.as_str(), offer, choice, end, &self.frame);
        self.change_as(wish, Screen::App, text, None).await
    }

    async fn confirm_change_page(&self, consent: ConsentId) -> Result<ConfirmPage, PortalError> {
        let (wish, needed, page) = self.kept(consent).await?;
        let proof = self.step_up.methods(needed, &wish.proof_for()).await?;
        Ok(ConfirmPage { proof, ..page })
    }

    async fn confirm_change(
        &self,
        consent: ConsentId,
        shown: String,
        proof: ProofForm,
    ) -> Result<Answer, PortalError> {
        let (wish, needed, page) = self.kept(consent).await?;
        require_shown(&shown, &words::seen::confirm(&page, &self.frame))?;
        let proof = if needed {
            Some(self.step_up.verify(wish.proof_for(), &proof).await?)
        } else {
            None
        };
        let text = words::shown::confirm_text(&page, &self.frame);
        let answer = self.change_as(wish, Screen::Confirm, text, proof).await?;
        Ok(answer.with_cookie(CHANGE_DRAFT.forget(&self.deps)))
    }
}

impl Patient {
    async fn shown(&self, consent: ConsentId) -> Result<ShownApp, PortalError> {
        show_connected_app(&self.deps, self.ctx, &self.acting, consent)
            .await
            .map_err(problems::of_show)
    }

    fn plan(&self, shown: &ShownApp, wish: &Wish) -> Result<PlannedChange, PortalError> {
        if shown.app.consent.version != wish.version {
            return Err(PortalError::ChangedMeanwhile);
        }
        plan(
            &shown.app.consent,
            shown.change.clone(),
            &wish.choice,
            wish.keeps_end,
            self.frame.now,
        )
        .map_err(problems::of_change)
    }

    /// The change that waits in the browser, checked against the consent as it is now.
    async fn kept(&self, consent: ConsentId) -> Result<(Wish, bool, ConfirmPage), PortalError> {
        let kept = self
            .change_draft
            .as_deref()
            .ok_or(PortalError::ChangedMeanwhile)?;
        let form = kept
            .strip_prefix(&consent.to_string())
            .ok_or(PortalError::ChangedMeanwhile)?;
        let form: ChangeForm =
            serde_json::from_str(form).map_err(|_| PortalError::UnreadableForm)?;
        let shown = self.shown(consent).await?;
        let wish = Wish::read(&shown.app.consent, &form, &self.frame.hospital_zone)?;
        let planned = self.plan(&shown, &wish)?;
        let page = ConfirmPage {
            about: ConfirmFor::Change(consent),
            person: self.name.clone(),
            app: cards::app_facts(&shown.app.client),
            purpose: shown.app.consent.purpose,
            ends: planned.choice.expires_at(),
            not_shared: planned.choice.refused(),
            topics_not_shared: planned.choice.refused_topics(),
            proof: None,
            choice: wish.choice.clone(),
        };
        Ok((wish, planned.needs_proof, page))
    }

    async fn change_as(
        &self,
        wish: Wish,
        screen: Screen,
        text: String,
        proof: Option<Proof>,
    ) -> Result<Answer, PortalError> {
        let consent = wish.consent;
        let change = ChangeConsent {
            consent,
            version: wish.version,
            acting: self.acting.clone(),
            choice: wish.choice,
            keeps_end: wish.keeps_end,
            wording: wording(screen, &self.frame, &text),
            text,
            sign_in: self.sign_in.assurance,
            proof,
        };
        change_consent(&self.deps, self.ctx, change)
            .await
            .map_err(problems::of_change)?;
        Ok(Answer::to(paths::saved(consent)))
    }
}

impl Wish {
    fn proof_for(&self) -> ProofFor {
        ProofFor::ChangeConsent {
            consent: self.consent,
            version: self.version,
            choice: self.choice.clone(),
            keeps_end: self.keeps_end,
        }
    }

    fn read(consent: &Consent, form: &ChangeForm, zone: &Zone) -> Result<Self, PortalError> {
        let keeps_end = form.length.is_empty();
        let access = if keeps_end {
            AccessChoice::Until(LastDay {
                day: zone.last_day(consent.expires_at),
                ends: consent.expires_at,
            })
        } else {
            let length = Length::from_key(&form.length).ok_or(PortalError::UnreadableForm)?;
            length.access(&form.until_date, zone)?
        };
        Ok(Self {
            consent: consent.id,
            version: form
                .version
                .parse()
                .map_err(|_| PortalError::UnreadableForm)?,
            choice: Choice {
                categories: form.share.iter().copied().collect(),
                topics: form.sensitive.iter().copied().collect(),
                access,
                period: consent.period,
            },
            keeps_end,
        })
    }
}
