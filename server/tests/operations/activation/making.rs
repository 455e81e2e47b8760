//! Which records can get an account, and which sentence is said of the others.

use chrono::TimeDelta;
use domain::{
    activation::{Activation, ActivationQuestion, TypedAnswer},
    audit::AuditAction,
};
use server::{
    config::Config,
    operations::activation::{
        find_record::FindRecordError, make_activation::MakeActivationError,
        open_activation::Presented,
    },
    secret::Digest,
    state::Deps,
    store::{ActivationKey, StoreError},
};

use super::{MARIAS, born, id, new};
use crate::{
    on_every_database,
    support::{World, caregivers::DANIEL, samples::EMAIL},
};

on_every_database!(
    a_record_gets_one_account_and_an_account_one_record,
    a_record_is_named_by_its_id_or_by_an_identifier_that_it_alone_carries,
    what_waits_stays_and_what_is_over_is_replaced,
    the_hospital_may_ask_for_the_postal_code
);

async fn refused(world: &World, record: &str, email: Option<&str>) -> MakeActivationError {
    world.make(new(record, email)).await.unwrap_err()
}

async fn a_record_gets_one_account_and_an_account_one_record(world: World) {
    world.marias_record().await;
    world.maria().await;
    world.daniel().await;
    world.record_of("bob", Some("1990-01-01"), "12").await;
    let has = refused(&world, "maria", Some(MARIAS)).await;
    assert!(matches!(has, MakeActivationError::HasAccount));
    for known in [EMAIL, DANIEL] {
        let taken = refused(&world, "bob", Some(known)).await;
        assert!(
            matches!(taken, MakeActivationError::AddressTaken),
            "{known}"
        );
    }
    world.record_of("eve", Some("1990-01-01"), "13").await;
    world.make(new("bob", Some(MARIAS))).await.unwrap();
    let waits = refused(&world, "eve", Some(MARIAS)).await;
    assert!(matches!(waits, MakeActivationError::Waiting(_)));
    // The schema holds it too, whoever writes.
    let tx = world.store().begin().await.unwrap();
    let waits = tx
        .activations()
        .of_patient(&id("bob"))
        .await
        .unwrap()
        .remove(0);
    let second = Activation {
        id: world.deps.new_id(world.now()),
        person: world.deps.new_id(world.now()),
        ..waits
    };
    let key = ActivationKey::Code(Digest::of(b"another code"));
    let twice = tx.activations().insert(&second, key).await;
    assert!(matches!(twice, Err(StoreError::Taken(_))));
}

async fn a_record_is_named_by_its_id_or_by_an_identifier_that_it_alone_carries(world: World) {
    world.marias_record().await;
    for (id, mrn) in [("bob", "12"), ("eve", "12")] {
        world.record_of(id, None, mrn).await;
    }
    let refused = async |record| refused(&world, record, None).await;
    assert!(matches!(
        refused("urn:mrn|12").await,
        MakeActivationError::Record(FindRecordError::Several)
    ));
    for nobodys in ["nobody", "urn:mrn|4712", "|4711"] {
        let none = refused(nobodys).await;
        let none = matches!(none, MakeActivationError::Record(FindRecordError::NoRecord));
        assert!(none, "{nobodys}");
    }
    let no_birthday = world.make(new("bob", None)).await.unwrap_err();
    assert!(matches!(no_birthday, MakeActivationError::NoAnswer));
    let made = world.make(new("urn:mrn|4711", None)).await.unwrap();
    assert_eq!(made.activation.patient.as_str(), "maria");
}

async fn what_waits_stays_and_what_is_over_is_replaced(world: World) {
    let code = world.letter_to_maria().await;
    let waits = refused(&world, "maria", None).await;
    assert!(matches!(waits, MakeActivationError::Waiting(_)));
    world.later(Activation::LASTS - TimeDelta::seconds(1));
    assert!(world.open(Presented::Code(&code), &born()).await.is_ok());
    world.later(TimeDelta::seconds(1));
    let other = world.make(new("maria", None)).await.unwrap().code.unwrap();
    // It was open in a browser until now.
    world.last_event(AuditAction::ActivationWithdrawn).await;
    assert!(world.open(Presented::Code(&code), &born()).await.is_err());
    assert!(world.open(Presented::Code(&other), &born()).await.is_ok());
}

async fn the_hospital_may_ask_for_the_postal_code(world: World) {
    let config = Config {
        activation_question: ActivationQuestion::PostalCode,
        ..Config::clone(&world.deps.config)
    };
    let deps = Deps {
        config: config.into(),
        ..world.deps.clone()
    };
    let world = World { deps, ..world };
    world.marias_record().await;
    // Whoever holds the envelope would read the answer on it.
    let letter = world.make(new("maria", None)).await;
    assert!(matches!(letter, Err(MakeActivationError::OnEnvelope)));
    world.make(new("maria", Some(EMAIL))).await.unwrap();
    let link = world.mailed_link().await;
    let typed = |code: &str| TypedAnswer {
        postal_code: code.to_owned(),
        ..born()
    };
    assert!(
        world
            .open(Presented::Link(&link), &typed("02138"))
            .await
            .is_err()
    );
    assert!(
        world
            .open(Presented::Link(&link), &typed(""))
            .await
            .is_err()
    );
    assert!(
        world
            .open(Presented::Link(&link), &typed("02139"))
            .await
            .is_ok()
    );
}
