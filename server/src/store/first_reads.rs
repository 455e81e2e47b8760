//! The first read under each consent, found along the hash chain: every event has a place in it, so that none is passed
//! by, and the read itself costs nothing.

use domain::{Timestamp, ids::ConsentId};
use sea_orm::{ConnectionTrait, DatabaseTransaction, Statement, Value};
use uuid::Uuid;

use super::{error::Row, error::StoreError};

/// The table of first reads.
pub struct FirstReads<'c, C>(pub(super) &'c C);

const TABLE: &str = "first_read";

const PLACE: &str = "select sealed_seq from first_read_place where id = 1";
const MOVE: &str = "update first_read_place set sealed_seq = $1 where id = 1 and sealed_seq = $2";
// `where true`: SQLite would take `on conflict` for part of a join.
const FIND: &str = "
insert into first_read (consent, at)
select consent, found_at from (
    select consent, min(at) as found_at from audit_event
    where sealed_seq > $1 and sealed_seq <= $2 and consent is not null
        and outcome = 'done' and action in ('record-read', 'record-searched') and count > 0
    group by consent
) as found
where true
on conflict (consent) do nothing
returning consent, at";

impl FirstReads<'_, DatabaseTransaction> {
    /// Returns the consents under which something was read for the first time, up to this place of the chain. Each is
    /// returned once.
    pub async fn find_up_to(
        &self,
        sealed_seq: i64,
    ) -> Result<Vec<(ConsentId, Timestamp)>, StoreError> {
        let from = self.place().await?;
        if from >= sealed_seq {
            return Ok(Vec::new());
        }
        // The row is also the lock: another node that stood at the same place finds it moved.
        let moved = self
            .0
            .execute_raw(self.with(MOVE, [sealed_seq.into(), from.into()]))
            .await?;
        if moved.rows_affected() == 0 {
            return Ok(Vec::new());
        }
        let rows = self
            .0
            .query_all_raw(self.with(FIND, [from.into(), sealed_seq.into()]))
            .await?;
        rows.iter()
            .map(|row| -> Result<_, StoreError> {
                let consent = ConsentId::from_uuid(row.try_get::<Uuid>("", "consent")?);
                let at: i64 = row.try_get("", "at")?;
                Ok((consent, Row::of(TABLE, &consent).moment("at", at)?))
            })
            .collect()
    }

    async fn place(&self) -> Result<i64, StoreError> {
        let row = self.0.query_one_raw(self.with(PLACE, [])).await?;
        let place = row.map(|row| row.try_get("", "sealed_seq")).transpose()?;
        Row::of("first_read_place", &1).read("sealed_seq", place)
    }

    fn with<const N: usize>(&self, sql: &str, values: [Value; N]) -> Statement {
        Statement::from_sql_and_values(self.0.get_database_backend(), sql, values)
    }
}
