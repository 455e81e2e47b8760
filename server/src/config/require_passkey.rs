//! The setting that asks a passkey for chosen actions: a list of their keys, in a file or in a variable.

use domain::proof::GuardedAction;
use serde::{Deserialize, Deserializer, Serialize};

use super::listed;

/// Actions that nothing but a passkey is enough for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RequirePasskey(pub Vec<GuardedAction>);

impl<'de> Deserialize<'de> for RequirePasskey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let known = GuardedAction::ALL.iter().map(|action| action.key());
        listed::read(deserializer, "an action", GuardedAction::from_key, known).map(Self)
    }
}
