//! Getting in and out, and the language of the pages.

use serde::{Deserialize, Serialize};

use super::hospital::HospitalDoor;

/// The sign-in page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignInPage {
    /// What was typed before, when the form came back.
    pub email: String,
    /// The path that sign-in leads to; checked to be one of ours.
    pub next: String,
    /// Whether an app's request waits behind the sign-in.
    pub app: Option<String>,
    pub hospital: Option<HospitalDoor>,
    /// The secret of the invitation that waits behind the sign-in.
    pub invitation: Option<String>,
}

/// Before somebody who was invited opens an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewAccountPage {
    pub secret: String,
    pub email: String,
    /// As the patient calls them.
    pub name: String,
    /// Who asks for help, by name.
    pub patient: String,
}

/// What the form that opens an account sends.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewAccountForm {
    pub secret: String,
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub new_password: String,
}

impl std::fmt::Debug for NewAccountForm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NewAccountForm(…)")
    }
}

/// What the sign-in form sends.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignInForm {
    #[serde(default)]
    pub email: String,
    #[serde(default)]
    pub password: String,
    #[serde(default)]
    pub next: String,
}

impl std::fmt::Debug for SignInForm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SignInForm")
            .field("next", &self.next)
            .finish_non_exhaustive()
    }
}
