//! What every operation takes and gives.

pub(super) use super::{context::Context, proof::Proof};
pub(super) use crate::{
    state::Deps,
    store::{StoreError, Tx},
};
