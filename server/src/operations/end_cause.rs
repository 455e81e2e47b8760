//! Why did a connection end, as the evidence says it?

use domain::{decision::Reason, grant::GrantEndCause};

/// What the evidence of the end of a grant says of its cause; `None` where the actor says it: who decided anew, or the client
/// itself.
pub(super) const fn why_ended(cause: GrantEndCause) -> Option<Reason> {
    match cause {
        GrantEndCause::Replayed => Some(Reason::TokenInvalid),
        GrantEndCause::ClientSuspended => Some(Reason::ClientSuspended),
        GrantEndCause::ConsentEnded | GrantEndCause::ReleasedByClient => None,
    }
}
