//! An event as a row, the digest of its content, and many rows in one statement.

use std::sync::LazyLock;

use domain::{
    audit::{AuditAction, AuditEvent, ExceptionKind, Outcome, RecordReference},
    catalogue::{CategorySet, PurposeOfUse},
    decision::Reason,
    ids::{
        AuditEventId, ClientId, ConsentId, CorrelationId, DelegationId, PatientId, PersonId,
        ResourceId,
    },
};
use sea_orm::{ConnectionTrait, Statement, Value};
use sha2::{Digest as _, Sha256};

use crate::store::{
    actors,
    entity::audit_event::Model,
    error::Row,
    error::StoreError,
    many_rows::{MOST_ROWS, Statements, value_marks},
};

/// An audit event with its place in the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedEvent {
    /// The place in the order of writing; the chain has an order of its own.
    pub seq: i64,
    /// What was written.
    pub event: AuditEvent,
}

const TABLE: &str = "audit_event";
const COLUMNS: [&str; 24] = [
    "id",
    "at",
    "correlation",
    "actor",
    "action",
    "outcome",
    "reasons",
    "subject",
    "client",
    "consent",
    "consent_version",
    "delegation",
    "purpose",
    "categories",
    "scope",
    "resource_type",
    "resource_id",
    "count",
    "exception",
    "source",
    "operator",
    "account",
    "stated_reason",
    "digest",
];

static INSERT: LazyLock<Statements> = LazyLock::new(|| {
    let columns = COLUMNS.join("\", \"");
    Statements::write(|rows| {
        let marks = value_marks(rows, COLUMNS.len());
        format!("insert into {TABLE} (\"{columns}\") values {marks}")
    })
});

/// Writes events in their order; up to [`MOST_ROWS`] of them are one statement.
pub(in crate::store) async fn insert(
    db: &impl ConnectionTrait,
    events: &[AuditEvent],
) -> Result<(), StoreError> {
    let backend = db.get_database_backend();
    for some in events.chunks(MOST_ROWS) {
        let values = some.iter().flat_map(|event| values(row(event)));
        db.execute_raw(Statement::from_sql_and_values(
            backend,
            INSERT.of(some),
            values,
        ))
        .await?;
    }
    Ok(())
}

fn row(event: &AuditEvent) -> Model {
    let reasons: Vec<_> = event.reasons.iter().map(|reason| reason.key()).collect();
    let record = event.record.as_ref();
    let mut row = Model {
        seq: 0,
        id: event.id.uuid(),
        at: event.at.timestamp_millis(),
        correlation: event.correlation.uuid(),
        actor: actors::write(&event.actor),
        action: event.action.key().to_owned(),
        outcome: event.outcome.key().to_owned(),
        reasons: reasons.join(" "),
        subject: event.subject.as_ref().map(ToString::to_string),
        client: event.client.as_ref().map(ToString::to_string),
        consent: event.consent.map(ConsentId::uuid),
        consent_version: event.consent_version.map(i64::from),
        delegation: event.delegation.map(DelegationId::uuid),
        purpose: event.purpose.map(|purpose| purpose.key().to_owned()),
        categories: event.categories.mask().into(),
        scope: event.scope.clone(),
        resource_type: record.map(|record| record.resource.to_string()),
        resource_id: record.and_then(|record| Some(record.id.as_ref()?.to_string())),
        count: event.count.map(i64::from),
        exception: event.exception.map(|kind| kind.key().to_owned()),
        source: event.source.clone(),
        operator: event.operator.clone(),
        account: event.account.map(PersonId::uuid),
        stated_reason: event
            .stated_reason
            .as_ref()
            .map(|reason| reason.as_str().to_owned()),
        digest: Vec::new(),
        sealed_seq: None,
        prev_hash: None,
        hash: None,
    };
    row.digest = content_digest(&row).to_vec();
    row
}

fn values(row: Model) -> [Value; 24] {
    [
        row.id.into(),
        row.at.into(),
        row.correlation.into(),
        row.actor.into(),
        row.action.into(),
        row.outcome.into(),
        row.reasons.into(),
        row.subject.into(),
        row.client.into(),
        row.consent.into(),
        row.consent_version.into(),
        row.delegation.into(),
        row.purpose.into(),
        row.categories.into(),
        row.scope.into(),
        row.resource_type.into(),
        row.resource_id.into(),
        row.count.into(),
        row.exception.into(),
        row.source.into(),
        row.operator.into(),
        row.account.into(),
        row.stated_reason.into(),
        row.digest.into(),
    ]
}

