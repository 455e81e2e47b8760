//! The hospital's own sign-in: the door to it, and whether it belongs to somebody's account.

use domain::Timestamp;
use serde::{Deserialize, Serialize};

use super::proof::RequiredProof;

/// The way to the hospital's own sign-in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HospitalDoor {
    /// As people call it.
    pub name: String,
}

/// Since when it opens an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Linked {
    pub since: Timestamp,
    pub last_used: Timestamp,
}

/// What stands about it on the page about how somebody signs in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HospitalFacts {
    pub name: String,
    pub linked: Option<Linked>,
}

/// How it stands with this account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// It does not belong to the account: off to the hospital first.
    Apart,
    /// The person was just there: does it belong to the account from now on?
    Waiting(Option<RequiredProof>),
    Linked(Linked, Option<RequiredProof>),
}

/// The page that adds it to an account, or takes it away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HospitalPage {
    pub door: HospitalDoor,
    pub email: String,
    pub standing: Standing,
}
