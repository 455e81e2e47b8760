//! The chain over the evidence, and the signatures on it.

use chrono::TimeDelta;
use server::{
    audit::Finding,
    operations::{
        administration::{seal_audit::seal_audit, verify_audit::verify_audit},
        tokens::signing_keys::{ensure_signing_keys, rotate_signing_keys},
    },
};

use crate::{on_every_database, support::World};

async fn sealed(world: &World) {
    ensure_signing_keys(&world.deps).await.unwrap();
    for _ in 0..3 {
        world.deps.audit.record(world.read_event()).await.unwrap();
    }
    assert_eq!(seal_audit(&world.deps).await.unwrap(), 3);
}

on_every_database!(
    a_checkpoint_is_signed_and_stays_ours_when_keys_change,
    a_checkpoint_over_something_else_is_found,
    a_log_rewritten_with_its_hashes_does_not_fit_its_checkpoint
);

async fn a_checkpoint_is_signed_and_stays_ours_when_keys_change(world: World) {
    sealed(&world).await;
    rotate_signing_keys(&world.deps, world.ctx()).await.unwrap();
    world.later(TimeDelta::hours(1));
    seal_audit(&world.deps).await.unwrap();
    let found = verify_audit(&world.deps).await.unwrap();
    assert_eq!(
        (found.sealed, found.checkpoints, found.findings),
        (4, 2, vec![])
    );
}

async fn a_checkpoint_over_something_else_is_found(world: World) {
    sealed(&world).await;
    let later = "update checkpoint set at = at + 1";
    world.database.execute(later).await.unwrap();
    let found = verify_audit(&world.deps).await.unwrap();
    assert_eq!(found.findings, [Finding::Checkpoint { place: 3 }]);
}

async fn a_log_rewritten_with_its_hashes_does_not_fit_its_checkpoint(world: World) {
    sealed(&world).await;
    let rewritten =
        "update checkpoint set hash = (select prev_hash from audit_event where sealed_seq = 3)";
    world.database.execute(rewritten).await.unwrap();
    let found = verify_audit(&world.deps).await.unwrap();
    assert_eq!(found.findings, [Finding::Checkpoint { place: 3 }]);
}
