//! Is what a page showed still what its form would store?

use app::facts::PortalError;

/// A yes is to what its page showed: what changed meanwhile, or was picked in another window, is restated first. Both are
/// digests ([`app::words::seen`]).
pub(super) fn require_shown(shown: &str, stored: &str) -> Result<(), PortalError> {
    let same = shown == stored;
    same.then_some(()).ok_or(PortalError::ChangedMeanwhile)
}
