//! Showing again who one is, for one action: what a page asks for, and what its form sends.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The ways in which the person can show who they are for the action of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProofAsked {
    pub password: bool,
}

/// What the form sends along as proof. Empty where none was asked.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProofForm {
    #[serde(default)]
    pub password: String,
}

impl fmt::Debug for ProofForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ProofForm(…)")
    }
}
