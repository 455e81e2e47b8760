//! A parent without an account gets one by the same way, and acts for the minor from then on.

use chrono::TimeDelta;
use domain::activation::ActivationBasis;
use server::operations::{
    acting::Acting,
    activation::{
        activate_account::{ActivateError, BeginAccountError},
        make_activation::NewActivation,
        open_activation::Presented,
    },
    records::view_records::{Wanted, view_records},
};

use super::{id, new, typed};
use crate::{on_every_database, support::World};

const NADIA: &str = "nadia@mail.example";

fn for_leo() -> NewActivation {
    NewActivation {
        basis: ActivationBasis::Guardian,
        name: Some("Nadia Rivera".parse().unwrap()),
        ..new("leo", Some(NADIA))
    }
}

/// Leo is six.
async fn leo(world: &World) -> String {
    let born = world.now().date_naive() - TimeDelta::days(365 * 6 + 40);
    world.record_of("leo", Some(&born.to_string()), "6").await;
    world.make(for_leo()).await.unwrap();
    born.to_string()
}

fn birthday(born: &str) -> domain::activation::TypedAnswer {
    let parts: Vec<&str> = born.split('-').collect();
    typed(parts[2], parts[1], parts[0])
}

on_every_database!(
    the_childs_birth_date_opens_an_account_without_a_record_that_acts_for_the_child,
    nobody_becomes_the_guardian_of_somebody_of_age
);

async fn the_childs_birth_date_opens_an_account_without_a_record_that_acts_for_the_child(
    world: World,
) {
    let born = leo(&world).await;
    let link = world.mailed_link().await;
    let browser = world
        .open(Presented::Link(&link), &birthday(&born))
        .await
        .unwrap();
    let nadia = world.begin(&browser).await.unwrap().person;
    assert_eq!(
        (nadia.name.as_str(), &nadia.patient),
        ("Nadia Rivera", &None)
    );
    let reader = world.store().read();
    let delegations = reader.delegations().of_subject(&id("leo")).await.unwrap();
    assert_eq!(delegations.len(), 1);
    assert_eq!(delegations[0].caregiver, nadia.id);
    let acting = Acting::for_another(delegations[0].clone());
    assert!(
        view_records(&world.deps, world.ctx(), &acting, None, &Wanted::default())
            .await
            .is_ok()
    );
    // Leo's own account is another matter.
    assert!(world.make(new("leo", None)).await.is_ok());
}

async fn nobody_becomes_the_guardian_of_somebody_of_age(world: World) {
    let born = leo(&world).await;
    let link = world.mailed_link().await;
    let older = world.now().date_naive() - TimeDelta::days(365 * 18 + 40);
    let browser = world
        .open(Presented::Link(&link), &birthday(&born))
        .await
        .unwrap();
    // A corrected birth date counts at once.
    world.record_of("leo", Some(&older.to_string()), "6").await;
    let error = world.begin(&browser).await.unwrap_err();
    assert!(matches!(
        error,
        ActivateError::Begin(BeginAccountError::Guardian(_))
    ));
    assert!(
        world
            .store()
            .read()
            .people()
            .find_by_email(&NADIA.parse().unwrap())
            .await
            .unwrap()
            .is_none()
    );
}
