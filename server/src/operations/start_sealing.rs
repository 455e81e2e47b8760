//! Lets the evidence log be chained from now on, beside everything else.

use tokio::task::JoinHandle;

use crate::{audit, state::Deps};

pub fn start_sealing(deps: &Deps) -> JoinHandle<()> {
    audit::start_sealer(deps.store.clone())
}
