//! What the role of the server may not do, on a PostgreSQL where the tables belong to another. Every other story on PostgreSQL
//! is told as this role, too.

use sea_orm::{ConnectionTrait, DatabaseConnection};

use crate::support::{Database, program::program};

/// Each would undo, hide or forge what is kept for good, or change the tables.
const FORBIDDEN: [&str; 16] = [
    "update audit_event set action = 'sign-out'",
    "update audit_event set digest = digest",
    "delete from audit_event",
    "truncate audit_event",
    "alter table audit_event add column note text",
    "alter table audit_event disable trigger all",
    "drop trigger audit_event_stays on audit_event",
    "create trigger quiet before insert on audit_event for each row execute function suppress_redundant_updates_trigger()",
    "update checkpoint set at = 1",
    "delete from checkpoint",
    "delete from wording",
    "update privacy_notice set texts = '{}'",
    "delete from privacy_notice",
    "delete from audit_chain",
    "insert into seaql_migrations (version, applied_at) values ('m', 1)",
    "create table mine (id bigint)",
];

mod on_postgresql {
    use super::*;

    async fn as_server(database: &Database) -> DatabaseConnection {
        sea_orm::Database::connect(database.url()).await.unwrap()
    }

    #[tokio::test]
    async fn a_server_may_not_change_evidence_or_tables() {
        let database = Database::postgres().await;
        let server = as_server(&database).await;
        for sql in FORBIDDEN {
            let refused = server
                .execute_unprepared(sql)
                .await
                .unwrap_err()
                .to_string();
            let why = ["permission denied", "must be owner"];
            assert!(
                why.iter().any(|why| refused.contains(why)),
                "{sql}: {refused}"
            );
        }
        server.close().await.unwrap();
    }

    #[tokio::test]
    async fn what_it_had_beyond_that_is_taken_at_the_next_migration() {
        let database = Database::postgres().await;
        let too_much = "grant all on all tables in schema public to sayso_test_server";
        database.execute(too_much).await.unwrap();
        let warned = serve(&database, "warn");
        assert!(warned.contains("may change or remove evidence"), "{warned}");
        let mut up = program(database.owner_url(), &["migrate", "up"]);
        up.env("SAYSO_DATABASE_ROLE", "sayso_test_server");
        assert!(up.output().unwrap().status.success());
        let quiet = serve(&database, "warn");
        assert!(!quiet.contains("may change or remove evidence"), "{quiet}");
        let server = as_server(&database).await;
        let truncate = server.execute_unprepared("truncate audit_event").await;
        assert!(truncate.is_err());
        server.close().await.unwrap();
    }

    #[tokio::test]
    async fn a_table_that_is_closed_to_it_ends_the_start() {
        let database = Database::postgres().await;
        let closed = "revoke all on person from sayso_test_server";
        database.execute(closed).await.unwrap();
        let said = serve(&database, "off");
        assert!(
            said.contains("`person`") && said.contains("sayso migrate up"),
            "{said}"
        );
    }

    #[tokio::test]
    async fn only_the_owner_takes_steps_of_the_schema() {
        let database = Database::empty_postgres().await;
        let output = program(database.url(), &["migrate", "up"])
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(1));
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains("permission denied"), "{said}");
    }

    /// What a start says that ends because its port is taken.
    fn serve(database: &Database, log: &str) -> String {
        let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let mut serve = program(database.url(), &["serve"]);
        serve.env("SAYSO_LISTEN", taken.local_addr().unwrap().to_string());
        let output = serve.env("RUST_LOG", log).output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        String::from_utf8(output.stderr).unwrap()
    }
}
