//! One correlation id per request: on the response, in the log lines and in the evidence.

use std::sync::Arc;

use axum::{
    extract::{FromRequestParts, MatchedPath, Request, State},
    http::{HeaderValue, StatusCode, header::USER_AGENT, request::Parts},
    middleware::Next,
    response::Response,
};
use domain::{device::Device, ids::CorrelationId};
use tracing::Instrument;

use super::client_address::ClientAddress;
use crate::{
    clock::Clock,
    context::Context,
    entropy::{Entropy, new_id},
    metrics::Method,
    traces::{TraceParent, Traced, Traces},
};

pub const HEADER: &str = "x-correlation-id";

/// Where correlation ids come from.
#[derive(Clone)]
pub struct CorrelationSource {
    pub clock: Arc<dyn Clock>,
    pub entropy: Arc<dyn Entropy>,
    pub traces: Traces,
}

/// Puts a new [`CorrelationId`] into the request's extensions and onto the response. One that a caller sends is
/// ignored: it could point at the evidence of another request.
pub async fn correlate(
    State(source): State<CorrelationSource>,
    mut request: Request,
    next: Next,
) -> Response {
    let id: CorrelationId = new_id(&*source.entropy, source.clock.now());
    request.extensions_mut().insert(id);
    let traced = begin(&source.traces, id, &request);
    let span = tracing::info_span!(
        "request",
        correlation = %id,
        trace = traced.trace_id(),
        method = %request.method(),
        // No query: it can hold a code or a state.
        path = path(&request),
    );
    let mut response = next.run(request).instrument(span).await;
    traced.answered(response.status().as_u16());
    let value = HeaderValue::try_from(id.to_string())
        .expect("an id prints as letters, digits and an underscore");
    response.headers_mut().insert(HEADER, value);
    response
}

/// A trace that the caller began goes on; of anything else in the header nothing is kept.
fn begin(traces: &Traces, id: CorrelationId, request: &Request) -> Traced {
    let mut parents = request.headers().get_all(TraceParent::HEADER).iter();
    let parent = match (parents.next(), parents.next()) {
        (Some(one), None) => one.to_str().ok().and_then(|text| text.parse().ok()),
        _ => None,
    };
    let route = request.extensions().get::<MatchedPath>();
    let method = Method::of(request.method().as_str());
    traces.begin(parent, id, method.name(), route.map(MatchedPath::as_str))
}

/// The path without what opens something: the links of invitations and activations are secrets.
fn path(request: &Request) -> &str {
    const SECRET: [&str; 2] = ["/invitation/", "/activate/"];
    let path = request.uri().path();
    let secret = SECRET.into_iter().find(|start| path.starts_with(start));
    secret.unwrap_or(path)
}

/// Returns what operations know of this request.
///
/// # Panics
/// If [`correlate`] is not around the route: then nothing could join a response and its evidence.
pub fn of(request: &Parts) -> Context {
    context(request).expect("every route lies inside the correlation layer")
}

fn context(request: &Parts) -> Option<Context> {
    let address = request.extensions.get::<ClientAddress>();
    let correlation = request.extensions.get::<CorrelationId>()?;
    let browser = request.headers.get(USER_AGENT);
    let browser = browser.and_then(|value| value.to_str().ok());
    let context = Context::new(*correlation).from(address.map(|client| client.0));
    Some(context.on(Device::of(browser.unwrap_or_default())))
}

impl<S: Sync> FromRequestParts<S> for Context {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, StatusCode> {
        context(parts).ok_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}
