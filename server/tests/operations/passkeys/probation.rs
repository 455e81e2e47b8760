//! A passkey that a weaker proof let in: what it is worth, for how long, and who can change that.

use std::sync::Arc;

use chrono::TimeDelta;
use domain::{
    acr::Acr,
    actor::StaffRole,
    assurance::AuthenticationMethod,
    audit::{AuditAction, Outcome},
    passkey::{Held, Means, Passkey},
    proof::{GuardedAction, ProofFor},
    recovery::Recovery,
};
use server::{
    config::{RequirePasskey, StaffSignIn},
    operations::{
        credentials::{
            begin_proof::begin_proof,
            begin_recovery::begin_recovery,
            check_recovery::check_recovery,
            prove_with_passkey::PasskeyProofError,
            stop_recovery::{StopRecoveryError, find_waiting_recovery, stop_recovery},
            vouch_for_passkey::{VouchError, proof_for_vouching, vouch_for_passkey},
        },
        notices::choose_mails::{ChooseMailsError, choose_mails, proof_for_muting, switchable},
        sign_in::{
            choose_sign_in::{ChooseSignInError, choose_sign_in},
            find_session::find_session,
            sign_in_with_passkey::PasskeySignInError,
            sign_in_with_password::{Credentials, SignInError, sign_in},
        },
    },
    secret::Secret,
};

use crate::{
    on_every_database,
    support::{
        World,
        samples::{EMAIL, PASSWORD, export},
    },
};

on_every_database!(
    a_key_is_worth_the_password_that_let_it_in_for_three_days,
    a_young_key_does_not_prove_what_only_a_passkey_proves,
    beside_a_passkey_a_young_one_proves_nothing,
    an_older_key_vouches_for_a_younger_one_and_no_other_proof_does,
    a_first_key_in_the_sign_in_that_made_the_account_has_full_worth,
    who_came_in_by_a_password_does_not_stop_the_holder_from_getting_back,
    turning_mails_off_takes_a_proof_and_turning_them_on_does_not,
    where_only_passkeys_sign_in_a_right_password_does_not,
    who_chose_passkeys_alone_and_staff_who_have_one_sign_in_by_nothing_else,
    a_role_counts_once_a_passkey_signed_in
);

async fn who_chose_passkeys_alone_and_staff_who_have_one_sign_in_by_nothing_else(world: World) {
    let mut world = world;
    let maria = world.maria_at_home().await;
    let by_password = async |world: &World| {
        let credentials = Credentials {
            email: EMAIL.to_owned(),
            password: PASSWORD.to_owned(),
        };
        sign_in(&world.deps, world.ctx(), credentials).await
    };
    let choose = async |world: &World, only, proof| {
        choose_sign_in(&world.deps, world.ctx(), &maria.person, only, &proof).await
    };
    let weak = world.password_proof(&maria, ProofFor::ChooseSignIn);
    let none = choose(&world, true, weak).await;
    assert!(matches!(none, Err(ChooseSignInError::NoPasskey)));
    let (mut key, _) = world.trusted_passkey(&maria).await;
    let wanted = ProofFor::ChooseSignIn;
    for only in [true, false] {
        let proof = world.proved_by(&maria, &mut key, wanted.clone()).await;
        choose(&world, only, proof.unwrap()).await.unwrap();
        assert_eq!(by_password(&world).await.is_err(), only);
    }
    let role = "update person set role = 'support'";
    world.database.execute(role).await.unwrap();
    let refused = by_password(&world).await;
    assert!(matches!(refused, Err(SignInError::PasskeyOnly)));
    let mut config = (*world.deps.config).clone();
    config.staff_sign_in = Some(StaffSignIn::Any);
    world.deps.config = Arc::new(config);
    assert!(by_password(&world).await.is_ok());
}

