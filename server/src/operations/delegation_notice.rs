//! Notices to the two sides of a delegation, and when there are none: the one place that knows of quiet mode.

use domain::{
    Timestamp,
    ids::{DelegationId, PatientId, PersonId},
    name::PersonName,
    notice::{Notice, NoticeFacts, NoticeKind},
};

use super::prelude::*;

/// Something to tell about one delegation or invitation.
#[derive(Clone, Copy)]
pub(super) struct DelegationNotice<'a> {
    pub(super) kind: NoticeKind,
    pub(super) delegation: DelegationId,
    pub(super) subject: &'a PatientId,
    /// When it happened or will happen.
    pub(super) at: Timestamp,
    /// A birthday does it, and neither of the two.
    pub(super) by_age: bool,
    /// Of several notices about the same moment, which: so many days ahead of it.
    pub(super) days_ahead: Option<i64>,
}

impl DelegationNotice<'_> {
    /// Tells the caregiver, unless the patient wants nothing to be told.
    pub(super) async fn to_caregiver(
        self,
        deps: &Deps,
        tx: &Tx,
        caregiver: PersonId,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        if tx.people().quiet_mode_of(self.subject).await? {
            return Ok(());
        }
        let facts = NoticeFacts {
            subject: tx.people().name_of_patient(self.subject).await?,
            ..self.facts()
        };
        let notice = self.notice(deps, caregiver, facts, now);
        tx.notices().insert(&notice).await
    }

    /// Tells a patient with an account what the caregiver did, under the name by which the patient knows them.
    pub(super) async fn to_patient(
        self,
        deps: &Deps,
        tx: &Tx,
        caregiver: Option<PersonName>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let Some(patient) = tx.people().find_by_patient(self.subject).await? else {
            return Ok(());
        };
        let facts = NoticeFacts {
            person: caregiver,
            ..self.facts()
        };
        let notice = self.notice(deps, patient.id, facts, now);
        tx.notices().insert(&notice).await
    }

    /// Tells both sides of what comes by itself, in a transaction of its own. Returns how many notices were written.
    pub(super) async fn to_both(
        self,
        deps: &Deps,
        caregiver: PersonId,
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        let mut notices = self.for_both(deps, caregiver, now).await?;
        let keys: Vec<String> = notices.iter().map(|notice| notice.key.clone()).collect();
        let known = deps.store.read().notices().known(&keys).await?;
        notices.retain(|notice| !known.contains(&notice.key));
        if notices.is_empty() {
            return Ok(0);
        }
        let tx = deps.store.begin().await?;
        for notice in &notices {
            tx.notices().insert(notice).await?;
        }
        tx.commit().await?;
        Ok(notices.len() as u64)
    }

    async fn for_both(
        self,
        deps: &Deps,
        caregiver: PersonId,
        now: Timestamp,
    ) -> Result<Vec<Notice>, StoreError> {
        let reader = deps.store.read();
        let people = reader.people();
        let mut notices = Vec::new();
        if let Some(patient) = people.find_by_patient(self.subject).await? {
            let invitations = reader.invitations();
            let called = invitations.name_of_caregiver(self.subject, caregiver);
            let facts = NoticeFacts {
                person: called.await?,
                ..self.facts()
            };
            notices.push(self.notice(deps, patient.id, facts, now));
        }
        if !people.quiet_mode_of(self.subject).await? {
            let facts = NoticeFacts {
                subject: people.name_of_patient(self.subject).await?,
                ..self.facts()
            };
            notices.push(self.notice(deps, caregiver, facts, now));
        }
        Ok(notices)
    }

    fn facts(self) -> NoticeFacts {
        NoticeFacts {
            at: Some(self.at),
            delegation: Some(self.delegation),
            by_age: self.by_age,
            ..NoticeFacts::default()
        }
    }

    fn notice(self, deps: &Deps, to: PersonId, facts: NoticeFacts, now: Timestamp) -> Notice {
        let (moment, ahead) = (self.at.timestamp_millis(), self.days_ahead);
        let ahead = ahead.map(|days| format!(" {days}")).unwrap_or_default();
        let key = format!("{} {moment}{ahead}", self.delegation);
        deps.notice(now, to, self.kind, key, facts)
    }
}

/// Whether a mail would tell a caregiver something while quiet mode is on, perhaps since the notice was written.
pub(super) async fn is_hushed(
    deps: &Deps,
    reader: PersonId,
    facts: &NoticeFacts,
) -> Result<bool, StoreError> {
    let Some(delegation) = facts.delegation else {
        return Ok(false);
    };
    let store = deps.store.read();
    let Some(delegation) = store.delegations().find(delegation).await? else {
        return Ok(false);
    };
    let patient = store.people().find_by_patient(&delegation.subject).await?;
    if patient.is_some_and(|patient| patient.id == reader) {
        return Ok(false);
    }
    store.people().quiet_mode_of(&delegation.subject).await
}
