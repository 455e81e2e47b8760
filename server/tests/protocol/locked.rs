//! What was loaded for a consent page allows nothing by itself: whatever a yes rests on is checked again under the lock.

use domain::{
    catalogue::{CategorySet, DataCategory},
    consent::{ChoiceError, RequestError},
    delegation::Limits,
};
use server::operations::{
    acting::Acting,
    connect::{
        approve_consent::ApproveError,
        consent_offer::{ConsentOffer, OfferError, consent_offer},
    },
    delegations::{
        change_delegation::{ChangeDelegation, change_delegation},
        end_delegation::end_delegation,
    },
};

use crate::{
    protocol::{
        caregivers::{everything_of, patients, question, say_yes_to},
        story::{Question, Story as World, asked_for, lab_results},
    },
    support::caregivers::usual,
};

/// A page that is open before somebody.
async fn loaded(story: &World, acting: &Acting, question: &Question) -> ConsentOffer {
    let request = asked_for(&story.ask(question).await);
    let offer = consent_offer(&story.world.deps, story.world.ctx(), acting, request).await;
    offer.unwrap()
}

crate::on_every_database!(
    an_app_suspended_since_the_page_was_loaded_gets_nothing,
    a_request_answered_since_the_page_was_loaded_is_over,
    a_decision_changed_since_the_page_was_loaded_is_shown_again_first,
    a_first_decision_made_since_the_page_was_loaded_is_shown_first,
    a_decision_of_the_patient_made_since_then_is_not_a_caregivers,
    a_delegation_that_ended_since_the_page_was_loaded_shares_nothing,
    a_delegation_that_was_narrowed_since_then_shares_no_more_than_it_may
);

async fn an_app_suspended_since_the_page_was_loaded_gets_nothing(story: World) {
    let own = story.own();
    let offer = loaded(&story, &own, &Question::of_sugar_coach()).await;
    story.suspend_sugar_coach().await;
    let answer = say_yes_to(&story, &own, offer, lab_results()).await;
    assert!(matches!(
        answer,
        Err(ApproveError::Offer(OfferError::ClientSuspended))
    ));
    assert!(story.consents().await.is_empty());
}

async fn a_request_answered_since_the_page_was_loaded_is_over(story: World) {
    let own = story.own();
    let offer = loaded(&story, &own, &Question::of_sugar_coach()).await;
    assert!(
        say_yes_to(&story, &own, offer.clone(), lab_results())
            .await
            .is_ok()
    );
    let twice = say_yes_to(&story, &own, offer, lab_results()).await;
    assert!(matches!(
        twice,
        Err(ApproveError::Offer(OfferError::Over(
            RequestError::Answered
        )))
    ));
    assert_eq!(story.consents().await, ["active"]);
}

async fn a_decision_changed_since_the_page_was_loaded_is_shown_again_first(story: World) {
    story.connect().await;
    let own = story.own();
    let offer = loaded(&story, &own, &Question::of_sugar_coach()).await;
    assert!(offer.in_force.is_some());
    story.connect().await;
    let answer = say_yes_to(&story, &own, offer, lab_results()).await;
    assert!(
        matches!(answer, Err(ApproveError::ChangedMeanwhile)),
        "{answer:?}"
    );
    let active = story
        .consents()
        .await
        .into_iter()
        .filter(|state| *state == "active");
    assert_eq!(active.count(), 1);
}

async fn a_first_decision_made_since_the_page_was_loaded_is_shown_first(story: World) {
    let own = story.own();
    let offer = loaded(&story, &own, &Question::of_sugar_coach()).await;
    story.connect().await;
    let answer = say_yes_to(&story, &own, offer, lab_results()).await;
    assert!(
        matches!(answer, Err(ApproveError::ChangedMeanwhile)),
        "{answer:?}"
    );
}

async fn a_decision_of_the_patient_made_since_then_is_not_a_caregivers(story: World) {
    let (_, delegation) = patients(&story, usual()).await;
    let on_behalf = Acting::for_another(delegation);
    let offer = loaded(&story, &on_behalf, &question()).await;
    story.connect().await;
    let answer = say_yes_to(&story, &on_behalf, offer, everything_of(usual())).await;
    assert!(matches!(
        answer,
        Err(ApproveError::Offer(OfferError::OthersDecision(_)))
    ));
}

async fn a_delegation_that_ended_since_the_page_was_loaded_shares_nothing(story: World) {
    let (_, delegation) = patients(&story, usual()).await;
    let on_behalf = Acting::for_another(delegation.clone());
    let offer = loaded(&story, &on_behalf, &question()).await;
    let (deps, ctx) = (&story.world.deps, story.world.ctx());
    end_delegation(deps, ctx, story.maria.id, delegation.id)
        .await
        .unwrap();
    let answer = say_yes_to(&story, &on_behalf, offer, everything_of(usual())).await;
    assert!(matches!(
        answer,
        Err(ApproveError::Offer(OfferError::MayNot))
    ));
    assert!(story.consents().await.is_empty());
}

async fn a_delegation_that_was_narrowed_since_then_shares_no_more_than_it_may(story: World) {
    let (_, delegation) = patients(&story, usual()).await;
    let on_behalf = Acting::for_another(delegation.clone());
    let offer = loaded(&story, &on_behalf, &question()).await;
    let less = Limits {
        categories: CategorySet::of(DataCategory::LabResults),
        ..usual()
    };
    let change = ChangeDelegation {
        delegation: delegation.id,
        limits: less,
        lasting: None,
        proof: None,
    };
    change_delegation(&story.world.deps, story.world.ctx(), &story.own(), change)
        .await
        .unwrap();
    let answer = say_yes_to(&story, &on_behalf, offer, everything_of(usual())).await;
    assert!(matches!(
        answer,
        Err(ApproveError::Choice(ChoiceError::NotOffered))
    ));
    assert!(story.consents().await.is_empty());
}
