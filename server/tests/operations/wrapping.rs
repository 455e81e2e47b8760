//! Keys that are wrapped by a key outside the database: before there was one, with it, and after it is lost.

use openidconnect::JsonWebKey;
use server::{
    audit::Finding,
    keys::{KeyError, SigningKeys, Wrapping},
    operations::{
        administration::{
            rewrap_keys::{RewrapError, rewrap_keys},
            seal_audit::seal_audit,
            verify_audit::verify_audit,
        },
        source_keys::renew_source_key,
        tokens::signing_keys::{
            SigningKeyError, ensure_signing_keys, list_signing_keys, published_keys,
            rotate_signing_keys,
        },
    },
    state::Deps,
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

/// How many keys lie open, as PKCS #8.
async fn open_keys(world: &World) -> usize {
    let keys = list_signing_keys(&world.deps).await.unwrap();
    keys.iter().filter(|key| key.private_key[0] == 0x30).count()
}

async fn names(deps: &Deps) -> Vec<String> {
    let keys = published_keys(deps).await.unwrap();
    let name = |key: &openidconnect::core::CoreJsonWebKey| key.key_id().unwrap().to_string();
    keys.iter().map(name).collect()
}

on_every_database!(
    keys_that_lie_open_are_wrapped_at_the_next_start,
    whoever_lost_the_file_makes_new_keys,
    without_a_key_nothing_is_wrapped
);

async fn keys_that_lie_open_are_wrapped_at_the_next_start(world: World) {
    ensure_signing_keys(&world.deps).await.unwrap();
    let before = names(&world.deps).await;
    assert_eq!(open_keys(&world).await, 2);
    let deps = with(&world, FIRST);
    ensure_signing_keys(&deps).await.unwrap();
    assert_eq!(open_keys(&world).await, 0);
    assert_eq!(names(&deps).await, before);
}

async fn whoever_lost_the_file_makes_new_keys(world: World) {
    let deps = with(&world, FIRST);
    ensure_signing_keys(&deps).await.unwrap();
    renew_source_key(&deps).await.unwrap();
    deps.audit.record(world.read_event()).await.unwrap();
    seal_audit(&deps).await.unwrap();
    let lost = with(&world, OTHER);
    let refused = ensure_signing_keys(&lost).await;
    assert!(matches!(
        refused,
        Err(SigningKeyError::Key(KeyError::Locked))
    ));
    rotate_signing_keys(&lost, world.ctx()).await.unwrap();
    ensure_signing_keys(&lost).await.unwrap();
    renew_source_key(&lost).await.unwrap();
    assert_eq!(names(&lost).await.len(), 2);
    let found = verify_audit(&lost, &[]).await.unwrap();
    assert_eq!(found.findings, [Finding::UnknownKey { place: 1 }]);
    assert_eq!(rewrap_keys(&lost, world.ctx()).await.unwrap(), 0);
}

async fn without_a_key_nothing_is_wrapped(world: World) {
    ensure_signing_keys(&world.deps).await.unwrap();
    let refused = rewrap_keys(&world.deps, world.ctx()).await;
    assert!(matches!(refused, Err(RewrapError::NoKey)));
    assert_eq!(open_keys(&world).await, 2);
}