async fn a_role_counts_once_a_passkey_signed_in(world: World) {
    let maria = world.maria_at_home().await;
    let role = "update person set role = 'support'";
    world.database.execute(role).await.unwrap();
    let role_of = async |secret: &Secret| {
        let found = find_session(&world.deps, secret).await.unwrap();
        found.unwrap().person.role
    };
    let credentials = Credentials {
        email: EMAIL.to_owned(),
        password: PASSWORD.to_owned(),
    };
    let by_password = sign_in(&world.deps, world.ctx(), credentials)
        .await
        .unwrap();
    assert_eq!(role_of(&by_password.secret).await, None);
    // New staff: the first passkey came with the account.
    let (mut key, _) = world.passkey(&maria).await;
    let asked = world.asked_to_sign_in().await;
    let answer = key.answer(&asked.options, |_| {});
    let by_key = world.sign_in_by_key(&asked, &answer).await.unwrap();
    assert_eq!(role_of(&by_key.secret).await, Some(StaffRole::Support));
    assert_eq!(role_of(&by_password.secret).await, None);
}

async fn signs_in_as(world: &World, key: &mut super::Key) -> AuthenticationMethod {
    let asked = world.asked_to_sign_in().await;
    let answer = key.answer(&asked.options, |_| {});
    let signed_in = world.sign_in_by_key(&asked, &answer).await.unwrap();
    signed_in.session.assurance.method
}

fn guarding(world: &mut World, actions: &[GuardedAction]) {
    let mut config = (*world.deps.config).clone();
    config.require_passkey_for = Some(RequirePasskey(actions.to_vec()));
    world.deps.config = Arc::new(config);
}

async fn a_key_is_worth_the_password_that_let_it_in_for_three_days(world: World) {
    let maria = world.maria_at_home().await;
    let (mut key, _) = world.passkey(&maria).await;
    let proof = world.proved_by(&maria, &mut key, export()).await.unwrap();
    assert_eq!(proof.assurance.acr(), Acr::Password);
    world.later(Passkey::PROBATION - TimeDelta::seconds(1));
    let young = signs_in_as(&world, &mut key).await;
    assert_eq!(young, AuthenticationMethod::Password);
    world.later(TimeDelta::seconds(1));
    let full = signs_in_as(&world, &mut key).await;
    assert_eq!(full, AuthenticationMethod::Passkey);
}

async fn a_young_key_does_not_prove_what_only_a_passkey_proves(world: World) {
    let mut world = world;
    let maria = world.maria_at_home().await;
    let (mut key, passkey) = world.passkey(&maria).await;
    let asked = world.asked_to_prove(&maria, &export()).await;
    guarding(&mut world, &[GuardedAction::ExportRecord]);
    let answer = key.answer(&asked.options, |_| {});
    let refused = world.prove(&maria, export(), &asked, answer).await;
    assert!(matches!(refused, Err(PasskeyProofError::NotEnough)));
    let event = world.last_event(AuditAction::IdentityProved).await;
    assert_eq!(event.outcome, Outcome::Refused);
    let (deps, person) = (&world.deps, maria.person.id);
    let none = begin_proof(deps, person, maria.session, &export()).await;
    assert!(none.unwrap().is_none());
    let tx = world.store().begin().await.unwrap();
    tx.passkeys().save_vouched(passkey.id).await.unwrap();
    tx.commit().await.unwrap();
    assert!(world.proved_by(&maria, &mut key, export()).await.is_ok());
}

async fn beside_a_passkey_a_young_one_proves_nothing(world: World) {
    let maria = world.maria_at_home().await;
    let (mut young, _) = world.passkey(&maria).await;
    let (mut full, _) = world.trusted_passkey(&maria).await;
    let refused = world.proved_by(&maria, &mut young, export()).await;
    assert!(refused.is_err());
    assert!(world.proved_by(&maria, &mut full, export()).await.is_ok());
}

async fn an_older_key_vouches_for_a_younger_one_and_no_other_proof_does(world: World) {
    let maria = world.maria_at_home().await;
    let (mut older, _) = world.trusted_passkey(&maria).await;
    world.later(TimeDelta::minutes(1));
    let (mut key, passkey) = world.passkey(&maria).await;
    let action = proof_for_vouching(&passkey, world.now()).unwrap();
    let by_itself = world.proved_by(&maria, &mut key, action.clone()).await;
    assert!(by_itself.is_err());
    let password = world.password_proof(&maria, ProofFor::RemovePasskey(passkey.id));
    let vouch = async |proof| {
        vouch_for_passkey(&world.deps, world.ctx(), &maria.person, passkey.id, proof).await
    };
    assert!(matches!(
        vouch(&password).await,
        Err(VouchError::StepUpRequired)
    ));
    let proof = world.proved_by(&maria, &mut older, action).await.unwrap();
    vouch(&proof).await.unwrap();
    assert!(world.proved_by(&maria, &mut key, export()).await.is_ok());
    let event = world.last_event(AuditAction::PasskeyVouched).await;
    assert_eq!(event.outcome, Outcome::Done);
}

