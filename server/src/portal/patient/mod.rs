//! What a signed-in patient can see and do: each topic's file asks one operation and turns its answer into a page's facts.

mod activity;
mod apps;
pub(super) mod cards;
mod change;
mod consent;
mod demand;
mod find;
pub(super) mod preview;
pub(super) mod records;
pub(super) mod wording;

use app::{
    facts::{Frame, PortalError},
    session::{Framed, patient::PatientSession},
};
use domain::{
    delegation::Ability,
    ids::{DelegationId, PatientId, PersonId},
    session::SignIn,
};

use super::{problems, step_up::StepUp};
use crate::{
    context::Context,
    operations::{acting::Acting, delegations::list_people::list_patients},
    state::Deps,
};

/// One record, open to the patient or to a caregiver who acts for them, for the length of one request.
pub(super) struct Patient {
    pub(super) deps: Deps,
    pub(super) ctx: Context,
    pub(super) person: PersonId,
    /// Whose record it is, by name.
    pub(super) name: String,
    pub(super) subject: PatientId,
    /// For whom, and how far.
    pub(super) acting: Acting,
    pub(super) sign_in: SignIn,
    pub(super) step_up: StepUp,
    pub(super) frame: Frame,
    /// The change that waits for its confirmation, as the browser keeps it.
    pub(super) change_draft: Option<String>,
    /// What is looked for in a list, as the browser keeps it.
    pub(super) looked_for: Option<String>,
    /// What was picked for an app when the session ended, as the browser keeps it.
    pub(super) choice_draft: Option<String>,
}

impl Framed for Patient {
    fn frame(&self) -> &Frame {
        &self.frame
    }
}

impl PatientSession for Patient {
    fn acting(&self) -> Option<DelegationId> {
        self.acting
            .delegation
            .as_ref()
            .map(|delegation| delegation.id)
    }
}

impl Patient {
    /// Whether there are more records than this one from which the reader may share.
    async fn may_share_others(&self) -> Result<bool, PortalError> {
        let patients = list_patients(&self.deps, self.person)
            .await
            .map_err(problems::unavailable)?;
        let managed = patients.iter().filter(|patients| {
            let limits = patients.delegation.limits_at(self.frame.now);
            limits.abilities.contains(Ability::ManageApps)
        });
        let reader = self.frame.person.as_ref();
        let own = reader.is_some_and(|reader| reader.has_record);
        Ok(managed.count() + usize::from(own) > 1)
    }
}
