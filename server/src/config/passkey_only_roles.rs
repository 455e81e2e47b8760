//! The setting that lets nothing but a passkey sign in staff of chosen roles: a list of their keys, in a file or in a
//! variable.

use domain::actor::StaffRole;
use serde::{Deserialize, Deserializer, Serialize};

use super::listed;

/// Roles whose people nothing but a passkey signs in, once they have one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PasskeyOnlyRoles(pub Vec<StaffRole>);

impl<'de> Deserialize<'de> for PasskeyOnlyRoles {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let known = StaffRole::ALL.iter().map(|role| role.key());
        listed::read(deserializer, "a role", StaffRole::from_key, known).map(Self)
    }
}
