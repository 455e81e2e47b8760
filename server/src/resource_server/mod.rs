//! The resource server: guards and serves records over the FHIR R4 API.
//!
//! | file | answers |
//! |---|---|
//! | `bearer` | which token is presented, and how |
//! | `request` | what path, query and headers request |
//! | `read`, `search`, `everything` | one record; one page of matches; one page of all that is shared |
//! | `bundle` | a page as FHIR writes it, around the stored bytes |
//! | `notice` | the notice of 42 CFR part 2 on an answer |
//! | `conformance` | the CapabilityStatement |
//! | `outcome` | error responses: one table |

mod bearer;
mod bundle;
mod conformance;
mod everything;
mod notice;
mod outcome;
mod query;
mod read;
mod request;
mod search;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    routing::{get, post},
};
use tower_http::compression::CompressionLayer;

use self::outcome::Problem;
use crate::{http::cors, state::AppState};
use fhir::search::MAX_QUERY_BYTES;

pub fn routes(state: &AppState) -> Router<AppState> {
    let public = Router::new()
        .route("/fhir/metadata", get(conformance::metadata))
        .route("/fhir/metadata/", get(conformance::metadata))
        .method_not_allowed_fallback(method_not_allowed)
        .layer(packed())
        .layer(cors::any_origin());
    let records = Router::new()
        .route("/fhir/{type}", get(search::by_get))
        // A slash at the end is no other address: clients join paths in both ways.
        .route("/fhir/{type}/", get(search::by_get))
        .route("/fhir/{type}/_search", post(search::by_post))
        .route("/fhir/{type}/{id}", get(read::read))
        .route("/fhir/{type}/{id}/", get(read::read))
        .route(
            "/fhir/{type}/{id}/_history/{version}",
            get(read::read_version),
        )
        .route("/fhir/{type}/{id}/$everything", get(everything::everything))
        .route("/fhir//{*rest}", get(not_found))
        .route("/fhir", get(not_found))
        .route("/fhir/", get(not_found))
        .route("/fhir/{type}/{id}/{*rest}", get(not_found))
        .method_not_allowed_fallback(method_not_allowed)
        .layer(packed())
        .layer(DefaultBodyLimit::max(MAX_QUERY_BYTES))
        .layer(cors::app_origins(&state.deps));
    public.merge(records)
}

/// Answers are packed for whoever can unpack them. The secret of a request stands in a header that no page of others can
/// make a browser send, so the length of an answer tells nobody anything of it (BREACH).
fn packed() -> CompressionLayer {
    CompressionLayer::new()
}

async fn method_not_allowed() -> Problem {
    Problem::MethodNotAllowed
}

async fn not_found() -> Problem {
    Problem::NoSuchAddress
}
