//! How far an app in the hands of a caregiver goes, and when it ends.

use axum::http::StatusCode;
use chrono::TimeDelta;
use domain::{
    catalogue::{CategorySet, SensitiveTopic, TopicSet},
    consent::{AccessChoice, Choice, ChoiceError},
    delegation::Ability,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::Value;
use server::operations::{
    acting::Acting,
    connect::{
        approve_consent::ApproveError,
        consent_offer::{OfferError, consent_offer},
    },
    consents::revoke_consent::{RevokeConsent, revoke_consent},
    delegations::end_delegation::end_delegation,
};
use server::store::records::entity::record;

use super::{approve, connected, everything_of, finds, patients, question};
use crate::{
    protocol::story::{Reply, Story as World, asked_for},
    support::caregivers::usual,
};

crate::on_every_database!(
    the_app_ends_with_the_delegation,
    a_delegation_that_lapses_takes_the_app_along,
    a_caregiver_shares_no_more_and_no_longer_than_they_may,
    a_caregiver_changes_no_decision_of_the_patient_but_can_stop_it,
    without_the_ability_a_caregiver_is_offered_nothing
);

async fn the_app_ends_with_the_delegation(story: World) {
    let (_, delegation) = patients(&story, usual()).await;
    let tokens = connected(&story, &delegation).await.tokens();
    assert!(finds(&story, &tokens, "Observation").await.is_ok());
    let ended = end_delegation(
        &story.world.deps,
        story.world.ctx(),
        story.maria.id,
        delegation.id,
    )
    .await
    .unwrap();
    assert_eq!(ended.consents_ended, 1);
    assert_eq!(finds(&story, &tokens, "Observation").await, Err(401));
    assert_eq!(
        story.introspect(&tokens.access).await.json(),
        serde_json::json!({ "active": false })
    );
    let refused = story.refresh(&tokens.refresh).await;
    assert_eq!(
        refused.error(),
        (StatusCode::BAD_REQUEST, "invalid_grant".to_owned())
    );
    assert_eq!(story.consents().await, ["revoked"]);
    let related = delegation.id.uuid().as_simple().to_string();
    let database = story.world.database.raw().await;
    let written = record::Entity::find()
        .filter(record::Column::ResourceType.eq("RelatedPerson"))
        .filter(record::Column::Id.eq(related))
        .one(&database)
        .await
        .unwrap()
        .unwrap();
    let written: Value = serde_json::from_str(&written.body).unwrap();
    assert_eq!(written["active"], false);
}

async fn a_delegation_that_lapses_takes_the_app_along(story: World) {
    let (_, delegation) = patients(&story, usual()).await;
    let on_behalf = Acting::for_another(delegation.clone());
    let a_year = Choice {
        access: AccessChoice::Days(90),
        ..everything_of(usual())
    };
    story.world.later(TimeDelta::days(92));
    let approved = approve(&story, &on_behalf, a_year).await.unwrap();
    let tokens = story
        .exchange(&Reply::leading_to(&approved.location()).code())
        .await
        .tokens();
    story.world.later(TimeDelta::days(88));
    assert_eq!(finds(&story, &tokens, "Observation").await, Err(401));
    let refused = story.refresh(&tokens.refresh).await;
    assert_eq!(refused.error().1, "invalid_grant");
}

async fn a_caregiver_shares_no_more_and_no_longer_than_they_may(story: World) {
    let (_, delegation) = patients(&story, usual()).await;
    let on_behalf = Acting::for_another(delegation.clone());
    let wider = Choice {
        categories: CategorySet::all(),
        ..everything_of(usual())
    };
    let refused = approve(&story, &on_behalf, wider).await;
    assert!(matches!(
        refused,
        Err(ApproveError::Choice(ChoiceError::NotOffered))
    ));
    let topic = Choice {
        topics: TopicSet::of(SensitiveTopic::SubstanceUse),
        ..everything_of(usual())
    };
    let refused = approve(&story, &on_behalf, topic).await;
    assert!(matches!(
        refused,
        Err(ApproveError::Choice(ChoiceError::NotOffered))
    ));
    let longer = Choice {
        access: AccessChoice::Days(365),
        ..everything_of(usual())
    };
    let refused = approve(&story, &on_behalf, longer).await;
    assert!(matches!(
        refused,
        Err(ApproveError::Choice(ChoiceError::EndOutOfRange))
    ));
    assert!(story.consents().await.is_empty());
}

async fn a_caregiver_changes_no_decision_of_the_patient_but_can_stop_it(story: World) {
    let (_, delegation) = patients(&story, usual()).await;
    let tokens = story.connect().await;
    let on_behalf = Acting::for_another(delegation.clone());
    let refused = approve(&story, &on_behalf, everything_of(usual())).await;
    assert!(matches!(
        refused,
        Err(ApproveError::Offer(OfferError::OthersDecision(_)))
    ));
    let consents = story.world.store().read();
    let consent = consents
        .consents()
        .list_for(&delegation.subject)
        .await
        .unwrap()
        .remove(0);
    let stop = RevokeConsent {
        consent: consent.id,
        acting: on_behalf,
    };
    revoke_consent(&story.world.deps, story.world.ctx(), stop)
        .await
        .unwrap();
    assert_eq!(finds(&story, &tokens, "Observation").await, Err(401));
}

async fn without_the_ability_a_caregiver_is_offered_nothing(story: World) {
    let looks_only = crate::support::caregivers::may(&[Ability::SeeRecords]);
    let (_, delegation) = patients(&story, looks_only).await;
    let on_behalf = Acting::for_another(delegation);
    let request = asked_for(&story.ask(&question()).await);
    let refused = consent_offer(&story.world.deps, story.world.ctx(), &on_behalf, request).await;
    assert!(matches!(refused, Err(OfferError::MayNot)));
    let refused = approve(&story, &on_behalf, everything_of(usual())).await;
    assert!(matches!(
        refused,
        Err(ApproveError::Offer(OfferError::MayNot))
    ));
}
