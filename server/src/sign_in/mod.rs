//! Sign-in with the hospital's own provider: Sayso as an OpenID Connect relying party.
//!
//! | file | answers |
//! |---|---|
//! | `begin` | a form of ours was sent: off to the provider, with what only this browser can come back with |
//! | `answer` | the provider sent the browser back: who is it, and what does that open |
//! | `redeem` | a code for an ID token, and whether that token can be believed |
//! | `browser` | the cookie that ties an attempt to the browser that began it |

mod answer;
mod begin;
pub mod browser;
mod redeem;

use axum::{
    Router,
    routing::{get, post},
};

pub use redeem::ANSWER;

use crate::state::AppState;

/// The check against foreign posts lies around these, so that no link and no other site can begin a sign-in.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route(app::paths::HOSPITAL_SIGN_IN, post(begin::begin))
        .route(ANSWER, get(answer::receive))
}
