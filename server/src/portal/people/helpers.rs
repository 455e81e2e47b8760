//! The patient's side: everybody who helps, one caregiver's page, changing and ending the help.

use app::{
    api::{
        PortalError,
        connected_apps::LastLook,
        people::{ConfirmHelperPage, Help, HelpEndedPage, HelperForm, HelperPage, Helpers, Since},
        proof::ProofForm,
        session::Answer,
    },
    paths,
};
use domain::{
    audit::Outcome,
    delegation::{Delegation, InvitationStatus},
    ids::DelegationId,
};

use super::{KEPT_CHANGE, People, facts, kept};
use crate::{
    operations::{
        consents::list_activity::{ActivityFilter, ActivityKind},
        delegations::{
            change_delegation::{ChangeDelegation, change_delegation},
            decline_more::decline_more,
            end_delegation::{EndError, end_delegation},
            list_people::{self, Helper, list_helped, list_people},
        },
    },
    portal::{patient::Patient, problems},
};

/// A change that waits for its confirmation.
type KeptChange = (String, HelperForm);

impl People {
    pub(super) async fn helpers(&self, own: &Patient) -> Result<Helpers, PortalError> {
        let now = self.frame.now;
        let people = self.everybody(own).await?;
        let mut helping = Vec::new();
        for helper in &people.helpers {
            let look = self.last_look(own, helper).await?;
            helping.push(facts::helper(helper, people.quiet, look, now));
        }
        let (over, current) = helping.into_iter().partition(Help::is_over);
        let invitations = people.invitations.iter();
        let (waiting, unanswered) = invitations
            .map(|invitation| facts::invited(invitation, now))
            .filter(|invited| invited.status != InvitationStatus::Accepted)
            .partition(|invited| invited.status == InvitationStatus::Waiting);
        let live = people
            .helpers
            .iter()
            .filter(|helper| helper.delegation.is_live(now));
        Ok(Helpers {
            asked: live
                .filter_map(|helper| facts::asked(helper, now))
                .collect(),
            current,
            waiting,
            over,
            unanswered,
            quiet: people.quiet,
        })
    }

    async fn everybody(&self, own: &Patient) -> Result<list_people::People, PortalError> {
        list_people(&self.deps, self.ctx, &own.acting)
            .await
            .map_err(problems::of_acting)
    }

    async fn find(
        &self,
        delegation: DelegationId,
    ) -> Result<(&Patient, Helper, bool), PortalError> {
        let own = self.own()?;
        let people = self.everybody(own).await?;
        let found = people
            .helpers
            .into_iter()
            .find(|helper| helper.delegation.id == delegation);
        Ok((own, found.ok_or(PortalError::NotFound)?, people.quiet))
    }

    async fn last_look(
        &self,
        own: &Patient,
        helper: &Helper,
    ) -> Result<Option<LastLook>, PortalError> {
        let looks = ActivityFilter {
            delegation: Some(helper.delegation.id),
            kind: ActivityKind::Looks,
            ..ActivityFilter::default()
        };
        let (looks, _) = own.entries(&looks).await?;
        Ok(looks.first().map(|entry| LastLook {
            at: entry.statement.at,
            categories: entry.statement.categories,
            count: entry.statement.count.unwrap_or_default(),
        }))
    }

    pub(super) async fn helper_page(
        &self,
        delegation: DelegationId,
    ) -> Result<HelperPage, PortalError> {
        let now = self.frame.now;
        let (own, helper, quiet) = self.find(delegation).await?;
        let did = ActivityFilter {
            delegation: Some(delegation),
            ..ActivityFilter::default()
        };
        let live = helper.delegation.is_live(now);
        Ok(HelperPage {
            help: facts::helper(&helper, quiet, None, now),
            ticks: self.ticks(own).await?,
            asked: facts::asked(&helper, now).filter(|_| live),
            history: own.entries(&did).await?.0,
            form: self.kept_form(delegation),
        })
    }

    pub(super) async fn change_now_or_restate(
        &self,
        delegation: DelegationId,
        form: HelperForm,
    ) -> Result<Answer, PortalError> {
        let (own, helper, _) = self.find(delegation).await?;
        let change = wish(helper.delegation.id, &form)?;
        let lacks = change.limits.check().is_err();
        if lacks || change.needs_proof(&helper.delegation, self.frame.now) {
            let kept: KeptChange = (delegation.to_string(), form);
            let cookie = self.keep(KEPT_CHANGE, Some(&kept))?;
            // Back with what was ticked, so that nobody ticks it all again.
            let next = if lacks {
                paths::with_problem(&paths::Helper(delegation), PortalError::NothingTicked)
            } else {
                paths::ConfirmHelper(delegation).to_string()
            };
            return Ok(Answer::to(next).with_cookie(cookie));
        }
        self.change_as(own, change).await
    }

    async fn change_as(
        &self,
        own: &Patient,
        change: ChangeDelegation,
    ) -> Result<Answer, PortalError> {
        let page = paths::Helper(change.delegation);
        change_delegation(&self.deps, self.ctx, &own.acting, change)
            .await
            .map_err(problems::of_change_delegation)?;
        Ok(Answer::to(paths::done(&page, "saved")))
    }

