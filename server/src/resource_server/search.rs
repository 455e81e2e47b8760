//! `GET /fhir/{Type}?…` and `POST /fhir/{Type}/_search`: the same search, sent in two ways (FHIR R4 §3.1.1.2).

use axum::{
    Extension,
    body::Bytes,
    extract::{Path, RawQuery, State, rejection::BytesRejection, rejection::PathRejection},
    http::{HeaderMap, header::CONTENT_TYPE},
    response::{IntoResponse, Response},
};
use domain::{catalogue::ResourceType, ids::CorrelationId};

use super::{bearer, bundle, notice::noticed, outcome::Problem, query, request};
use crate::{context::Context, operations::records::search_records::search_records, state::Deps};
use fhir::FHIR_JSON;
use fhir::search::{Pair, Search};

pub(super) async fn by_get(
    State(deps): State<Deps>,
    Extension(correlation): Extension<CorrelationId>,
    path: Result<Path<String>, PathRejection>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let resource = request::of_type(path)?;
    let asked = SearchRequest {
        resource,
        correlation,
        headers,
    };
    asked
        .answer(&deps, query.unwrap_or_default().as_bytes(), &[])
        .await
}

/// The parameters of the address and of the form count alike.
pub(super) async fn by_post(
    State(deps): State<Deps>,
    Extension(correlation): Extension<CorrelationId>,
    path: Result<Path<String>, PathRejection>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    let resource = request::of_type(path)?;
    let asked = SearchRequest {
        resource,
        correlation,
        headers,
    };
    bearer::token(&deps, &asked.headers)?;
    request::require_form(&asked.headers)?;
    let body = body.map_err(|_| Problem::TooLong)?;
    asked
        .answer(&deps, query.unwrap_or_default().as_bytes(), &body)
        .await
}

struct SearchRequest {
    resource: ResourceType,
    correlation: CorrelationId,
    headers: HeaderMap,
}

impl SearchRequest {
    async fn answer(&self, deps: &Deps, query: &[u8], form: &[u8]) -> Result<Response, Problem> {
        let token = bearer::token(deps, &self.headers)?;
        let mut pairs: Vec<Pair> = query::pairs(query)?;
        pairs.extend(query::pairs(form)?);
        bearer::refuse_elsewhere(&pairs)?;
        request::require_json(&self.headers, &pairs)?;
        let base = deps.config.fhir_base();
        let handling = request::handling(&self.headers);
        let search = Search::parse(self.resource, &pairs, handling, &base)?;
        let found = search_records(deps, Context::new(self.correlation), &token, &search)
            .await
            .map_err(|error| Problem::of(&error, self.resource, 's'))?;
        let bundle = bundle::of_search(&base, &search, &found);
        let answer = ([(CONTENT_TYPE, FHIR_JSON)], bundle).into_response();
        Ok(noticed(answer, found.restricted))
    }
}
