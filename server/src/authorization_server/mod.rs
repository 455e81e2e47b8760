//! The authorization server: issues tokens after consent.

use axum::Router;

use crate::state::AppState;

pub fn routes(_state: &AppState) -> Router<AppState> {
    Router::new()
}
