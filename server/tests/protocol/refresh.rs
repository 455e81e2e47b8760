//! Refresh tokens work once each, for their own client, within their consent.

use std::num::NonZeroU16;

use axum::http::StatusCode;
use server::operations::administration::prune::prune;

use crate::protocol::story::{Question, Story as World};

crate::on_every_database!(
    each_refresh_gives_a_new_refresh_token,
    a_retry_gets_the_same_successor_and_costs_nothing,
    a_retry_may_ask_for_less_and_never_for_more,
    a_retry_is_for_ten_seconds,
    a_second_use_after_the_successor_was_used_ends_the_whole_family,
    another_client_gets_nothing_by_a_retry,
    a_retry_after_the_patient_stopped_gets_nothing_and_is_no_theft,
    what_is_stored_leads_to_no_token,
    a_replay_puts_the_decision_on_hold_until_the_patient_says_yes_again,
    another_client_cannot_use_it_up,
    a_public_client_may_leave_its_name_out_and_one_with_a_secret_may_not,
    less_may_be_asked_for_and_the_next_time_it_is_whole_again,
    more_than_was_granted_is_refused_and_uses_nothing_up,
    a_refresh_token_ends_with_its_consent,
    a_refresh_token_that_is_left_alone_works_no_more,
    an_access_token_never_outlives_its_consent,
    narrowing_takes_effect_with_the_next_refresh,
    stopping_ends_it_at_once,
    a_one_time_decision_ends_the_coming_back_of_an_older_one,
    a_refresh_token_opens_nothing_itself
);

async fn each_refresh_gives_a_new_refresh_token(story: World) {
    let first = story.connect().await;
    let answer = story.refresh(&first.refresh).await;
    assert_eq!(answer.headers["cache-control"], "no-store");
    assert_eq!(answer.headers["pragma"], "no-cache");
    let second = answer.tokens();
    assert_ne!(second.refresh, first.refresh);
    assert!(story.is_active(&second.access).await);
}

async fn a_retry_gets_the_same_successor_and_costs_nothing(story: World) {
    let first = story.connect().await;
    let second = story.refresh(&first.refresh).await.tokens();
    for seconds in [0, 4, 5] {
        story.wait_seconds(seconds);
        let again = story.refresh(&first.refresh).await.tokens();
        assert_eq!(again.refresh, second.refresh);
        assert!(story.is_active(&again.access).await);
    }
    assert!(story.is_active(&second.access).await);
    assert_eq!(story.consents().await, ["active"]);
    assert!(story.told().await.is_empty());
    let third = story.refresh(&second.refresh).await.tokens();
    assert_ne!(third.refresh, second.refresh);
    let refreshed = story.actions().await;
    let refreshed = refreshed.iter().filter(|one| **one == "token-refreshed");
    assert_eq!(refreshed.count(), 5);
}

async fn a_retry_may_ask_for_less_and_never_for_more(story: World) {
    let first = story.connect().await;
    let second = story.refresh(&first.refresh).await.tokens();
    let wider = story.refresh_for(&first.refresh, "patient/*.rs").await;
    assert_eq!(wider.error().1, "invalid_scope");
    let less = story.refresh_for(&first.refresh, "launch/patient").await;
    assert_eq!(less.json()["scope"], "launch/patient");
    assert_eq!(less.tokens().refresh, second.refresh);
}

async fn a_retry_is_for_ten_seconds(story: World) {
    let first = story.connect().await;
    let second = story.refresh(&first.refresh).await.tokens();
    story.wait_seconds(10);
    let late = story.refresh(&first.refresh).await;
    assert_eq!(late.error().1, "invalid_grant");
    assert!(!story.is_active(&second.access).await);
    assert_eq!(story.consents().await, ["needs-review"]);
}

async fn another_client_gets_nothing_by_a_retry(story: World) {
    let first = story.connect().await;
    let second = story.refresh(&first.refresh).await.tokens();
    let form = format!("grant_type=refresh_token&refresh_token={}", first.refresh);
    let stolen = story.post_as_bill_helper("/oauth/token", &form).await;
    assert_eq!(stolen.error().1, "invalid_grant");
    assert!(story.is_active(&second.access).await);
}

async fn a_retry_after_the_patient_stopped_gets_nothing_and_is_no_theft(story: World) {
    let first = story.connect().await;
    story.refresh(&first.refresh).await.tokens();
    story.stop().await;
    let late = story.refresh(&first.refresh).await;
    assert_eq!(late.error().1, "invalid_grant");
    assert_eq!(story.consents().await, ["revoked"]);
    assert!(!story.told().await.contains(&"replay-detected".to_owned()));
}

async fn what_is_stored_leads_to_no_token(story: World) {
    let first = story.connect().await;
    let second = story.refresh(&first.refresh).await.tokens();
    for token in [&first.refresh, &second.refresh, &second.access] {
        assert!(!story.database_holds(token).await);
    }
    // A token that was used leads to the next one no longer than a retry may come.
    let salts =
        "update refresh_token set successor_salt = successor_salt where successor_salt is not null";
    let kept = async || story.world.database.execute(salts).await.unwrap();
    prune(&story.world.deps).await.unwrap();
    assert_eq!(kept().await, 1);
    story.wait_seconds(11);
    prune(&story.world.deps).await.unwrap();
    assert_eq!(kept().await, 0);
}

