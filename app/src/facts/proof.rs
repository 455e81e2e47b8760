//! Showing again who one is, for one action: what a page asks for, and what its form sends.

use std::fmt;

use domain::{Timestamp, ids::CeremonyId};
use serde::{Deserialize, Serialize};

/// The ways in which the person can show who they are for the action of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a way that is open or not, in any combination"
)]
pub struct RequiredProof {
    /// A question to their passkeys, for this action alone. `None` for somebody without one that is strong and old enough.
    pub passkey: Option<PasskeyChallenge>,
    /// Whether they have a passkey at all.
    pub has_passkey: bool,
    /// From when a passkey of theirs counts fully; `None` if one does, or if there is none.
    pub full_from: Option<Timestamp>,
    pub password: bool,
    /// Codes from paper, and from the mail where `mail` is there.
    pub code: bool,
    /// Such a code can be mailed.
    pub mail: bool,
}

impl RequiredProof {
    /// Nothing that this person has is enough.
    pub const fn has_no_way(&self) -> bool {
        self.passkey.is_none() && !self.has_other_way()
    }

    /// Something else than a passkey is enough.
    pub const fn has_other_way(&self) -> bool {
        self.password || self.code
    }
}

/// What the browser is to ask a passkey.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasskeyChallenge {
    pub ceremony: CeremonyId,
    /// `PublicKeyCredentialRequestOptionsJSON` or, for a new passkey, `PublicKeyCredentialCreationOptionsJSON`.
    pub options: String,
}

/// What the form sends along as proof. Empty where none was asked.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProofForm {
    #[serde(default)]
    pub password: String,
    #[serde(default)]
    pub code: String,
    /// Not empty: a code is to be mailed first.
    #[serde(default)]
    pub send_code: String,
    #[serde(default)]
    pub ceremony: String,
    /// `AuthenticationResponseJSON`.
    #[serde(default)]
    pub passkey: String,
}

impl fmt::Debug for ProofForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ProofForm(…)")
    }
}
