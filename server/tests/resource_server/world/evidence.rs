//! The evidence log as tests look at it, and how they break it.

use sea_orm::ConnectionTrait;
use server::store::AuditFilter;

use super::{App, World};

impl World {
    /// The evidence of this consent, oldest first.
    pub(crate) async fn evidence(&self, app: &App<'_>) -> Vec<domain::audit::AuditEvent> {
        let filter = AuditFilter {
            limit: 1000,
            ..AuditFilter::default()
        };
        let reader = self.deps.store.read();
        let mut rows = reader
            .events()
            .for_consent(app.consent.id, &filter)
            .await
            .unwrap();
        rows.sort_by_key(|row| row.seq);
        rows.into_iter().map(|row| row.event).collect()
    }

    /// From now on the evidence log takes nothing.
    pub(crate) async fn break_the_evidence_log(&self) {
        let statements = match self.records.get_database_backend() {
            sea_orm::DbBackend::Sqlite => vec![
                "create trigger broken before insert on audit_event begin select raise(abort, 'disk full'); end",
            ],
            _ => vec![
                "create function broken() returns trigger language plpgsql as $$ begin raise exception 'disk full'; end $$",
                "create trigger broken before insert on audit_event for each row execute function broken()",
            ],
        };
        for statement in statements {
            self.records.execute_unprepared(statement).await.unwrap();
        }
    }
}
