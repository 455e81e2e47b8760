//! What happened to the record.

use chrono::TimeDelta;
use domain::{
    assurance::AuthenticationMethod,
    audit::{AuditAction, Outcome, Statement, StatementFacts},
    catalogue::{CategorySet, DataCategory, PurposeOfUse, ResourceType},
    decision::Reason,
    ids::{AuditEventId, CorrelationId},
};

use super::{consent, days, id, now};
use crate::facts::activity::{Entry, Under};

fn statement(n: u128, action: AuditAction, outcome: Outcome) -> Statement {
    Statement {
        event: AuditEventId::from_uuid(id(n)),
        at: now() - TimeDelta::hours(i64::try_from(n).unwrap_or_default()),
        action,
        outcome,
        reasons: Vec::new(),
        categories: CategorySet::of(DataCategory::LabResults),
        count: None,
        consent_code: Some(consent(1).code()),
        purpose: Some(PurposeOfUse::SelfCare),
        facts: StatementFacts {
            app: Some("Sugar Coach".to_owned()),
            consent_given_at: Some(days(-30)),
            ..StatementFacts::default()
        },
    }
}

fn entry(statement: Statement) -> Entry {
    Entry {
        under: Some(Under {
            consent: consent(1),
            version: 1,
            given: days(-30),
            ends: days(60),
            method: Some(AuthenticationMethod::Password),
        }),
        trace: CorrelationId::from_uuid(statement.event.uuid()),
        resource: Some(ResourceType::Observation),
        statement,
    }
}

/// A look, a look that was refused, and what was decided, over two days.
pub(crate) fn history() -> Vec<Entry> {
    let look = Statement {
        count: Some(12),
        ..statement(1, AuditAction::RecordSearched, Outcome::Done)
    };
    let refused = Statement {
        reasons: vec![Reason::CategoryNotGranted],
        ..statement(2, AuditAction::RecordRead, Outcome::Refused)
    };
    let given = statement(30, AuditAction::ConsentGiven, Outcome::Done);
    [look, refused, given].map(entry).to_vec()
}

/// One entry for every thing that is written down.
pub(crate) fn every_action() -> Vec<Entry> {
    AuditAction::ALL
        .iter()
        .zip(1..)
        .map(|(action, n)| entry(statement(n, *action, Outcome::Done)))
        .collect()
}

/// The same, as somebody reads it who acts for Maria.
pub(crate) fn history_of_maria() -> Vec<Entry> {
    let mut entries = history();
    for entry in &mut entries {
        let facts = &mut entry.statement.facts;
        facts.subject = Some("Maria Keller".to_owned());
        facts.actor = Some("Maria Keller".to_owned());
    }
    entries
}

/// What is written down of a sign-in to an app: none of it is about any data.
pub(crate) fn history_of_a_sign_in() -> Vec<Entry> {
    let actions = [
        AuditAction::AppConnected,
        AuditAction::ConsentGiven,
        AuditAction::ConsentRequested,
        AuditAction::ConsentDenied,
    ];
    let numbered = actions.into_iter().zip(1..);
    numbered
        .map(|(action, n)| Statement {
            categories: CategorySet::EMPTY,
            ..statement(n, action, Outcome::Done)
        })
        .map(entry)
        .collect()
}
