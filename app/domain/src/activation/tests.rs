//! When does an activation open, and for how long?

use uuid::Uuid;

use super::*;

const START: Timestamp = Timestamp::UNIX_EPOCH;

fn letter() -> Activation {
    Activation {
        id: ActivationId::from_uuid(Uuid::nil()),
        person: PersonId::from_uuid(Uuid::nil()),
        basis: ActivationBasis::Own,
        patient: PatientId::parse("maria").unwrap(),
        name: "Maria Keller".parse().unwrap(),
        address: None,
        language: Language::English,
        wrong_answers: 0,
        created_at: START,
        opened: None,
        state: ActivationState::Waiting,
    }
}

#[test]
fn it_waits_fourteen_days_and_for_five_wrong_answers() {
    let late = START + TimeDelta::days(14);
    assert_eq!(
        letter().status(late - TimeDelta::seconds(1)),
        ActivationStatus::Waiting
    );
    assert_eq!(letter().status(late), ActivationStatus::Expired);
    let four = (0..4).fold(letter(), |letter, _| letter.answered_wrong());
    assert_eq!(four.status(START), ActivationStatus::Waiting);
    assert_eq!(
        four.answered_wrong().status(START),
        ActivationStatus::Closed
    );
}

#[test]
fn it_is_used_once_and_only_while_it_is_open() {
    assert_eq!(letter().used(START), Err(ActivationError::NotOpened));
    let opened = letter().answered_right(OpenedBy::Code, START);
    let late = START + Activation::OPEN_FOR;
    assert_eq!(opened.clone().used(late), Err(ActivationError::NotOpened));
    let used = opened.used(late - TimeDelta::seconds(1)).unwrap();
    assert_eq!(used.status(START), ActivationStatus::Used);
    assert_eq!(used.require_waiting(START), Err(ActivationError::Over));
    assert_eq!(used.withdraw(START), Err(ActivationError::Over));
}

#[test]
fn a_typed_address_counts_only_with_the_link_that_went_there() {
    let email: Email = "maria@mail.example".parse().unwrap();
    let typed = letter()
        .answered_right(OpenedBy::Code, START)
        .with_typed_address(email.clone());
    assert_eq!(typed.require_open(START), Err(ActivationError::NotOpened));
    let by = |by| typed.clone().answered_right(by, START);
    assert_eq!(by(OpenedBy::Code).usable_address(), None);
    assert_eq!(by(OpenedBy::Link).usable_address(), Some(&email));
}
