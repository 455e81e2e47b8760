//! Where somebody leaves us: fast, or to sign out at the hospital's provider too.

use app::paths;
use axum::{
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Response},
};

use super::plain_page;
use crate::{
    http::{language, redirect::see_other},
    sign_in::logout_address,
    state::Deps,
};

/// Where "Leave fast" ends a visit: a page that says nothing of us and goes on at once.
pub(super) async fn left(State(deps): State<Deps>, headers: HeaderMap) -> impl IntoResponse {
    plain_page::leading_to(&deps.config.leave_to, language::of(&headers))
}

/// Where somebody who came in by the provider is signed out there too.
pub(super) async fn sign_out_too(State(deps): State<Deps>, headers: HeaderMap) -> Response {
    let (Some(address), Some(provider)) = (logout_address(&deps).await, &deps.upstream) else {
        return see_other(&paths::SignIn::default().to_string(), &[]);
    };
    let language = language::of(&headers);
    plain_page::signing_out_at(&address, provider.name(), language).into_response()
}
