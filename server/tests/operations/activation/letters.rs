//! The code of a letter: whoever holds it shows first that the address is theirs, unless the hospital named one.

use chrono::TimeDelta;
use domain::{notice::NoticeKind, person::Email};
use server::{
    operations::{
        activation::{
            find_activation::find_activation,
            mail_activation::{MailActivationError, mail_activation},
            open_activation::Presented,
        },
        source_keys::renew_source_key,
    },
    secret::Digest,
    store::ActivationKey,
};

use super::{MARIAS, born, new};
use crate::{
    on_every_database,
    support::{World, caregivers::DANIEL},
};

fn marias() -> Email {
    MARIAS.parse().unwrap()
}

on_every_database!(
    a_letter_with_an_address_of_the_hospital_needs_no_mail,
    a_code_is_kept_under_a_key_and_works_on_after_the_key_changes,
    a_typed_address_counts_only_with_the_link_that_goes_there,
    an_address_that_has_an_account_is_answered_alike_and_its_holder_is_told
);

async fn a_letter_with_an_address_of_the_hospital_needs_no_mail(world: World) {
    world.marias_record().await;
    let mut letter = new("maria", Some(MARIAS));
    letter.by_letter = true;
    let code = world.make(letter).await.unwrap().code.unwrap();
    assert_eq!(code.len(), 14);
    let as_people_type = code.to_lowercase().replace('-', " ");
    let browser = world
        .open(Presented::Code(&as_people_type), &born())
        .await
        .unwrap();
    let begun = world.begin(&browser).await.unwrap();
    assert_eq!(begun.person.email, marias());
    assert_eq!(world.told().await, ["account-activated"]);
}

async fn a_code_is_kept_under_a_key_and_works_on_after_the_key_changes(world: World) {
    renew_source_key(&world.deps).await.unwrap();
    world.later(TimeDelta::days(29));
    let code = world.letter_to_maria().await;
    world.later(TimeDelta::days(2));
    renew_source_key(&world.deps).await.unwrap();
    let bare = code.replace('-', "");
    for known in [bare.clone(), format!("activation {bare}")] {
        let digest = ActivationKey::Code(Digest::of(known.as_bytes()));
        let tx = world.store().begin().await.unwrap();
        assert_eq!(tx.activations().lock(digest).await.unwrap(), None);
    }
    assert!(world.open(Presented::Code(&code), &born()).await.is_ok());
}

async fn a_typed_address_counts_only_with_the_link_that_goes_there(world: World) {
    let code = world.letter_to_maria().await;
    let browser = world.open(Presented::Code(&code), &born()).await.unwrap();
    let page = find_activation(&world.deps, &browser).await.unwrap();
    assert!(page.email.is_none() && page.challenge.is_none());
    assert!(world.begin(&browser).await.is_err());
    mail_activation(&world.deps, &browser, marias())
        .await
        .unwrap();
    // What was open is closed: nothing but the mail leads on.
    assert!(find_activation(&world.deps, &browser).await.is_err());
    world.later(TimeDelta::minutes(1));
    let again = world.open(Presented::Code(&code), &born()).await.unwrap();
    assert!(world.begin(&again).await.is_err());
    mail_activation(&world.deps, &again, "other@mail.example".parse().unwrap())
        .await
        .unwrap();
    let link = world.mailed_link().await;
    let there = world.open(Presented::Link(&link), &born()).await.unwrap();
    assert_eq!(
        world.begin(&there).await.unwrap().person.email.as_str(),
        "other@mail.example"
    );
}

async fn an_address_that_has_an_account_is_answered_alike_and_its_holder_is_told(world: World) {
    world.daniel().await;
    let code = world.letter_to_maria().await;
    let browser = world.open(Presented::Code(&code), &born()).await.unwrap();
    mail_activation(&world.deps, &browser, DANIEL.parse().unwrap())
        .await
        .unwrap();
    assert_eq!(world.told().await, [NoticeKind::AddressInUse.key()]);
    let closed = mail_activation(&world.deps, &browser, marias()).await;
    assert!(matches!(closed, Err(MailActivationError::NotOpen)));
}
