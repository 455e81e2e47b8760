//! The chain over the evidence, the signatures on it, and what of it left the database.

use chrono::TimeDelta;
use domain::Timestamp;
use server::{
    audit::{Finding, LONGEST_WITHOUT, read_checkpoints},
    keys::{SigningKeys, Wrapping},
    operations::administration::{
        seal_audit::{seal_audit, sign_checkpoint},
        verify_audit::verify_audit,
    },
    state::Deps,
    store::Checkpoint,
};

use crate::{on_every_database, support::World};

const FIRST: &str = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
const OTHER: &str = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY=";

/// The server after a restart with these keys in its file.
fn with(world: &World, keys: &str) -> Deps {
    Deps {
        keys: SigningKeys::wrapped_by(Wrapping::parse(keys).unwrap()),
        ..world.deps.clone()
    }
}

async fn written(world: &World, deps: &Deps, rows: usize) {
    for _ in 0..rows {
        deps.audit.record(world.read_event()).await.unwrap();
    }
    seal_audit(deps).await.unwrap();
}

/// Three rows and a checkpoint, an hour later two rows and another.
async fn sealed(world: &World) -> Deps {
    let deps = with(world, FIRST);
    written(world, &deps, 3).await;
    world.later(TimeDelta::hours(1));
    written(world, &deps, 2).await;
    deps
}

/// What is found after this was done by somebody with the database's password.
async fn tampered(world: &World, deps: &Deps, sql: &str, outside: &[Checkpoint]) -> Vec<Finding> {
    let drop = if world.database.is_sqlite() {
        "drop trigger if exists audit_event_stays; drop trigger if exists audit_event_content_stays; drop trigger if exists audit_event_sealed_once;"
    } else {
        "alter table audit_event disable trigger user"
    };
    world.database.execute(drop).await.unwrap();
    world.database.execute(sql).await.unwrap();
    verify_audit(deps, outside).await.unwrap().findings
}

async fn checkpoints(deps: &Deps) -> Vec<Checkpoint> {
    let reader = deps.store.read();
    reader.chain().checkpoints_after(0).await.unwrap()
}

/// The newest rows are gone, and the head says so: no hash needs to be computed for it.
const CUT: &str = "delete from checkpoint where sealed_seq > 3; delete from audit_event where sealed_seq > 3; \
    update audit_chain set sealed_seq = 3, hash = (select hash from audit_event where sealed_seq = 3)";

on_every_database!(
    checkpoints_are_signed_and_stay_ours_when_keys_change,
    what_a_lost_key_signed_is_vouched_for_by_the_next,
    a_checkpoint_over_something_else_is_found,
    a_checkpoint_signed_by_who_holds_the_database_is_found,
    removed_checkpoints_are_found,
    a_checkpoint_that_is_late_is_found,
    checkpoints_out_of_order_are_found,
    a_backlog_is_signed_on_the_way,
    a_cut_tail_is_found_by_what_left,
    a_chain_built_anew_is_found_by_what_left,
    what_left_must_carry_our_signature,
    checkpoints_leave_as_they_are_signed
);

async fn checkpoints_are_signed_and_stay_ours_when_keys_change(world: World) {
    sealed(&world).await;
    let both = with(&world, &format!("{OTHER}\n{FIRST}\n"));
    written(&world, &both, 1).await;
    let found = verify_audit(&both, &[]).await.unwrap();
    assert_eq!(
        (found.sealed, found.checkpoints, found.findings),
        (6, 3, vec![])
    );
    let key = &checkpoints(&both).await[2].key_id;
    assert_eq!(
        Some(key.as_str()),
        both.keys
            .checkpoint_key()
            .map(server::keys::CheckpointKey::id)
    );
}

async fn what_a_lost_key_signed_is_vouched_for_by_the_next(world: World) {
    sealed(&world).await;
    let lost = with(&world, OTHER);
    let unknown = verify_audit(&lost, &[]).await.unwrap().findings;
    assert_eq!(unknown, [Finding::UnknownKey { place: 3 }]);
    written(&world, &lost, 1).await;
    assert_eq!(verify_audit(&lost, &[]).await.unwrap().findings, []);
}

async fn a_checkpoint_over_something_else_is_found(world: World) {
    let deps = sealed(&world).await;
    for (sql, place) in [
        ("update checkpoint set at = at + 1 where sealed_seq = 5", 5),
        (
            "update checkpoint set hash = (select prev_hash from audit_event where sealed_seq = 3) where sealed_seq = 3",
            3,
        ),
    ] {
        let found = tampered(&world, &deps, sql, &[]).await;
        assert!(
            found.contains(&Finding::Checkpoint { place }),
            "{sql}: {found:?}"
        );
    }
}

async fn a_checkpoint_signed_by_who_holds_the_database_is_found(world: World) {
    let deps = sealed(&world).await;
    let forger = with(&world, OTHER);
    world
        .database
        .execute("delete from checkpoint")
        .await
        .unwrap();
    sign_checkpoint(&forger).await.unwrap();
    let found = verify_audit(&deps, &[]).await.unwrap().findings;
    assert_eq!(found, [Finding::UnknownKey { place: 5 }]);
}

