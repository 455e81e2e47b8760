//! The copy of a record: the one form of the pages that is answered with a file, for programs or for people.

use app::{
    facts::{PortalError, proof::ProofForm},
    paths,
    session::patient::PatientSession,
};
use axum::{
    Form,
    body::{Body, Bytes},
    extract::{State, rejection::FormRejection},
    http::{HeaderValue, header, request::Parts},
    response::{IntoResponse, Response},
};
use chrono::NaiveDate;
use futures::{Stream, StreamExt, TryStreamExt, stream};
use serde::Deserialize;

use super::{forms, visitor::Visitors};
use crate::{
    http::redirect::see_other,
    operations::records::export_record::{ExportError, RecordCopy, StoredBody},
    state::{AppState, Deps},
};
use fhir::{FHIR_JSON, redisclosure::meta_of_bundle};

const READABLE: &str = "text/html; charset=utf-8";

/// What the form sends.
#[derive(Deserialize)]
pub(super) struct CopyForm {
    /// Under which delegation the page was made; empty for one's own record.
    #[serde(default)]
    acting: String,
    #[serde(default, rename = "as")]
    wanted: Wanted,
    #[serde(flatten)]
    proof: ProofForm,
}

/// What the copy is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Wanted {
    /// A FHIR file, for programs.
    #[default]
    File,
    /// A page, for people.
    Page,
}

pub(super) async fn save_copy(
    State(state): State<AppState>,
    parts: Parts,
    form: Result<Form<CopyForm>, FormRejection>,
) -> Response {
    let Ok(Form(form)) = form else {
        return forms::problem(&parts.headers, PortalError::UnreadableForm);
    };
    let visitors = Visitors::new(state.deps.clone());
    let record = match visitors.open_record(&parts).await {
        Ok(record) => record,
        Err(PortalError::SignInFirst) => {
            let next = paths::CopyRecord.to_string();
            return see_other(&paths::SignIn { next }.to_string(), &[]);
        }
        Err(PortalError::NotFound) => return see_other(&paths::People.to_string(), &[]),
        Err(problem) => return forms::problem(&parts.headers, problem),
    };
    let now = record.acting().map(|delegation| delegation.to_string());
    if now.unwrap_or_default() != form.acting {
        return back(PortalError::ChangedMeanwhile, None);
    }
    let (proof, cookie) = match record.prove_for_copy(&form.proof).await {
        Ok(proved) => proved,
        Err(problem @ PortalError::NotFound) => return forms::problem(&parts.headers, problem),
        Err(problem) => return back(problem, None),
    };
    let copy = match record.save_copy(&proof).await {
        Ok(copy) => copy,
        Err(problem) => return back(problem, cookie),
    };
    match form.wanted {
        Wanted::File => file(state.deps, copy, cookie),
        Wanted::Page => match record.readable(copy).await {
            Ok(page) => saved(page.into(), READABLE, &state.deps, "html", cookie),
            Err(problem) => back(problem, cookie),
        },
    }
}

/// To the page, which says what was wrong. A session that rose by the proof goes on under its new cookie all the same.
fn back(problem: PortalError, cookie: Option<String>) -> Response {
    let cookies: Vec<String> = cookie.into_iter().collect();
    see_other(&paths::with_problem(&paths::CopyRecord, problem), &cookies)
}

fn file(deps: Deps, copy: RecordCopy, cookie: Option<String>) -> Response {
    let body = Body::from_stream(bundle(deps.clone(), copy));
    saved(body, FHIR_JSON, &deps, "json", cookie)
}

/// A file that the browser saves, whatever is in it.
fn saved(
    body: Body,
    kind: &'static str,
    deps: &Deps,
    ending: &str,
    cookie: Option<String>,
) -> Response {
    let now = deps.clock.now();
    let name = file_name(deps.config.time_zone.zone(now).day(now), ending);
    let mut response = body.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    for (header, value) in [
        (header::CONTENT_DISPOSITION, Some(name)),
        (header::SET_COOKIE, cookie),
    ] {
        if let Some(value) = value.and_then(|value| HeaderValue::from_str(&value).ok()) {
            headers.insert(header, value);
        }
    }
    response
}

/// The day, and no name: who finds the file in a list of downloads learns little.
fn file_name(today: NaiveDate, ending: &str) -> String {
    format!("attachment; filename=\"sayso-record-{today}.{ending}\"")
}

/// A FHIR R4 `Bundle` of type `collection` (§2.36), written around the stored bodies piece by piece. An error breaks the
/// download off, so that half a file is never taken for a whole one.
fn bundle(deps: Deps, copy: RecordCopy) -> impl Stream<Item = Result<Bytes, ExportError>> {
    let base = deps.config.fhir_base();
    let begun = Bytes::from_static(br#"{"resourceType":"Bundle","type":"collection""#);
    let pieces = stream::try_unfold((copy, Written::Nothing), move |(mut copy, written)| {
        let (deps, base) = (deps.clone(), base.clone());
        async move {
            if written == Written::All {
                return Ok(None);
            }
            let (text, written) = match copy.next(&deps).await? {
                Some(piece) => entries(&base, &piece, written),
                None => (written.end(copy.restricted), Written::All),
            };
            Ok(Some((Bytes::from(text), (copy, written))))
        }
    });
    let told = pieces.inspect_err(|error| tracing::error!(%error, "record export aborted"));
    stream::iter([Ok(begun)]).chain(told)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Written {
    Nothing,
    Entries,
    All,
}

impl Written {
    /// FHIR R4 §2.6.2: an empty array is not allowed. What the bundle as a whole is labelled with is known at its end.
    fn end(self, restricted: bool) -> String {
        let entries = match self {
            Self::Nothing => "",
            Self::Entries | Self::All => "]",
        };
        let labels = if restricted {
            format!(",{}", meta_of_bundle())
        } else {
            String::new()
        };
        format!("{entries}{labels}}}")
    }
}

fn entries(base: &str, piece: &[StoredBody], mut written: Written) -> (String, Written) {
    let mut text = String::with_capacity(piece.iter().map(|one| one.body.len() + 128).sum());
    for record in piece {
        text.push_str(if written == Written::Nothing {
            r#","entry":["#
        } else {
            ","
        });
        written = Written::Entries;
        // An id needs no escaping in JSON or in an address (FHIR R4 §2.24.0.1).
        for part in [
            r#"{"fullUrl":""#,
            base,
            "/",
            &record.key.to_string(),
            r#"","resource":"#,
            &record.body,
            "}",
        ] {
            text.push_str(part);
        }
    }
    (text, written)
}
