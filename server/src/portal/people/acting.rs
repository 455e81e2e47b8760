//! The caregiver's side: asking for more, turning to a patient's pages and back, and whose record an app gets.

use app::{
    facts::{
        PortalError,
        people::{AskForm, AskPage, Over, Whose, WhosePage},
    },
    paths,
    session::{Answer, people::ActingSession},
};
use async_trait::async_trait;
use domain::{
    catalogue::CategorySet,
    delegation::{Ability, Delegation, Limits},
    ids::{AuthorizationRequestId, DelegationId},
};

use super::{People, facts};
use crate::{
    operations::{
        connect::{
            deny_consent::leave_request,
            find_asking_app::find_asking_app,
            find_closed::{Closed, find_closed},
            records_to_choose::{RecordToChoose, records_to_choose},
        },
        delegations::{
            act_for::act_for,
            ask_for_more::ask_for_more,
            list_people::{PatientOf, list_patients},
        },
    },
    portal::problems,
};

#[async_trait]
impl ActingSession for People {
    async fn ask_page(&self, delegation: DelegationId) -> Result<AskPage, PortalError> {
        let patients = self.patient_now(delegation).await?;
        let missing = CategorySet::all().without(patients.delegation.limits.categories);
        Ok(AskPage {
            delegation: facts::patients(&patients, self.frame.now),
            kinds: missing.iter().collect(),
        })
    }

    async fn ask(&self, delegation: DelegationId, form: AskForm) -> Result<Answer, PortalError> {
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

    async fn act_for(&self, delegation: Option<DelegationId>) -> Result<Answer, PortalError> {
        let Some(delegation) = self.acts_for(delegation).await? else {
            return Ok(Answer::to(paths::done(&paths::People, "back")));
        };
        let may = delegation.limits.abilities;
        Ok(if may.contains(Ability::SeeRecords) {
            Answer::to(paths::Records::default())
        } else if may.contains(Ability::SeeActivity) {
            Answer::to(paths::Activity::default())
        } else {
            Answer::to(paths::Home)
        })
    }

    async fn whose(&self, request: AuthorizationRequestId) -> Result<WhosePage, PortalError> {
        let closed = find_closed(&self.deps, request).await;
        if let Some((app, closed)) = closed.map_err(problems::unavailable)? {
            return Ok(no_longer(request, app.into(), closed));
        }
        let app = find_asking_app(&self.deps, request)
            .await
            .map_err(problems::unavailable)?;
        let records = records_to_choose(&self.deps, &self.person, request)
            .await
            .map_err(problems::unavailable)?
            .ok_or(PortalError::RequestOver)?;
        let name = |record: &RecordToChoose| {
            let name = record.name.as_ref().map(ToString::to_string);
            name.unwrap_or_default()
        };
        let open = self.frame.acting.as_ref().map(|acting| acting.delegation);
        let whose = |record: &RecordToChoose| {
            let delegation = record.delegation.as_ref().map(|found| found.id);
            Whose {
                delegation,
                name: name(record),
                picked: delegation == open,
            }
        };
        let (taken, free): (Vec<_>, Vec<_>) = records.iter().partition(|record| record.taken);
        let mut records: Vec<Whose> = free.into_iter().map(whose).collect();
        if !records.iter().any(|record| record.picked)
            && let Some(first) = records.first_mut()
        {
            first.picked = true;
        }
        Ok(WhosePage {
            request,
            app: app.ok_or(PortalError::RequestOver)?.into(),
            records,
            taken: taken.into_iter().map(name).collect(),
            closed: self.may_add_no_apps(),
            over: None,
        })
    }

    async fn choose_record(
        &self,
        request: AuthorizationRequestId,
        record: String,
    ) -> Result<Answer, PortalError> {
        let delegation = match record.as_str() {
            "" => None,
            id => Some(
                id.parse::<DelegationId>()
                    .map_err(|_| PortalError::UnreadableForm)?,
            ),
        };
        if delegation.is_none() && self.person.patient.is_none() {
            return Err(PortalError::NotFound);
        }
        self.acts_for(delegation).await?;
        Ok(Answer::to(paths::Consent(request)))
    }

    async fn leave_request(&self, request: AuthorizationRequestId) -> Result<Answer, PortalError> {
        let left = leave_request(&self.deps, self.ctx, request, &self.person).await;
        Ok(Answer::to(left.map_err(problems::of_deny)?.location()))
    }
}

/// The page of a question that nobody can answer any more.
const fn no_longer(request: AuthorizationRequestId, app: String, closed: Closed) -> WhosePage {
    WhosePage {
        request,
        app,
        records: Vec::new(),
        taken: Vec::new(),
        closed: None,
        over: Some(match closed {
            Closed::Expired => Over::Late,
            Closed::ClientSuspended => Over::Stopped,
        }),
    }
}

impl People {
    /// The patient whose record is open, if their apps are not this person's to add.
    fn may_add_no_apps(&self) -> Option<String> {
        let open = self.frame.acting.as_ref()?;
        let may = open.limits.abilities.contains(Ability::ManageApps);
        (!may).then(|| open.name.clone())
    }

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

    /// For whom this browser acts from now on.
    async fn acts_for(
        &self,
        delegation: Option<DelegationId>,
    ) -> Result<Option<Delegation>, PortalError> {
        act_for(&self.deps, self.ctx, &self.session, delegation)
            .await
            .map_err(problems::of_act_for)
    }
}
