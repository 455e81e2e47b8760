//! Passkeys and paper codes: what a person has, and adding, naming and removing one.

use std::fmt;

use domain::{
    Timestamp,
    ids::{CeremonyId, PasskeyId},
};
use serde::{Deserialize, Serialize};

use super::proof::ProofAsked;

/// One passkey, as its holder knows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasskeyFacts {
    pub id: PasskeyId,
    pub name: String,
    /// What keeps it, if it says.
    pub kept_in: Option<String>,
    pub made: Timestamp,
    pub used: Option<Timestamp>,
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
    pub proof: Option<ProofAsked>,
}

/// The page of one passkey.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasskeyPage {
    pub passkey: PasskeyFacts,
    pub last: bool,
    /// For removing it.
    pub proof: Option<ProofAsked>,
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
