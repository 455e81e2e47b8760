//! `GET /fhir/{Type}/{id}`, and the same in one version.

use axum::{
    Extension,
    extract::{Path, RawQuery, State, rejection::PathRejection},
    http::{
        HeaderMap, HeaderValue, StatusCode,
        header::{
            ACCEPT, CONTENT_DISPOSITION, CONTENT_TYPE, ETAG, IF_NONE_MATCH, LAST_MODIFIED, VARY,
        },
    },
    response::{IntoResponse, Response},
};
use chrono::DateTime;
use domain::{
    catalogue::ResourceType,
    ids::{CorrelationId, ResourceId},
};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::{bearer, notice::noticed, outcome::Problem, query, request};
use crate::{
    context::Context,
    operations::records::read_record::{Identity, Match, Served, Which, read_record},
    state::Deps,
};
use fhir::{
    FHIR_JSON,
    binary::{self, Content},
};

pub(super) async fn read(
    State(deps): State<Deps>,
    Extension(correlation): Extension<CorrelationId>,
    path: Result<Path<(String, String)>, PathRejection>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let asked = request::of_record(path)?;
    let query = query.unwrap_or_default();
    answer(&deps, correlation, (asked, None), (&query, &headers)).await
}

/// `GET /fhir/{Type}/{id}/_history/{version}` (FHIR R4 §3.1.0.2): the version in force is kept, and no other.
pub(super) async fn read_version(
    State(deps): State<Deps>,
    Extension(correlation): Extension<CorrelationId>,
    path: Result<Path<(String, String, String)>, PathRejection>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let (asked, version) = request::of_version(path)?;
    let query = query.unwrap_or_default();
    let asked = (asked, Some(version));
    answer(&deps, correlation, asked, (&query, &headers)).await
}

async fn answer(
    deps: &Deps,
    correlation: CorrelationId,
    ((resource, id), version): ((ResourceType, ResourceId), Option<ResourceId>),
    (query, headers): (&str, &HeaderMap),
) -> Result<Response, Problem> {
    let token = bearer::token(deps, headers)?;
    let pairs = query::pairs(query.as_bytes())?;
    bearer::refuse_elsewhere(&pairs)?;
    let wants_content = request::wants_content(resource, headers, &pairs);
    if !wants_content {
        request::require_json(headers, &pairs)?;
    }
    let which = Which {
        resource,
        id,
        version,
    };
    match read_record(deps, Context::new(correlation), &token, which).await {
        Ok(Served::Record { found, restricted }) => {
            let tag = tag(&found);
            let known = is_known(headers, &tag);
            let mut answer = record(&found, &tag, known, wants_content)?;
            if resource == ResourceType::Binary {
                answer.headers_mut().append(VARY, ACCEPT.into());
            }
            Ok(noticed(answer, restricted))
        }
        Ok(Served::IdentityOnly(who)) => Ok(identity(&who)),
        Err(error) => Err(Problem::of(&error, resource, 'r')),
    }
}

/// What stands in the `ETag`. What is served of one version hangs on what is shared beside it, since references to the rest
/// are withheld: so the tag is also about what is served.
fn tag(found: &Match) -> String {
    let digest = Sha256::digest(found.body.as_bytes());
    format!("{}-{digest:x}", found.version())
}

/// Whether the app says by its tag that it has what would be sent (FHIR R4 §3.1.0.1.6, RFC 9110 §13.1.2). A date does not
/// count: it cannot tell that a consent changed, and with it what is left out.
fn is_known(headers: &HeaderMap, ours: &str) -> bool {
    let tags = headers.get(IF_NONE_MATCH);
    let Some(tags) = tags.and_then(|tags| tags.to_str().ok()) else {
        return false;
    };
    let weak = |tag: &str| tag.trim().trim_start_matches("W/").trim_matches('"') == ours;
    tags.trim() == "*" || tags.split(',').any(weak)
}

/// The record, or nothing but its headers where the app has it.
fn record(found: &Match, tag: &str, known: bool, wants_content: bool) -> Result<Response, Problem> {
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else if wants_content {
        content(&found.body).ok_or(Problem::NotAcceptable)?
    } else {
        ([(CONTENT_TYPE, FHIR_JSON)], found.body.clone()).into_response()
    };
    let headers = response.headers_mut();
    // FHIR R4 §3.1.0.1.5: weak, because the same content may be written differently.
    if let Ok(tag) = HeaderValue::try_from(format!("W/\"{tag}\"")) {
        headers.insert(ETAG, tag);
    }
    let modified = DateTime::from_timestamp_millis(found.last_updated)
        .map(|at| at.format("%a, %d %b %Y %H:%M:%S GMT").to_string());
    if let Some(Ok(modified)) = modified.map(HeaderValue::try_from) {
        headers.insert(LAST_MODIFIED, modified);
    }
    Ok(response)
}

/// The content of a Binary under the media type that its sender named. It is never shown in a page of ours.
fn content(body: &str) -> Option<Response> {
    let Content { media_type, data } = binary::content(body)?;
    let media_type = HeaderValue::try_from(media_type).ok()?;
    let attachment = HeaderValue::from_static("attachment");
    let headers = [
        (CONTENT_TYPE, media_type),
        (CONTENT_DISPOSITION, attachment),
    ];
    Some((headers, data).into_response())
}

/// A resource with the id of the person who uses the app, and the rest left out (FHIR R4 §3.1.1.4.13.1 `SUBSETTED`).
fn identity(who: &Identity) -> Response {
    let tag = json!({
        "system": "http://terminology.hl7.org/CodeSystem/v3-ObservationValue",
        "code": "SUBSETTED",
    });
    let body = match who {
        Identity::Patient(patient) => json!({
            "resourceType": "Patient",
            "id": patient.as_str(),
            "meta": { "tag": [tag] },
        }),
        Identity::RelatedPerson { id, of } => json!({
            "resourceType": "RelatedPerson",
            "id": id.as_str(),
            "meta": { "tag": [tag] },
            "patient": { "reference": format!("Patient/{of}") },
        }),
    };
    ([(CONTENT_TYPE, FHIR_JSON)], body.to_string()).into_response()
}
