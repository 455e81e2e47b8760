//! What a person was told, and which mails they get.

use std::collections::BTreeSet;

use app::{
    facts::{
        PortalError,
        notices::{MailsForm, NoticesPage, Told},
    },
    paths,
    session::{Answer, account::NoticesSession},
};
use async_trait::async_trait;
use domain::Timestamp;

use super::{super::problems::unavailable, Account};
use crate::operations::notices::{
    choose_mails::{choose_mails, switchable},
    list_notices::list_notices,
    mark_notices_read::mark_notices_read,
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
            mails: switchable()
                .map(|kind| (kind, !listed.off.contains(&kind)))
                .collect(),
        })
    }

    async fn mark_notices_read(&self, up_to: Timestamp) -> Result<Answer, PortalError> {
        mark_notices_read(&self.step_up.deps, self.step_up.person.id, up_to)
            .await
            .map_err(unavailable)?;
        Ok(Answer::to(paths::Notices))
    }

    async fn choose_mails(&self, form: MailsForm) -> Result<Answer, PortalError> {
        let wanted: BTreeSet<_> = form.mail.into_iter().collect();
        choose_mails(&self.step_up.deps, self.step_up.person.id, &wanted)
            .await
            .map_err(unavailable)?;
        Ok(Answer::to(paths::mails_saved()))
    }
}
