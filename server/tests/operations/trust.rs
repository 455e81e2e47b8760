//! A new password, and what it does to everything that rested on the old one.

use domain::{
    assurance::{Assurance, AuthenticationMethod},
    audit::{AuditAction, Outcome},
    consent::{Consent, ConsentStatus},
    ids::ConsentId,
    password::WeakPassword,
    person::Person,
    proof::ProofFor,
};
use server::{
    operations::{
        acting::Acting,
        credentials::{
            change_password::{
                ChangePassword, ChangePasswordError, PasswordChanged, change_password,
            },
            verify_password::verify_password,
        },
        sign_in::{
            find_session::find_session,
            sign_in_with_password::{Credentials, SignInError, SignedIn, sign_in},
        },
    },
    passwords::Password,
    store::AuditFilter,
};

use crate::{
    on_every_database,
    support::{
        World,
        caregivers::{DANIEL, usual},
        samples::{BILL_HELPER, EMAIL, PASSWORD, SUGAR_COACH, patient},
    },
};

const NEW: &str = "four small words here";

async fn try_with(world: &World, password: &str) -> Result<SignedIn, SignInError> {
    let credentials = Credentials {
        email: EMAIL.to_owned(),
        password: password.to_owned(),
    };
    sign_in(&world.deps, world.ctx(), credentials).await
}

async fn change(
    world: &World,
    person: &Person,
    at: &SignedIn,
    action: ProofFor,
    new: &str,
) -> Result<PasswordChanged, ChangePasswordError> {
    let (deps, old) = (&world.deps, PASSWORD.to_owned());
    let proof = verify_password(deps, world.ctx(), person.id, action, old).await;
    let change = ChangePassword {
        new: Password::new(new.to_owned()),
        proof: proof.unwrap(),
        session: at.session.id,
    };
    change_password(deps, world.ctx(), person, change).await
}

async fn status(world: &World, consent: ConsentId) -> ConsentStatus {
    let found = world.store().read().consents().find(consent).await;
    found.unwrap().unwrap().status(world.now())
}

fn given_by(world: &World, method: AuthenticationMethod, consent: Consent) -> Consent {
    let assurance = Assurance {
        method,
        authenticated_at: world.now(),
    };
    Consent {
        assurance,
        ..consent
    }
}

on_every_database!(
    a_new_password_signs_out_all_others_and_gives_this_browser_a_new_cookie,
    a_new_password_needs_a_proof_for_it_and_must_not_be_easy,
    a_new_password_of_a_caregiver_holds_what_they_gave_and_nothing_of_the_patient,
    only_own_decisions_under_the_password_or_weaker_wait
);

async fn a_new_password_signs_out_all_others_and_gives_this_browser_a_new_cookie(world: World) {
    let maria = world.maria().await;
    let (here, other) = (
        try_with(&world, PASSWORD).await.unwrap(),
        try_with(&world, PASSWORD).await.unwrap(),
    );
    let changed = change(&world, &maria, &here, ProofFor::ChangePassword, NEW)
        .await
        .unwrap();
    for gone in [&here.secret, &other.secret] {
        assert!(find_session(&world.deps, gone).await.unwrap().is_none());
    }
    let cookie = changed.secret.unwrap();
    assert_eq!(
        find_session(&world.deps, &cookie)
            .await
            .unwrap()
            .unwrap()
            .session
            .id,
        here.session.id
    );
    assert!(matches!(
        try_with(&world, PASSWORD).await,
        Err(SignInError::Refused)
    ));
    assert!(try_with(&world, NEW).await.is_ok());
    assert_eq!(world.told().await, ["password-changed"]);
}

