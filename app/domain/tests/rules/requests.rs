//! A pending request: ten minutes to open it, an hour to decide, one minute to exchange, once.

use domain::consent::{AuthorizationRequest, RequestError, Stage};
use proptest::prelude::*;

use crate::given::{ada, grant_id, minutes, now, person, request};

fn approved() -> AuthorizationRequest {
    let request = request("openid");
    request.approve(grant_id(), person(), ada(), now()).unwrap()
}

#[test]
fn an_opened_request_waits_an_hour_from_each_use_and_twelve_at_most() {
    let opened = |at| AuthorizationRequest {
        opened_at: Some(minutes(at)),
        ..request("openid")
    };
    let waits = |at, until| opened(at).require_pending(minutes(until)).is_ok();
    assert!(waits(9, 69) && !waits(9, 70));
    assert!(waits(69, 129) && !waits(69, 130));
    assert!(waits(719, 720) && !waits(719, 721));
    assert!(!opened(9).use_is_news(minutes(9)) && opened(9).use_is_news(minutes(10)));
    assert!(request("openid").use_is_news(now()));
}

#[test]
fn a_request_that_nobody_opened_waits_ten_minutes() {
    assert!(request("openid").require_pending(minutes(10)).is_ok());
    let late = minutes(10) + chrono::TimeDelta::seconds(1);
    let answer = request("openid").approve(grant_id(), person(), ada(), late);
    assert_eq!(answer, Err(RequestError::Expired));
    assert_eq!(request("openid").deny(late), Err(RequestError::Expired));
}

#[test]
fn a_request_is_answered_once() {
    let denied = request("openid").deny(now()).unwrap();
    assert_eq!(denied.clone().deny(now()), Err(RequestError::Answered));
    let again = denied.approve(grant_id(), person(), ada(), now());
    assert_eq!(again, Err(RequestError::Answered));
    assert_eq!(approved().deny(now()), Err(RequestError::Answered));
}

#[test]
fn a_code_is_exchanged_within_a_minute() {
    let (used, grant) = approved().exchange(minutes(1)).unwrap();
    assert_eq!(grant, grant_id());
    assert_eq!(
        used.stage,
        Stage::Exchanged {
            grant,
            at: minutes(1)
        }
    );
    assert_eq!(approved().exchange(minutes(2)), Err(RequestError::Expired));
}

#[test]
fn what_was_not_approved_has_no_code() {
    assert_eq!(
        request("openid").exchange(now()),
        Err(RequestError::NotApproved)
    );
    let denied = request("openid").deny(now()).unwrap();
    assert_eq!(denied.exchange(now()), Err(RequestError::NotApproved));
}

proptest! {
    #[test]
    fn a_second_use_of_a_code_names_the_grant_that_must_end(later in 0_i64..100_000) {
        let (used, grant) = approved().exchange(now()).unwrap();
        prop_assert_eq!(used.exchange(minutes(later)), Err(RequestError::Replayed { grant }));
    }
}
