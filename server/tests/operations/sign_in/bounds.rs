//! How many sign-ins, sessions and guesses one account bears.

use super::*;

on_every_database!(
    thirty_right_passwords_are_enough_for_a_while,
    the_twenty_first_browser_signs_out_the_one_used_longest_ago,
    the_tenth_wrong_password_closes_the_door_for_a_while,
    wrong_passwords_that_come_at_once_are_no_more_than_those_that_come_in_turn
);

async fn thirty_right_passwords_are_enough_for_a_while(world: World) {
    world.maria().await;
    for round in 0..RateLimits::SIGN_INS {
        assert!(try_with(&world, EMAIL, PASSWORD).await.is_ok());
        // A wrong one costs none of them.
        if round < RateLimits::PER_ACCOUNT / 2 {
            world.later(TimeDelta::seconds(1));
            assert!(try_with(&world, EMAIL, "wrong").await.is_err());
        }
    }
    let refused = try_with(&world, EMAIL, PASSWORD).await;
    assert!(matches!(refused, Err(SignInError::RateLimited)));
    world.later(RateLimits::WITHIN);
    assert!(try_with(&world, EMAIL, PASSWORD).await.is_ok());
}

async fn the_twenty_first_browser_signs_out_the_one_used_longest_ago(world: World) {
    let first = signed_in(&world).await;
    let mut later = Vec::new();
    for _ in 0..Session::MOST {
        assert!(is_in(&world, &first).await);
        world.later(TimeDelta::seconds(1));
        later.push(try_with(&world, EMAIL, PASSWORD).await.unwrap());
    }
    assert!(!is_in(&world, &first).await);
    for other in later {
        assert!(is_in(&world, &other).await);
    }
}

async fn the_tenth_wrong_password_closes_the_door_for_a_while(world: World) {
    world.maria().await;
    for email in [EMAIL, "nobody@b.example"] {
        for _ in 0..RateLimits::PER_ACCOUNT {
            assert!(matches!(
                try_with(&world, email, "wrong").await,
                Err(SignInError::Refused)
            ));
        }
        let waits = try_with(&world, email, PASSWORD).await;
        assert!(matches!(waits, Err(SignInError::RateLimited)));
    }
    world.later(RateLimits::WITHIN);
    assert!(try_with(&world, EMAIL, PASSWORD).await.is_ok());
}

async fn wrong_passwords_that_come_at_once_are_no_more_than_those_that_come_in_turn(world: World) {
    world.maria().await;
    for email in [EMAIL, "nobody@b.example"] {
        let tries = (0..4 * RateLimits::PER_ACCOUNT).map(|_| try_with(&world, email, "wrong"));
        let answers = futures::future::join_all(tries).await;
        let (heard, waiting): (Vec<_>, Vec<_>) = answers
            .into_iter()
            .partition(|answer| matches!(answer, Err(SignInError::Refused)));
        assert_eq!(heard.len(), RateLimits::PER_ACCOUNT);
        assert!(
            waiting
                .iter()
                .all(|answer| matches!(answer, Err(SignInError::RateLimited)))
        );
    }
}
