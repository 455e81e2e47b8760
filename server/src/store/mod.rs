//! What is kept, and the only place that speaks SQL.
//!
//! [`Store::begin`] opens a transaction that writes, [`Store::read`] looks without one. Both give one handle per kind of
//! thing: `tx.consents().lock(id)`, `store.read().consents().find(id)`. Rows become domain types through checked
//! conversion; a row that cannot be says its table, column and id.

mod access_basis;
mod actors;
mod audit;
mod ceremonies;
mod chain;
mod clients;
mod codes;
mod connect;
mod consents;
mod delegations;
mod entity;
mod error;
mod first_reads;
mod grants;
mod invitations;
mod keys;
mod looks;
mod many_rows;
mod notices;
mod passkeys;
mod people;
pub mod records;
mod recoveries;
mod requests;
mod sessions;
mod tokens;
mod upstream;
mod wordings;

use domain::audit::AuditEvent;
use records::Records;
use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait, ConnectionTrait, DatabaseConnection,
    DatabaseTransaction, EntityTrait, IntoActiveModel, SqliteTransactionMode, TransactionOptions,
    TransactionTrait, sea_query::Expr,
};

pub use audit::{Audit, AuditFilter, DayLooks, RecordedEvent};
pub use ceremonies::{Ceremonies, Ceremony, CeremonyPurpose};
pub use chain::{Chain, ChainHead, Checkpoint, Sealed, SealedRow, WaitingRow};
pub use clients::{Clients, Credential, RegisteredClient};
pub use codes::{Codes, MailCode};
pub use consents::{Consents, Triple};
pub use delegations::{Delegations, MoreAsked};
pub use error::StoreError;
pub use first_reads::FirstReads;
pub use grants::Grants;
pub use invitations::Invitations;
pub use keys::{KeyRow, Keys};
pub use looks::{DayOfLooks, Look, Looks};
pub use many_rows::MOST_ROWS;
pub use notices::{Letter, Notices, ToldNotice, WaitingMail};
pub use passkeys::{Passkeys, StoredPasskey};
pub use people::{PasswordHash, People};
pub use recoveries::Recoveries;
pub use requests::Requests;
pub use sessions::Sessions;
pub use tokens::Tokens;
pub use upstream::Upstream;
pub use wordings::Wordings;

/// One database: a pool to read from, and a way to write.
#[derive(Clone, Debug)]
pub struct Store {
    readers: DatabaseConnection,
    /// On SQLite one connection, so that writers wait for each other here and not in a busy loop.
    writer: DatabaseConnection,
    /// Evidence of reads: on SQLite the writer, on PostgreSQL a connection of its own, which waits for nobody.
    evidence: DatabaseConnection,
}

impl Store {
    /// Opens a transaction that writes. Dropped without [`Tx::commit`], it changes nothing.
    pub async fn begin(&self) -> Result<Tx, StoreError> {
        let options = TransactionOptions {
            // A deferred transaction that turns into a writer fails or races: SQLite has no row locks.
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        Ok(Tx(self.writer.begin_with_options(options).await?))
    }

    /// Commits evidence, up to [`MOST_ROWS`] events all or none: one statement is a transaction of its own, and one round
    /// trip instead of three. Once this returns, they survive a crash.
    pub async fn record(&self, events: &[AuditEvent]) -> Result<(), StoreError> {
        audit::insert(&self.evidence, events).await
    }

    /// Looks without a transaction: each question sees what was committed before it was asked.
    pub fn read(&self) -> Reader {
        Reader(self.readers.clone())
    }
}

/// A transaction that writes.
#[derive(Debug)]
pub struct Tx(DatabaseTransaction);

/// Questions without a transaction.
#[derive(Clone, Debug)]
pub struct Reader(DatabaseConnection);

/// The handles that both transactions and readers have.
macro_rules! handles {
    ($($name:ident: $handle:ident,)*) => {
        impl Tx {
            $(pub fn $name(&self) -> $handle<'_, DatabaseTransaction> { $handle(&self.0) })*
        }
        impl Reader {
            $(pub fn $name(&self) -> $handle<'_, DatabaseConnection> { $handle(&self.0) })*
        }
    };
}

handles! {
    people: People,
    sessions: Sessions,
    recoveries: Recoveries,
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
    first_reads: FirstReads,
    delegations: Delegations,
    invitations: Invitations,
    passkeys: Passkeys,
    ceremonies: Ceremonies,
    codes: Codes,
    chain: Chain,
    records: Records,
}

impl Tx {
    /// Writes evidence as part of this transaction: it stands or falls with the change it tells of.
    pub async fn audit(&self, event: AuditEvent) -> Result<(), StoreError> {
        audit::insert(&self.0, &[event]).await
    }

    /// As [`Tx::audit`], for many events at once.
    pub async fn audit_all(&self, events: &[AuditEvent]) -> Result<(), StoreError> {
        audit::insert(&self.0, events).await
    }

    /// Makes the change last. Once this returns, it survives a crash.
    pub async fn commit(self) -> Result<(), StoreError> {
        Ok(self.0.commit().await?)
    }

    /// For the record tables, whose functions take a connection.
    pub const fn connection(&self) -> &DatabaseTransaction {
        &self.0
    }
}

impl Reader {
    /// For the record tables, whose functions take a connection.
    pub const fn connection(&self) -> &DatabaseConnection {
        &self.0
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<(), StoreError> {
        Ok(self.0.ping().await?)
    }
}

/// A value as part of the statement. What an index is limited to must be asked for in the same words: no database can tell
/// of a parameter that it will fit.
fn literal(text: &'static str) -> Expr {
    Expr::Constant(text.into())
}

async fn insert<E>(db: &impl ConnectionTrait, row: E::Model) -> Result<(), StoreError>
where
    E: EntityTrait,
    E::Model: IntoActiveModel<E::ActiveModel>,
    E::ActiveModel: ActiveModelTrait<Entity = E> + Send,
{
    E::insert(row.into_active_model())
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// Writes every column of a row that exists, found by its primary key.
async fn replace<E>(
    db: &impl ConnectionTrait,
    table: &'static str,
    id: impl ToString,
    row: E::Model,
) -> Result<(), StoreError>
where
    E: EntityTrait,
    E::Model: IntoActiveModel<E::ActiveModel>,
    E::ActiveModel: ActiveModelTrait<Entity = E> + ActiveModelBehavior + Send,
{
    let changed = E::update(row.into_active_model().reset_all())
        .exec_without_returning(db)
        .await?;
    one_changed(table, id, changed.rows_affected)
}

fn one_changed(
    table: &'static str,
    id: impl ToString,
    rows_affected: u64,
) -> Result<(), StoreError> {
    if rows_affected == 1 {
        return Ok(());
    }
    Err(StoreError::Missing {
        table,
        id: id.to_string(),
    })
}
