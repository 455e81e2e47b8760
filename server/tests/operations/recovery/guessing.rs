//! Codes that are guessed, and mailboxes that somebody would fill.

use chrono::TimeDelta;
use domain::audit::{AuditAction, Outcome};
use server::{
    operations::credentials::{
        begin_recovery::{BeginRecoveryError, begin_recovery},
        check_recovery::CheckRecoveryError,
        recover_account::RecoverError,
    },
    rate_limits::RateLimits,
};

use super::{NEW, begun, guesses, outcomes, recovered, typed};
use crate::{
    on_every_database,
    support::{World, samples::EMAIL},
};

on_every_database!(
    after_five_wrong_codes_the_right_one_is_worth_nothing,
    a_mailed_code_is_of_one_browser_and_of_ten_minutes,
    nobody_can_fill_a_mailbox,
    nobody_can_fill_every_mailbox_from_one_address
);

async fn after_five_wrong_codes_the_right_one_is_worth_nothing(world: World) {
    world.maria().await;
    let attempt = begun(&world, EMAIL).await;
    guesses(&world, &attempt).await;
    let code = world.mailed_code().await.unwrap();
    assert!(matches!(
        typed(&world, &attempt, &code).await,
        Err(CheckRecoveryError::Over)
    ));
    assert!(matches!(
        recovered(&world, &attempt, NEW).await,
        Err(RecoverError::Over)
    ));
    assert_eq!(
        outcomes(&world, AuditAction::IdentityProved).await,
        [Outcome::Refused; 5]
    );
}

async fn a_mailed_code_is_of_one_browser_and_of_ten_minutes(world: World) {
    world.maria().await;
    let other = begun(&world, EMAIL).await;
    let of_other = world.mailed_code().await.unwrap();
    world.later(TimeDelta::seconds(1));
    let attempt = begun(&world, EMAIL).await;
    let code = world.mailed_code().await.unwrap();
    assert_ne!(code, of_other);
    assert!(matches!(
        typed(&world, &attempt, &of_other).await,
        Err(CheckRecoveryError::Wrong)
    ));
    world.later(TimeDelta::minutes(10));
    for late in [&attempt, &other] {
        assert!(matches!(
            typed(&world, late, &code).await,
            Err(CheckRecoveryError::Over)
        ));
    }
}

async fn nobody_can_fill_a_mailbox(world: World) {
    world.maria().await;
    for email in [EMAIL, "nobody@b.example"] {
        let mut sent = 0;
        while begin_recovery(&world.deps, world.ctx(), email)
            .await
            .is_ok()
        {
            sent += 1;
        }
        assert_eq!(sent, RateLimits::MAILS);
        let refused = begin_recovery(&world.deps, world.ctx(), email).await;
        assert!(matches!(refused, Err(BeginRecoveryError::RateLimited)));
    }
}

async fn nobody_can_fill_every_mailbox_from_one_address(world: World) {
    world.maria().await;
    let begin = async |last: u8, email: &str| {
        let ctx = world.ctx().from(Some([192, 0, 2, last].into()));
        begin_recovery(&world.deps, ctx, email).await
    };
    // The last one has to wait a little.
    for account in 0..=RateLimits::RECOVERIES {
        begin(1, &format!("nobody{account}@b.example"))
            .await
            .unwrap();
    }
    assert!(matches!(
        begin(1, EMAIL).await,
        Err(BeginRecoveryError::RateLimited)
    ));
    assert_eq!(world.mailed_code().await, None);
    begin(2, EMAIL).await.unwrap();
    world.later(RateLimits::WITHIN);
    begin(1, EMAIL).await.unwrap();
}
