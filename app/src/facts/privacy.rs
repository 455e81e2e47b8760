//! The hospital's privacy notice, in one version and one language.

use domain::{Timestamp, language::Language, privacy::Block};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrivacyPage {
    pub version: u32,
    /// When this version was first shown.
    pub since: Timestamp,
    /// Whether it is the one that the other pages link to.
    pub in_use: bool,
    /// The language of the text; not the reader's where theirs is missing.
    pub language: Language,
    pub text: Vec<Block>,
    /// The other versions with their first moments, newest first.
    pub others: Vec<(u32, Timestamp)>,
}
