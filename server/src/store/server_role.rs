//! What may the role do that the server connects to PostgreSQL as? Read and write what it works with; evidence it may
//! only add to. The tables belong to another role, which changes them.

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement, TransactionTrait};
use thiserror::Error;

use super::{Store, StoreError};
use crate::config::RoleName;

/// What is wrong with the role that the server connects as.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum RoleFault {
    /// It cannot work.
    #[error(
        "the database role may not use the table `{0}`: name the role in `database_role`, and run `sayso migrate up` as the owner of the tables"
    )]
    MayNotUse(String),
    /// It can undo what must stay.
    #[error(
        "the database role may change or remove evidence: let the server connect as a role that owns no table, see `database_role`"
    )]
    MayChangeEvidence,
}

/// Tables that are only ever added to, and the columns that are written later: those of the sealer, and how far people were
/// told; never what a row says.
const EVIDENCE: &[(&str, &[&str])] = &[
    ("audit_event", &["sealed_seq", "prev_hash", "hash"]),
    ("checkpoint", &[]),
    ("wording", &[]),
    ("privacy_notice", &["told_after", "told_at"]),
];
/// The head of the chain moves, and there is one.
const HEAD: &str = "audit_chain";
/// Which steps were taken: only the owner takes them.
const STEPS: &str = "seaql_migrations";

/// The statements that give a role exactly what it needs of these tables, and take everything else.
fn statements(schema: &str, tables: &[String], role: &RoleName) -> Vec<String> {
    let mut statements = vec![
        format!("revoke all on all tables in schema \"{schema}\" from \"{role}\""),
        format!("revoke create on schema \"{schema}\" from \"{role}\""),
        format!("grant usage on schema \"{schema}\" to \"{role}\""),
    ];
    for table in tables {
        let may = match table.as_str() {
            STEPS => "select".to_owned(),
            HEAD => "select, update (sealed_seq, hash)".to_owned(),
            name => match EVIDENCE.iter().find(|(evidence, _)| *evidence == name) {
                Some((_, [])) => "select, insert".to_owned(),
                Some((_, later)) => format!("select, insert, update ({})", later.join(", ")),
                None => "select, insert, update, delete".to_owned(),
            },
        };
        statements.push(format!(
            "grant {may} on \"{schema}\".\"{table}\" to \"{role}\""
        ));
    }
    statements
}

impl Store {
    /// Gives a role what the server needs, and takes what it had beyond that. On SQLite there are no roles, and nothing is
    /// done.
    ///
    /// # Errors
    /// If there is no such role, or we are not the owner of the tables.
    pub async fn grant_to(&self, role: &RoleName) -> Result<(), StoreError> {
        if self.writer.get_database_backend() == DbBackend::Sqlite {
            return Ok(());
        }
        let schema = texts(&self.writer, "select current_schema()::text").await?;
        let tables = "select relname::text from pg_class where relkind = 'r' and relnamespace = current_schema()::regnamespace
            order by relname";
        let tables = texts(&self.writer, tables).await?;
        let tx = self.writer.begin().await?;
        for statement in statements(&schema.concat(), &tables, role) {
            tx.execute_unprepared(&statement).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Returns what is wrong with the role that we are connected as; nothing on SQLite.
    pub async fn role_faults(&self) -> Result<Vec<RoleFault>, StoreError> {
        if self.writer.get_database_backend() == DbBackend::Sqlite {
            return Ok(Vec::new());
        }
        let unusable = format!(
            "select relname::text from pg_class where relkind = 'r' and relnamespace = current_schema()::regnamespace
             and not has_table_privilege(oid, case when relname in ('{HEAD}', '{STEPS}') then 'select' else 'insert' end)
             order by relname"
        );
        let mut faults: Vec<_> = texts(&self.readers, &unusable)
            .await?
            .into_iter()
            .map(RoleFault::MayNotUse)
            .collect();
        let evidence: Vec<_> = EVIDENCE
            .iter()
            .map(|(table, _)| format!("'{table}'"))
            .collect();
        let changeable = format!(
            "select relname::text from pg_class where relnamespace = current_schema()::regnamespace and relname in ({})
             and (has_table_privilege(oid, 'update, delete, truncate, trigger') or pg_has_role(relowner, 'member'))",
            evidence.join(", ")
        );
        if !texts(&self.readers, &changeable).await?.is_empty() {
            faults.push(RoleFault::MayChangeEvidence);
        }
        Ok(faults)
    }
}

async fn texts(connection: &DatabaseConnection, sql: &str) -> Result<Vec<String>, StoreError> {
    let statement = Statement::from_string(DbBackend::Postgres, sql);
    let rows = connection.query_all_raw(statement).await?;
    let texts = rows.iter().map(|row| row.try_get_by_index(0));
    Ok(texts.collect::<Result<_, _>>()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn evidence_is_added_to_and_never_changed() {
        let role = "sayso".parse().unwrap();
        let tables = [
            "audit_chain",
            "audit_event",
            "checkpoint",
            "consent",
            "privacy_notice",
        ]
        .map(str::to_owned);
        let given = statements("public", &tables, &role);
        let of = |table: &str| {
            given
                .iter()
                .find(|sql| sql.contains(&format!("\"{table}\"")))
        };
        let event = of("audit_event").unwrap();
        assert!(event.starts_with("grant select, insert, update (sealed_seq, prev_hash, hash) on"));
        assert!(
            of("checkpoint")
                .unwrap()
                .starts_with("grant select, insert on")
        );
        let notice = of("privacy_notice").unwrap();
        assert!(notice.starts_with("grant select, insert, update (told_after, told_at) on"));
        assert!(of("consent").unwrap().contains("delete"));
        assert!(given.iter().all(|sql| !sql.contains("truncate")));
    }
}
