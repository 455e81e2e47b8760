//! What becomes of a coded fact that no list holds?

use serde::{Deserialize, Serialize};

/// What is done with a code that no list and no class of the labelling holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum UnlistedCodes {
    /// Its words decide.
    #[default]
    Words,
    /// It is hidden: nothing passes by its words alone.
    Hide,
}
