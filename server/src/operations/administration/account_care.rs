//! What staff do about somebody's account or sharing has in common: which account is meant, who does it, and why.

use std::str::FromStr;

use domain::{
    Timestamp,
    actor::Actor,
    audit::{AuditAction, AuditEvent, StatedReason},
    ids::InvalidId,
    notice::{Notice, NoticeFacts, NoticeKind},
    person::{Email, Person},
};
use thiserror::Error;

use crate::operations::{
    activation::find_record::{FindRecordError, RecordName, find_record},
    prelude::*,
};

/// How staff name an account: by its address, or by the record that is its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AccountName {
    /// The address of the account.
    Email(Email),
    /// The record that is the account's own.
    Record(RecordName),
}

impl FromStr for AccountName {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        match Email::kept(text) {
            Ok(email) if !text.contains('|') => Ok(Self::Email(email)),
            _ => text.parse().map(Self::Record),
        }
    }
}

/// Who does it, and why.
#[derive(Clone, Debug)]
pub struct Care {
    /// A member of staff.
    pub by: Actor,
    /// Why, in their own words.
    pub reason: StatedReason,
}

/// Why nothing is done.
#[derive(Debug, Error)]
pub enum CareError {
    /// No account has the address, or the record has none.
    #[error("there is no such account")]
    NoAccount,
    /// No record is meant, or several.
    #[error(transparent)]
    Record(FindRecordError),
    /// It is so already, so nothing is done.
    #[error("{0}")]
    Already(&'static str),
    /// The store failed, and nothing took effect.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<FindRecordError> for CareError {
    fn from(error: FindRecordError) -> Self {
        match error {
            FindRecordError::Store(error) => Self::Store(error),
            other => Self::Record(other),
        }
    }
}

/// Returns the account with this name.
pub(super) async fn find_account(tx: &Tx, name: &AccountName) -> Result<Person, CareError> {
    let found = match name {
        AccountName::Email(email) => {
            let known = tx.people().find_by_email(email).await?;
            known.map(|(person, _)| person)
        }
        AccountName::Record(record) => {
            let patient = find_record(tx, record).await?;
            tx.people().find_by_patient(&patient).await?
        }
    };
    found.ok_or(CareError::NoAccount)
}

impl Care {
    /// Makes the event of what is done about an account.
    pub(super) fn event(
        &self,
        deps: &Deps,
        ctx: Context,
        now: Timestamp,
        person: &Person,
        action: AuditAction,
    ) -> AuditEvent {
        AuditEvent {
            subject: person.patient.clone(),
            account: Some(person.id),
            stated_reason: Some(self.reason.clone()),
            ..deps.event(ctx, now, self.by.clone(), action)
        }
    }
}

/// Makes the notice to the holder of the account.
pub(super) fn notice(deps: &Deps, now: Timestamp, person: &Person, kind: NoticeKind) -> Notice {
    let facts = NoticeFacts {
        at: Some(now),
        ..NoticeFacts::default()
    };
    deps.notice(now, person.id, kind, now.timestamp_millis(), facts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_is_named_by_its_address_or_its_record() {
        let named = |text: &str| text.parse::<AccountName>().unwrap();
        assert!(matches!(named("Maria@mail.example"), AccountName::Email(_)));
        for record in ["maria", "urn:mrn|4711", "mailto:ids@hospital.example|4711"] {
            assert!(matches!(named(record), AccountName::Record(_)), "{record}");
        }
    }
}
