//! What somebody may want to do with a consent.

/// What somebody wants to do with a consent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConsentAction {
    /// Give it, or refuse to.
    Approve,
    /// Narrow, renew or confirm it.
    Change,
    Revoke,
}
