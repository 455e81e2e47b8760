//! A database that a newer program has changed: an older one touches nothing of it.

use axum::http::StatusCode;
use chrono::TimeDelta;

use crate::{
    on_every_database,
    support::{World, program::program},
};

const LATER: &str = "m20990101_000999_later";

on_every_database!(
    an_older_program_refuses_a_newer_schema,
    a_server_is_not_ready_once_its_schema_is_newer
);

async fn becomes_newer(world: &World) {
    let sql = format!("insert into seaql_migrations (version, applied_at) values ('{LATER}', 1)");
    world.database.execute(&sql).await.unwrap();
}

async fn an_older_program_refuses_a_newer_schema(world: World) {
    becomes_newer(&world).await;
    for arguments in [
        &["serve"][..],
        &["migrate", "up"],
        &["import", "records.json"],
        &["audit", "verify"],
    ] {
        let output = program(world.database.url(), arguments).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        assert!(
            said.contains("newer than this program") && said.contains(LATER),
            "{said}"
        );
    }
    let status = program(world.database.url(), &["migrate", "status"]);
    let printed = { status }.output().unwrap().stdout;
    let printed = String::from_utf8(printed).unwrap();
    assert!(printed.contains(&format!("unknown {LATER}")), "{printed}");
}

async fn a_server_is_not_ready_once_its_schema_is_newer(world: World) {
    assert_eq!(world.get("/readyz").await.status, StatusCode::OK);
    becomes_newer(&world).await;
    world.later(TimeDelta::seconds(5));
    let answer = world.get("/readyz").await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
}
