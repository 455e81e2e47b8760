//! How somebody signs in: where they are signed in now, and their password.

use std::fmt;

use domain::{Timestamp, assurance::AuthenticationMethod, device::Device, ids::SessionId};
use serde::{Deserialize, Serialize};

use super::{hospital::HospitalFacts, passkeys::KeyFacts, proof::RequiredProof};

/// One browser in which somebody is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    pub session: SessionId,
    pub device: Device,
    /// It is the one that asks.
    pub here: bool,
    pub since: Timestamp,
    pub method: AuthenticationMethod,
    pub last_used: Timestamp,
    /// When it was last shown to be them by a stronger proof.
    pub proved: Option<Timestamp>,
    /// It ends by itself then, however much it is used.
    pub ends: Timestamp,
}

/// Somebody wants to get into the account by mail alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingFacts {
    /// When that opens it.
    pub opens: Timestamp,
    /// For stopping it.
    pub proof: Option<RequiredProof>,
}

/// The page about how somebody signs in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecurityPage {
    pub email: String,
    /// The one that asks first, then the one that was used last.
    pub places: Vec<Place>,
    /// Somebody wants to get in by mail alone.
    pub waiting: Option<WaitingFacts>,
    pub keys: KeyFacts,
    /// The person chose that nothing but a passkey signs in.
    pub only_passkeys: bool,
    /// The hospital's own sign-in, where there is one.
    pub hospital: Option<HospitalFacts>,
}

/// The page on which a person lets nothing but passkeys sign in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignInChoicePage {
    /// What they chose.
    pub only_passkeys: bool,
    /// Whether there is a passkey of full worth, without which nothing can be chosen.
    pub possible: bool,
    pub proof: Option<RequiredProof>,
}

/// The page that sets a new password.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasswordPage {
    /// For the browser's own list of passwords.
    pub email: String,
    pub proof: Option<RequiredProof>,
}

/// What the form with a new password sends.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasswordForm {
    #[serde(default)]
    pub new_password: String,
}

impl fmt::Debug for PasswordForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordForm(…)")
    }
}
