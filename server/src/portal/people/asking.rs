//! A caregiver asks for more, or for longer.

use app::{
    facts::{
        PortalError,
        people::{AskForm, AskPage},
    },
    paths,
    session::Answer,
};
use domain::{catalogue::CategorySet, delegation::Limits, ids::DelegationId};

use super::{People, facts};
use crate::{
    operations::delegations::{
        ask_for_more::ask_for_more,
        list_people::{PatientOf, list_patients},
    },
    portal::problems,
};

impl People {
    /// A patient this person acts for now.
    async fn patient_now(&self, delegation: DelegationId) -> Result<PatientOf, PortalError> {
        let patients = list_patients(&self.deps, self.person.id)
            .await
            .map_err(problems::unavailable)?;
        patients
            .into_iter()
            .find(|one| one.delegation.id == delegation)
            .filter(|one| one.delegation.is_active(self.frame.now))
            .ok_or(PortalError::NotFound)
    }

    pub(super) async fn open_ask(&self, delegation: DelegationId) -> Result<AskPage, PortalError> {
        let patients = self.patient_now(delegation).await?;
        let missing = CategorySet::all().without(patients.delegation.limits.categories);
        Ok(AskPage {
            delegation: facts::patients(&patients, self.frame.now),
            kinds: missing.iter().collect(),
        })
    }

    pub(super) async fn ask_patient(
        &self,
        delegation: DelegationId,
        form: &AskForm,
    ) -> Result<Answer, PortalError> {
        let patients = self.patient_now(delegation).await?;
        let has = patients.delegation.limits_at(self.frame.now);
        let asked = Limits {
            categories: has.categories.union(form.share.iter().copied().collect()),
            ..has
        };
        let (person, lasting) = (self.person.id, form.lasting());
        ask_for_more(&self.deps, self.ctx, person, delegation, asked, lasting)
            .await
            .map_err(problems::of_ask)?;
        Ok(Answer::to(paths::done(&paths::People, "asked")))
    }
}