/// The digest of everything that an event says, taken over the columns as they are stored.
///
/// Each column is preceded by whether it is there and how long it is, so that no two contents read the same. Rows from
/// before there were `source` and `operator`, or `account` and `stated_reason`, are digested as they were then; so is any
/// row that has neither.
pub(in crate::store) fn content_digest(row: &Model) -> [u8; 32] {
    let mut hash = Sha256::new();
    let has_more = row.source.is_some() || row.operator.is_some();
    let names_account = row.account.is_some() || row.stated_reason.is_some();
    let form: &[u8] = if names_account {
        b"sayso audit event 3"
    } else if has_more {
        b"sayso audit event 2"
    } else {
        b"sayso audit event 1"
    };
    hash.update(form);
    let mut column = |bytes: Option<&[u8]>| match bytes {
        None => hash.update([0]),
        Some(bytes) => {
            hash.update([1]);
            hash.update((bytes.len() as u64).to_be_bytes());
            hash.update(bytes);
        }
    };
    let number = |n: i64| n.to_be_bytes();
    column(Some(row.id.as_bytes()));
    column(Some(&number(row.at)));
    column(Some(row.correlation.as_bytes()));
    for text in [&row.actor, &row.action, &row.outcome, &row.reasons] {
        column(Some(text.as_bytes()));
    }
    for text in [&row.subject, &row.client] {
        column(text.as_deref().map(str::as_bytes));
    }
    column(row.consent.as_ref().map(|id| id.as_bytes().as_slice()));
    column(
        row.consent_version
            .map(number)
            .as_ref()
            .map(<[u8; 8]>::as_slice),
    );
    column(row.delegation.as_ref().map(|id| id.as_bytes().as_slice()));
    column(row.purpose.as_deref().map(str::as_bytes));
    column(Some(&number(row.categories)));
    for text in [&row.scope, &row.resource_type, &row.resource_id] {
        column(text.as_deref().map(str::as_bytes));
    }
    column(row.count.map(number).as_ref().map(<[u8; 8]>::as_slice));
    column(row.exception.as_deref().map(str::as_bytes));
    if has_more || names_account {
        for text in [&row.source, &row.operator] {
            column(text.as_deref().map(str::as_bytes));
        }
    }
    if names_account {
        column(row.account.as_ref().map(|id| id.as_bytes().as_slice()));
        column(row.stated_reason.as_deref().map(str::as_bytes));
    }
    hash.finalize().into()
}

pub(in crate::store) fn event(row: Model) -> Result<RecordedEvent, StoreError> {
    let id = AuditEventId::from_uuid(row.id);
    let cells = Row::of(TABLE, &id);
    let reasons = row.reasons.split(' ').filter(|key| !key.is_empty());
    let resource = cells.maybe("resource_type", row.resource_type.as_deref(), |name| {
        name.parse().ok()
    })?;
    let resource_id = cells.maybe("resource_id", row.resource_id.as_deref(), |id| {
        ResourceId::parse(id).ok()
    })?;
    let version = cells.maybe("consent_version", row.consent_version, |n| {
        u32::try_from(n).ok()
    })?;
    let purpose = cells.maybe("purpose", row.purpose.as_deref(), PurposeOfUse::from_key)?;
    let event = AuditEvent {
        id,
        at: cells.moment("at", row.at)?,
        correlation: CorrelationId::from_uuid(row.correlation),
        actor: cells.read("actor", actors::read(&row.actor))?,
        action: cells.read("action", AuditAction::from_key(&row.action))?,
        outcome: cells.read("outcome", Outcome::from_key(&row.outcome))?,
        reasons: cells.read("reasons", reasons.map(Reason::from_key).collect())?,
        subject: cells.maybe("subject", row.subject, |id| PatientId::parse(id).ok())?,
        client: cells.maybe("client", row.client, |id| ClientId::parse(id).ok())?,
        consent: row.consent.map(ConsentId::from_uuid),
        consent_version: version,
        delegation: row.delegation.map(DelegationId::from_uuid),
        purpose,
        categories: cells.mask("categories", row.categories, CategorySet::from_mask)?,
        scope: row.scope,
        record: resource.map(|resource| RecordReference {
            resource,
            id: resource_id,
        }),
        count: cells.maybe("count", row.count, |n| u32::try_from(n).ok())?,
        exception: cells.maybe(
            "exception",
            row.exception.as_deref(),
            ExceptionKind::from_key,
        )?,
        source: row.source,
        operator: row.operator,
        account: row.account.map(PersonId::from_uuid),
        stated_reason: cells.maybe("stated_reason", row.stated_reason, |text| text.parse().ok())?,
    };
    Ok(RecordedEvent {
        seq: row.seq,
        event,
    })
}
