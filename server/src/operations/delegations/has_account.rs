//! Is there an account with this address? For whoever runs the server; nobody else is told.

use domain::person::Email;

use crate::operations::prelude::*;

/// Whether an account has the address.
pub async fn has_account(deps: &Deps, email: &Email) -> Result<bool, StoreError> {
    let reader = deps.store.read();
    Ok(reader.people().find_by_email(email).await?.is_some())
}
