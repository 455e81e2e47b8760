//! The record that the hospital's sign-in names becomes a new account's own, and no other record ever does.

use std::{collections::BTreeSet, sync::Arc};

use domain::{
    activation::ActivationStatus,
    audit::{AuditAction, Outcome},
    decision::Reason,
    language::Language,
    upstream::UpstreamClaims,
};
use futures::future::join_all;
use server::{
    config::Config,
    operations::{
        activation::finish_upstream::{EnrolError, FinishError, Finished},
        records::import_records::Import,
    },
};

use super::{back_as, back_with, linked, signed_in};
use crate::{
    on_every_database,
    operations::activation::{id, new},
    support::{World, samples::EMAIL},
};

on_every_database!(
    the_record_with_the_identifier_becomes_a_new_accounts_own,
    of_many_sign_ins_at_once_one_makes_the_account,
    an_identity_in_many_windows_at_once_opens_its_one_account,
    a_record_that_is_not_here_or_not_the_only_one_opens_nothing,
    a_record_that_is_taken_opens_nothing_and_its_history_says_so,
    an_address_is_where_mails_go_and_names_no_record,
    a_fhir_user_is_the_id_on_the_server_that_the_record_came_from,
    an_account_opens_no_more_once_the_hospital_names_another_record,
    without_the_claim_an_identity_waits_as_before
);

fn asking(mut world: World, claim: &str, system: Option<&str>) -> World {
    world.deps.config = Arc::new(Config {
        upstream_patient_claim: Some(claim.to_owned()),
        upstream_patient_system: system.map(str::to_owned),
        ..Config::default()
    });
    world
}

fn by_mrn(world: World) -> World {
    asking(world, "mrn", Some("urn:mrn"))
}

fn named(record: &str, email: Option<&str>) -> UpstreamClaims {
    UpstreamClaims {
        records: vec![record.to_owned()],
        email: email.map(|email| email.parse().unwrap()),
        language: Some(Language::Spanish),
        ..UpstreamClaims::default()
    }
}

const MAIL: Option<&str> = Some("bob@mail.example");

async fn last(world: &World) -> (AuditAction, Outcome, Vec<Reason>, Option<String>) {
    let events = world.store().read().events().page(0, 100).await.unwrap();
    let event = &events.last().unwrap().event;
    let subject = event.subject.as_ref().map(ToString::to_string);
    (event.action, event.outcome, event.reasons.clone(), subject)
}

fn refused(
    reason: Reason,
    subject: Option<&str>,
) -> (AuditAction, Outcome, Vec<Reason>, Option<String>) {
    let subject = subject.map(str::to_owned);
    let (action, outcome) = (AuditAction::AccountActivated, Outcome::Refused);
    (action, outcome, vec![reason], subject)
}

async fn the_record_with_the_identifier_becomes_a_new_accounts_own(world: World) {
    let world = by_mrn(world);
    world.record_of("bob", None, "12").await;
    world.record_of("eve", None, "13").await;
    world.marias_record().await;
    let account = signed_in(back_with(&world, "hospital-bob", named("12", MAIL)).await);
    assert_eq!(account.patient, Some(id("bob")));
    assert_eq!(account.name.as_str(), "bob Keller");
    assert_eq!((account.language, account.role), (Language::Spanish, None));
    // From now on it is the identity that opens it.
    let again = signed_in(back_as(&world, "hospital-bob", None).await.1);
    assert_eq!(again.id, account.id);
    let (waiting, opened) = (new("maria", None), named("4711", Some("m@mail.example")));
    world.make(waiting).await.unwrap();
    signed_in(back_with(&world, "hospital-maria", opened).await);
    let letters = world
        .store()
        .read()
        .activations()
        .of_patient(&id("maria"))
        .await
        .unwrap();
    assert_eq!(letters[0].status(world.now()), ActivationStatus::Withdrawn);
}

async fn of_many_sign_ins_at_once_one_makes_the_account(world: World) {
    let world = by_mrn(world);
    world.record_of("bob", None, "12").await;
    let all = (0..8).map(|n| {
        let world = &world;
        let email = format!("bob{n}@mail.example");
        async move { back_with(world, &format!("bob-{n}"), named("12", Some(&email))).await }
    });
    let all = join_all(all).await;
    let count = |fits: fn(&Result<Finished, FinishError>) -> bool| {
        all.iter().filter(|one| fits(one)).count()
    };
    assert_eq!(count(|one| matches!(one, Ok(Finished::SignedIn(_)))), 1);
    // The record was taken, and not the address: each had their own.
    assert_eq!(count(|one| matches!(one, Ok(Finished::Unlinked))), 7);
    assert_eq!(
        last(&world).await,
        refused(Reason::RecordTaken, Some("bob"))
    );
}

async fn an_identity_in_many_windows_at_once_opens_its_one_account(world: World) {
    let world = by_mrn(world);
    world.record_of("bob", None, "12").await;
    let all = (0..4).map(|_| back_with(&world, "hospital-bob", named("12", MAIL)));
    let opened = join_all(all).await.into_iter().map(signed_in);
    let accounts: BTreeSet<_> = opened.map(|person| person.id.to_string()).collect();
    assert_eq!(accounts.len(), 1);
}

