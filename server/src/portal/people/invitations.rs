//! Inviting somebody: the form is kept in the browser until the invitation is restated, proved and sent. And answering an
//! invitation.

use app::{
    facts::{
        PortalError,
        people::{ConfirmInvitePage, InvitationPage, InviteForm, InvitePage},
        proof::{ProofForm, RequiredProof},
    },
    paths,
    session::{Answer, people::InvitationsSession},
    words::seen,
};
use async_trait::async_trait;
use domain::{
    delegation::{Delegation, Lasting},
    ids::InvitationId,
};

use super::{People, kept};
use crate::{
    operations::delegations::{
        accept_invitation::{LinkError, accept_invitation},
        decline_invitation::decline_invitation,
        invite_caregiver::{InviteCaregiver, InviteError, invite_caregiver},
        list_people::list_people,
        open_invitation::open_invitation,
        withdraw_invitation::withdraw_invitation,
    },
    portal::{form_cookies::INVITE_DRAFT, problems, shown::require_shown},
};

/// Nobody has an address longer than this (RFC 5321 §4.5.3.1.3), and a cookie has its limits.
const LONGEST_TYPED: usize = 254;

/// What was typed, as far as a cookie can keep it.
pub(in crate::portal) fn shortened(form: InviteForm) -> InviteForm {
    let typed = |text: &str| text.chars().take(LONGEST_TYPED).collect();
    InviteForm {
        name: typed(&form.name),
        email: typed(&form.email),
        relationship: typed(&form.relationship),
        months: typed(&form.months),
        ..form
    }
}

#[async_trait]
impl InvitationsSession for People {
    async fn invite_page(&self) -> Result<InvitePage, PortalError> {
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

    async fn keep_invite(&self, form: InviteForm) -> Result<Answer, PortalError> {
        self.own()?;
        let form = shortened(form);
        let cookie = self.keep(INVITE_DRAFT, Some(&form))?;
        let answer = match form.read() {
            Ok(_) => Answer::to(paths::ConfirmInvite),
            Err(_) => Answer::back(&paths::Invite, PortalError::FormIncomplete),
        };
        Ok(answer.with_cookie(cookie))
    }

    async fn confirm_invite_page(&self) -> Result<ConfirmInvitePage, PortalError> {
        let (own, wish) = (self.own()?, self.drafted_invitation()?);
        let proof = own.step_up.methods(true, &wish.proof_for()).await?;
        Ok(ConfirmInvitePage {
            proof: proof.unwrap_or_default(),
            ..self.restated(&wish)
        })
    }

    async fn send_invite(&self, shown: String, proof: ProofForm) -> Result<Answer, PortalError> {
        let (own, mut wish) = (self.own()?, self.drafted_invitation()?);
        require_shown(&shown, &seen::invite(&self.restated(&wish), &self.frame))?;
        wish.proof = Some(own.step_up.verify(wish.proof_for(), &proof).await?);
        match invite_caregiver(&self.deps, self.ctx, &own.acting, wish).await {
            Ok(_) => Ok(Answer::to(paths::done(&paths::People, "sent"))
                .with_cookie(self.keep::<InviteForm>(INVITE_DRAFT, None)?)),
            Err(
                error @ (InviteError::Oneself
                | InviteError::Limits(_)
                | InviteError::Already
                | InviteError::TooMany),
            ) => Ok(Answer::back(&paths::Invite, problems::of_invite(error))),
            Err(error) => Err(problems::of_invite(error)),
        }
    }

    async fn withdraw_invite(&self, invitation: InvitationId) -> Result<Answer, PortalError> {
        let own = self.own()?;
        withdraw_invitation(&self.deps, self.ctx, &own.acting, invitation)
            .await
            .map_err(problems::of_withdraw)?;
        Ok(Answer::to(paths::done(&paths::People, "taken-back")))
    }

    async fn invitation(&self, secret: String) -> Result<InvitationPage, PortalError> {
        let open = open_invitation(&self.deps, self.ctx, self.person.id, &secret)
            .await
            .map_err(problems::of_link)?;
        Ok(InvitationPage {
            patient: open.subject.map(String::from).unwrap_or_default(),
            relationship: open.relationship,
            limits: open.limits,
            // As it will be if they say yes now.
            topics_until: Delegation::topics_end(open.until, self.frame.now),
            until: open.until,
        })
    }

    async fn accept(&self, secret: String, code: String) -> Result<Answer, PortalError> {
        match accept_invitation(&self.deps, self.ctx, self.person.id, &secret, &code).await {
            Ok(_) => Ok(Answer::to(paths::done(&paths::People, "accepted"))),
            Err(error @ LinkError::WrongCode) => Ok(Answer::back(
                &paths::Invitation { secret },
                problems::of_link(error),
            )),
            Err(error) => Err(problems::of_link(error)),
        }
    }

    async fn decline(&self, secret: String) -> Result<Answer, PortalError> {
        decline_invitation(&self.deps, self.ctx, self.person.id, &secret)
            .await
            .map_err(problems::of_link)?;
        Ok(Answer::to(paths::done(&paths::People, "declined")))
    }
}

impl People {
    /// The page that restates an invitation; how it is proved is left out.
    fn restated(&self, wish: &InviteCaregiver) -> ConfirmInvitePage {
        let now = self.frame.now;
        let until = wish.lasting.ends_at(now);
        ConfirmInvitePage {
            name: wish.name.to_string(),
            email: wish.email.to_string(),
            relationship: wish.relationship,
            limits: wish.limits,
            until,
            topics_until: Delegation::topics_end(until, now),
            proof: RequiredProof::default(),
        }
    }

    /// The invitation that waits in the browser.
    fn drafted_invitation(&self) -> Result<InviteCaregiver, PortalError> {
        let form: Option<InviteForm> = kept(self.invite_draft.as_deref());
        let invite = form
            .and_then(|form| form.read().ok())
            .ok_or(PortalError::ChangedMeanwhile)?;
        Ok(InviteCaregiver {
            name: invite.name,
            email: invite.email,
            relationship: invite.relationship,
            limits: invite.limits,
            lasting: invite.lasting,
            language: self.frame.language,
            proof: None,
        })
    }
}