async fn a_first_key_in_the_sign_in_that_made_the_account_has_full_worth(world: World) {
    world.maria().await;
    // The sign-in that made the account began when it did.
    let holder = world.enters(EMAIL).await;
    let (mut first, _) = world.passkey(&holder).await;
    let proof = world.proved_by(&holder, &mut first, export()).await;
    let method = proof.unwrap().assurance.method;
    assert_eq!(method, AuthenticationMethod::Passkey);
    let (mut second, _) = world.passkey(&holder).await;
    assert!(
        world
            .proved_by(&holder, &mut second, export())
            .await
            .is_err()
    );
}

async fn who_came_in_by_a_password_does_not_stop_the_holder_from_getting_back(world: World) {
    let intruder = world.maria_at_home().await;
    world.trusted_passkey(&intruder).await;
    world.later(Recovery::WAIT + TimeDelta::seconds(1));
    let (mut young, passkey) = world.trusted_passkey(&intruder).await;
    let (deps, person) = (&world.deps, &intruder.person);
    let secret = begin_recovery(deps, world.ctx(), EMAIL).await.unwrap();
    let code = world.mailed_code().await.unwrap();
    check_recovery(deps, world.ctx(), &secret, &code)
        .await
        .unwrap();
    let waiting = find_waiting_recovery(deps, person).await.unwrap().unwrap();
    let nothing = stop_recovery(deps, world.ctx(), person, None).await;
    assert!(matches!(nothing, Err(StopRecoveryError::StepUpRequired)));
    let action = waiting.proof_for();
    let by_young = world.proved_by(&intruder, &mut young, action.clone()).await;
    assert!(by_young.is_err());
    for again in [action, proof_for_muting(deps, person).await.unwrap()] {
        assert!(!again.accepts_let_in_at(passkey.let_in_at));
        assert!(!again.accepts(Means::By(AuthenticationMethod::Password), Held::Full, &[]));
    }
}

async fn turning_mails_off_takes_a_proof_and_turning_them_on_does_not(world: World) {
    let maria = world.maria_at_home().await;
    let choose = async |wanted: Vec<_>, proof| {
        let wanted = wanted.into_iter().collect();
        choose_mails(&world.deps, world.ctx(), &maria.person, &wanted, proof).await
    };
    let refused = choose(Vec::new(), None).await;
    assert!(matches!(refused, Err(ChooseMailsError::StepUpRequired)));
    let proof = world.password_proof(&maria, ProofFor::MuteMails { recovery: None });
    choose(Vec::new(), Some(&proof)).await.unwrap();
    choose(switchable().collect(), None).await.unwrap();
    let event = world.last_event(AuditAction::MailsMuted).await;
    assert_eq!(event.outcome, Outcome::Done);
}

async fn where_only_passkeys_sign_in_a_right_password_does_not(world: World) {
    let mut world = world;
    let maria = world.maria_at_home().await;
    guarding(&mut world, &[GuardedAction::SignIn]);
    let by_password = async || {
        let credentials = Credentials {
            email: EMAIL.to_owned(),
            password: PASSWORD.to_owned(),
        };
        sign_in(&world.deps, world.ctx(), credentials).await
    };
    assert!(by_password().await.is_ok());
    let (mut young, _) = world.passkey(&maria).await;
    assert!(by_password().await.is_ok());
    let (mut full, _) = world.trusted_passkey(&maria).await;
    assert!(matches!(by_password().await, Err(SignInError::PasskeyOnly)));
    let event = world.last_event(AuditAction::SignIn).await;
    assert_eq!(event.outcome, Outcome::Refused);
    let asked = world.asked_to_sign_in().await;
    let answer = young.answer(&asked.options, |_| {});
    let refused = world.sign_in_by_key(&asked, &answer).await;
    assert!(matches!(refused, Err(PasskeySignInError::TooNew)));
    assert_eq!(
        signs_in_as(&world, &mut full).await,
        AuthenticationMethod::Passkey
    );
}
