//! Who or what suspends consents, and why.

use domain::{actor::Actor, audit::StatedReason, consent::SuspensionCause};

/// Who or what suspends a consent, and why.
#[derive(Clone, Debug)]
pub(super) struct Suspension {
    pub(super) by: Actor,
    pub(super) cause: SuspensionCause,
    /// In the words of staff; `None` where it follows from something else.
    pub(super) reason: Option<StatedReason>,
}

impl Suspension {
    pub(super) const fn new(by: Actor, cause: SuspensionCause) -> Self {
        Self {
            by,
            cause,
            reason: None,
        }
    }
}
