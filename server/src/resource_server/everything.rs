//! `GET /fhir/Patient/{id}/$everything`.

use axum::{
    Extension,
    extract::{Path, RawQuery, State, rejection::PathRejection},
    http::{HeaderMap, header::CONTENT_TYPE},
    response::{IntoResponse, Response},
};
use domain::{
    catalogue::ResourceType,
    ids::{CorrelationId, PatientId, ResourceId},
};

use super::{
    bearer,
    bundle::{Entries, Link, searchset},
    notice::noticed,
    outcome::Problem,
    query, request,
};
use crate::{
    context::Context,
    operations::records::everything::{FoundEverything, read_everything},
    state::Deps,
};
use fhir::{
    FHIR_JSON,
    search::{Cursor, Everything, RecordName, write_query},
};

pub(super) async fn everything(
    State(deps): State<Deps>,
    Extension(correlation): Extension<CorrelationId>,
    path: Result<Path<(String, String)>, PathRejection>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let (resource, id) = request::of_record(path)?;
    if resource != ResourceType::Patient {
        return Err(Problem::NoSuchAddress);
    }
    let patient = PatientId::parse(id.as_str()).map_err(|_| Problem::BadId)?;
    let token = bearer::token(&deps, &headers)?;
    let pairs = query::pairs(query.unwrap_or_default().as_bytes())?;
    bearer::refuse_elsewhere(&pairs)?;
    request::require_json(&headers, &pairs)?;
    let asked = Everything::parse(&pairs, request::handling(&headers))?;
    let ctx = Context::new(correlation);
    let found = read_everything(&deps, ctx, &token, &patient, &asked)
        .await
        .map_err(|error| Problem::of(&error, resource, 's'))?;
    let bundle = written(&deps.config.fhir_base(), &patient, &asked, &found);
    let answer = ([(CONTENT_TYPE, FHIR_JSON)], bundle).into_response();
    Ok(noticed(answer, found.restricted))
}

fn written(base: &str, patient: &PatientId, asked: &Everything, found: &FoundEverything) -> String {
    let page = &found.page;
    let address = format!("{base}/Patient/{patient}/$everything");
    let link = |relation, after: Option<String>| {
        let applied = asked.applied.iter();
        let applied = applied.map(|(name, value)| (name.as_str(), value.as_str()));
        let place = after
            .iter()
            .map(|after| (Cursor::PARAMETER, after.as_str()));
        Link {
            relation,
            address: &address,
            query: write_query(applied.chain(place)),
        }
    };
    let here = asked.after.as_ref().map(RecordName::cursor);
    let next = page.records.last().filter(|_| page.has_next);
    let next = next.and_then(|last| {
        let id = ResourceId::parse(&*last.found.id).ok()?;
        let kind = last.kind;
        Some(RecordName { kind, id }.cursor())
    });
    let links = std::iter::once(link("self", here));
    let links: Vec<Link<'_>> = links
        .chain(next.map(|next| link("next", Some(next))))
        .collect();
    let entries = Entries {
        records: page
            .records
            .iter()
            .map(|one| (one.kind, &one.found, "match"))
            .collect(),
        total: page.total,
        restricted: found.restricted,
        more_included: false,
    };
    searchset(base, &links, &entries)
}
