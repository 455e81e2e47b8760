//! Inviting somebody: the form is kept in the browser until the invitation is restated, proved and sent.

use app::{
    facts::{
        PortalError,
        people::{ConfirmInvitePage, InviteForm, InvitePage, Ticks},
        proof::ProofForm,
    },
    paths,
    session::Answer,
};
use domain::{
    catalogue::{DataCategory, TopicSet},
    delegation::{Delegation, Lasting},
};

use super::{INVITE_DRAFT, People, kept};
use crate::{
    operations::delegations::{
        invite_caregiver::{InviteCaregiver, InviteError, invite_caregiver},
        list_people::list_people,
    },
    portal::{
        patient::{Patient, preview::holding_of},
        problems,
    },
};

/// Nobody has an address longer than this (RFC 5321 §4.5.3.1.3), and a cookie has its limits.
const LONGEST_TYPED: usize = 254;

impl People {
    pub(super) async fn open_invite(&self) -> Result<InvitePage, PortalError> {
        let own = self.own()?;
        let people = list_people(&self.deps, self.ctx, &own.acting)
            .await
            .map_err(problems::of_acting)?;
        let fresh = || InviteForm {
            months: Lasting::USUAL.months().to_string(),
            ..InviteForm::default()
        };
        Ok(InvitePage {
            ticks: self.ticks(own).await?,
            form: kept(self.invite_draft.as_deref()).unwrap_or_else(fresh),
            quiet: people.quiet,
        })
    }

    /// What may be ticked, with how much the record holds of it.
    pub(super) async fn ticks(&self, own: &Patient) -> Result<Ticks, PortalError> {
        let held = own.everything_held().await?;
        let kinds = DataCategory::ALL
            .iter()
            .map(|kind| (*kind, holding_of(&held.categories, *kind)));
        Ok(Ticks {
            kinds: kinds.collect(),
            topics: TopicSet::for_apps().iter().collect(),
        })
    }

    pub(super) fn keep_or_restate(&self, form: InviteForm) -> Result<Answer, PortalError> {
        self.own()?;
        let typed = |text: &str| text.chars().take(LONGEST_TYPED).collect();
        let form = InviteForm {
            name: typed(&form.name),
            email: typed(&form.email),
            relationship: typed(&form.relationship),
            months: typed(&form.months),
            ..form
        };
        let cookie = self.keep(INVITE_DRAFT, Some(&form))?;
        let answer = match form.read() {
            Ok(_) => Answer::to(paths::ConfirmInvite),
            Err(_) => Answer::back(&paths::Invite, PortalError::FormIncomplete),
        };
        Ok(answer.with_cookie(cookie))
    }

    /// The invitation that waits in the browser.
    fn kept_invitation(&self) -> Result<InviteCaregiver, PortalError> {
        let form: Option<InviteForm> = kept(self.invite_draft.as_deref());
        let invite = form
            .and_then(|form| form.read().ok())
            .ok_or(PortalError::ChangedMeanwhile)?;
        Ok(InviteCaregiver {
            name: invite.name,
            email: invite.email.as_str().to_owned(),
            relationship: invite.relationship,
            limits: invite.limits,
            lasting: invite.lasting,
            language: self.frame.language,
            proof: None,
        })
    }

    pub(super) async fn restate_invite(&self) -> Result<ConfirmInvitePage, PortalError> {
        let (own, wish) = (self.own()?, self.kept_invitation()?);
        let proof = own.proof_asked(true, &wish.proof_for()).await?;
        let now = self.frame.now;
        let until = wish.lasting.ends_at(now);
        Ok(ConfirmInvitePage {
            name: wish.name,
            email: wish.email,
            relationship: wish.relationship,
            limits: wish.limits,
            until,
            topics_until: Delegation::topics_end(until, now),
            proof: proof.unwrap_or_default(),
        })
    }

    pub(super) async fn invite_kept(&self, form: &ProofForm) -> Result<Answer, PortalError> {
        let (own, mut wish) = (self.own()?, self.kept_invitation()?);
        wish.proof = Some(own.prove(wish.proof_for(), form).await?);
        match invite_caregiver(&self.deps, self.ctx, &own.acting, wish).await {
            Ok(_) => Ok(Answer::to(paths::done(&paths::People, "sent"))
                .with_cookie(self.keep::<InviteForm>(INVITE_DRAFT, None)?)),
            Err(
                error @ (InviteError::Name
                | InviteError::Email(_)
                | InviteError::Oneself
                | InviteError::Limits(_)
                | InviteError::Already
                | InviteError::TooMany),
            ) => Ok(Answer::back(&paths::Invite, problems::of_invite(error))),
            Err(error) => Err(problems::of_invite(error)),
        }
    }
}
