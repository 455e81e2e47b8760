//! The portal: what the pages ask, answered by operations.

use axum::Router;

use crate::state::AppState;

pub fn routes(_state: &AppState) -> Router<AppState> {
    Router::new()
}
