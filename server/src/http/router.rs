//! All routes in one place.

use axum::Router;

use crate::{authorization_server, portal, resource_server, state::AppState};

/// Everything that this server answers.
pub fn router(state: AppState) -> Router {
    Router::new()
        .merge(authorization_server::routes())
        .merge(resource_server::routes())
        .merge(portal::routes())
        .with_state(state)
}
