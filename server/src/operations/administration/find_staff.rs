//! Which member of staff does it? Named by the address of their account, which has a role.

use domain::{actor::Actor, person::Email};
use thiserror::Error;

use crate::operations::prelude::*;

/// Why nobody is found.
#[derive(Debug, Error)]
pub enum FindStaffError {
    /// No account has the address, it has no role, or it is locked.
    #[error("no member of staff has the address {0}")]
    NoStaff(String),
    /// The role does not look after accounts and records (rule 12).
    #[error("the role {0} does not do this")]
    RoleNotAllowed(&'static str),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Returns the member of staff with this address, if their role looks after accounts and records.
pub async fn find_staff(deps: &Deps, email: &Email) -> Result<Actor, FindStaffError> {
    let reader = deps.store.read();
    let mut found = reader.people().find_by_email(email).await?;
    if let Some((person, _)) = &found
        && reader.people().locked_at(person.id).await?.is_some()
    {
        found = None;
    }
    let staff = found.and_then(|(person, _)| Some((person.id, person.role?)));
    let none = || FindStaffError::NoStaff(email.to_string());
    let (person, role) = staff.ok_or_else(none)?;
    if !role.cares_for_accounts() {
        return Err(FindStaffError::RoleNotAllowed(role.key()));
    }
    Ok(Actor::Staff { person, role })
}
