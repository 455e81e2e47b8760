//! The caregiver's side: answering an invitation, turning to a patient's pages and back, and whose record an app gets.

use app::{
    facts::{
        PortalError,
        people::{InvitationPage, Whose, WhosePage},
    },
    paths,
    session::Answer,
};
use domain::{
    delegation::{Ability, Delegation},
    ids::{AuthorizationRequestId, DelegationId},
};

use super::People;
use crate::{
    operations::{
        connect::{
            find_asking_app::find_asking_app,
            records_to_choose::{RecordToChoose, records_to_choose},
        },
        delegations::{
            accept_invitation::{LinkError, accept_invitation},
            act_for::act_for,
            decline_invitation::decline_invitation,
            open_invitation::open_invitation,
        },
    },
    portal::problems,
};

impl People {
    pub(super) async fn open_invitation(
        &self,
        secret: &str,
    ) -> Result<InvitationPage, PortalError> {
        let open = open_invitation(&self.deps, self.ctx, self.person.id, secret)
            .await
            .map_err(problems::of_link)?;
        Ok(InvitationPage {
            patient: open.subject,
            relationship: open.relationship,
            limits: open.limits,
            // As it will be if they say yes now.
            topics_until: Delegation::topics_end(open.until, self.frame.now),
            until: open.until,
        })
    }

    pub(super) async fn say_yes(&self, secret: String, code: &str) -> Result<Answer, PortalError> {
        match accept_invitation(&self.deps, self.ctx, self.person.id, &secret, code).await {
            Ok(_) => Ok(Answer::to(paths::done(&paths::People, "accepted"))),
            Err(error @ LinkError::WrongCode) => Ok(Answer::back(
                &paths::Invitation { secret },
                problems::of_link(error),
            )),
            Err(error) => Err(problems::of_link(error)),
        }
    }

    pub(super) async fn say_no(&self, secret: &str) -> Result<Answer, PortalError> {
        decline_invitation(&self.deps, self.ctx, self.person.id, secret)
            .await
            .map_err(problems::of_link)?;
        Ok(Answer::to(paths::done(&paths::People, "declined")))
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

    pub(super) async fn turn_to(
        &self,
        delegation: Option<DelegationId>,
    ) -> Result<Answer, PortalError> {
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

    pub(super) async fn records_for(
        &self,
        request: AuthorizationRequestId,
    ) -> Result<WhosePage, PortalError> {
        let app = find_asking_app(&self.deps, request)
            .await
            .map_err(problems::unavailable)?;
        let records = records_to_choose(&self.deps, &self.person)
            .await
            .map_err(problems::unavailable)?;
        let open = self.frame.acting.as_ref().map(|acting| acting.delegation);
        let whose = |record: &RecordToChoose| {
            let delegation = record.delegation.as_ref().map(|found| found.id);
            Whose {
                delegation,
                name: record.name.clone(),
                picked: delegation == open,
            }
        };
        let mut records: Vec<Whose> = records.iter().map(whose).collect();
        if !records.iter().any(|record| record.picked)
            && let Some(first) = records.first_mut()
        {
            first.picked = true;
        }
        Ok(WhosePage {
            request,
            app: app.ok_or(PortalError::RequestOver)?,
            records,
        })
    }

    pub(super) async fn turn_to_record(
        &self,
        request: AuthorizationRequestId,
        record: &str,
    ) -> Result<Answer, PortalError> {
        let delegation = match record {
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
}
