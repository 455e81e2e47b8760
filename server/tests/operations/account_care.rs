//! What staff do about somebody's account: each leaves evidence with who and why, tells the person, and says what goes on.

use axum::http::StatusCode;
use domain::{
    actor::{Actor, StaffRole},
    audit::AuditAction,
    language::Language,
    notice::NoticeKind,
    person::Person,
};
use server::{
    operations::{
        administration::{
            account_care::{AccountName, Care, CareError},
            add_person::{NewPerson, add_person},
            end_account_sessions::end_account_sessions,
            find_staff::{FindStaffError, find_staff},
            lock_account::{lock_account, unlock_account},
            reset_passkeys::reset_passkeys,
            show_account::show_account,
            stop_consent::{ConsentName, StopConsentError, stop_consent},
            stop_delegation::stop_delegation,
        },
        credentials::begin_recovery::begin_recovery,
        sign_in::{
            session_error::BeginSessionError,
            sign_in_with_passkey::PasskeySignInError,
            sign_in_with_password::{Credentials, SignInError, sign_in},
        },
    },
    passwords::Password,
};

use crate::{
    on_every_database,
    operations::{caregivers::count, people_pages::Browser},
    support::{
        World,
        caregivers::{DANIEL, usual},
        samples::{EMAIL, PASSWORD},
    },
};

const SAM: &str = "sam@hospital.example";

async fn staff(world: &World, email: &str, role: StaffRole) -> Person {
    let new = NewPerson {
        email: email.parse().unwrap(),
        name: "Sam Whitaker".parse().unwrap(),
        password: Password::new(PASSWORD.to_owned()),
        language: Language::English,
        patient: None,
        role: Some(role),
    };
    add_person(&world.deps, world.ctx(), new).await.unwrap()
}

/// Sam of the help desk does it.
async fn by_sam(world: &World) -> Care {
    staff(world, SAM, StaffRole::Support).await;
    Care {
        by: find_staff(&world.deps, &SAM.parse().unwrap())
            .await
            .unwrap(),
        reason: "the phone was stolen".parse().unwrap(),
    }
}

fn marias() -> AccountName {
    EMAIL.parse().unwrap()
}

async fn tries(world: &World) -> Result<(), SignInError> {
    let credentials = Credentials {
        email: EMAIL.to_owned(),
        password: PASSWORD.to_owned(),
    };
    sign_in(&world.deps, world.ctx(), credentials)
        .await
        .map(|_| ())
}

on_every_database!(
    a_lock_ends_sessions_and_sign_in_and_apps_go_on,
    no_key_signs_in_to_a_locked_account,
    signing_somebody_out_leaves_the_account_open,
    lost_passkeys_are_removed_and_what_rests_on_them_waits,
    one_app_is_stopped_for_one_patient_by_the_code_on_its_card,
    a_caregiver_is_ended_for_the_patient,
    only_staff_whose_role_it_is_do_this
);

async fn a_lock_ends_sessions_and_sign_in_and_apps_go_on(world: World) {
    let shared = world.shared().await;
    let care = by_sam(&world).await;
    let browser = Browser::of(&world, EMAIL).await;
    let ctx = world.ctx();
    let locked = lock_account(&world.deps, ctx, &marias(), &care)
        .await
        .unwrap();
    assert_eq!(locked.sessions, 1);
    assert_eq!(browser.get("/apps").await.status, StatusCode::FOUND);
    assert!(matches!(
        tries(&world).await,
        Err(SignInError::Begin(BeginSessionError::Locked))
    ));
    // Whoever asks for a way back is answered as ever, and no code is mailed.
    begin_recovery(&world.deps, world.ctx(), EMAIL)
        .await
        .unwrap();
    assert_eq!(world.mailed_code().await, None);
    let event = world.last_event(AuditAction::AccountLocked).await;
    assert_eq!(event.stated_reason, Some(care.reason.clone()));
    assert_eq!(
        (event.actor, event.account),
        (care.by.clone(), Some(shared.person.id))
    );
    assert_eq!(count(&world, AuditAction::SignIn).await, (1, 1));
    let shown = show_account(&world.deps, &marias()).await.unwrap();
    assert_eq!(shown.live_consents(world.now()).count(), 1);
    let again = lock_account(&world.deps, world.ctx(), &marias(), &care).await;
    assert!(matches!(again, Err(CareError::Already(_))));
    unlock_account(&world.deps, world.ctx(), &"maria".parse().unwrap(), &care)
        .await
        .unwrap_err();
    unlock_account(&world.deps, world.ctx(), &marias(), &care)
        .await
        .unwrap();
    tries(&world).await.unwrap();
    let told = [
        NoticeKind::AccountLocked.key(),
        NoticeKind::AccountUnlocked.key(),
    ];
    assert_eq!(world.told().await, told);
}

