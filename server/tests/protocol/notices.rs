//! Who connects an app is told so, once for each connection.

use std::collections::BTreeSet;

use domain::{
    audit::AuditAction, client::ReviewState, decision::Reason, ids::ClientId, name::AppName,
    notice::NoticeKind,
};
use server::operations::{
    administration::review_client::review_client, notices::list_notices::list_notices,
};

use crate::{protocol::story::Story as World, support::samples::SUGAR_COACH};

crate::on_every_database!(
    a_connected_app_is_told_to_the_one_whose_record_it_is,
    an_app_that_the_hospital_stops_is_told_once_with_a_way_to_its_page,
    the_history_says_why_a_connection_ended,
    what_a_person_stopped_stays_stopped_when_the_hospital_lets_the_app_back
);

async fn a_connected_app_is_told_to_the_one_whose_record_it_is(story: World) {
    let code = story.code().await;
    let tokens = story.exchange(&code).await.tokens();
    story.refresh(&tokens.refresh).await.tokens();
    let listed = list_notices(&story.world.deps, story.person())
        .await
        .unwrap();
    let [told] = &listed.told[..] else {
        unreachable!("one notice")
    };
    assert_eq!((told.kind, told.unread), (NoticeKind::AppConnected, true));
    assert_eq!(told.facts.app, Some(AppName::kept("Sugar Coach")));
    assert_eq!(told.facts.person, None, "she did it herself");
}

async fn an_app_that_the_hospital_stops_is_told_once_with_a_way_to_its_page(story: World) {
    // Two connections hang on one decision.
    story.connect().await;
    story.connect().await;
    story.suspend_sugar_coach().await;
    story.suspend_sugar_coach().await;
    let listed = list_notices(&story.world.deps, story.person())
        .await
        .unwrap();
    let stopped = listed.told.iter();
    let stopped: Vec<_> = stopped
        .filter(|told| told.kind == NoticeKind::AppSuspended)
        .collect();
    let [told] = &stopped[..] else {
        unreachable!("one notice")
    };
    assert_eq!(told.facts.app, Some(AppName::kept("Sugar Coach")));
    assert!(told.facts.consent.is_some());
}

async fn the_history_says_why_a_connection_ended(story: World) {
    let code = story.code().await;
    story.exchange(&code).await.tokens();
    story.exchange(&code).await;
    story.connect().await;
    story.suspend_sugar_coach().await;
    let history = story.history().await;
    let ended = history
        .iter()
        .filter(|it| it.action == AuditAction::GrantEnded);
    let why: BTreeSet<_> = ended.map(|it| it.reasons.clone()).collect();
    let causes = [[Reason::TokenInvalid], [Reason::ClientSuspended]];
    assert_eq!(why, causes.map(Vec::from).into());
}

async fn what_a_person_stopped_stays_stopped_when_the_hospital_lets_the_app_back(story: World) {
    let tokens = story.connect().await;
    story.suspend_sugar_coach().await;
    story.stop().await;
    let id = ClientId::parse(SUGAR_COACH).unwrap();
    let (deps, ctx) = (&story.world.deps, story.world.ctx());
    let reviewed = review_client(deps, ctx, &id, ReviewState::Verified).await;
    assert_eq!(reviewed.unwrap().ended, 0);
    assert_eq!(story.consents().await, ["revoked"]);
    assert!(!story.is_active(&tokens.access).await);
    let refresh = story.refresh(&tokens.refresh).await;
    assert_eq!(refresh.error().1, "invalid_grant");
}
