//! What every handle of somebody who is signed in knows.

use crate::facts::Frame;

/// A handle that was given out for one request: session, person and unread count were looked up for it once.
pub trait Framed: Send + Sync {
    /// What surrounds the pages that this handle is asked for.
    fn frame(&self) -> &Frame;
}
