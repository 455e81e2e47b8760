//! What every operation takes and returns.

pub(in crate::operations) use super::proof::Proof;
pub(in crate::operations) use crate::{
    context::Context,
    state::Deps,
    store::{StoreError, Tx},
};
