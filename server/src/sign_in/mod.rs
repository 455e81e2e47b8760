//! Sign-in with the hospital's own provider: Sayso as an OpenID Connect relying party.
//!
//! | file | answers |
//! |---|---|
//! | `begin` | begins a sign-in: redirects to the provider, with a cookie for this browser |
//! | `callback` | the callback: whose identity is it, and which account is linked to it |
//! | `exchange_code` | exchanges the code for an ID token, and validates it |
//! | `claims` | what it says of the person beyond the identity |
//! | `logout` | where the provider signs people out too |
//! | `attempt_cookie` | the cookie that ties an attempt to the browser that began it |

pub mod attempt_cookie;
mod begin;
mod callback;
mod claims;
mod exchange_code;
mod exchange_error;
mod logout;

use axum::{
    Router,
    routing::{get, post},
};

pub use exchange_code::ANSWER;
pub use logout::logout_address;

use crate::state::AppState;

/// The CSRF check lies around these, so that no link and no other site can begin a sign-in.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route(app::paths::HOSPITAL_SIGN_IN, post(begin::begin))
        .route(ANSWER, get(callback::receive))
}
