//! What is written down when apps connect, and what never is.

use domain::{
    audit::{AuditAction, Outcome},
    catalogue::{CategorySet, DataCategory},
    decision::Reason,
};
use server::operations::connect::approve_consent::ApproveError;

use crate::protocol::story::{Question, Story as World, VERIFIER, asked_for, lab_results};

crate::on_every_database!(
    a_connection_can_be_told_from_its_evidence,
    each_event_names_the_consent_its_version_and_what_it_shares,
    a_refused_exchange_says_why,
    no_secret_is_ever_kept,
    a_second_decision_makes_a_new_version_and_needs_its_own_proof,
    a_choice_wider_than_the_question_is_refused,
    a_question_is_answered_within_ten_minutes_and_once
);

async fn a_connection_can_be_told_from_its_evidence(story: World) {
    let tokens = story.connect().await;
    story.refresh(&tokens.refresh).await;
    story.wait_seconds(10);
    story.refresh(&tokens.refresh).await;
    let mut actions = story.actions().await;
    actions.reverse();
    assert_eq!(
        actions,
        [
            "consent-given",
            "app-connected",
            "token-refreshed",
            "grant-ended",
            "consent-suspended",
            "token-refreshed"
        ]
    );
    let replay = &story.history().await[0];
    assert_eq!(
        (replay.outcome, replay.reasons.as_slice()),
        (Outcome::Refused, &[Reason::TokenInvalid][..])
    );
}

async fn each_event_names_the_consent_its_version_and_what_it_shares(story: World) {
    story.connect().await;
    for event in story.history().await {
        assert_eq!(event.consent_version, Some(1), "{:?}", event.action);
        assert_eq!(event.client.as_ref().unwrap().as_str(), "sugar-coach");
        assert_eq!(event.categories, World::granted());
        assert!(event.scope.unwrap().contains("laboratory"));
    }
}

async fn a_refused_exchange_says_why(story: World) {
    let code = story.code().await;
    story.stop().await;
    story.exchange(&code).await;
    let event = story.history().await.remove(0);
    assert_eq!(event.action, AuditAction::AppConnected);
    assert_eq!(event.outcome, Outcome::Refused);
    assert_eq!(event.reasons, [Reason::GrantEnded]);
}

async fn no_secret_is_ever_kept(story: World) {
    let code = story.code().await;
    let tokens = story.exchange(&code).await.tokens();
    story.exchange(&code).await;
    let history = format!("{:?}", story.history().await);
    for secret in [code.as_str(), &tokens.access, &tokens.refresh, VERIFIER] {
        assert!(!history.contains(secret));
        assert!(!story.database_holds(secret).await, "{secret}");
    }
}

async fn a_second_decision_makes_a_new_version_and_needs_its_own_proof(story: World) {
    story.connect().await;
    let request = asked_for(&story.ask(&Question::of_sugar_coach()).await);
    let without = story.decide(request, lab_results(), false).await;
    assert!(matches!(without, Err(ApproveError::StepUpRequired)));
    let with = story.decide(request, lab_results(), true).await.unwrap();
    assert_eq!(with.consent.version, 2);
    assert_eq!(
        with.consent.granted,
        CategorySet::of(DataCategory::LabResults)
    );
    assert_eq!(story.consents().await, ["active"]);
    assert_eq!(story.actions().await[0], "consent-renewed");
}

async fn a_choice_wider_than_the_question_is_refused(story: World) {
    let question = Question::of_sugar_coach().with("scope", "patient/Immunization.rs");
    let request = asked_for(&story.ask(&question).await);
    let wider = story.decide(request, lab_results(), true).await;
    assert!(matches!(wider, Err(ApproveError::Choice(_))));
    assert!(story.consents().await.is_empty());
}

async fn a_question_is_answered_within_ten_minutes_and_once(story: World) {
    let question = Question::of_sugar_coach();
    let (late, answered) = (story.ask(&question).await, story.ask(&question).await);
    story
        .decide(asked_for(&answered), lab_results(), true)
        .await
        .unwrap();
    let twice = story
        .decide(asked_for(&answered), lab_results(), true)
        .await;
    assert!(matches!(twice, Err(ApproveError::Offer(_))));
    story.wait_seconds(601);
    let over = story.decide(asked_for(&late), lab_results(), true).await;
    assert!(matches!(over, Err(ApproveError::Offer(_))));
}