    /// What was filled in for this caregiver and waits in the browser.
    fn kept_form(&self, delegation: DelegationId) -> Option<HelperForm> {
        let (of, form): KeptChange = kept(self.kept_change.as_deref())?;
        (of == delegation.to_string()).then_some(form)
    }

    /// The change that waits in the browser, held against the delegation as it is now.
    async fn kept_wish(
        &self,
        delegation: DelegationId,
    ) -> Result<(&Patient, Helper, bool, ChangeDelegation), PortalError> {
        let (own, helper, quiet) = self.find(delegation).await?;
        let form = self.kept_form(delegation);
        let form = form.ok_or(PortalError::ChangedMeanwhile)?;
        let change = wish(helper.delegation.id, &form)?;
        Ok((own, helper, quiet, change))
    }

    pub(super) async fn restate_change(
        &self,
        delegation: DelegationId,
    ) -> Result<ConfirmHelperPage, PortalError> {
        let now = self.frame.now;
        let (own, helper, quiet, change) = self.kept_wish(delegation).await?;
        let until = change.until(&helper.delegation, now);
        let proof = own.proof_asked(true, &change.proof_for()).await?;
        Ok(ConfirmHelperPage {
            help: facts::helper(&helper, quiet, None, now),
            limits: change.limits,
            until,
            topics_until: until.min(now + Delegation::TOPICS_LAST),
            proof: proof.unwrap_or_default(),
        })
    }

    pub(super) async fn change_kept(
        &self,
        delegation: DelegationId,
        form: &ProofForm,
    ) -> Result<Answer, PortalError> {
        let (own, _, _, mut change) = self.kept_wish(delegation).await?;
        change.proof = Some(own.prove(change.proof_for(), form).await?);
        let answer = self.change_as(own, change).await?;
        Ok(answer.with_cookie(self.keep::<KeptChange>(KEPT_CHANGE, None)?))
    }

    pub(super) async fn say_no_to_more(
        &self,
        delegation: DelegationId,
    ) -> Result<Answer, PortalError> {
        let own = self.own()?;
        decline_more(&self.deps, self.ctx, &own.acting, delegation)
            .await
            .map_err(problems::of_decline_more)?;
        let page = paths::Helper(delegation);
        Ok(Answer::to(paths::done(&page, "declined")))
    }

    /// The delegation as the one of its two sides sees it who asks.
    pub(super) async fn either_side(&self, delegation: DelegationId) -> Result<Help, PortalError> {
        let now = self.frame.now;
        let helped = list_helped(&self.deps, self.person.id)
            .await
            .map_err(problems::unavailable)?;
        let mine = helped.iter().find(|one| one.delegation.id == delegation);
        if let Some(helped) = mine {
            return Ok(facts::helped(helped, now));
        }
        let (_, helper, quiet) = self.find(delegation).await?;
        Ok(facts::helper(&helper, quiet, None, now))
    }

    pub(super) async fn end_help(&self, delegation: DelegationId) -> Result<Answer, PortalError> {
        match end_delegation(&self.deps, self.ctx, self.person.id, delegation).await {
            // Ending what is over already leaves it over: the page shows since when.
            Ok(_) | Err(EndError::Over) => Ok(Answer::to(paths::HelpEnded(delegation))),
            Err(EndError::NotFound) => Err(PortalError::NotFound),
            Err(EndError::Store(error)) => Err(problems::unavailable(error)),
        }
    }

    pub(super) async fn ended_page(
        &self,
        delegation: DelegationId,
    ) -> Result<HelpEndedPage, PortalError> {
        let help = self.either_side(delegation).await?;
        let ended = help.ended.ok_or(PortalError::NotFound)?;
        let since = match &self.own {
            Some(own) if !help.by_me => Some(self.since(own, &help, ended.at).await?),
            _ => None,
        };
        Ok(HelpEndedPage { help, since })
    }

    async fn since(
        &self,
        own: &Patient,
        help: &Help,
        end: domain::Timestamp,
    ) -> Result<Since, PortalError> {
        let did = |kind| ActivityFilter {
            delegation: Some(help.delegation),
            kind,
            ..ActivityFilter::default()
        };
        let after = |entry: &&app::api::activity::Entry| entry.statement.at >= end;
        let (looks, _) = own.entries(&did(ActivityKind::Looks)).await?;
        let (refused, _) = own.entries(&did(ActivityKind::Refused)).await?;
        let refused = refused
            .iter()
            .filter(after)
            .filter(|entry| entry.statement.outcome == Outcome::Refused);
        Ok(Since {
            looks: small(looks.iter().filter(after).count()),
            refused: small(refused.count()),
        })
    }
}

fn small(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn wish(delegation: DelegationId, form: &HelperForm) -> Result<ChangeDelegation, PortalError> {
    Ok(ChangeDelegation {
        delegation,
        limits: form.limits(),
        lasting: form.lasting()?,
        proof: None,
    })
}