async fn no_key_signs_in_to_a_locked_account(world: World) {
    let maria = world.maria_at_home().await;
    let (mut key, _) = world.passkey(&maria).await;
    let care = by_sam(&world).await;
    lock_account(&world.deps, world.ctx(), &marias(), &care)
        .await
        .unwrap();
    let asked = world.asked_to_sign_in().await;
    let answer = key.answer(&asked.options, |_| {});
    let refused = world.sign_in_by_key(&asked, &answer).await;
    assert!(matches!(
        refused,
        Err(PasskeySignInError::Begin(BeginSessionError::Locked))
    ));
}

async fn signing_somebody_out_leaves_the_account_open(world: World) {
    world.maria().await;
    let care = by_sam(&world).await;
    let nothing = end_account_sessions(&world.deps, world.ctx(), &marias(), &care).await;
    assert!(matches!(nothing, Err(CareError::Already(_))));
    let browser = Browser::of(&world, EMAIL).await;
    let ended = end_account_sessions(&world.deps, world.ctx(), &marias(), &care).await;
    assert_eq!(ended.unwrap().1, 1);
    assert_eq!(browser.get("/apps").await.status, StatusCode::FOUND);
    tries(&world).await.unwrap();
    assert_eq!(world.told().await, [NoticeKind::SessionsEnded.key()]);
}

async fn lost_passkeys_are_removed_and_what_rests_on_them_waits(world: World) {
    let shared = world.shared().await;
    let maria = world.at_home(EMAIL).await;
    world.passkey(&maria).await;
    let care = by_sam(&world).await;
    let reset = reset_passkeys(&world.deps, world.ctx(), &marias(), &care)
        .await
        .unwrap();
    assert_eq!(reset.removed, 1);
    let reader = world.store().read();
    assert!(
        reader
            .passkeys()
            .list_of(shared.person.id)
            .await
            .unwrap()
            .is_empty()
    );
    assert!(
        reader
            .sessions()
            .list_of(shared.person.id)
            .await
            .unwrap()
            .is_empty()
    );
    let consent = reader
        .consents()
        .find(shared.consent.id)
        .await
        .unwrap()
        .unwrap();
    assert!(!consent.is_active(world.now()));
    let event = world.last_event(AuditAction::PasskeysReset).await;
    assert_eq!(event.actor, care.by);
    tries(&world).await.unwrap();
}

async fn one_app_is_stopped_for_one_patient_by_the_code_on_its_card(world: World) {
    world.small_record().await;
    let shared = world.shared().await;
    let care = by_sam(&world).await;
    let of = |code: String, record: &str| ConsentName::Code {
        code,
        record: record.parse().unwrap(),
    };
    let other = of("C-0000".to_owned(), "maria");
    let none = stop_consent(&world.deps, world.ctx(), &other, &care).await;
    assert!(matches!(none, Err(StopConsentError::NotFound)));
    let name = of(shared.consent.id.code().to_lowercase(), "maria");
    let stopped = stop_consent(&world.deps, world.ctx(), &name, &care)
        .await
        .unwrap();
    assert_eq!(stopped.id, shared.consent.id);
    let event = world.last_event(AuditAction::ConsentRevoked).await;
    assert_eq!(
        (event.actor, event.stated_reason),
        (care.by.clone(), Some(care.reason.clone()))
    );
    let grant = world
        .store()
        .read()
        .grants()
        .find(shared.grant.id)
        .await
        .unwrap()
        .unwrap();
    assert!(!grant.is_live());
    assert_eq!(world.told().await, [NoticeKind::ConsentEnded.key()]);
    let by_id = ConsentName::Id(shared.consent.id);
    let again = stop_consent(&world.deps, world.ctx(), &by_id, &care).await;
    assert!(matches!(again, Err(StopConsentError::Over)));
}

async fn a_caregiver_is_ended_for_the_patient(world: World) {
    let (maria, daniel) = (world.maria().await, world.daniel().await);
    let delegation = world.delegation_to(&maria, &daniel, usual()).await;
    let care = by_sam(&world).await;
    let ended = stop_delegation(&world.deps, world.ctx(), delegation.id, &care)
        .await
        .unwrap();
    assert!(!ended.delegation.is_live(world.now()));
    let event = world.last_event(AuditAction::DelegationEnded).await;
    assert_eq!(
        (event.actor, event.stated_reason),
        (care.by, Some(care.reason))
    );
    let told = world.told().await;
    let ended = told
        .iter()
        .filter(|kind| *kind == NoticeKind::DelegationEnded.key());
    assert_eq!(ended.count(), 2);
}

async fn only_staff_whose_role_it_is_do_this(world: World) {
    world.daniel().await;
    staff(&world, "rita@hospital.example", StaffRole::Researcher).await;
    let find = async |email: &str| find_staff(&world.deps, &email.parse().unwrap()).await;
    for nobody in [DANIEL, "nobody@hospital.example"] {
        assert!(
            matches!(find(nobody).await, Err(FindStaffError::NoStaff(_))),
            "{nobody}"
        );
    }
    let researcher = find("rita@hospital.example").await;
    assert!(matches!(
        researcher,
        Err(FindStaffError::RoleNotAllowed("researcher"))
    ));
    let sam = by_sam(&world).await;
    assert!(matches!(
        sam.by,
        Actor::Staff {
            role: StaffRole::Support,
            ..
        }
    ));
}
