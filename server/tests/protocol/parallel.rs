//! Many at once: of codes one wins and the rest is a replay; of refreshes all get the same successor.

use std::sync::Arc;

use axum::http::StatusCode;
use futures::future::join_all;

use crate::protocol::story::{Reply, Story as World};

/// Sends the same twenty or ten times, really at once.
async fn at_once<F>(times: usize, send: impl Fn() -> F) -> Vec<Reply>
where
    F: Future<Output = Reply> + Send + 'static,
{
    let sent: Vec<_> = (0..times).map(|_| tokio::spawn(send())).collect();
    let answers = join_all(sent).await;
    answers.into_iter().map(Result::unwrap).collect()
}

fn split(answers: Vec<Reply>) -> (Vec<Reply>, Vec<Reply>) {
    answers
        .into_iter()
        .partition(|answer| answer.status == StatusCode::OK)
}

crate::on_every_database!(
    of_twenty_exchanges_one_wins_and_what_it_won_is_taken_back,
    ten_refreshes_at_once_get_one_successor_and_it_works,
    a_retry_beside_the_use_of_its_successor_leaves_one_token_or_none,
    two_apps_refresh_at_once_without_waiting_on_a_lock_for_ever,
    of_two_decisions_about_one_question_one_stands
);

async fn of_twenty_exchanges_one_wins_and_what_it_won_is_taken_back(story: World) {
    let story = Arc::new(story);
    let code = story.code().await;
    let answers = at_once(20, || {
        let (story, code) = (Arc::clone(&story), code.clone());
        async move { story.exchange(&code).await }
    })
    .await;
    let (won, lost) = split(answers);
    assert_eq!(won.len(), 1);
    assert!(
        lost.iter()
            .all(|answer| answer.error().1 == "invalid_grant")
    );
    let tokens = won[0].tokens();
    assert!(!story.is_active(&tokens.access).await);
    assert_eq!(
        story.refresh(&tokens.refresh).await.error().1,
        "invalid_grant"
    );
}

async fn ten_refreshes_at_once_get_one_successor_and_it_works(story: World) {
    let story = Arc::new(story);
    let first = story.connect().await.refresh;
    let answers = at_once(10, || {
        let (story, token) = (Arc::clone(&story), first.clone());
        async move { story.refresh(&token).await }
    })
    .await;
    let tokens: Vec<_> = answers.iter().map(Reply::tokens).collect();
    let successor = &tokens[0].refresh;
    for one in &tokens {
        assert_eq!(&one.refresh, successor);
        assert!(story.is_active(&one.access).await);
    }
    assert_eq!(story.refresh(successor).await.status, StatusCode::OK);
    assert_eq!(story.consents().await, ["active"]);
}

async fn a_retry_beside_the_use_of_its_successor_leaves_one_token_or_none(story: World) {
    let story = Arc::new(story);
    let first = story.connect().await.refresh;
    let second = story.refresh(&first).await.tokens().refresh;
    let sent = [&first, &second, &first, &second].map(|token| {
        let (story, token) = (Arc::clone(&story), token.clone());
        tokio::spawn(async move { story.refresh(&token).await })
    });
    let answers = join_all(sent).await.into_iter().map(Result::unwrap);
    let (won, lost) = split(answers.collect());
    let mut held: Vec<_> = won.iter().map(|answer| answer.tokens().refresh).collect();
    held.sort();
    held.dedup();
    let mut living = 0;
    for token in held.iter().filter(|token| **token != second) {
        living += usize::from(story.refresh(token).await.status == StatusCode::OK);
    }
    // Whoever heard a no ended everything; otherwise all hold one line of tokens.
    assert_eq!(living, usize::from(lost.is_empty()));
}

async fn two_apps_refresh_at_once_without_waiting_on_a_lock_for_ever(story: World) {
    let story = Arc::new(story);
    let tokens = [story.connect().await.refresh, story.connect().await.refresh];
    let sent = tokens.map(|token| {
        let story = Arc::clone(&story);
        tokio::spawn(async move { story.refresh(&token).await })
    });
    for answer in join_all(sent).await {
        assert_eq!(answer.unwrap().status, StatusCode::OK);
    }
}

async fn of_two_decisions_about_one_question_one_stands(story: World) {
    use crate::protocol::story::{Question, asked_for, lab_results};
    let story = Arc::new(story);
    let request = asked_for(&story.ask(&Question::of_sugar_coach()).await);
    let sent = [(); 8].map(|()| {
        let story = Arc::clone(&story);
        tokio::spawn(async move { story.decide(request, lab_results(), true).await.is_ok() })
    });
    let answers = join_all(sent).await;
    assert_eq!(
        answers
            .into_iter()
            .filter(|won| *won.as_ref().unwrap())
            .count(),
        1
    );
    assert_eq!(story.consents().await, ["active"]);
}
