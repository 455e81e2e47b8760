//! The OAuth 2.0 authorization server and OpenID provider: clients request authorization, get tokens and revoke them
//! here.
//!
//! | file | answers |
//! |---|---|
//! | `authorize` | the authorization endpoint |
//! | `token` | the token endpoint: codes and refresh tokens |
//! | `introspect`, `revoke`, `userinfo` | what a token stands for; its revocation; the claims about the person |
//! | `addresses` | where the endpoints stand |
//! | `metadata`, `jwks` | what this server can do, and how its ID tokens are verified |
//! | `parameters`, `form_post` | how a request is read |
//! | `client_authentication`, `secret_attempts` | which client calls, and how often it may be wrong |
//! | `authorization_error`, `token_error` | error responses: one table each |

mod addresses;
mod authorization_error;
mod authorization_parameters;
mod authorize;
mod client_authentication;
mod error_page;
mod form_post;
mod id_token;
mod introspect;
mod jwks;
mod metadata;
mod never_stored;
mod parameters;
mod revoke;
mod secret_attempts;
mod token;
mod token_error;
mod token_response;
mod userinfo;

use axum::{
    Extension, Router,
    extract::DefaultBodyLimit,
    routing::{get, post},
};

use self::addresses::{AUTHORIZE, INTROSPECT, JWKS, REVOKE, TOKEN, USERINFO};
use crate::{http::cors, state::AppState};

/// Long scopes come by POST; nothing honest is longer than this.
const MAX_BODY_BYTES: usize = 64 * 1024;

pub fn routes(state: &AppState) -> Router<AppState> {
    // The path that RFC 8414 §3 and OpenID Connect Discovery §4 each define.
    let public = Router::new()
        .route(
            "/.well-known/oauth-authorization-server",
            get(metadata::server),
        )
        .route("/.well-known/openid-configuration", get(metadata::server))
        .route(
            "/fhir/.well-known/smart-configuration",
            get(metadata::smart),
        )
        .route(JWKS, get(jwks::published))
        .layer(cors::any_origin());
    let tokens = Router::new()
        .route(TOKEN, post(token::exchange))
        .route(INTROSPECT, post(introspect::answer))
        .route(REVOKE, post(revoke::accept))
        .route(USERINFO, get(userinfo::by_get).post(userinfo::by_post))
        .layer(Extension(secret_attempts::SecretAttempts::default()))
        .layer(cors::app_origins(&state.deps));
    Router::new()
        .route(AUTHORIZE, get(authorize::by_get).post(authorize::by_post))
        .merge(public)
        .merge(tokens)
        .layer(DefaultBodyLimit::max(MAX_BODY_BYTES))
}
