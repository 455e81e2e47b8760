//! An identity of the hospital and an account: added by its holder with a proof, one each, and taken away.

use chrono::TimeDelta;
use domain::{
    acr::{Acr, Demand},
    audit::{AuditAction, Outcome},
    proof::ProofFor,
    session::Session,
};
use server::operations::{
    activation::finish_upstream::{FinishError, Finished},
    connect::reach_demand::{Reach, reach_demand},
    sign_in::{
        find_session::find_session,
        link_upstream::{LinkError, link_upstream, waiting_link},
        unlink_upstream::{UnlinkError, linked_upstream, unlink_upstream},
    },
};

use super::{back_as, begun, bob, history, linked, proof, say_yes, with_provider};
use crate::{on_every_database, support::World};

on_every_database!(
    a_link_takes_the_browser_that_was_there_and_a_proof_for_this,
    what_waits_is_gone_after_ten_minutes,
    what_one_person_began_to_add_another_cannot_take,
    an_identity_has_one_account_and_an_account_one_identity,
    taken_away_it_opens_nothing_and_its_sessions_end,
    what_an_app_demands_is_in_reach_of_whoever_has_the_way
);

async fn a_link_takes_the_browser_that_was_there_and_a_proof_for_this(world: World) {
    let maria = world.maria().await.id;
    let (started, _) = back_as(&world, "hospital-maria", None).await;
    let (deps, ctx) = (&world.deps, world.ctx());
    let other = proof(&world, maria, ProofFor::ChangePassword);
    for proof in [None, Some(&other)] {
        let refused = link_upstream(deps, ctx, maria, &started.browser, proof).await;
        assert!(matches!(refused, Err(LinkError::StepUpRequired)));
    }
    let elsewhere = begun(&world, None).await;
    let refused = say_yes(&world, maria, &elsewhere.browser).await;
    assert!(matches!(refused, Err(LinkError::NothingWaits)));
    assert!(
        waiting_link(deps, maria, Some(&started.browser))
            .await
            .unwrap()
            .is_some()
    );
    assert!(say_yes(&world, maria, &started.browser).await.is_ok());
    let twice = say_yes(&world, maria, &started.browser).await;
    assert!(matches!(twice, Err(LinkError::NothingWaits)));
    assert_eq!(
        history(&world).await,
        [
            (AuditAction::UpstreamLinked, Outcome::Refused),
            (AuditAction::UpstreamLinked, Outcome::Refused),
            (AuditAction::UpstreamLinked, Outcome::Done),
        ]
    );
}

async fn what_waits_is_gone_after_ten_minutes(world: World) {
    let maria = world.maria().await.id;
    let (started, _) = back_as(&world, "hospital-maria", None).await;
    world.later(TimeDelta::minutes(10));
    assert!(
        waiting_link(&world.deps, maria, Some(&started.browser))
            .await
            .unwrap()
            .is_none()
    );
    assert!(matches!(
        say_yes(&world, maria, &started.browser).await,
        Err(LinkError::NothingWaits)
    ));
}

async fn what_one_person_began_to_add_another_cannot_take(world: World) {
    let (maria, bob) = (world.maria().await.id, bob(&world).await);
    let (started, _) = back_as(&world, "hospital-maria", Some(maria)).await;
    assert!(matches!(
        say_yes(&world, bob, &started.browser).await,
        Err(LinkError::NothingWaits)
    ));
}

async fn an_identity_has_one_account_and_an_account_one_identity(world: World) {
    let world = with_provider(world);
    let (maria, bob) = (linked(&world).await, bob(&world).await);
    let (_, taken) = back_as(&world, "hospital-maria", Some(bob)).await;
    assert!(matches!(taken, Err(FinishError::OtherAccount)));
    let (second, _) = back_as(&world, "hospital-maria-2", Some(maria)).await;
    assert!(matches!(
        say_yes(&world, maria, &second.browser).await,
        Err(LinkError::Taken)
    ));
    assert!(linked_upstream(&world.deps, bob).await.unwrap().is_none());
}

async fn taken_away_it_opens_nothing_and_its_sessions_end(world: World) {
    let world = with_provider(world);
    let maria = linked(&world).await;
    let (_, finished) = back_as(&world, "hospital-maria", None).await;
    let Ok(Finished::SignedIn(there)) = finished else {
        unreachable!("it is linked")
    };
    let (_, finished) = back_as(&world, "hospital-maria", None).await;
    let Ok(Finished::SignedIn(here)) = finished else {
        unreachable!("it is linked")
    };
    let (deps, ctx, session) = (&world.deps, world.ctx(), here.session.id);
    let without = unlink_upstream(deps, ctx, maria, session, None).await;
    assert!(matches!(without, Err(UnlinkError::StepUpRequired)));
    let proof = proof(&world, maria, ProofFor::UnlinkUpstream);
    unlink_upstream(deps, ctx, maria, session, Some(&proof))
        .await
        .unwrap();
    assert!(find_session(deps, &there.secret).await.unwrap().is_none());
    assert!(find_session(deps, &here.secret).await.unwrap().is_some());
    let (_, again) = back_as(&world, "hospital-maria", None).await;
    assert!(matches!(again, Ok(Finished::Unlinked)));
    let twice = unlink_upstream(deps, ctx, maria, session, Some(&proof)).await;
    assert!(matches!(twice, Err(UnlinkError::NotLinked)));
}

async fn what_an_app_demands_is_in_reach_of_whoever_has_the_way(world: World) {
    let world = with_provider(world);
    let home = world.maria_at_home().await;
    let maria = home.person.id;
    let assurance = proof(&world, maria, ProofFor::ChangePassword).assurance;
    let session = Session::begin(home.session, maria, assurance, world.now());
    let by_password = session.sign_in();
    let demands = |acr| Demand {
        acr: Some(acr),
        since: None,
    };
    let reach = async |acr| {
        reach_demand(&world.deps, maria, by_password, demands(acr))
            .await
            .unwrap()
    };
    assert_eq!(reach(Acr::Password).await, Reach::Met);
    assert_eq!(reach(Acr::Upstream).await, Reach::Never);
    assert_eq!(reach(Acr::PhishingResistant).await, Reach::Never);
    let (started, _) = back_as(&world, "hospital-maria", None).await;
    say_yes(&world, maria, &started.browser).await.unwrap();
    assert_eq!(reach(Acr::Upstream).await, Reach::BySignIn);
    // Who just came from there, and not strongly enough, would come so again.
    let weak = session.weak(true).sign_in();
    let again = reach_demand(&world.deps, maria, weak, demands(Acr::Upstream));
    assert_eq!(again.await.unwrap(), Reach::Never);
    assert_eq!(reach(Acr::PhishingResistant).await, Reach::Never);
    // A password let it in a moment ago.
    world.passkey(&home).await;
    assert_eq!(reach(Acr::PhishingResistant).await, Reach::Never);
    world.trusted_passkey(&home).await;
    assert_eq!(reach(Acr::PhishingResistant).await, Reach::ByProof);
}
