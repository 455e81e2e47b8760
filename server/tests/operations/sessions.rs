//! Where somebody is signed in: seen, ended, and never somebody else's.

use chrono::TimeDelta;
use domain::{
    assurance::{Assurance, AuthenticationMethod},
    audit::{AuditAction, Outcome},
    device::{Browser, Device, System},
};
use server::{
    context::Context,
    operations::sign_in::{
        end_sessions::{EndSessionError, end_other_sessions, end_session},
        find_session::find_session,
        list_sessions::list_sessions,
        rotate_session::rotate_session,
        sign_in_with_password::{Credentials, SignedIn, sign_in},
    },
    secret::Secret,
    store::AuditFilter,
};

use crate::{
    on_every_database,
    support::{
        World,
        samples::{EMAIL, PASSWORD, patient},
    },
};

const FIREFOX: Device = Device {
    browser: Some(Browser::Firefox),
    system: Some(System::Windows),
};

async fn signed_in(world: &World, ctx: Context) -> SignedIn {
    let credentials = Credentials {
        email: EMAIL.to_owned(),
        password: PASSWORD.to_owned(),
    };
    sign_in(&world.deps, ctx, credentials).await.unwrap()
}

async fn opens(world: &World, secret: &Secret) -> bool {
    let found = find_session(&world.deps, secret).await.unwrap();
    found.is_some()
}

async fn actions(world: &World) -> Vec<(AuditAction, Outcome)> {
    let filter = AuditFilter {
        limit: 20,
        ..AuditFilter::default()
    };
    let reader = world.store().read();
    let mut events = reader
        .events()
        .for_subject(&patient(), &filter)
        .await
        .unwrap();
    events.sort_by_key(|one| one.seq);
    let told = events
        .iter()
        .map(|one| (one.event.action, one.event.outcome));
    told.collect()
}

fn by(world: &World, method: AuthenticationMethod) -> Assurance {
    Assurance {
        method,
        authenticated_at: world.now(),
    }
}

on_every_database!(
    a_session_that_was_put_into_a_browser_ends_when_somebody_signs_in_there,
    a_wrong_password_leaves_the_session_of_the_browser_alone,
    every_proof_makes_the_cookie_new,
    the_list_names_each_device_that_is_still_signed_in,
    one_is_ended_or_all_others_and_it_is_written_down,
    nobody_touches_the_session_of_somebody_else
);

async fn a_session_that_was_put_into_a_browser_ends_when_somebody_signs_in_there(world: World) {
    world.maria().await;
    let planted = signed_in(&world, world.ctx()).await;
    let ctx = world.ctx().showing(Some(planted.secret.digest()));
    let own = signed_in(&world, ctx).await;
    assert!(own.secret != planted.secret && own.session.id != planted.session.id);
    assert!(!opens(&world, &planted.secret).await);
    assert!(opens(&world, &own.secret).await);
    let done = |action| (action, Outcome::Done);
    let told = [
        AuditAction::SignIn,
        AuditAction::SignOut,
        AuditAction::SignIn,
    ]
    .map(done);
    assert_eq!(actions(&world).await, told);
}

async fn a_wrong_password_leaves_the_session_of_the_browser_alone(world: World) {
    world.maria().await;
    let own = signed_in(&world, world.ctx()).await;
    let ctx = world.ctx().showing(Some(own.secret.digest()));
    let wrong = Credentials {
        email: EMAIL.to_owned(),
        password: "wrong".to_owned(),
    };
    assert!(sign_in(&world.deps, ctx, wrong).await.is_err());
    assert!(opens(&world, &own.secret).await);
}

async fn every_proof_makes_the_cookie_new(world: World) {
    let maria = world.maria().await;
    let own = signed_in(&world, world.ctx()).await;
    let (mut secret, mut strength) = (own.secret, AuthenticationMethod::Password);
    // Weaker than the sign-in, as strong, stronger, and twice the same.
    for method in [
        AuthenticationMethod::EmailCode,
        AuthenticationMethod::Password,
        AuthenticationMethod::Passkey,
        AuthenticationMethod::Passkey,
        AuthenticationMethod::RecoveryCode,
    ] {
        let proved = by(&world, method);
        let new = rotate_session(&world.deps, maria.id, own.session.id, proved).await;
        let new = new.unwrap().unwrap();
        assert!(!opens(&world, &secret).await, "{method:?}");
        let found = find_session(&world.deps, &new).await.unwrap().unwrap();
        strength = strength.max(method);
        assert_eq!(found.session.strength(), strength);
        // What counts for a first approval is the sign-in, not a proof that was for something else.
        assert_eq!(found.session.assurance, own.session.assurance);
        assert_eq!(found.session.id, own.session.id);
        secret = new;
    }
}

async fn the_list_names_each_device_that_is_still_signed_in(world: World) {
    let maria = world.maria().await;
    let first = signed_in(&world, world.ctx().on(FIREFOX)).await;
    world.later(TimeDelta::minutes(20));
    let second = signed_in(&world, world.ctx()).await;
    let listed = list_sessions(&world.deps, maria.id).await.unwrap();
    let seen: Vec<_> = listed.iter().map(|one| (one.id, one.device)).collect();
    assert_eq!(
        seen,
        [
            (second.session.id, Device::default()),
            (first.session.id, FIREFOX)
        ]
    );
    world.later(TimeDelta::minutes(15));
    let listed = list_sessions(&world.deps, maria.id).await.unwrap();
    assert_eq!(
        listed.iter().map(|one| one.id).collect::<Vec<_>>(),
        [second.session.id]
    );
}

async fn one_is_ended_or_all_others_and_it_is_written_down(world: World) {
    let maria = world.maria().await;
    let mut all = Vec::new();
    for _ in 0..4 {
        all.push(signed_in(&world, world.ctx()).await);
    }
    end_session(&world.deps, world.ctx(), &maria, all[1].session.id)
        .await
        .unwrap();
    assert!(!opens(&world, &all[1].secret).await);
    let again = end_session(&world.deps, world.ctx(), &maria, all[1].session.id).await;
    assert!(matches!(again, Err(EndSessionError::NotFound)));
    let here = all[0].session.id;
    assert_eq!(
        end_other_sessions(&world.deps, world.ctx(), &maria, here)
            .await
            .unwrap(),
        2
    );
    assert_eq!(
        end_other_sessions(&world.deps, world.ctx(), &maria, here)
            .await
            .unwrap(),
        0
    );
    assert!(opens(&world, &all[0].secret).await);
    let ended = actions(&world).await;
    let ended = ended
        .iter()
        .filter(|one| one.0 == AuditAction::SessionEnded)
        .count();
    assert_eq!(ended, 2);
}

async fn nobody_touches_the_session_of_somebody_else(world: World) {
    let maria = world.maria().await;
    let own = signed_in(&world, world.ctx()).await;
    let stranger = domain::person::Person {
        id: world.deps.new_id(world.now()),
        ..maria
    };
    let ended = end_session(&world.deps, world.ctx(), &stranger, own.session.id).await;
    assert!(matches!(ended, Err(EndSessionError::NotFound)));
    let proved = by(&world, AuthenticationMethod::Passkey);
    let turned = rotate_session(&world.deps, stranger.id, own.session.id, proved).await;
    assert!(turned.unwrap().is_none());
    assert!(opens(&world, &own.secret).await);
}
