//! The callback of the provider (OpenID Connect Core §3.1.2.5). It counts once, in the browser that began, from the
//! provider that was asked; everything else leads to one page that says that it did not work.

use std::sync::Arc;

use app::{facts::PortalError, paths};
use axum::{extract::State, http::request::Parts, response::Response};
use domain::{ids::PersonId, upstream::UpstreamAttempt};
use thiserror::Error;

use super::{attempt_cookie, exchange_code::exchange_code, exchange_error::ExchangeError};
use crate::{
    http::{form, language, own_path::request_behind, redirect::see_other, session},
    operations::{
        activation::finish_upstream::{
            BeginSessionError, EnrolError, FinishError, Finished, finish_upstream,
        },
        sign_in::take_upstream_answer::{AnswerError, refuse_upstream, take_upstream_answer},
    },
    secret::{Secret, SecretKind},
    state::Deps,
    upstream::{Provider, ProviderError},
};

pub(super) async fn receive(State(deps): State<Deps>, request: Parts) -> Response {
    let parameters = Parameters::of(request.uri.query().unwrap_or_default());
    let ctx = session::context(&deps, &request);
    let browser = attempt_cookie::presented(&deps, &request.headers);
    let state = parameters.state.as_deref();
    let state = state.and_then(|text| Secret::parse(SecretKind::Upstream, text));
    let attempt = take_upstream_answer(&deps, ctx, state.as_ref(), browser.as_ref()).await;
    let (attempt, browser) = match (attempt, browser) {
        (Ok(attempt), Some(browser)) => (attempt, browser),
        (Err(error), _) => return failed(&deps, None, &error.into()),
        (Ok(_), None) => return failed(&deps, None, &AnswerError::NotAsked.into()),
    };
    let asked = CallbackRequest::of(&attempt);
    let sign_in = match believe(&deps, &attempt, parameters).await {
        Ok(sign_in) => sign_in,
        Err(error) => {
            return match refuse_upstream(&deps, ctx, attempt.person).await {
                Ok(()) => failed(&deps, Some(asked), &error),
                Err(unwritten) => failed(&deps, Some(asked), &unwritten.into()),
            };
        }
    };
    let ctx = ctx.led_by(request_behind(&attempt.next));
    let language = language::of(&request.headers);
    match finish_upstream(&deps, ctx, &browser, attempt, sign_in, language).await {
        Ok(Finished::SignedIn(signed_in)) => {
            let [session, known_device] = session::cookies(&deps, &signed_in);
            let cookies = [session, known_device, attempt_cookie::no_cookie(&deps)];
            see_other(&asked.next, &cookies)
        }
        Ok(Finished::Unlinked) => see_other(&unlinked(&asked), &[]),
        Err(error) => failed(&deps, Some(asked), &error.into()),
    }
}

/// What is needed of an attempt after it was taken.
struct CallbackRequest {
    next: String,
    person: Option<PersonId>,
}

impl CallbackRequest {
    fn of(attempt: &UpstreamAttempt) -> Self {
        Self {
            next: attempt.next.clone(),
            person: attempt.person,
        }
    }
}

/// The identity is linked to no account: its holder must sign in to one, and then link the two.
fn unlinked(asked: &CallbackRequest) -> String {
    match asked.person {
        Some(_) => paths::Hospital.to_string(),
        None => {
            let next = paths::Hospital.to_string();
            paths::with_problem(&paths::SignIn { next }, PortalError::HospitalUnknown)
        }
    }
}