async fn a_second_use_after_the_successor_was_used_ends_the_whole_family(story: World) {
    let first = story.connect().await;
    let second = story.refresh(&first.refresh).await.tokens();
    let third = story.refresh(&second.refresh).await.tokens();
    let replayed = story.refresh(&first.refresh).await;
    assert_eq!(
        replayed.error(),
        (StatusCode::BAD_REQUEST, "invalid_grant".into())
    );
    assert_eq!(
        story.refresh(&third.refresh).await.error().1,
        "invalid_grant"
    );
    for tokens in [second, third] {
        assert!(!story.is_active(&tokens.access).await);
    }
    assert!(story.actions().await.contains(&"grant-ended"));
}

async fn a_replay_puts_the_decision_on_hold_until_the_patient_says_yes_again(story: World) {
    let first = story.connect().await;
    story.refresh(&first.refresh).await.tokens();
    story.wait_seconds(10);
    story.refresh(&first.refresh).await;
    assert_eq!(story.consents().await, ["needs-review"]);
    assert_eq!(story.told().await, ["consent-on-hold", "replay-detected"]);
    story.connect().await;
    assert_eq!(story.consents().await, ["active"]);
    // The old token tells nothing new.
    story.refresh(&first.refresh).await;
    assert_eq!(story.consents().await, ["active"]);
    assert_eq!(story.told().await, ["consent-on-hold", "replay-detected"]);
}

async fn another_client_cannot_use_it_up(story: World) {
    let tokens = story.connect().await;
    let form = format!("grant_type=refresh_token&refresh_token={}", tokens.refresh);
    let stolen = story.post_as_bill_helper("/oauth/token", &form).await;
    assert_eq!(stolen.error().1, "invalid_grant");
    assert_eq!(story.refresh(&tokens.refresh).await.status, StatusCode::OK);
}

async fn a_public_client_may_leave_its_name_out_and_one_with_a_secret_may_not(story: World) {
    let first = story.connect().await;
    let nameless = async |token: &str| {
        let form = format!("grant_type=refresh_token&refresh_token={token}");
        story.post("/oauth/token", &form).await
    };
    let refused = (StatusCode::UNAUTHORIZED, "invalid_client".into());
    let unknown = first.refresh.chars().rev().collect::<String>();
    assert_eq!(nameless(&unknown).await.error(), refused);
    let second = nameless(&first.refresh).await.tokens();
    assert!(story.is_active(&second.access).await);
    let give_a_secret = "update client set authentication = 'client_secret_basic', secret_digest = \
         (select secret_digest from client where id = 'bill-helper') where id = 'sugar-coach'";
    story.world.database.execute(give_a_secret).await.unwrap();
    assert_eq!(nameless(&second.refresh).await.error(), refused);
}

async fn less_may_be_asked_for_and_the_next_time_it_is_whole_again(story: World) {
    let tokens = story.connect().await;
    let less = story.refresh_for(&tokens.refresh, "launch/patient").await;
    assert_eq!(less.json()["scope"], "launch/patient");
    let whole = story.refresh(&less.tokens().refresh).await;
    assert_eq!(whole.json()["scope"], tokens.scope.as_str());
}

async fn more_than_was_granted_is_refused_and_uses_nothing_up(story: World) {
    let tokens = story.connect().await;
    for wider in ["patient/*.rs", "patient/Condition.rs", "unheard_of"] {
        let refused = story.refresh_for(&tokens.refresh, wider).await;
        assert_eq!(
            refused.error(),
            (StatusCode::BAD_REQUEST, "invalid_scope".into()),
            "{wider}"
        );
    }
    assert_eq!(story.refresh(&tokens.refresh).await.status, StatusCode::OK);
}

async fn a_refresh_token_ends_with_its_consent(story: World) {
    let tokens = story.connect().await;
    story.wait_days(29);
    let tokens = story.refresh(&tokens.refresh).await.tokens();
    story.wait_days(2);
    assert_eq!(
        story.refresh(&tokens.refresh).await.error().1,
        "invalid_grant"
    );
}

async fn a_refresh_token_that_is_left_alone_works_no_more(story: World) {
    let idle = NonZeroU16::new(7).unwrap();
    let world = story.world.with(|set| set.refresh_token_idle_days = idle);
    let story = World { world, ..story };
    let mut tokens = story.connect().await;
    for _ in 0..2 {
        story.wait_days(6);
        tokens = story.refresh(&tokens.refresh).await.tokens();
    }
    story.wait_days(7);
    let late = story.refresh(&tokens.refresh).await;
    assert_eq!(late.error().1, "invalid_grant");
}

async fn an_access_token_never_outlives_its_consent(story: World) {
    let tokens = story.connect().await;
    story.wait_seconds(30 * 24 * 3600 - 90);
    let last = story.refresh(&tokens.refresh).await.json();
    assert_eq!(last["expires_in"], 90);
}

async fn narrowing_takes_effect_with_the_next_refresh(story: World) {
    let tokens = story.connect().await;
    story.narrow_to_vital_signs().await;
    let body = story.refresh(&tokens.refresh).await.json();
    assert!(!body["scope"].as_str().unwrap().contains("laboratory"));
}

async fn stopping_ends_it_at_once(story: World) {
    let tokens = story.connect().await;
    story.stop().await;
    assert_eq!(
        story.refresh(&tokens.refresh).await.error().1,
        "invalid_grant"
    );
    assert!(!story.is_active(&tokens.access).await);
}

async fn a_one_time_decision_ends_the_coming_back_of_an_older_one(story: World) {
    let tokens = story.connect().await;
    story.approve_once(&Question::of_sugar_coach()).await;
    let answer = story.refresh(&tokens.refresh).await;
    assert_eq!(answer.error().1, "invalid_grant");
}

async fn a_refresh_token_opens_nothing_itself(story: World) {
    let tokens = story.connect().await;
    assert!(!story.is_active(&tokens.refresh).await);
    let answer = story.userinfo(&tokens.refresh).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
}
