//! Notices to the two sides of a delegation, and when there are none: the one place that knows of quiet mode.

use domain::{
    Timestamp,
    ids::{DelegationId, PatientId, PersonId},
    notice::{NoticeFacts, NoticeKind},
};

use super::prelude::*;

/// News about one delegation or invitation.
#[derive(Clone, Copy)]
pub(super) struct News<'a> {
    pub(super) kind: NoticeKind,
    pub(super) delegation: DelegationId,
    pub(super) subject: &'a PatientId,
    /// When it happened or will happen.
    pub(super) at: Timestamp,
}

impl News<'_> {
    /// Writes a notice to the caregiver, unless the patient's quiet mode is on.
    pub(super) async fn to_caregiver(
        self,
        deps: &Deps,
        tx: &Tx,
        caregiver: PersonId,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let patient = tx.people().find_by_patient(self.subject).await?;
        if let Some(patient) = &patient
            && tx.people().quiet_mode(patient.id).await?
        {
            return Ok(());
        }
        let facts = NoticeFacts {
            subject: tx.people().name_of_patient(self.subject).await?,
            ..self.facts()
        };
        self.tell(deps, tx, caregiver, facts, now).await
    }

    /// Writes a notice to the patient about what the caregiver did, if the patient has an account.
    pub(super) async fn to_patient(
        self,
        deps: &Deps,
        tx: &Tx,
        caregiver: String,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let Some(patient) = tx.people().find_by_patient(self.subject).await? else {
            return Ok(());
        };
        let facts = NoticeFacts {
            person: Some(caregiver),
            ..self.facts()
        };
        self.tell(deps, tx, patient.id, facts, now).await
    }

    fn facts(self) -> NoticeFacts {
        NoticeFacts {
            at: Some(self.at),
            delegation: Some(self.delegation),
            ..NoticeFacts::default()
        }
    }

    async fn tell(
        self,
        deps: &Deps,
        tx: &Tx,
        to: PersonId,
        facts: NoticeFacts,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let key = format!("{} {}", self.delegation, self.at.timestamp_millis());
        let notice = deps.notice(now, to, self.kind, key, facts);
        tx.notices().insert(&notice).await
    }
}
