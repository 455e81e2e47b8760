//! Where "Leave fast" ends a visit: a page that says nothing of us and goes on at once.

use axum::{extract::State, http::HeaderMap, response::IntoResponse};

use super::plain_page;
use crate::{http::language, state::Deps};

pub(super) async fn left(State(deps): State<Deps>, headers: HeaderMap) -> impl IntoResponse {
    plain_page::leading_to(&deps.config.leave_to, language::of(&headers))
}
