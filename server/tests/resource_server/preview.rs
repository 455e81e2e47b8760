//! What the consent page counts is what the app reads afterwards, where its scopes reach a part of a kind of data only.

use domain::{
    catalogue::{CategorySet, DataCategory::Billing, TopicSet},
    decision::RecordFilter,
    scope::ScopeSet,
};
use serde_json::{Value, json};
use server::operations::{
    acting::Acting,
    records::preview_counts::{RecordCounts, preview_counts},
};

use crate::resource_server::{
    samples::patient,
    world::{World, alice},
};

crate::on_every_database!(a_preview_counts_what_the_scopes_of_the_app_reach);

fn bill(kind: &str, id: &str) -> Value {
    json!({
        "resourceType": kind,
        "id": id,
        "status": "active",
        "patient": { "reference": "Patient/alice" },
        "created": "2026-04-01",
    })
}

async fn previewed(world: &World, scope: &str) -> RecordCounts {
    let own = Acting::own(World::person("alice"), alice());
    let bills = RecordFilter {
        subject: alice(),
        categories: CategorySet::of(Billing),
        topics: TopicSet::EMPTY,
        from: None,
        only_related: None,
    };
    let scope = ScopeSet::parse(scope);
    let counts = preview_counts(&world.deps, &own, &bills, Some(&scope));
    counts.await.unwrap()
}

async fn a_preview_counts_what_the_scopes_of_the_app_reach(world: World) {
    let claims = ["c1", "c2"].map(|id| bill("Claim", id));
    let benefit = bill("ExplanationOfBenefit", "e1");
    let [first, second] = claims;
    world
        .import(&[patient("alice"), first, second, benefit])
        .await;
    for scope in [
        "patient/Claim.rs",
        "patient/Claim.rs patient/ExplanationOfBenefit.s",
    ] {
        let app = world.app(scope, &[Billing]).await;
        let mut read = app.follow("Claim").await.len();
        if scope.contains("Benefit") {
            read += app.follow("ExplanationOfBenefit").await.len();
        }
        let counts = previewed(&world, scope).await;
        assert_eq!(counts.total, read as u64, "{scope}");
        // The patient's own entry, and the bills of the types that were not asked for.
        assert_eq!(counts.hidden.total, 4 - counts.total, "{scope}");
    }
}
