//! What no rule of ours can write is refused by the database, and named if it is there all the same.

use crate::{on_every_database, support::World};

on_every_database!(
    states_that_cannot_be_are_refused,
    a_row_that_cannot_be_read_is_named
);

async fn states_that_cannot_be_are_refused(world: World) {
    world.shared().await;
    for sql in [
        "update consent set state = 'paused'",
        "update consent set state = 'revoked'",
        "update consent set granted = 0",
        "update consent set refused = granted",
        "update consent set expires_at = decided_at",
        "update consent set grantor = 'system'",
        "update consent set wording_digest = 'none'",
        "update consent_grant set ended_at = 1",
        "update access_token set expires_at = issued_at",
        "update client set review = 'unknown'",
        "update client set authentication = 'client_secret_basic'",
        "update client set secret_in_body = true",
        "update person set email = 'Upper@b.example'",
        "insert into delegation (id, subject, delegate, created_at) select id, 'x', id, 1 from person",
        "update consent set grantor = 'delegate:person_1:delegation_1'",
        "update consent set delegation = id",
    ] {
        assert!(world.database.execute(sql).await.is_err(), "{sql}");
    }
}

async fn a_row_that_cannot_be_read_is_named(world: World) {
    let shared = world.shared().await;
    world
        .database
        .execute("update consent set granted = 1073741824, refused = 0")
        .await
        .unwrap();
    let error = world
        .store()
        .read()
        .access_basis(&shared.access.digest())
        .await
        .unwrap_err();
    let named = format!(
        "table consent, row {} version 1, column granted holds an invalid value",
        shared.consent.id
    );
    assert_eq!(error.to_string(), named);
}
