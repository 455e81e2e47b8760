//! What is kept of the tokens that an app holds: never the token, only what it stands for.

mod access;
mod refresh;

pub use access::AccessToken;
pub use refresh::{RETRY_WITHIN, RefreshState, RefreshToken, Rotation};
