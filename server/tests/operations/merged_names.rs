//! What a record was called that became another one: its id, its identifiers, and whose id it was.

use server::operations::{
    activation::find_record::{RecordName, find_record},
    records::import_records::Import,
};

use super::merging::merge;
use crate::{on_every_database, operations::activation::id, support::World};

on_every_database!(
    what_the_old_record_was_called_means_the_kept_one,
    the_same_id_of_another_server_means_nobody
);

async fn what_the_old_record_was_called_means_the_kept_one(world: World) {
    world.record_of("ana", None, "2").await;
    world.record_of("ann", None, "3").await;
    world.record_of("anna", None, "4").await;
    merge(&world, "ann", "ana").await.unwrap();
    merge(&world, "ana", "anna").await.unwrap();
    for name in ["urn:mrn|2", "urn:mrn|3", "urn:mrn|4", "ana", "ann"] {
        let tx = world.store().begin().await.unwrap();
        let found = find_record(&tx, &name.parse().unwrap()).await.unwrap();
        assert_eq!(found, id("anna"), "{name}");
    }
}

async fn the_same_id_of_another_server_means_nobody(world: World) {
    let mut import = Import::new(&world.deps, world.ctx()).from_source("https://east.example/fhir");
    import
        .text("east", r#"{"resourceType":"Patient","id":"bob"}"#)
        .await
        .unwrap();
    world.record_of("robert", None, "12").await;
    merge(&world, "bob", "robert").await.unwrap();
    let on = async |base: Option<&str>| {
        let tx = world.store().begin().await.unwrap();
        let base = base.map(|host| format!("https://{host}.example/fhir"));
        let name = RecordName::OnServer {
            base,
            id: id("bob"),
        };
        find_record(&tx, &name).await.ok()
    };
    assert_eq!(on(Some("east")).await, Some(id("robert")));
    assert_eq!(on(Some("west")).await, None);
    assert_eq!(on(None).await, None);
}
