//! Who can stop or delay a recovery that waits.

use super::*;

on_every_database!(
    its_holder_stops_what_waits,
    a_key_that_is_younger_than_the_wait_delays_nothing
);

async fn its_holder_stops_what_waits(world: World) {
    let maria = with_passkey(&world).await;
    let attempt = begun(&world, EMAIL).await;
    let code = world.mailed_code().await.unwrap();
    typed(&world, &attempt, &code).await.unwrap();
    let waiting = find_waiting_recovery(&world.deps, &maria).await.unwrap();
    let stop = |action| {
        let proof = Proof {
            person: maria.id,
            action,
            assurance: Assurance {
                method: AuthenticationMethod::Passkey,
                authenticated_at: world.now(),
            },
        };
        let (deps, ctx, maria) = (&world.deps, world.ctx(), &maria);
        async move { stop_recovery(deps, ctx, maria, Some(&proof)).await }
    };
    let other = stop(ProofFor::MuteMails { recovery: None }).await;
    assert!(matches!(other, Err(StopRecoveryError::StepUpRequired)));
    stop(waiting.unwrap().proof_for()).await.unwrap();
    assert_eq!(
        outcomes(&world, AuditAction::RecoveryStopped).await,
        [Outcome::Refused, Outcome::Done]
    );
    assert_eq!(
        find_waiting_recovery(&world.deps, &maria).await.unwrap(),
        None
    );
    world.later(TimeDelta::hours(25));
    assert_eq!(
        find_recovery(&world.deps, &attempt).await.unwrap(),
        Step::Over
    );
    assert!(matches!(
        recovered(&world, &attempt, NEW).await,
        Err(RecoverError::Over)
    ));
    assert!(signed_in(&world, PASSWORD).await.is_ok());
}

async fn a_key_that_is_younger_than_the_wait_delays_nothing(world: World) {
    let maria = world.maria().await;
    let young = world.now() - Recovery::WAIT + TimeDelta::seconds(1);
    add_key(&world, &maria, young).await;
    let attempt = begun(&world, EMAIL).await;
    let code = world.mailed_code().await.unwrap();
    assert_eq!(
        typed(&world, &attempt, &code).await.unwrap(),
        Step::NewPassword
    );
}
