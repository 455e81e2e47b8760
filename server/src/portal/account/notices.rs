//! What a person was told, and which mails they get.

use std::collections::BTreeSet;

use app::{
    facts::{
        PortalError,
        notices::{MailsForm, NoticesPage, Told},
        proof::ProofForm,
    },
    paths,
    session::{Answer, account::NoticesSession},
};
use async_trait::async_trait;
use domain::{Timestamp, proof::ProofFor};

use super::{
    super::problems::{of_choose_mails, unavailable},
    Account,
};
use crate::{
    config::NoticeDays,
    operations::notices::{
        choose_mails::{choose_mails, mutes, proof_for_muting, switchable},
        list_notices::list_notices,
        mark_notices_read::mark_notices_read,
    },
};

#[async_trait]
impl NoticesSession for Account {
    async fn notices(&self) -> Result<NoticesPage, PortalError> {
        let listed = list_notices(&self.step_up.deps, self.step_up.person.id)
            .await
            .map_err(unavailable)?;
        let told = listed.told.into_iter().map(|one| Told {
            id: one.id,
            kind: one.kind,
            facts: one.facts,
            at: one.at,
            unread: one.unread,
        });
        Ok(NoticesPage {
            told: told.collect(),
            more: listed.more,
            kept_days: self.step_up.deps.config.notice_days.map(NoticeDays::get),
            mails: switchable()
                .map(|kind| (kind, !listed.off.contains(&kind)))
                .collect(),
            proof: self.step_up.methods(true, &self.muting().await?).await?,
        })
    }

    async fn mark_notices_read(&self, up_to: Timestamp) -> Result<Answer, PortalError> {
        mark_notices_read(&self.step_up.deps, self.step_up.person.id, up_to)
            .await
            .map_err(unavailable)?;
        Ok(Answer::to(paths::Notices))
    }

    async fn choose_mails(&self, form: MailsForm, proof: ProofForm) -> Result<Answer, PortalError> {
        let Self { step_up, .. } = self;
        let (deps, person) = (&step_up.deps, &step_up.person);
        let wanted: BTreeSet<_> = form.mail.into_iter().collect();
        let proof = if mutes(deps, person.id, &wanted).await.map_err(unavailable)? {
            Some(step_up.verify(self.muting().await?, &proof).await?)
        } else {
            None
        };
        choose_mails(deps, step_up.ctx, person, &wanted, proof.as_ref())
            .await
            .map_err(of_choose_mails)?;
        Ok(Answer::to(paths::mails_saved()))
    }
}

impl Account {
    /// What turning mails off is proved for.
    async fn muting(&self) -> Result<ProofFor, PortalError> {
        proof_for_muting(&self.step_up.deps, &self.step_up.person)
            .await
            .map_err(unavailable)
    }
}
