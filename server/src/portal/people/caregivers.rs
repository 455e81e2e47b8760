//! The patient's side: all caregivers, one caregiver's page, and changing what they may do.

use app::{
    facts::{
        PortalError,
        connected_apps::LastLook,
        people::{
            CaregiverForm, CaregiverPage, Caregivers, ConfirmCaregiverPage, DelegationFacts,
            PeoplePage, Ticks,
        },
        proof::{ProofForm, RequiredProof},
    },
    paths,
    session::{Answer, people::CaregiversSession},
    words::seen,
};
use async_trait::async_trait;
use domain::{
    catalogue::{DataCategory, TopicSet},
    delegation::{Delegation, InvitationStatus},
    ids::DelegationId,
};

use super::{People, facts, kept};
use crate::{
    operations::{
        consents::list_activity::{ActivityFilter, ActivityKind},
        delegations::{
            change_delegation::{ChangeDelegation, change_delegation},
            decline_more::decline_more,
            list_people::{self, Caregiver, list_patients, list_people},
            set_quiet_mode::set_quiet_mode,
        },
    },
    portal::{
        form_cookies::DELEGATION_DRAFT,
        patient::{Patient, preview::holding_of},
        problems,
        shown::require_shown,
    },
};

/// A change that waits for its confirmation.
type ChangeDraft = (String, CaregiverForm);

#[async_trait]
impl CaregiversSession for People {
    async fn people(&self) -> Result<PeoplePage, PortalError> {
        let patients = list_patients(&self.deps, self.person.id)
            .await
            .map_err(problems::unavailable)?;
        let now = self.frame.now;
        Ok(PeoplePage {
            own: match &self.own {
                Some(own) => Some(self.caregivers(own).await?),
                None => None,
            },
            patients: patients
                .iter()
                .map(|patients| facts::patients(patients, now))
                .collect(),
        })
    }

    async fn set_quiet(&self, on: bool) -> Result<Answer, PortalError> {
        self.own()?;
        set_quiet_mode(&self.deps, self.ctx, self.person.id, on)
            .await
            .map_err(problems::unavailable)?;
        Ok(Answer::to(paths::done(&paths::People, "quiet")))
    }

    async fn caregiver(&self, delegation: DelegationId) -> Result<CaregiverPage, PortalError> {
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
            form: self.form_draft(delegation),
        })
    }

    async fn change(
        &self,
        delegation: DelegationId,
        form: CaregiverForm,
    ) -> Result<Answer, PortalError> {
        let (own, caregiver, quiet) = self.find(delegation).await?;
        let now = facts::caregiver(&caregiver, quiet, None, self.frame.now);
        require_shown(&form.shown, &seen::delegation(&now, &self.frame))?;
        let change = wish(caregiver.delegation.id, &form)?;
        let lacks = change.limits.check().is_err();
        if lacks || change.needs_proof(&caregiver.delegation, self.frame.now) {
            let kept: ChangeDraft = (delegation.to_string(), form);
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

    async fn confirm_page(
        &self,
        delegation: DelegationId,
    ) -> Result<ConfirmCaregiverPage, PortalError> {
        let (own, change, page) = self.drafted_change(delegation).await?;
        let proof = own.step_up.methods(true, &change.proof_for()).await?;
        Ok(ConfirmCaregiverPage {
            proof: proof.unwrap_or_default(),
            ..page
        })
    }

    async fn confirm(
        &self,
        delegation: DelegationId,
        shown: String,
        proof: ProofForm,
    ) -> Result<Answer, PortalError> {
        let (own, mut change, page) = self.drafted_change(delegation).await?;
        require_shown(&shown, &seen::caregiver_change(&page, &self.frame))?;
        change.proof = Some(own.step_up.verify(change.proof_for(), &proof).await?);
        let answer = self.change_as(own, change).await?;
        Ok(answer.with_cookie(self.keep::<ChangeDraft>(DELEGATION_DRAFT, None)?))
    }

    async fn decline_ask(&self, delegation: DelegationId) -> Result<Answer, PortalError> {
        let own = self.own()?;
        decline_more(&self.deps, self.ctx, &own.acting, delegation)
            .await
            .map_err(problems::of_decline_more)?;
        let page = paths::Caregiver(delegation);
        Ok(Answer::to(paths::done(&page, "declined")))
    }
}

impl People {
    async fn caregivers(&self, own: &Patient) -> Result<Caregivers, PortalError> {
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
    fn form_draft(&self, delegation: DelegationId) -> Option<CaregiverForm> {
        let (of, form): ChangeDraft = kept(self.change_draft.as_deref())?;
        (of == delegation.to_string()).then_some(form)
    }

    /// The change that waits in the browser, against the delegation as it is now, and the page that restates it.
    async fn drafted_change(
        &self,
        delegation: DelegationId,
    ) -> Result<(&Patient, ChangeDelegation, ConfirmCaregiverPage), PortalError> {
        let now = self.frame.now;
        let (own, caregiver, quiet) = self.find(delegation).await?;
        let form = self.form_draft(delegation);
        let form = form.ok_or(PortalError::ChangedMeanwhile)?;
        let change = wish(caregiver.delegation.id, &form)?;
        let until = change.until(&caregiver.delegation, now);
        let page = ConfirmCaregiverPage {
            delegation: facts::caregiver(&caregiver, quiet, None, now),
            limits: change.limits,
            until,
            topics_until: Delegation::topics_end(until, now),
            proof: RequiredProof::default(),
        };
        Ok((own, change, page))
    }

    /// What may be ticked, with how much the record holds of it.
    pub(super) async fn ticks(&self, own: &Patient) -> Result<Ticks, PortalError> {
        let held = own.everything_held(None).await?;
        let kinds = DataCategory::ALL
            .iter()
            .map(|kind| (*kind, holding_of(&held.categories, *kind)));
        Ok(Ticks {
            kinds: kinds.collect(),
            topics: TopicSet::for_apps().iter().collect(),
        })
    }

    /// The caregiver of this delegation, and whether the patient keeps changes to themselves.
    pub(super) async fn find(
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
}

fn wish(delegation: DelegationId, form: &CaregiverForm) -> Result<ChangeDelegation, PortalError> {
    Ok(ChangeDelegation {
        delegation,
        limits: form.limits(),
        lasting: form.lasting()?,
        proof: None,
    })
}
