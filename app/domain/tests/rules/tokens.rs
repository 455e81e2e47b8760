//! Tokens: a refresh token works once, and no token outlives its consent.

use chrono::TimeDelta;
use domain::{
    consent::Access,
    grant::{AlreadyEnded, Grant, GrantEndCause, GrantState},
    ids::ConsentId,
    scope::ScopeSet,
    token::{AccessToken, RefreshToken, Rotation},
};
use proptest::prelude::*;
use uuid::Uuid;

use crate::given::{ada, client, days, grant_id, minutes, now, person};

/// Longer than any consent.
const ALWAYS: TimeDelta = TimeDelta::days(500);

proptest! {
    #[test]
    fn a_refresh_token_rotates_once_and_is_a_replay_ever_after(first in 0_i64..29, second in 0_i64..400) {
        let token = RefreshToken::issue(grant_id(), days(30), now());
        let Rotation::Rotated(used) = token.rotate(ALWAYS, days(first)) else {
            return Err(TestCaseError::fail("a valid token rotates"));
        };
        prop_assert_eq!(used.rotate(ALWAYS, days(second)), Rotation::Replayed);
    }

    #[test]
    fn a_second_use_is_a_retry_for_ten_seconds_while_its_successor_is_unused(after in 0_i64..60, used: bool) {
        let token = RefreshToken::issue(grant_id(), days(30), now());
        let Rotation::Rotated(first) = token.rotate(ALWAYS, days(1)) else {
            return Err(TestCaseError::fail("a valid token rotates"));
        };
        let successor = RefreshToken::issue(grant_id(), days(30), days(1));
        let again = days(1) + TimeDelta::seconds(after);
        let successor = match successor.clone().rotate(ALWAYS, days(1)) {
            Rotation::Rotated(rotated) if used => rotated,
            _ => successor,
        };
        prop_assert_eq!(first.retries(&successor, again), after < 10 && !used);
        prop_assert!(!successor.retries(&first, again));
    }

    #[test]
    fn a_refresh_token_ends_with_its_consent(lasts in 1_i64..366, after in 0_i64..1000) {
        let token = RefreshToken::issue(grant_id(), days(lasts), now());
        prop_assert_eq!(token.rotate(ALWAYS, days(lasts) + TimeDelta::seconds(after)), Rotation::Expired);
    }

    #[test]
    fn a_refresh_token_that_is_left_alone_ends_before_its_consent(idle in 1_i64..90, used in 0_i64..180) {
        let token = RefreshToken::issue(grant_id(), days(366), now());
        let rotated = matches!(token.rotate(TimeDelta::days(idle), days(used)), Rotation::Rotated(_));
        prop_assert_eq!(rotated, used < idle);
    }

    #[test]
    fn an_access_token_never_outlives_its_consent(left in 0_i64..200, one_time: bool) {
        let access = if one_time { Access::OneTime } else { Access::Until };
        let token = AccessToken::issue(grant_id(), ScopeSet::EMPTY, access, minutes(left), now());
        prop_assert!(token.expires_at <= minutes(left));
        let most = if one_time { 60 } else { 10 };
        prop_assert!(token.expires_at <= minutes(most));
        prop_assert!(!token.is_live(token.expires_at));
    }
}

#[test]
fn a_grant_ends_once_and_keeps_its_first_cause() {
    let grant = Grant {
        id: grant_id(),
        consent: ConsentId::from_uuid(Uuid::from_u128(3)),
        client: client("", domain::client::ReviewState::Verified).id,
        subject: ada(),
        person: person(),
        scope: ScopeSet::EMPTY,
        authentication: crate::given::assurance(),
        created_at: now(),
        state: GrantState::Live,
    };
    let ended = grant.end(GrantEndCause::Replayed, now()).unwrap();
    assert!(!ended.is_live());
    assert_eq!(
        ended.end(GrantEndCause::ConsentEnded, days(1)),
        Err(AlreadyEnded)
    );
}
