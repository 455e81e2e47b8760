//! A decision that a caregiver made passes to the patient: the patient's own app goes on with it, and the app that the
//! caregiver connected does not (the project's [rule 10](domain::rules#rule-10-delegation)).

use axum::http::StatusCode;
use domain::{
    catalogue::{CategorySet, DataCategory},
    delegation::Delegation,
    ids::DelegationId,
};
use server::operations::{acting::Acting, delegations::end_delegation::end_delegation};

use crate::{
    protocol::{
        caregivers::{connected, everything_of, finds, patients, question, say_yes},
        story::{Reply, Story as World, Tokens, asked_for},
    },
    support::caregivers::usual,
};

/// Nothing comes of these tokens, now or later.
async fn is_over(story: &World, tokens: &Tokens) {
    assert_eq!(finds(story, tokens, "Observation").await, Err(401));
    assert!(!story.is_active(&tokens.access).await);
    let refused = story.refresh(&tokens.refresh).await;
    assert_eq!(
        refused.error(),
        (StatusCode::BAD_REQUEST, "invalid_grant".to_owned())
    );
}

async fn disconnected(story: &World) -> usize {
    let actions = story.actions().await;
    let ended = actions.iter().filter(|action| **action == "grant-ended");
    ended.count()
}

/// Maria stops sharing with Daniel; the answer is how many consents of his that stopped.
async fn end(story: &World, delegation: DelegationId) -> usize {
    let (deps, ctx) = (&story.world.deps, story.world.ctx());
    let ended = end_delegation(deps, ctx, story.maria.id, delegation).await;
    ended.unwrap().consents_ended
}

/// Daniel said yes, and the app has not come for its tokens yet.
async fn waiting_code(story: &World, delegation: Delegation) -> String {
    let request = asked_for(&story.ask(&question()).await);
    let choice = everything_of(delegation.limits);
    let on_behalf = Acting::for_another(delegation);
    let approved = say_yes(story, &on_behalf, request, choice).await.unwrap();
    Reply::leading_to(&approved.location()).code()
}

crate::on_every_database!(
    what_the_patient_changes_ends_the_app_of_the_caregiver_with_it,
    an_app_that_the_patient_connects_again_is_the_patients_alone,
    a_code_that_waits_is_worth_nothing_either,
    who_decides_again_about_their_own_keeps_what_is_connected
);

async fn what_the_patient_changes_ends_the_app_of_the_caregiver_with_it(story: World) {
    let (_, delegation) = patients(&story, usual()).await;
    let of_daniel = connected(&story, &delegation).await.tokens();
    assert!(finds(&story, &of_daniel, "Observation").await.is_ok());
    let left = CategorySet::of(DataCategory::LabResults);
    story.change_to(left, false).await.unwrap();
    is_over(&story, &of_daniel).await;
    assert_eq!(disconnected(&story).await, 1);
    // The decision is the patient's from now on, and stands.
    assert_eq!(end(&story, delegation.id).await, 0);
    assert_eq!(story.consents().await, ["active"]);
    is_over(&story, &of_daniel).await;
}

async fn an_app_that_the_patient_connects_again_is_the_patients_alone(story: World) {
    let (_, delegation) = patients(&story, usual()).await;
    let of_daniel = connected(&story, &delegation).await.tokens();
    let own = story.connect().await;
    is_over(&story, &of_daniel).await;
    assert_eq!(
        finds(&story, &own, "Observation").await,
        Ok(vec!["lab".to_owned()])
    );
    end(&story, delegation.id).await;
    assert_eq!(
        finds(&story, &own, "Observation").await,
        Ok(vec!["lab".to_owned()])
    );
    assert_eq!(disconnected(&story).await, 1);
}

async fn a_code_that_waits_is_worth_nothing_either(story: World) {
    let (_, delegation) = patients(&story, usual()).await;
    let code = Box::pin(waiting_code(&story, delegation)).await;
    let left = CategorySet::of(DataCategory::LabResults);
    story.change_to(left, false).await.unwrap();
    assert_eq!(story.exchange(&code).await.error().1, "invalid_grant");
}

async fn who_decides_again_about_their_own_keeps_what_is_connected(story: World) {
    let own = story.connect().await;
    story
        .change_to(CategorySet::of(DataCategory::VitalSigns), false)
        .await
        .unwrap();
    assert!(story.is_active(&own.access).await);
    story.connect().await;
    assert!(story.is_active(&own.access).await);
    assert_eq!(disconnected(&story).await, 0);
}
