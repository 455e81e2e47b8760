//! Storage, and the only place that speaks SQL.
//!
//! [`Store::begin`] opens a writing transaction, [`Store::read`] queries without one. Both have one handle per table or
//! pair of tables: `tx.consents().lock(id)`, `store.read().consents().find(id)`. Rows become domain types through
//! checked conversion; a row that cannot be says its table, column and id.

mod access_basis;
mod activations;
mod actors;
mod audit;
mod backup;
mod ceremonies;
mod chain;
mod clients;
mod codes;
mod connect;
mod consents;
mod deadline;
mod decided_by;
mod delegations;
mod enrolled;
mod entity;
mod error;
mod first_reads;
mod grants;
mod installation;
mod invitations;
mod keys;
mod known_devices;
mod looks;
mod many_rows;
mod notices;
mod passkeys;
mod people;
mod pools;
mod postgres;
mod privacy_notices;
mod private_files;
mod rate_limits;
pub mod records;
mod recoveries;
mod refusals;
mod requests;
mod search_records;
mod server_role;
mod sessions;
mod source_keys;
mod statements;
mod tokens;
mod upstream;
mod wordings;

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::metrics::Metrics;
use deadline::Overdue;
use domain::audit::{AuditEvent, Outcome};
use records::Records;
use sea_orm::{
    DatabaseConnection, DatabaseTransaction, SqliteTransactionMode, TransactionOptions,
    TransactionTrait,
};

pub use activations::{ActivationKey, Activations};
pub use audit::{Audit, AuditFilter, DayLooks, RecordedEvent};
pub use backup::BackupError;
pub use ceremonies::{Ceremonies, Ceremony, CeremonyPurpose};
pub use chain::{Chain, ChainHead, ChainPlace, Checkpoint, Sealed, SealedRow, WaitingRow};
pub use clients::{Clients, Credential, RegisteredClient};
pub use codes::{Codes, MailCode};
pub use connect::SchemaState;
pub use consents::{Consents, Triple};
pub use decided_by::{DecidedBy, LetsIn};
pub use delegations::{Delegations, MoreAsked};
pub use error::StoreError;
pub use first_reads::FirstReads;
pub use grants::Grants;
pub use installation::Installation;
pub use invitations::Invitations;
pub use keys::{KeyRow, Keys};
pub use known_devices::KnownDevices;
pub use looks::{DayOfLooks, Look, Looks};
pub use many_rows::MOST_ROWS;
pub use notices::{Notices, ToldNotice, WaitingMail};
pub use passkeys::{Passkeys, StoredPasskey};
pub use people::{PasswordHash, People};
pub use privacy_notices::{PrivacyNotices, StoredPrivacyNotice, TellingProgress};
pub use rate_limits::{Bucket, RateLimitRows};
pub use recoveries::Recoveries;
pub use refusals::RefusalCounts;
pub use requests::Requests;
pub use server_role::RoleFault;
pub use sessions::Sessions;
pub use source_keys::{SourceKeyRow, SourceKeys};
pub use tokens::Tokens;
pub use upstream::Upstream;
pub use wordings::Wordings;

/// One database: a pool for readers, and connections for writers.
#[derive(Clone, Debug)]
pub struct Store {
    readers: DatabaseConnection,
    /// On SQLite one connection, so that writers queue here and not in a busy loop.
    writer: DatabaseConnection,
    /// Evidence of reads: on SQLite the writer, on PostgreSQL a connection of its own, which no transaction holds.
    evidence: DatabaseConnection,
    overdue: Overdue,
    metrics: Metrics,
}

impl Store {
    /// Returns what is counted here, and by everybody who works with this database.
    pub fn metrics(&self) -> &Metrics {
        &self.metrics
    }

    /// Begins a writing transaction. Dropped without [`Tx::commit`], it is rolled back.
    pub async fn begin(&self) -> Result<Tx, StoreError> {
        let options = TransactionOptions {
            // A deferred transaction that turns into a writer fails or races: SQLite has no row locks.
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let begun = self.writer.begin_with_options(options).await?;
        Ok(Tx(begun, self.metrics.clone(), Mutex::default()))
    }

    /// Commits audit events, up to [`MOST_ROWS`] of them, all or none: a single statement is a transaction of its own,
    /// in one round trip instead of three. Once this returns, they survive a crash.
    pub async fn record(&self, events: &[AuditEvent]) -> Result<(), StoreError> {
        audit::insert(&self.evidence, events).await?;
        self.metrics.written(events);
        Ok(())
    }

    /// Returns a reader: no transaction, each query sees what was committed before it.
    pub fn read(&self) -> Reader {
        Reader(self.readers.clone(), self.overdue.clone())
    }
}

/// A writing transaction.
#[derive(Debug)]
pub struct Tx(DatabaseTransaction, Metrics, Mutex<Vec<AuditEvent>>);

/// Queries without a transaction.
#[derive(Clone, Debug)]
pub struct Reader(DatabaseConnection, Overdue);

/// The handles that both transactions and readers have.
macro_rules! handles {
    ($($name:ident: $handle:ident,)*) => {
        impl Tx {
            $(
                #[doc = concat!("Returns [`", stringify!($handle), "`], to read and write.")]
                pub fn $name(&self) -> $handle<'_, DatabaseTransaction> { $handle(&self.0) }
            )*
        }
        impl Reader {
            $(
                #[doc = concat!("Returns [`", stringify!($handle), "`], to read.")]
                pub fn $name(&self) -> $handle<'_, DatabaseConnection> { $handle(&self.0) }
            )*
        }
    };
}

handles! {
    people: People,
    sessions: Sessions,
    recoveries: Recoveries,
    activations: Activations,
    clients: Clients,
    requests: Requests,
    consents: Consents,
    wordings: Wordings,
    grants: Grants,
    tokens: Tokens,
    upstream: Upstream,
    keys: Keys,
    events: Audit,
    looks: Looks,
    notices: Notices,
    privacy_notices: PrivacyNotices,
    first_reads: FirstReads,
    delegations: Delegations,
    invitations: Invitations,
    passkeys: Passkeys,
    ceremonies: Ceremonies,
    codes: Codes,
    decided_by: DecidedBy,
    chain: Chain,
    records: Records,
    refusals: RefusalCounts,
    installation: Installation,
    source_keys: SourceKeys,
    rate_limits: RateLimitRows,
    known_devices: KnownDevices,
}

impl Tx {
    /// Writes an audit event in this transaction: it is committed with the change that it is about, or not at all.
    pub async fn audit(&self, event: AuditEvent) -> Result<(), StoreError> {
        self.audit_all(&[event]).await
    }

    /// As [`Tx::audit`], for many events at once.
    pub async fn audit_all(&self, events: &[AuditEvent]) -> Result<(), StoreError> {
        audit::insert(&self.0, events).await?;
        let refused = events
            .iter()
            .filter(|event| event.outcome == Outcome::Refused);
        self.refused().extend(refused.cloned());
        Ok(())
    }

    /// Commits. Once this returns, the change survives a crash.
    pub async fn commit(self) -> Result<(), StoreError> {
        let refused = std::mem::take(&mut *self.refused());
        self.0.commit().await?;
        self.1.written(&refused);
        Ok(())
    }

    /// Evidence of refusals, which is counted once it is committed.
    fn refused(&self) -> MutexGuard<'_, Vec<AuditEvent>> {
        self.2.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Reader {
    /// Checks that the database answers.
    pub async fn ping(&self) -> Result<(), StoreError> {
        Ok(self.0.ping().await?)
    }
}
