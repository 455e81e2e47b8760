//! Getting back in without the usual way: an address, a code or two, and a new password.

use domain::recovery::Step;
use serde::{Deserialize, Serialize};

/// Where it starts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecoveryStart {
    /// What was typed before, here or when signing in.
    pub email: String,
}

/// How far this browser's attempt has got.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecoveryPage {
    pub step: Step,
}
