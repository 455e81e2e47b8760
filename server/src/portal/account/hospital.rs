//! The hospital's own sign-in, as somebody adds it to their account and takes it away.

use app::{
    facts::{
        PortalError,
        hospital::{HospitalDoor, HospitalFacts, HospitalPage, Linked, Standing},
        proof::ProofForm,
    },
    paths,
    session::{Answer, account::HospitalSession},
};
use async_trait::async_trait;
use domain::{proof::ProofFor, upstream::LinkedIdentity};

use super::Account;
use crate::{
    operations::sign_in::{
        link_upstream::{link_upstream, waiting_link},
        unlink_upstream::{linked_upstream, unlink_upstream},
    },
    portal::problems,
    sign_in::attempt_cookie,
    state::Deps,
    upstream::Provider,
};

/// The way to the provider that is set, if one is.
pub(in crate::portal) fn door(deps: &Deps) -> Option<HospitalDoor> {
    let provider = deps.upstream.as_ref()?;
    Some(HospitalDoor {
        name: provider.name().to_owned(),
    })
}

const fn dates(linked: &LinkedIdentity) -> Linked {
    Linked {
        since: linked.linked_at,
        last_used: linked.used_at,
    }
}

#[async_trait]
impl HospitalSession for Account {
    async fn hospital_page(&self) -> Result<HospitalPage, PortalError> {
        let door = door(&self.step_up.deps);
        let door = door.ok_or(PortalError::NotFound)?;
        Ok(HospitalPage {
            door,
            email: self.email(),
            standing: self.standing().await?,
        })
    }

    async fn add_hospital(&self, proof: ProofForm) -> Result<Answer, PortalError> {
        let Self {
            step_up, hospital, ..
        } = self;
        let browser = hospital.as_ref().ok_or(PortalError::HospitalRefused)?;
        let proof = step_up.verify(ProofFor::LinkUpstream, &proof).await?;
        let person = step_up.person.id;
        let linked = link_upstream(&step_up.deps, step_up.ctx, person, browser, Some(&proof)).await;
        let next = linked.map_err(problems::of_upstream_link)?;
        let leads_home = next == paths::Security.to_string();
        let to = if leads_home {
            paths::done(&paths::Security, "hospital-added")
        } else {
            next
        };
        Ok(Answer::to(to).with_cookie(attempt_cookie::no_cookie(&step_up.deps)))
    }

    async fn remove_hospital(&self, proof: ProofForm) -> Result<Answer, PortalError> {
        let Self {
            step_up, session, ..
        } = self;
        let proof = step_up.verify(ProofFor::UnlinkUpstream, &proof).await?;
        let person = step_up.person.id;
        unlink_upstream(&step_up.deps, step_up.ctx, person, session.id, Some(&proof))
            .await
            .map_err(problems::of_unlink)?;
        Ok(Answer::to(paths::done(
            &paths::Security,
            "hospital-removed",
        )))
    }
}

impl Account {
    /// What the page about how somebody signs in says of it.
    pub(super) async fn hospital(&self) -> Result<Option<HospitalFacts>, PortalError> {
        let deps = &self.step_up.deps;
        let Some(name) = deps.upstream.as_deref().map(Provider::name) else {
            return Ok(None);
        };
        let linked = self.linked().await?;
        Ok(Some(HospitalFacts {
            name: name.to_owned(),
            linked: linked.as_ref().map(dates),
        }))
    }

    async fn linked(&self) -> Result<Option<LinkedIdentity>, PortalError> {
        let linked = linked_upstream(&self.step_up.deps, self.step_up.person.id).await;
        linked.map_err(problems::unavailable)
    }

    async fn standing(&self) -> Result<Standing, PortalError> {
        let Self {
            step_up, hospital, ..
        } = self;
        if let Some(linked) = self.linked().await? {
            let asked = step_up.methods(true, &ProofFor::UnlinkUpstream).await?;
            return Ok(Standing::Linked(dates(&linked), asked));
        }
        let waits = waiting_link(&step_up.deps, step_up.person.id, hospital.as_ref()).await;
        if waits.map_err(problems::unavailable)?.is_none() {
            return Ok(Standing::Apart);
        }
        let asked = step_up.methods(true, &ProofFor::LinkUpstream).await?;
        Ok(Standing::Waiting(asked))
    }
}
