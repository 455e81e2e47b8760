//! Which token is presented? Only the `Authorization` header counts (RFC 6750 §2.1): a token in an address ends up in
//! logs.

use axum::http::{HeaderMap, header::AUTHORIZATION};
use domain::audit::AnonymousRefusal;

use super::outcome::Problem;
use crate::{
    secret::{Secret, SecretKind},
    state::Deps,
};
use fhir::search::Pair;

/// Returns the access token of the header. ID tokens, refresh tokens and session cookies are other kinds and do not
/// work here: they are counted.
pub(super) fn token(deps: &Deps, headers: &HeaderMap) -> Result<Secret, Problem> {
    read(headers).inspect_err(|problem| {
        if matches!(problem, Problem::InvalidToken) {
            let reason = AnonymousRefusal::UnknownToken;
            deps.refusals.count(deps.clock.now(), None, reason);
        }
    })
}

fn read(headers: &HeaderMap) -> Result<Secret, Problem> {
    let mut presented = headers.get_all(AUTHORIZATION).iter();
    let Some(value) = presented.next() else {
        return Err(Problem::NoToken);
    };
    if presented.next().is_some() {
        return Err(Problem::InvalidToken);
    }
    let text = value.to_str().map_err(|_| Problem::InvalidToken)?;
    let (scheme, token) = text.split_once(' ').ok_or(Problem::InvalidToken)?;
    // RFC 9110 §11.1: the scheme's case does not matter.
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err(Problem::NoToken);
    }
    Secret::parse(SecretKind::AccessToken, token.trim()).ok_or(Problem::InvalidToken)
}

/// A token in a query or a form is refused also where the header holds one (RFC 6750 §2, OAuth 2.1 §5.2.1).
pub(super) fn refuse_elsewhere(pairs: &[Pair]) -> Result<(), Problem> {
    if pairs.iter().any(|(name, _)| name == "access_token") {
        return Err(Problem::TokenElsewhere);
    }
    Ok(())
}