async fn removed_checkpoints_are_found(world: World) {
    let deps = sealed(&world).await;
    let all = tampered(&world, &deps, "delete from checkpoint", &[]).await;
    assert_eq!(all, [Finding::Missing { after: 0 }]);
}

async fn a_checkpoint_that_is_late_is_found(world: World) {
    let deps = sealed(&world).await;
    world.later(TimeDelta::hours(2));
    written(&world, &deps, 1).await;
    world
        .database
        .execute("delete from checkpoint where sealed_seq > 3")
        .await
        .unwrap();
    let found = verify_audit(&deps, &[]).await.unwrap().findings;
    let due = world.deps.clock.now() - TimeDelta::hours(2) + LONGEST_WITHOUT;
    assert_eq!(found, [Finding::Late { after: 3, due }]);
}

async fn checkpoints_out_of_order_are_found(world: World) {
    let deps = with(&world, FIRST);
    written(&world, &deps, 3).await;
    // Whoever has the key and signs a rewritten log later would give a time before that of its rows.
    world.later(-TimeDelta::hours(9));
    written(&world, &with(&world, &format!("{OTHER}\n{FIRST}")), 1).await;
    let both = with(&world, &format!("{OTHER}\n{FIRST}"));
    let found = verify_audit(&both, &[]).await.unwrap().findings;
    assert_eq!(found, [Finding::NotRising { place: 4 }]);
}

async fn a_backlog_is_signed_on_the_way(world: World) {
    let deps = with(&world, FIRST);
    let many = (0..3600).map(|_| deps.audit.record(world.read_event()));
    futures::future::try_join_all(many).await.unwrap();
    seal_audit(&deps).await.unwrap();
    assert_eq!(verify_audit(&deps, &[]).await.unwrap().findings, []);
    let removed = "delete from checkpoint where sealed_seq between 600 and 3000";
    world.database.execute(removed).await.unwrap();
    let found = verify_audit(&deps, &[]).await.unwrap().findings;
    assert!(
        matches!(found[..], [Finding::Missing { after: 512 }]),
        "{found:?}"
    );
}

async fn a_cut_tail_is_found_by_what_left(world: World) {
    let deps = sealed(&world).await;
    let left = checkpoints(&deps).await;
    assert_eq!(verify_audit(&deps, &left).await.unwrap().findings, []);
    let at = left[1].at;
    let found = tampered(&world, &deps, CUT, &left).await;
    assert_eq!(
        found,
        [Finding::Behind {
            place: 5,
            at,
            end: 3
        }]
    );
}

async fn a_chain_built_anew_is_found_by_what_left(world: World) {
    let deps = sealed(&world).await;
    let left = checkpoints(&deps).await;
    // Everything after the third row is written anew and signed with the very key.
    world.database.execute(CUT).await.unwrap_err();
    tampered(&world, &deps, CUT, &[]).await;
    written(&world, &deps, 2).await;
    let found = verify_audit(&deps, &left).await.unwrap().findings;
    assert_eq!(
        found,
        [Finding::Rebuilt {
            place: 5,
            at: left[1].at
        }]
    );
}

async fn what_left_must_carry_our_signature(world: World) {
    let deps = sealed(&world).await;
    let mut left = checkpoints(&deps).await;
    left[0].at = Timestamp::UNIX_EPOCH;
    let found = verify_audit(&deps, &left).await.unwrap().findings;
    assert_eq!(found, [Finding::Foreign { place: 3 }]);
    world
        .database
        .execute("delete from checkpoint where sealed_seq = 3")
        .await
        .unwrap();
    let left = checkpoints(&sealed_again(&world, &deps).await).await;
    world
        .database
        .execute("delete from checkpoint where sealed_seq = 5")
        .await
        .unwrap();
    let found = verify_audit(&deps, &left).await.unwrap().findings;
    assert_eq!(
        found,
        [Finding::CheckpointRemoved {
            place: 5,
            at: left[0].at
        }]
    );
}

async fn sealed_again(world: &World, deps: &Deps) -> Deps {
    world.later(TimeDelta::hours(1));
    written(world, deps, 1).await;
    deps.clone()
}

async fn checkpoints_leave_as_they_are_signed(world: World) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("checkpoints");
    let mut deps = sealed(&world).await;
    let config = server::config::Config {
        checkpoint_file: Some(file.clone()),
        ..(*deps.config).clone()
    };
    deps.config = config.into();
    // What was signed before there was a file leaves with the next turn, once.
    sign_checkpoint(&deps).await.unwrap();
    sign_checkpoint(&deps).await.unwrap();
    assert_eq!(read_checkpoints(&file).unwrap(), checkpoints(&deps).await);
    world.later(TimeDelta::hours(1));
    written(&world, &deps, 1).await;
    let left = read_checkpoints(&file).unwrap();
    assert_eq!(left.len(), 3);
    assert_eq!(verify_audit(&deps, &left).await.unwrap().findings, []);
}
