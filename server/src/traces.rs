//! Which trace does a request belong to, and who is told of it? A trace that begins before us goes on here (W3C Trace
//! Context); where a collector is set, each request is one span of it (OpenTelemetry).
//!
//! A span says the template of the route, never an address or what was asked: no person and no record can be told from it.

mod export;
mod traceparent;

use std::{fmt, sync::Arc};

use domain::ids::CorrelationId;
use opentelemetry::{
    Context, KeyValue, TraceId,
    trace::{Span as _, SpanKind, Status, TraceContextExt, Tracer as _, TracerProvider as _},
};
use opentelemetry_sdk::trace::{SdkTracer, SdkTracerProvider, Span};

pub use export::CannotExport;
pub use traceparent::TraceParent;

use crate::config::OtlpEndpoint;

/// Where spans go. By default nowhere. Cheap to clone.
#[derive(Clone, Default)]
pub struct Traces(Option<Arc<Exported>>);

struct Exported {
    provider: SdkTracerProvider,
    tracer: SdkTracer,
}

impl fmt::Debug for Traces {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let to = if self.0.is_some() {
            "Traces(exported)"
        } else {
            "Traces(nowhere)"
        };
        f.write_str(to)
    }
}

impl Traces {
    /// Sends spans to a collector from now on, in groups and beside the answers: one that is slow or gone delays nobody.
    ///
    /// # Errors
    /// [`CannotExport`] if there is no client for it.
    pub fn to(endpoint: &OtlpEndpoint) -> Result<Self, CannotExport> {
        let provider = export::provider(endpoint)?;
        let tracer = provider.tracer("sayso");
        Ok(Self(Some(Arc::new(Exported { provider, tracer }))))
    }

    /// Begins the part of a trace that a request is.
    pub fn begin(
        &self,
        parent: Option<TraceParent>,
        correlation: CorrelationId,
        method: &str,
        route: Option<&str>,
    ) -> Traced {
        let Some(exported) = &self.0 else {
            // A trace that begins here has the number that its evidence has.
            let own = TraceId::from_bytes(*correlation.uuid().as_bytes());
            return Traced {
                trace: parent.map_or(own, TraceParent::trace_id),
                span: None,
            };
        };
        let context = match parent {
            Some(parent) => Context::new().with_remote_span_context(parent.context()),
            None => Context::new(),
        };
        let route = route.unwrap_or("none");
        let span = exported
            .tracer
            .span_builder(format!("{method} {route}"))
            .with_kind(SpanKind::Server)
            .with_attributes([
                KeyValue::new("http.request.method", method.to_owned()),
                KeyValue::new("http.route", route.to_owned()),
                KeyValue::new("sayso.correlation_id", correlation.to_string()),
            ])
            .start_with_context(&exported.tracer, &context);
        Traced {
            trace: span.span_context().trace_id(),
            span: Some(span),
        }
    }

    /// Sends what is left, for five seconds at most.
    pub async fn finish(self) {
        let Some(exported) = self.0 else { return };
        let ended = tokio::task::spawn_blocking(move || exported.provider.shutdown());
        match ended.await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::warn!(%error, "the last spans could not be sent"),
            Err(error) => tracing::warn!(%error, "the last spans could not be sent"),
        }
    }
}

/// The part of a trace that a request is.
pub struct Traced {
    trace: TraceId,
    span: Option<Span>,
}

impl Traced {
    /// Returns the number of the trace, 32 hexadecimal digits.
    pub fn trace_id(&self) -> String {
        self.trace.to_string()
    }

    /// Ends it with the status of the answer. Dropped without that, it ends without one.
    pub fn answered(mut self, status: u16) {
        if let Some(span) = &mut self.span {
            let code = KeyValue::new("http.response.status_code", i64::from(status));
            span.set_attribute(code);
            if status >= 500 {
                span.set_status(Status::error(""));
            }
            span.end();
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::ids::CorrelationId;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_trace_that_begins_here_has_the_number_of_its_evidence() {
        let correlation = CorrelationId::from_uuid(Uuid::from_u128(0x1234));
        let begun = |parent| Traces::default().begin(parent, correlation, "GET", None);
        assert_eq!(begun(None).trace_id(), format!("{:032x}", 0x1234));
        let parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01".parse();
        let taken = begun(parent.ok());
        assert_eq!(taken.trace_id(), "4bf92f3577b34da6a3ce929d0e0e4736");
    }
}
