//! Is the evidence log still what was written?

use crate::{
    audit::{self, Verification},
    state::Deps,
    store::StoreError,
};

pub async fn verify_audit(deps: &Deps) -> Result<Verification, StoreError> {
    audit::verify(&deps.store.read()).await
}
