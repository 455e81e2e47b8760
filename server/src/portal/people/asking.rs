//! A caregiver asks for more, or for longer.

use app::{
    api::{
        PortalError,
        people::{AskForm, AskPage},
        session::Answer,
    },
    paths,
};
use domain::{catalogue::CategorySet, delegation::Limits, ids::DelegationId};

use super::{People, facts};
use crate::{
    operations::delegations::{
        ask_for_more::ask_for_more,
        list_people::{Helped, list_helped},
    },
    portal::problems,
};

impl People {
    /// Somebody whom this person helps now.
    async fn helped_now(&self, delegation: DelegationId) -> Result<Helped, PortalError> {
        let helped = list_helped(&self.deps, self.person.id)
            .await
            .map_err(problems::unavailable)?;
        helped
            .into_iter()
            .find(|one| one.delegation.id == delegation)
            .filter(|one| one.delegation.is_active(self.frame.now))
            .ok_or(PortalError::NotFound)
    }

    pub(super) async fn open_ask(&self, delegation: DelegationId) -> Result<AskPage, PortalError> {
        let helped = self.helped_now(delegation).await?;
        let missing = CategorySet::all().without(helped.delegation.limits.categories);
        Ok(AskPage {
            help: facts::helped(&helped, self.frame.now),
            kinds: missing.iter().collect(),
        })
    }

    pub(super) async fn ask_patient(
        &self,
        delegation: DelegationId,
        form: &AskForm,
    ) -> Result<Answer, PortalError> {
        let helped = self.helped_now(delegation).await?;
        let has = helped.delegation.limits_at(self.frame.now);
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
