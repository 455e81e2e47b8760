//! Whoever tampers with the log, around the triggers, is found by `verify`.

use server::audit::{Finding, Verification, seal_waiting, verify};

use crate::{on_every_database, support::World};

/// Five sealed rows and an unsealed one.
async fn logged(world: &World) {
    for _ in 0..5 {
        world.deps.audit.record(world.read_event()).await.unwrap();
    }
    seal_waiting(world.store()).await.unwrap();
    world.deps.audit.record(world.read_event()).await.unwrap();
}

/// Takes the guards away first, as somebody with the database's password can.
async fn tampered(world: &World, sql: &str) -> Vec<Finding> {
    let drop = if world.database.is_sqlite() {
        "drop trigger audit_event_stays; drop trigger audit_event_content_stays; drop trigger audit_event_sealed_once;"
    } else {
        "alter table audit_event disable trigger user"
    };
    world.database.execute(drop).await.unwrap();
    world.database.execute(sql).await.unwrap();
    verify(&world.store().read()).await.unwrap().findings
}

const COPY: &str = "insert into audit_event (id, at, correlation, actor, action, outcome, reasons, categories, digest, \
    sealed_seq, prev_hash, hash) select correlation, at, id, actor, action, outcome, reasons, categories, digest, 6, hash, \
    hash from audit_event where sealed_seq = 5";

on_every_database!(
    an_untouched_log_has_no_findings,
    a_changed_row_is_found,
    a_changed_row_that_is_not_sealed_yet_is_found,
    a_row_changed_together_with_its_digest_is_found,
    a_removed_row_is_found,
    a_cut_end_is_found,
    an_inserted_row_is_found,
    reordered_rows_are_found
);

async fn an_untouched_log_has_no_findings(world: World) {
    logged(&world).await;
    let found = verify(&world.store().read()).await.unwrap();
    assert_eq!(
        found,
        Verification {
            sealed: 5,
            unsealed: 1,
            ..Verification::default()
        }
    );
}

async fn a_changed_row_is_found(world: World) {
    logged(&world).await;
    let found = tampered(
        &world,
        "update audit_event set count = 0 where sealed_seq = 3",
    )
    .await;
    assert!(
        matches!(found[..], [Finding::Changed { seq: 3, .. }]),
        "{found:?}"
    );
}

async fn a_changed_row_that_is_not_sealed_yet_is_found(world: World) {
    logged(&world).await;
    let found = tampered(
        &world,
        "update audit_event set client = 'bill-helper' where sealed_seq is null",
    )
    .await;
    assert!(
        matches!(found[..], [Finding::Changed { seq: 6, .. }]),
        "{found:?}"
    );
}

async fn a_row_changed_together_with_its_digest_is_found(world: World) {
    logged(&world).await;
    let found = tampered(
        &world,
        "update audit_event set digest = prev_hash where sealed_seq = 3",
    )
    .await;
    assert!(
        found
            .iter()
            .any(|one| matches!(one, Finding::NotLinked { place: 3, .. })),
        "{found:?}"
    );
}

async fn a_removed_row_is_found(world: World) {
    logged(&world).await;
    let found = tampered(&world, "delete from audit_event where sealed_seq = 3").await;
    assert_eq!(found, [Finding::Removed { after: 2, found: 4 }]);
}

async fn a_cut_end_is_found(world: World) {
    logged(&world).await;
    let found = tampered(&world, "delete from audit_event where sealed_seq > 3").await;
    assert_eq!(
        found,
        [Finding::Cut {
            expected: 5,
            found: 3
        }]
    );
}

async fn an_inserted_row_is_found(world: World) {
    logged(&world).await;
    let found = tampered(&world, COPY).await;
    assert!(
        found
            .iter()
            .any(|one| matches!(one, Finding::NotLinked { place: 6, .. })),
        "{found:?}"
    );
}

async fn reordered_rows_are_found(world: World) {
    logged(&world).await;
    let swap = "update audit_event set sealed_seq = 99 where sealed_seq = 2; \
        update audit_event set sealed_seq = 2 where sealed_seq = 4; \
        update audit_event set sealed_seq = 4 where sealed_seq = 99;";
    let found = tampered(&world, swap).await;
    let place = |wanted| {
        found
            .iter()
            .any(|one| matches!(one, Finding::NotLinked { place, .. } if *place == wanted))
    };
    assert!(place(2) && place(4), "{found:?}");
}
