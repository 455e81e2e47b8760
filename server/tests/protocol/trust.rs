//! What a new password, or a stolen token, does to what was decided before.

use axum::http::StatusCode;
use domain::{audit::AuditAction, decision::Reason};
use server::operations::consents::change_consent::ChangeError;

use crate::protocol::story::Story as World;

const NEW: &str = "four small words here";

crate::on_every_database!(
    after_a_new_password_an_app_gets_nothing_until_the_patient_says_yes_again,
    a_code_used_again_puts_the_decision_on_hold
);

async fn after_a_new_password_an_app_gets_nothing_until_the_patient_says_yes_again(story: World) {
    let tokens = story.connect().await;
    assert!(story.is_active(&tokens.access).await);

    assert_eq!(story.change_password(NEW).await.held, 1);
    assert_eq!(story.consents().await, ["needs-review"]);
    assert!(!story.is_active(&tokens.access).await);
    assert_eq!(
        story.refresh(&tokens.refresh).await.error().1,
        "invalid_grant"
    );
    let refused = &story.history().await[0];
    assert_eq!(
        (refused.action, refused.reasons.as_slice()),
        (
            AuditAction::TokenRefreshed,
            &[Reason::ConsentNeedsReview][..]
        )
    );

    assert!(matches!(
        story.confirm(false).await,
        Err(ChangeError::StepUpRequired)
    ));
    assert!(!story.is_active(&tokens.access).await);
    story.confirm(true).await.unwrap();
    assert!(story.is_active(&tokens.access).await);
    assert_eq!(story.refresh(&tokens.refresh).await.status, StatusCode::OK);
    assert_eq!(story.told().await, ["consent-on-hold", "password-changed"]);
}

async fn a_code_used_again_puts_the_decision_on_hold(story: World) {
    let code = story.code().await;
    story.exchange(&code).await;
    for _ in 0..2 {
        story.exchange(&code).await;
        assert_eq!(story.consents().await, ["needs-review"]);
    }
    assert_eq!(story.told().await, ["consent-on-hold", "replay-detected"]);
    let held = story
        .actions()
        .await
        .iter()
        .filter(|action| **action == "consent-suspended")
        .count();
    assert_eq!(held, 1);
}
