//! The patient's side: all caregivers, one caregiver's page, changing and ending a delegation.

use app::{
    facts::{
        PortalError,
        connected_apps::LastLook,
        people::{
            CaregiverForm, CaregiverPage, Caregivers, ConfirmCaregiverPage, DelegationEndedPage,
            DelegationFacts, Since,
        },
        proof::ProofForm,
    },
    paths,
    session::Answer,
};
use domain::{
    audit::Outcome,
    delegation::{Delegation, InvitationStatus},
    ids::DelegationId,
};

use super::{DELEGATION_DRAFT, People, facts, kept};
use crate::{
    operations::{
        consents::list_activity::{ActivityFilter, ActivityKind},
        delegations::{
            change_delegation::{ChangeDelegation, change_delegation},
            decline_more::decline_more,
            end_delegation::{EndError, end_delegation},
            list_people::{self, Caregiver, list_patients, list_people},
        },
    },
    portal::{patient::Patient, problems},
};

/// A change that waits for its confirmation.
type KeptChange = (String, CaregiverForm);

impl People {
    pub(super) async fn caregivers(&self, own: &Patient) -> Result<Caregivers, PortalError> {
        let now = self.frame.now;
        let people = self.everybody(own).await?;
        let mut caregivers = Vec::new();
        for caregiver in &people.caregivers {
            let look = self.last_look(own, caregiver).await?;
            caregivers.push(facts::caregiver(caregiver, people.quiet, look, now));
        }
        let (over, current) = caregivers.into_iter().partition(DelegationFacts::is_over);
        let invitations = people.invitations.iter();
        let (waiting, unanswered) = invitations
            .map(|invitation| facts::invited(invitation, now))
            .filter(|invited| invited.status != InvitationStatus::Accepted)
            .partition(|invited| invited.status == InvitationStatus::Waiting);
        let live = people
            .caregivers
            .iter()
            .filter(|caregiver| caregiver.delegation.is_live(now));
        Ok(Caregivers {
            asked: live
                .filter_map(|caregiver| facts::asked(caregiver, now))
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
    ) -> Result<(&Patient, Caregiver, bool), PortalError> {
        let own = self.own()?;
        let people = self.everybody(own).await?;
        let found = people
            .caregivers
            .into_iter()
            .find(|caregiver| caregiver.delegation.id == delegation);
        Ok((own, found.ok_or(PortalError::NotFound)?, people.quiet))
    }

    async fn last_look(
        &self,
        own: &Patient,
        caregiver: &Caregiver,
    ) -> Result<Option<LastLook>, PortalError> {
        let looks = ActivityFilter {
            delegation: Some(caregiver.delegation.id),
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

    pub(super) async fn caregiver_page(
        &self,
        delegation: DelegationId,
    ) -> Result<CaregiverPage, PortalError> {
        let now = self.frame.now;
        let (own, caregiver, quiet) = self.find(delegation).await?;
        let did = ActivityFilter {
            delegation: Some(delegation),
            ..ActivityFilter::default()
        };
        let live = caregiver.delegation.is_live(now);
        Ok(CaregiverPage {
            delegation: facts::caregiver(&caregiver, quiet, None, now),
            ticks: self.ticks(own).await?,
            asked: facts::asked(&caregiver, now).filter(|_| live),
            history: own.entries(&did).await?.0,
            form: self.kept_form(delegation),
        })
    }

    pub(super) async fn change_now_or_restate(
        &self,
        delegation: DelegationId,
        form: CaregiverForm,
    ) -> Result<Answer, PortalError> {
        let (own, caregiver, _) = self.find(delegation).await?;
        let change = wish(caregiver.delegation.id, &form)?;
        let lacks = change.limits.check().is_err();
        if lacks || change.needs_proof(&caregiver.delegation, self.frame.now) {
            let kept: KeptChange = (delegation.to_string(), form);
            let cookie = self.keep(DELEGATION_DRAFT, Some(&kept))?;
            // Back with what was ticked, so that nobody ticks it all again.
            let next = if lacks {
                paths::with_problem(&paths::Caregiver(delegation), PortalError::NothingTicked)
            } else {
                paths::ConfirmCaregiver(delegation).to_string()
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
        let page = paths::Caregiver(change.delegation);
        change_delegation(&self.deps, self.ctx, &own.acting, change)
            .await
            .map_err(problems::of_change_delegation)?;
        Ok(Answer::to(paths::done(&page, "saved")))
    }

    /// What was filled in for this caregiver and waits in the browser.
    fn kept_form(&self, delegation: DelegationId) -> Option<CaregiverForm> {
        let (of, form): KeptChange = kept(self.change_draft.as_deref())?;
        (of == delegation.to_string()).then_some(form)
    }

    /// The change that waits in the browser, checked against the delegation as it is now.
    async fn kept_wish(
        &self,
        delegation: DelegationId,
    ) -> Result<(&Patient, Caregiver, bool, ChangeDelegation), PortalError> {
        let (own, caregiver, quiet) = self.find(delegation).await?;
        let form = self.kept_form(delegation);
        let form = form.ok_or(PortalError::ChangedMeanwhile)?;
        let change = wish(caregiver.delegation.id, &form)?;
        Ok((own, caregiver, quiet, change))
    }

    pub(super) async fn restate_change(
        &self,
        delegation: DelegationId,
    ) -> Result<ConfirmCaregiverPage, PortalError> {
        let now = self.frame.now;
        let (own, caregiver, quiet, change) = self.kept_wish(delegation).await?;
        let until = change.until(&caregiver.delegation, now);
        let proof = own.proof_asked(true, &change.proof_for()).await?;
        Ok(ConfirmCaregiverPage {
            delegation: facts::caregiver(&caregiver, quiet, None, now),
            limits: change.limits,
            until,
            topics_until: Delegation::topics_end(until, now),
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
        Ok(answer.with_cookie(self.keep::<KeptChange>(DELEGATION_DRAFT, None)?))
    }

    pub(super) async fn say_no_to_more(
        &self,
        delegation: DelegationId,
    ) -> Result<Answer, PortalError> {
        let own = self.own()?;
        decline_more(&self.deps, self.ctx, &own.acting, delegation)
            .await
            .map_err(problems::of_decline_more)?;
        let page = paths::Caregiver(delegation);
        Ok(Answer::to(paths::done(&page, "declined")))
    }

    /// The delegation as the one of its two sides sees it who asks.
    pub(super) async fn either_side(
        &self,
        delegation: DelegationId,
    ) -> Result<DelegationFacts, PortalError> {
        let now = self.frame.now;
        let patients = list_patients(&self.deps, self.person.id)
            .await
            .map_err(problems::unavailable)?;
        let mine = patients.iter().find(|one| one.delegation.id == delegation);
        if let Some(patients) = mine {
            return Ok(facts::patients(patients, now));
        }
        let (_, caregiver, quiet) = self.find(delegation).await?;
        Ok(facts::caregiver(&caregiver, quiet, None, now))
    }

    pub(super) async fn end_delegation(
        &self,
        delegation: DelegationId,
    ) -> Result<Answer, PortalError> {
        match end_delegation(&self.deps, self.ctx, self.person.id, delegation).await {
            // Ending what is over already leaves it over: the page shows since when.
            Ok(_) | Err(EndError::Over) => Ok(Answer::to(paths::DelegationEnded(delegation))),
            Err(EndError::NotFound) => Err(PortalError::NotFound),
            Err(EndError::Store(error)) => Err(problems::unavailable(error)),
        }
    }

    pub(super) async fn ended_page(
        &self,
        delegation: DelegationId,
    ) -> Result<DelegationEndedPage, PortalError> {
        let delegation = self.either_side(delegation).await?;
        let ended = delegation.ended.ok_or(PortalError::NotFound)?;
        let since = match &self.own {
            Some(own) if !delegation.by_me => Some(self.since(own, &delegation, ended.at).await?),
            _ => None,
        };
        Ok(DelegationEndedPage { delegation, since })
    }

    async fn since(
        &self,
        own: &Patient,
        delegation: &DelegationFacts,
        end: domain::Timestamp,
    ) -> Result<Since, PortalError> {
        let did = |kind| ActivityFilter {
            delegation: Some(delegation.id),
            kind,
            ..ActivityFilter::default()
        };
        let after = |entry: &&app::facts::activity::Entry| entry.statement.at >= end;
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

fn wish(delegation: DelegationId, form: &CaregiverForm) -> Result<ChangeDelegation, PortalError> {
    Ok(ChangeDelegation {
        delegation,
        limits: form.limits(),
        lasting: form.lasting()?,
        proof: None,
    })
}
