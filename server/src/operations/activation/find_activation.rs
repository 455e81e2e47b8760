//! What the page of an open activation shows, and the challenge for the passkey that it may begin with.

use domain::{
    activation::Activation,
    name::PersonName,
    person::{Email, Person},
};
use thiserror::Error;

use crate::{
    operations::{
        credentials::webauthn_challenge::{Challenge, issue},
        prelude::*,
    },
    passkeys::PasskeyError,
    secret::Secret,
    store::CeremonyPurpose,
};

/// An activation that is open in this browser.
#[derive(Clone, Debug)]
pub struct OpenedActivation {
    /// The display name that the account will have.
    pub name: PersonName,
    /// The address that it will have; `None` if one has still to be typed.
    pub email: Option<Email>,
    /// For a passkey; `None` without an address, and where this server's address can have none.
    pub challenge: Option<Challenge>,
}

/// Why nothing is shown.
#[derive(Debug, Error)]
pub enum FindActivationError {
    /// This browser has no open activation.
    #[error("no activation is open in this browser")]
    NotOpen,
    /// The WebAuthn library could not make a challenge.
    #[error(transparent)]
    Passkey(#[from] PasskeyError),
    /// The store failed, and nothing took effect.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Returns the open activation of this browser, with a new WebAuthn challenge that belongs to it.
pub async fn find_activation(
    deps: &Deps,
    browser: &Secret,
) -> Result<OpenedActivation, FindActivationError> {
    let now = deps.clock.now();
    let reader = deps.store.read();
    let found = reader
        .activations()
        .find_by_browser(&browser.digest())
        .await?;
    let activation = found
        .filter(|found| found.require_open(now).is_ok())
        .ok_or(FindActivationError::NotOpen)?;
    let person = person_of(&activation, now);
    let challenge = match &person {
        Some(person) if deps.passkeys.are_possible() => {
            let start = deps.passkeys.start_registration(person, &[])?;
            let purpose = CeremonyPurpose::Activate {
                activation: activation.id,
            };
            let tx = deps.store.begin().await?;
            let challenge = issue(deps, &tx, purpose, start, now).await?;
            tx.commit().await?;
            Some(challenge)
        }
        _ => None,
    };
    Ok(OpenedActivation {
        email: person.map(|person| person.email),
        name: activation.name,
        challenge,
    })
}

/// The account that comes of it at `now`; `None` without an address that is theirs.
pub(super) fn person_of(activation: &Activation, now: domain::Timestamp) -> Option<Person> {
    use domain::activation::ActivationBasis;
    Some(Person {
        id: activation.person,
        email: activation.usable_address()?.clone(),
        name: activation.name.clone(),
        language: activation.language,
        patient: match activation.basis {
            ActivationBasis::Own => Some(activation.patient.clone()),
            ActivationBasis::Guardian => None,
        },
        role: None,
        created_at: now,
    })
}