async fn a_new_password_needs_a_proof_for_it_and_must_not_be_easy(world: World) {
    let maria = world.maria().await;
    let here = try_with(&world, PASSWORD).await.unwrap();
    let other = change(&world, &maria, &here, ProofFor::AddPasskey, NEW).await;
    assert!(matches!(other, Err(ChangePasswordError::StepUpRequired)));
    for (weak, why) in [
        ("short", WeakPassword::TooShort),
        ("mariakeller!", WeakPassword::Guessable),
    ] {
        let refused = change(&world, &maria, &here, ProofFor::ChangePassword, weak).await;
        assert!(
            matches!(refused, Err(ChangePasswordError::Weak(told)) if told == why),
            "{weak}"
        );
    }
    assert!(try_with(&world, PASSWORD).await.is_ok());
    let filter = AuditFilter {
        limit: 20,
        ..AuditFilter::default()
    };
    let events = world
        .store()
        .read()
        .events()
        .for_subject(&patient(), &filter)
        .await
        .unwrap();
    let tried = events
        .iter()
        .filter(|one| one.event.action == AuditAction::PasswordChanged);
    assert_eq!(
        tried.map(|one| one.event.outcome).collect::<Vec<_>>(),
        [Outcome::Refused]
    );
}

async fn a_new_password_of_a_caregiver_holds_what_they_gave_and_nothing_of_the_patient(
    world: World,
) {
    let (maria, daniel) = (world.maria().await, world.daniel().await);
    let (coach, bills) = (world.app(SUGAR_COACH).await, world.app(BILL_HELPER).await);
    let delegation = world.delegation_to(&maria, &daniel, usual()).await;
    let own = world.decision(&maria, &coach);
    let helpers = Consent {
        grantor: Acting::for_another(delegation.clone()).actor(),
        ..world.decision(&maria, &bills)
    };
    for consent in [&own, &helpers] {
        world.give(consent).await;
    }
    let here = world.signed_in(DANIEL).await;
    let changed = change(&world, &daniel, &here, ProofFor::ChangePassword, NEW)
        .await
        .unwrap();
    assert_eq!(changed.held, 1);
    assert_eq!(status(&world, helpers.id).await, ConsentStatus::NeedsReview);
    assert_eq!(status(&world, own.id).await, ConsentStatus::Active);
    let filter = AuditFilter {
        limit: 20,
        ..AuditFilter::default()
    };
    let events = world
        .store()
        .read()
        .events()
        .for_subject(&patient(), &filter)
        .await
        .unwrap();
    let held = events
        .iter()
        .find(|one| one.event.action == AuditAction::ConsentSuspended)
        .unwrap();
    assert_eq!(held.event.actor, helpers.grantor);
    assert_eq!(held.event.delegation, Some(delegation.id));
}

async fn only_own_decisions_under_the_password_or_weaker_wait(world: World) {
    let maria = world.maria().await;
    let (coach, bills) = (world.app(SUGAR_COACH).await, world.app(BILL_HELPER).await);
    let weak = given_by(
        &world,
        AuthenticationMethod::EmailCode,
        world.decision(&maria, &coach),
    );
    let strong = given_by(
        &world,
        AuthenticationMethod::Passkey,
        world.decision(&maria, &bills),
    );
    let daniel = world.daniel().await;
    let delegation = world.delegation_to(&maria, &daniel, usual()).await;
    let helpers = Consent {
        purpose: bills.purposes[1],
        grantor: Acting::for_another(delegation).actor(),
        ..world.decision(&maria, &bills)
    };
    for consent in [&weak, &strong, &helpers] {
        world.give(consent).await;
    }
    let here = try_with(&world, PASSWORD).await.unwrap();
    let changed = change(&world, &maria, &here, ProofFor::ChangePassword, NEW)
        .await
        .unwrap();
    assert_eq!(changed.held, 1);
    assert_eq!(status(&world, weak.id).await, ConsentStatus::NeedsReview);
    assert_eq!(status(&world, strong.id).await, ConsentStatus::Active);
    assert_eq!(status(&world, helpers.id).await, ConsentStatus::Active);
    assert_eq!(
        world.told().await,
        [
            "consent-on-hold",
            "delegation-changed",
            "invitation-accepted",
            "invited",
            "password-changed",
        ]
    );
}