#[derive(Debug, Error)]
enum Refusal {
    #[error("the upstream provider was removed or replaced in the settings")]
    OtherProvider,
    #[error("the authorization response names another issuer (RFC 9207)")]
    OtherIssuer,
    #[error("the upstream provider returned an error or an unreadable response")]
    NoCode,
    #[error(transparent)]
    Provider(#[from] ProviderError),
    #[error(transparent)]
    Exchange(#[from] ExchangeError),
    #[error(transparent)]
    Answer(#[from] AnswerError),
    #[error(transparent)]
    Finish(#[from] FinishError),
}

async fn believe(
    deps: &Deps,
    attempt: &UpstreamAttempt,
    parameters: Parameters,
) -> Result<domain::upstream::UpstreamSignIn, Refusal> {
    let provider = deps.upstream.as_ref().ok_or(Refusal::OtherProvider)?;
    if provider.issuer() != attempt.issuer {
        return Err(Refusal::OtherProvider);
    }
    let now = deps.clock.now();
    check_issuer(provider, &parameters, now).await?;
    let code = parameters.code.ok_or(Refusal::NoCode)?;
    Ok(exchange_code(provider, &deps.config, attempt, code, now).await?)
}

/// RFC 9207 §2.4: an issuer that is named is this one, and one that always names itself does.
async fn check_issuer(
    provider: &Arc<Provider>,
    parameters: &Parameters,
    now: domain::Timestamp,
) -> Result<(), Refusal> {
    let metadata = provider.metadata(now).await?;
    let extras = metadata.additional_metadata();
    let fits = match &parameters.iss {
        Some(named) => named == provider.issuer(),
        None => !extras.authorization_response_iss_parameter_supported,
    };
    fits.then_some(()).ok_or(Refusal::OtherIssuer)
}

/// One calm sentence on the page that the attempt came from; the log says why.
fn failed(deps: &Deps, asked: Option<CallbackRequest>, refusal: &Refusal) -> Response {
    tracing::warn!(
        error = refusal as &dyn std::error::Error,
        "upstream sign-in refused"
    );
    let problem = problem(refusal);
    let page = match asked {
        Some(CallbackRequest {
            person: Some(_), ..
        }) => paths::with_problem(&paths::Hospital, problem),
        Some(CallbackRequest { next, .. }) => paths::with_problem(&paths::SignIn { next }, problem),
        None => paths::with_problem(&paths::SignIn::default(), problem),
    };
    see_other(&page, &[attempt_cookie::no_cookie(deps)])
}

const fn problem(refusal: &Refusal) -> PortalError {
    match refusal {
        Refusal::Finish(FinishError::Begin(BeginSessionError::Locked)) => {
            PortalError::AccountLocked
        }
        Refusal::Finish(FinishError::OtherAccount) => PortalError::HospitalTaken,
        Refusal::Finish(FinishError::PasskeyOnly) => PortalError::PasskeyOnly,
        Refusal::Finish(FinishError::OtherRecord | FinishError::Enrol(EnrolError::Record(_))) => {
            PortalError::HospitalNoRecord
        }
        Refusal::Finish(FinishError::Enrol(EnrolError::Nameless)) => PortalError::HospitalNoAddress,
        Refusal::Provider(_) | Refusal::Exchange(ExchangeError::Provider(_)) => {
            PortalError::HospitalAway
        }
        _ => PortalError::HospitalRefused,
    }
}

/// The parameters of the callback. One that is sent twice counts as absent (RFC 6749 §3.1), and so does invalid UTF-8.
#[derive(Debug, Default, PartialEq, Eq)]
struct Parameters {
    state: Option<String>,
    code: Option<String>,
    iss: Option<String>,
}

/// Nothing honest is longer.
const LONGEST: usize = 8 * 1024;

impl Parameters {
    fn of(query: &str) -> Self {
        if query.len() > LONGEST {
            return Self::default();
        }
        let pairs = form::pairs(query.as_bytes()).unwrap_or_default();
        let one = |name: &str| {
            let mut values = pairs.iter().filter(|(key, _)| key == name);
            let first = values.next()?.1.clone();
            values.next().is_none().then_some(first)
        };
        let refused = pairs.iter().any(|(key, _)| key == "error");
        let code = one("code").filter(|_| !refused);
        Self {
            state: one("state"),
            code,
            iss: one("iss"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_beside_an_error_or_given_twice_is_none() {
        let read = |query: &str| Parameters::of(query).code;
        assert_eq!(read("state=s&code=c").as_deref(), Some("c"));
        assert_eq!(read("state=s&code=c&error=access_denied"), None);
        assert_eq!(read("state=s&code=c&code=d"), None);
        for unreadable in ["a".repeat(9_000), "state=s&code=%ff".to_owned()] {
            assert_eq!(Parameters::of(&unreadable), Parameters::default());
        }
    }
}
