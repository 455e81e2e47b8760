//! Making an account with what the hospital sent.

use std::fmt;

use domain::activation::ActivationQuestion;
use serde::{Deserialize, Serialize};

use super::proof::PasskeyChallenge;

/// The page that asks the hospital's question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivatePage {
    /// The secret of the link that led here; `None` for somebody with a letter.
    pub secret: Option<String>,
    pub question: ActivationQuestion,
}

/// What its form sends. What was not asked for is empty.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivateForm {
    #[serde(default)]
    pub secret: String,
    #[serde(default)]
    pub code: String,
    #[serde(default)]
    pub day: String,
    #[serde(default)]
    pub month: String,
    #[serde(default)]
    pub year: String,
    #[serde(default)]
    pub postal_code: String,
}

impl fmt::Debug for ActivateForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ActivateForm(…)")
    }
}

/// The page that begins the account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BeginAccountPage {
    /// Whose account it will be.
    pub name: String,
    /// `None` if one has still to be typed.
    pub email: Option<String>,
    /// `None` without an address, and where passkeys are not possible.
    pub passkey: Option<PasskeyChallenge>,
}