async fn a_record_that_is_not_here_or_not_the_only_one_opens_nothing(world: World) {
    let world = by_mrn(world);
    for twin in ["bob", "bobby"] {
        world.record_of(twin, None, "12").await;
    }
    world.record_of("eve", None, "13").await;
    let two = UpstreamClaims {
        records: vec!["13".to_owned(), "12".to_owned()],
        ..named("13", MAIL)
    };
    // An id of a record is no identifier.
    for claims in [
        named("12", MAIL),
        named("99", MAIL),
        named("eve", MAIL),
        two,
    ] {
        let nothing = back_with(&world, "hospital-bob", claims).await;
        assert!(matches!(
            nothing,
            Err(FinishError::Enrol(EnrolError::Record(_)))
        ));
        assert_eq!(last(&world).await, refused(Reason::RecordUnknown, None));
    }
}

async fn a_record_that_is_taken_opens_nothing_and_its_history_says_so(world: World) {
    let world = by_mrn(world);
    world.record_of("maria", None, "4711").await;
    world.maria().await;
    let waits = back_with(&world, "somebody", named("4711", MAIL)).await;
    assert!(matches!(waits, Ok(Finished::Unlinked)));
    assert_eq!(
        last(&world).await,
        refused(Reason::RecordTaken, Some("maria"))
    );
}

async fn an_address_is_where_mails_go_and_names_no_record(world: World) {
    let world = by_mrn(world);
    world.maria().await;
    world.record_of("bob", None, "12").await;
    let taken = back_with(&world, "hospital-bob", named("12", Some(EMAIL))).await;
    assert!(matches!(taken, Ok(Finished::Unlinked)));
    assert_eq!(last(&world).await, refused(Reason::AddressUnfit, None));
    let without = back_with(&world, "hospital-bob", named("12", None)).await;
    assert!(matches!(
        without,
        Err(FinishError::Enrol(EnrolError::Nameless))
    ));
    assert_eq!(last(&world).await, refused(Reason::AddressUnfit, None));
}

/// Two servers have a patient of the same id.
async fn a_fhir_user_is_the_id_on_the_server_that_the_record_came_from(world: World) {
    let world = asking(world, "fhirUser", Some("https://east.example/fhir"));
    for (server, name) in [("east", "Bob East"), ("west", "Bob West")] {
        let record =
            format!(r#"{{"resourceType":"Patient","id":"bob","name":[{{"text":"{name}"}}]}}"#);
        let base = format!("https://{server}.example/fhir");
        let mut import = Import::new(&world.deps, world.ctx()).from_source(&base);
        import.text(server, &record).await.unwrap();
    }
    let west = named(
        "https://west.example/fhir/Patient/bob",
        Some("w@mail.example"),
    );
    let west = signed_in(back_with(&world, "west", west).await);
    assert_eq!(west.name.as_str(), "Bob West");
    let east = signed_in(back_with(&world, "east", named("Patient/bob", MAIL)).await);
    assert_eq!(east.name.as_str(), "Bob East");
    let elsewhere = named("https://north.example/fhir/Patient/bob", MAIL);
    let nothing = back_with(&world, "north", elsewhere).await;
    assert!(matches!(
        nothing,
        Err(FinishError::Enrol(EnrolError::Record(_)))
    ));
}

async fn an_account_opens_no_more_once_the_hospital_names_another_record(world: World) {
    let world = by_mrn(world);
    world.record_of("maria", None, "4711").await;
    world.record_of("bob", None, "12").await;
    let maria = linked(&world).await;
    for fits in [named("4711", None), named("not here", None)] {
        assert_eq!(
            signed_in(back_with(&world, "hospital-maria", fits).await).id,
            maria
        );
    }
    let claims = |records: &[&str]| UpstreamClaims {
        records: records.iter().map(|one| (*one).to_owned()).collect(),
        ..UpstreamClaims::default()
    };
    // Beside a value that says nothing, too.
    for other in [&["12"][..], &["12", "not here"], &["not here", "12"]] {
        let other = back_with(&world, "hospital-maria", claims(other)).await;
        assert!(matches!(other, Err(FinishError::OtherRecord)));
    }
    let (action, outcome, reasons, subject) = last(&world).await;
    assert_eq!((action, outcome), (AuditAction::SignIn, Outcome::Refused));
    assert_eq!(
        (reasons, subject.as_deref()),
        (vec![Reason::OtherPatient], Some("maria"))
    );
}

async fn without_the_claim_an_identity_waits_as_before(world: World) {
    let world = by_mrn(world);
    let claims = UpstreamClaims {
        records: Vec::new(),
        ..named("", MAIL)
    };
    let waits = back_with(&world, "somebody", claims).await;
    assert!(matches!(waits, Ok(Finished::Unlinked)));
}
