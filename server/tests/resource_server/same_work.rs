//! Does what is hidden cost as much to look for as what is not there? How long an answer takes would tell them apart.

use std::sync::{Arc, Mutex};

use domain::{
    catalogue::{DataCategory::LabResults, ResourceType},
    ids::ResourceId,
};
use server::{
    operations::records::{
        decide_access::AccessError,
        read_record::{Which, read_record},
    },
    secret::{Secret, SecretKind},
    state::Deps,
};

use crate::resource_server::{
    samples::{HIDDEN, LAB, a_record_with_much_to_hide},
    world::World,
};

crate::on_every_database!(what_is_hidden_takes_the_statements_of_what_is_not_there);

async fn what_is_hidden_takes_the_statements_of_what_is_not_there(world: World) {
    world.import(&a_record_with_much_to_hide()).await;
    let app = world.app(LAB, &[LabResults]).await;
    let token = Secret::parse(SecretKind::AccessToken, &app.token).unwrap();
    let sent = Arc::new(Mutex::new(Vec::new()));
    let seen = sent.clone();
    let store = world.deps.store.clone();
    let store = store.watched(move |sql| seen.lock().unwrap().push(sql.to_owned()));
    let deps = Deps {
        store,
        ..world.deps.clone()
    };
    let mut statements = Vec::new();
    // The first is hidden by its date only where a period was chosen.
    for id in HIDDEN.into_iter().skip(1) {
        let id = ResourceId::parse(id).unwrap();
        let ctx = deps.own_context();
        let which = Which {
            resource: ResourceType::Observation,
            id,
            version: None,
        };
        let read = read_record(&deps, ctx, &token, which).await;
        assert!(matches!(read, Err(AccessError::NotFound)));
        statements.push(std::mem::take(&mut *sent.lock().unwrap()));
    }
    assert!(!statements[0].is_empty());
    assert!(
        statements.iter().all(|one| *one == statements[0]),
        "{statements:#?}"
    );
}
