//! What is counted while the server works, and how it is told (Prometheus text format 0.0.4).
//!
//! Labels come from our own code, never from a request: templates of routes, numbers of states, reasons. Nothing here
//! says who did something, and nobody can make a new series by asking for something new.
//!
//! | file | answers |
//! |---|---|
//! | `labels` | which labels there are |
//! | `readings` | what is looked up when somebody asks |

mod labels;
mod readings;

use std::{fmt, sync::Arc, time::Duration};

use domain::audit::{AnonymousRefusal, AuditEvent, Outcome};
use prometheus_client::{
    encoding::prometheus_text,
    metrics::{counter::Counter, family::Family, histogram::Histogram},
    registry::Registry,
};

pub use labels::{MailAttempt, Method};
use labels::{MailLabels, ReasonLabels, RequestLabels, RouteLabels};
pub use readings::{Backlog, Pool, Queue, Readings};

/// The `Content-Type` of what [`Metrics::text`] returns.
pub const CONTENT_TYPE: &str = prometheus_text::CONTENT_TYPE;

/// Upper bounds in seconds: a page takes milliseconds, a password a tenth of a second, a search five seconds at most.
const SECONDS: [f64; 11] = [
    0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0,
];

/// Everything that is counted. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Metrics(Arc<Counted>);

type Durations = Family<RouteLabels, Histogram, fn() -> Histogram>;

#[derive(Debug)]
struct Counted {
    registry: Registry,
    requests: Family<RequestLabels, Counter>,
    durations: Durations,
    refusals: Family<ReasonLabels, Counter>,
    anonymous_refusals: Family<ReasonLabels, Counter>,
    mails: Family<MailLabels, Counter>,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("sayso");
        let durations: Durations = Family::new_with_constructor(|| Histogram::new(SECONDS));
        let counted = |registry: &mut Registry, name: &str, help: &str| {
            let family = Family::<ReasonLabels, Counter>::default();
            registry.register(name, help, family.clone());
            family
        };
        let refusals = counted(
            &mut registry,
            "refusals",
            "Evidence of refusals that was written, by reason",
        );
        let anonymous_refusals = counted(
            &mut registry,
            "anonymous_refusals",
            "Requests of nobody who is known, or beyond a rate limit, that were refused, by reason",
        );
        let requests = Family::default();
        registry.register(
            "http_requests",
            "Requests that were answered",
            requests.clone(),
        );
        registry.register(
            "http_request_duration_seconds",
            "From the head of a request to the head of its answer",
            durations.clone(),
        );
        let mails = Family::default();
        registry.register(
            "mails",
            "Attempts to send a mail, by how they ended",
            mails.clone(),
        );
        Self(Arc::new(Counted {
            registry,
            requests,
            durations,
            refusals,
            anonymous_refusals,
            mails,
        }))
    }
}

impl Metrics {
    /// Counts an answer. `route` is the template of the route, `None` where no route fits.
    pub fn answered(&self, method: Method, route: Option<&str>, status: u16, took: Duration) {
        let route = RouteLabels {
            method,
            route: route.unwrap_or("none").to_owned(),
        };
        self.0
            .durations
            .get_or_create(&route)
            .observe(took.as_secs_f64());
        let answered = RequestLabels {
            method,
            route: route.route,
            status,
        };
        self.0.requests.get_or_create(&answered).inc();
    }

    /// Counts the refusals among events that were written; one with two reasons counts for both.
    pub fn written(&self, events: &[AuditEvent]) {
        let refused = events
            .iter()
            .filter(|event| event.outcome == Outcome::Refused);
        for event in refused {
            // A wrong password has no reason beside itself.
            let alone = event.reasons.is_empty().then(|| event.action.key());
            let reasons = event.reasons.iter().map(|reason| reason.key());
            for reason in reasons.chain(alone) {
                self.0
                    .refusals
                    .get_or_create(&ReasonLabels { reason })
                    .inc();
            }
        }
    }

    /// Counts a request that becomes no event.
    pub fn refused(&self, reason: AnonymousRefusal) {
        let reason = reason.key();
        let counter = self
            .0
            .anonymous_refusals
            .get_or_create(&ReasonLabels { reason });
        counter.inc();
    }

    /// Counts an attempt to send a mail.
    pub fn mailed(&self, attempt: MailAttempt) {
        self.0.mails.get_or_create(&MailLabels { attempt }).inc();
    }

    /// Returns everything that was counted, with what was just looked up.
    ///
    /// # Errors
    /// None in practice: the text is written into memory.
    pub fn text(&self, readings: &Readings) -> Result<String, fmt::Error> {
        let mut text = String::new();
        prometheus_text::encode(&mut text, &self.0.registry)?;
        prometheus_text::encode(&mut text, &readings.registry())?;
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(metrics: &Metrics) -> String {
        metrics.text(&Readings::default()).unwrap()
    }

    #[test]
    fn an_answer_is_counted_once_and_its_time_falls_into_a_bucket() {
        let metrics = Metrics::default();
        let took = Duration::from_millis(30);
        metrics.answered(Method::Get, Some("/apps/{consent}"), 200, took);
        metrics.answered(Method::Get, None, 404, took);
        let text = text(&metrics);
        for line in [
            "sayso_http_requests_total{method=\"GET\",route=\"/apps/{consent}\",status=\"200\"} 1",
            "sayso_http_requests_total{method=\"GET\",route=\"none\",status=\"404\"} 1",
            "sayso_http_request_duration_seconds_bucket{method=\"GET\",route=\"none\",le=\"0.025\"} 0",
            "sayso_http_request_duration_seconds_bucket{method=\"GET\",route=\"none\",le=\"0.05\"} 1",
        ] {
            assert!(text.contains(line), "{line} is not in\n{text}");
        }
    }

    #[test]
    fn methods_of_strangers_are_one() {
        for name in ["BREW", "get", "GETT"] {
            assert_eq!(Method::of(name), Method::Other);
        }
        assert_eq!(Method::of("GET"), Method::Get);
    }

    #[test]
    fn the_build_and_what_waits_are_told() {
        let text = text(&Metrics::default());
        assert!(text.contains("sayso_build_info{version=\""), "{text}");
        assert!(text.contains("sayso_database_up 0"), "{text}");
    }
}
