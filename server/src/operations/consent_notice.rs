//! Notices about an app: to the patient whose record it reads, or to the grantor where the patient has no account.

use domain::{
    Timestamp,
    consent::Consent,
    ids::PersonId,
    notice::{Notice, NoticeFacts, NoticeKind},
};

use super::prelude::*;

/// Something to tell about one consent.
pub(super) struct ConsentNotice<'a> {
    pub(super) kind: NoticeKind,
    pub(super) consent: &'a Consent,
    /// When it happened or will happen. Together with the consent it is the key: one notice for both.
    pub(super) at: Timestamp,
    /// Who did it, if that is not the recipient.
    pub(super) by: Option<PersonId>,
}

impl<'a> ConsentNotice<'a> {
    /// Something that nobody else did.
    pub(super) const fn of(kind: NoticeKind, consent: &'a Consent, at: Timestamp) -> Self {
        Self {
            kind,
            consent,
            at,
            by: None,
        }
    }

    /// One consent, one moment, one notice.
    pub(super) fn key(&self) -> String {
        let Self {
            kind, consent, at, ..
        } = self;
        format!("{} {} {}", kind.key(), consent.id, at.timestamp_millis())
    }

    pub(super) async fn tell(
        &self,
        deps: &Deps,
        tx: &Tx,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let consent = self.consent;
        let own = tx.people().find_by_patient(&consent.subject).await?;
        let own = own.map(|person| person.id);
        let Some(to) = own.or_else(|| consent.grantor.person()) else {
            return Ok(());
        };
        let app = tx.clients().find(&consent.client).await?;
        let by = match self.by.filter(|by| *by != to) {
            Some(by) => {
                let invitations = tx.invitations();
                invitations.name_of_caregiver(&consent.subject, by).await?
            }
            None => None,
        };
        let facts = NoticeFacts {
            app: app.map(|app| app.name),
            person: by,
            at: Some(self.at),
            consent: Some(consent.id),
            ..NoticeFacts::default()
        };
        let notice = Notice {
            key: self.key(),
            ..deps.notice(now, to, self.kind, "", facts)
        };
        tx.notices().insert(&notice).await
    }
}
