//! Passkeys and paper codes: what a person has, and adding, naming and removing one.

use std::fmt;

use domain::{
    Timestamp,
    ids::{CeremonyId, ConsentId, DelegationId, PasskeyId},
};
use serde::{Deserialize, Serialize};

use super::proof::RequiredProof;

/// One passkey, as its holder knows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasskeyFacts {
    pub id: PasskeyId,
    pub name: String,
    /// What keeps it, if it says.
    pub kept_in: Option<String>,
    pub made: Timestamp,
    pub used: Option<Timestamp>,
    /// Until when it is worth no more than the proof that let it in.
    pub new_until: Option<Timestamp>,
    /// It proves nothing until its holder says that it is theirs.
    pub in_doubt: bool,
}

/// What a trust change put in doubt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct YoursPage {
    pub passkeys: Vec<PasskeyFacts>,
    /// With the names of the apps.
    pub apps: Vec<(ConsentId, String)>,
    /// With the names of the caregivers.
    pub caregivers: Vec<(DelegationId, String)>,
}

/// Codes on paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperFacts {
    pub made: Timestamp,
    pub left: u32,
}

/// What a person signs in and proves with, besides a password.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyFacts {
    /// Whether this server's address can have passkeys.
    pub possible: bool,
    pub passkeys: Vec<PasskeyFacts>,
    pub paper: Option<PaperFacts>,
    /// What the browser is told, so that it offers no key that is gone (`signalAllAcceptedCredentials`), as JSON.
    pub accepted: Option<String>,
}

/// Before a new passkey, or new paper codes: the proof.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProvePage {
    pub proof: Option<RequiredProof>,
}

/// The page of one passkey.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasskeyPage {
    pub passkey: PasskeyFacts,
    pub last: bool,
    /// For letting it work again, where it is in doubt.
    pub keeping: Option<RequiredProof>,
    /// For removing it, where it is not.
    pub proof: Option<RequiredProof>,
    /// For giving it full worth at once, where an older one can.
    pub vouching: Option<RequiredProof>,
}

/// New paper codes, once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodesPage {
    pub codes: Vec<String>,
}

/// A passkey that the browser made.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewPasskeyForm {
    pub ceremony: CeremonyId,
    #[serde(default)]
    pub name: String,
    /// `RegistrationResponseJSON`.
    #[serde(default)]
    pub credential: String,
}

/// A passkey that opened the door.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasskeySignInForm {
    pub ceremony: CeremonyId,
    /// `AuthenticationResponseJSON`.
    pub answer: String,
    pub next: String,
}

impl fmt::Debug for NewPasskeyForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NewPasskeyForm(…)")
    }
}

impl fmt::Debug for PasskeySignInForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasskeySignInForm(…)")
    }
}
