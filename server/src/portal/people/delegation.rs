//! One delegation, as the one of its two sides sees it who asks, and its end.

use app::{
    facts::{
        PortalError,
        people::{DelegationEndedPage, DelegationFacts, Since},
    },
    paths,
    session::{Answer, people::DelegationSession},
};
use async_trait::async_trait;
use domain::{audit::Outcome, ids::DelegationId};

use super::{People, facts};
use crate::{
    operations::{
        consents::list_activity::{ActivityFilter, ActivityKind},
        delegations::{
            end_delegation::{EndError, end_delegation},
            list_people::list_patients,
        },
    },
    portal::{patient::Patient, problems},
};

#[async_trait]
impl DelegationSession for People {
    /// The delegation as the one of its two sides sees it who asks.
    async fn delegation(&self, delegation: DelegationId) -> Result<DelegationFacts, PortalError> {
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

    async fn end(&self, delegation: DelegationId) -> Result<Answer, PortalError> {
        match end_delegation(&self.deps, self.ctx, self.person.id, delegation).await {
            // Ending what is over already leaves it over: the page shows since when.
            Ok(_) | Err(EndError::Over) => Ok(Answer::to(paths::DelegationEnded(delegation))),
            Err(EndError::NotFound) => Err(PortalError::NotFound),
            Err(EndError::Store(error)) => Err(problems::unavailable(error)),
        }
    }

    async fn ended(&self, delegation: DelegationId) -> Result<DelegationEndedPage, PortalError> {
        let delegation = self.delegation(delegation).await?;
        let ended = delegation.ended.ok_or(PortalError::NotFound)?;
        let since = match &self.own {
            Some(own) if !delegation.by_me => Some(self.since(own, &delegation, ended.at).await?),
            _ => None,
        };
        Ok(DelegationEndedPage { delegation, since })
    }
}

impl People {
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
