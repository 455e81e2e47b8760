//! Why does a member of staff do something? In their own words, as evidence keeps it.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Why a member of staff does something, in one line of their own words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StatedReason(String);

/// The text says no reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a reason is one line of 3 to {} letters", StatedReason::LONGEST)]
pub struct NoReason;

impl StatedReason {
    /// The longest reason, in characters.
    pub const LONGEST: usize = 200;

    /// Returns the text as it is stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::str::FromStr for StatedReason {
    type Err = NoReason;

    fn from_str(text: &str) -> Result<Self, NoReason> {
        let text = text.trim();
        let fits = (3..=Self::LONGEST).contains(&text.chars().count());
        let says =
            fits && text.chars().any(char::is_alphabetic) && !text.chars().any(char::is_control);
        says.then(|| Self(text.to_owned())).ok_or(NoReason)
    }
}
