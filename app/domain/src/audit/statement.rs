//! The facts of the one sentence that tells an event to a person; the words are the catalogue's, per language.

use serde::{Deserialize, Serialize};

use super::{AuditAction, AuditEvent, Outcome};
use crate::{
    Timestamp,
    catalogue::{CategorySet, PurposeOfUse},
    decision::Reason,
    ids::AuditEventId,
};

/// What the event itself does not hold: names as registered, and when the consent that it rests on was given.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementFacts {
    /// The app, by its registered name.
    pub app: Option<String>,
    /// The actor, by first name, if it was a person other than the reader.
    pub actor: Option<String>,
    /// The caregiver whom the event is about, by name; `None` if it is about none.
    pub caregiver: Option<String>,
    /// Whose record it is about, by first name, if that is not the reader.
    pub subject: Option<String>,
    /// When the version of the consent that it names was decided.
    pub consent_given_at: Option<Timestamp>,
}

/// Everything that the sentence of one event says.
///
/// "Sugar Coach read your lab results (12 items) on 3 May 2026 at 14:23 UTC, under consent C-7K3F that you gave on
/// 1 May 2026 for self-care."
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// The event that it is the sentence of.
    pub event: AuditEventId,
    /// When it happened.
    pub at: Timestamp,
    /// What was done or tried.
    pub action: AuditAction,
    /// Done, refused or failed.
    pub outcome: Outcome,
    /// As in the event: why it was refused, or had to be done.
    pub reasons: Vec<Reason>,
    /// What the event was about.
    pub categories: CategorySet,
    /// How many records left; `None` for what is no read.
    pub count: Option<u32>,
    /// The code of the consent that it rests on, such as `C-7K3F`.
    pub consent_code: Option<String>,
    /// The purpose of the consent or of the request.
    pub purpose: Option<PurposeOfUse>,
    /// The names in the sentence.
    pub facts: StatementFacts,
}

impl Statement {
    /// Takes from an event what its sentence says.
    pub fn of(event: &AuditEvent, facts: StatementFacts) -> Self {
        Self {
            event: event.id,
            at: event.at,
            action: event.action,
            outcome: event.outcome,
            reasons: event.reasons.clone(),
            categories: event.categories,
            count: event.count,
            consent_code: event.consent.map(crate::ids::ConsentId::code),
            purpose: event.purpose,
            facts,
        }
    }
}
