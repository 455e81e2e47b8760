//! The OAuth 2.0 and OpenID Connect side of the server: apps ask, get tokens and give them back here.
//!
//! | file | answers |
//! |---|---|
//! | `authorize` | may this app ask this, and where does its question go |
//! | `token` | a code or a refresh token for tokens |
//! | `introspect`, `revoke`, `userinfo` | what a token stands for, that it is given back, who signed in |
//! | `metadata`, `jwks` | what this server can do, and how its ID tokens are verified |
//! | `parameters`, `form_post`, `client_credentials` | how a request is read |
//! | `authorization_error`, `token_error` | what is said when it is refused: one table each |

mod authorization_error;
mod authorization_parameters;
mod authorize;
mod client_authentication;
mod cors;
mod error_page;
mod form_post;
mod id_token;
mod introspect;
mod jwks;
mod metadata;
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
    http::{HeaderValue, header},
    middleware,
    response::Response,
    routing::{get, post},
};

use crate::state::AppState;

pub const AUTHORIZE: &str = "/oauth/authorize";
pub const TOKEN: &str = "/oauth/token";
pub const INTROSPECT: &str = "/oauth/introspect";
pub const REVOKE: &str = "/oauth/revoke";
pub const USERINFO: &str = "/oauth/userinfo";
pub const JWKS: &str = "/oauth/jwks";

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
        .layer(middleware::from_fn(cors::any_origin));
    let tokens = Router::new()
        .route(TOKEN, post(token::exchange))
        .route(INTROSPECT, post(introspect::answer))
        .route(REVOKE, post(revoke::accept))
        .route(USERINFO, get(userinfo::answer).post(userinfo::answer))
        .layer(Extension(secret_attempts::SecretAttempts::default()))
        .layer(middleware::from_fn_with_state(
            state.clone(),
            cors::app_origins,
        ));
    Router::new()
        .route(AUTHORIZE, get(authorize::by_get).post(authorize::by_post))
        .merge(public)
        .merge(tokens)
        .layer(DefaultBodyLimit::max(MAX_BODY_BYTES))
}

/// RFC 6749 §5.1: answers around tokens are kept nowhere.
fn never_stored(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::PRAGMA, HeaderValue::from_static("no-cache"));
    response
}
