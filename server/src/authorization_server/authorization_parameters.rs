//! The parameters of an authorization request, checked against the client's registration, before anything is stored.

use domain::{
    Timestamp,
    acr::{Acr, Demand, NoKnownAcr},
    catalogue::PurposeOfUse,
    client::{Client, ReviewState},
    consent::PkceChallenge,
    ids::ClientId,
    scope::{Actions, MAX_SCOPE_BYTES, MOST_SCOPES, ResourceScope, Scope, ScopeSet},
};

use super::{
    authorization_error::{AuthorizationError, PageError},
    parameters::{BadParameter, Parameters},
};
use crate::operations::connect::request_authorization::NewAuthorizationRequest;

/// The longest `state` or `nonce`, in bytes; conformance suites send 2 kB.
const MAX_OPAQUE_BYTES: usize = 4 * 1024;

/// The client and its redirect URI: needed before any response by redirect.
pub(super) struct Asker {
    pub(super) client: ClientId,
    pub(super) redirect_uri: String,
}

impl Asker {
    pub(super) fn read(parameters: &Parameters) -> Result<Self, PageError> {
        let one = |name| {
            let value = parameters.one(name).map_err(|_| PageError::Unreadable)?;
            Ok(value.map(str::to_owned))
        };
        let client = one("client_id")?.ok_or(PageError::UnknownClient)?;
        let redirect_uri = one("redirect_uri")?.ok_or(PageError::WrongRedirect)?;
        if parameters
            .one("scope")
            .is_ok_and(|scope| scope.is_some_and(|scope| scope.len() > MAX_SCOPE_BYTES))
        {
            return Err(PageError::TooLong);
        }
        Ok(Self {
            client: ClientId::parse(client).map_err(|_| PageError::UnknownClient)?,
            redirect_uri,
        })
    }

    /// RFC 9700 §4.1.3: a response goes to a registered redirect URI or nowhere.
    pub(super) fn require_registered(&self, client: &Client) -> Result<(), PageError> {
        let registered = client
            .redirect_uris
            .iter()
            .any(|uri| uri.permits(&self.redirect_uri));
        registered.then_some(()).ok_or(PageError::WrongRedirect)
    }
}

/// How the person must be authenticated before the consent page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Interaction {
    /// `prompt=none`: no page may be shown (OpenID Connect Core §3.1.2.1).
    silent: bool,
    /// `prompt=login` or `prompt=select_account`: our sign-in page is both.
    sign_in_again: bool,
    /// `max_age`, in seconds.
    max_age: Option<u32>,
    /// `acr_values`, as an essential claim and not a wish (RFC 9470 §5).
    acr: Option<Acr>,
}

impl Interaction {
    fn demand(self, now: Timestamp) -> Demand {
        let max_age = if self.sign_in_again {
            Some(0)
        } else {
            self.max_age
        };
        Demand::of(self.acr, max_age, now)
    }
}

/// The checked request.
#[derive(Debug)]
pub(super) struct CheckedRequest {
    pub(super) request: NewAuthorizationRequest,
    /// Whether no page may be shown.
    pub(super) silent: bool,
}

/// Returns `state`, for responses by redirect. One that is sent twice counts as absent.
pub(super) fn state(parameters: &Parameters) -> Option<String> {
    parameters.one("state").ok().flatten().map(str::to_owned)
}

/// Checks everything but client and redirect.
pub(super) fn check(
    parameters: &Parameters,
    asker: &Asker,
    client: &Client,
    fhir_base: &str,
    now: Timestamp,
) -> Result<CheckedRequest, AuthorizationError> {
    if client.review == ReviewState::Suspended {
        return Err(AuthorizationError::ClientSuspended);
    }
    refuse_request_objects(parameters)?;
    check_response(parameters)?;
    check_audience(parameters, fhir_base)?;
    let interaction = interaction(parameters)?;
    let request = NewAuthorizationRequest {
        client: asker.client.clone(),
        redirect_uri: asker.redirect_uri.clone(),
        challenge: challenge(parameters)?,
        demand: interaction.demand(now),
        scope: scope(parameters, client)?,
        purpose: purpose(parameters, client)?,
        state: opaque(parameters, "state")?,
        nonce: opaque(parameters, "nonce")?,
    };
    Ok(CheckedRequest {
        request,
        silent: interaction.silent,
    })
}

/// OpenID Connect Core §6: neither form is supported, and nothing is fetched.
fn refuse_request_objects(parameters: &Parameters) -> Result<(), AuthorizationError> {
    if parameters.one("request")?.is_some() {
        return Err(AuthorizationError::RequestObject);
    }
    if parameters.one("request_uri")?.is_some() {
        return Err(AuthorizationError::RequestUri);
    }
    Ok(())
}

fn check_response(parameters: &Parameters) -> Result<(), AuthorizationError> {
    match parameters.one("response_type")? {
        Some("code") => {}
        Some(_) => return Err(AuthorizationError::ResponseType),
        None => return Err(AuthorizationError::Missing("response_type")),
    }
    match parameters.one("response_mode")? {
        None | Some("query") => Ok(()),
        Some(_) => Err(AuthorizationError::Invalid("response_mode")),
    }
}

/// SMART App Launch 2.2 §2.0.4: `aud` names the FHIR server; one slash at its end makes no difference.
fn check_audience(parameters: &Parameters, fhir_base: &str) -> Result<(), AuthorizationError> {
    let audience = parameters
        .one("aud")?
        .ok_or(AuthorizationError::Missing("aud"))?;
    if audience.strip_suffix('/').unwrap_or(audience) == fhir_base {
        Ok(())
    } else {
        Err(AuthorizationError::Audience)
    }
}

/// RFC 9700 §2.1.1: PKCE from every client, and only S256.
fn challenge(parameters: &Parameters) -> Result<PkceChallenge, AuthorizationError> {
    let challenge = parameters
        .one("code_challenge")?
        .ok_or(AuthorizationError::Missing("code_challenge"))?;
    if parameters.one("code_challenge_method")? != Some("S256") {
        return Err(AuthorizationError::Invalid("code_challenge_method"));
    }
    PkceChallenge::parse(challenge).ok_or(AuthorizationError::Invalid("code_challenge"))
}

/// Returns the requested scope without what the client is not registered for. Without any resource it is a sign-in, if it
/// asked for none; if it did, there is nothing to decide.
fn scope(parameters: &Parameters, client: &Client) -> Result<ScopeSet, AuthorizationError> {
    let words = parameters.one("scope")?.unwrap_or_default();
    let asked = ScopeSet::parse(words);
    if asked.len() > MOST_SCOPES {
        return Err(AuthorizationError::ScopeList);
    }
    let allowed: ScopeSet = asked
        .iter()
        .filter_map(readable)
        .filter(|scope| client.allowed_scopes.iter().any(|wide| wide.covers(scope)))
        .collect();
    if !allowed.categories().is_empty() {
        return Ok(allowed);
    }
    if !asks_for_resources(words) && allowed.is_sign_in() {
        return Ok(of_sign_in(&allowed));
    }
    Err(if has_unknown_parameters(words) {
        AuthorizationError::ScopeParameters
    } else {
        AuthorizationError::Scope
    })
}

/// Whether something was dropped for the search parameters that narrow it.
fn has_unknown_parameters(words: &str) -> bool {
    words
        .split(' ')
        .any(|word| word.contains('?') && Scope::parse(word).is_none())
}

/// Whether it names resources, known here or not: what is dropped of it must not make a sign-in of a request for data.
fn asks_for_resources(words: &str) -> bool {
    let contexts = ["patient/", "user/", "system/"];
    words
        .split(' ')
        .any(|word| contexts.iter().any(|context| word.starts_with(context)))
}

/// A sign-in has no patient in context, and nothing to come back for.
fn of_sign_in(scope: &ScopeSet) -> ScopeSet {
    let about_person = |scope: &&Scope| matches!(scope, Scope::OpenId | Scope::FhirUser);
    scope.iter().filter(about_person).cloned().collect()
}

/// The scope without its writing actions: they are never granted, so they must not make the rest fail.
fn readable(scope: &Scope) -> Option<Scope> {
    match scope {
        Scope::Resource(resource) => {
            let actions = resource.actions.intersection(Actions::READ_AND_SEARCH);
            (!actions.is_empty()).then(|| {
                Scope::Resource(ResourceScope {
                    actions,
                    ..resource.clone()
                })
            })
        }
        other => Some(other.clone()),
    }
}

fn purpose(parameters: &Parameters, client: &Client) -> Result<PurposeOfUse, AuthorizationError> {
    let invalid = AuthorizationError::Invalid("purpose");
    let claimed = match parameters.one("purpose")? {
        Some(code) => Some(PurposeOfUse::from_code(code).ok_or(invalid)?),
        None => None,
    };
    client.purpose(claimed).ok_or(invalid)
}

fn opaque(
    parameters: &Parameters,
    name: &'static str,
) -> Result<Option<String>, AuthorizationError> {
    match parameters.one(name)? {
        Some(value) if value.len() > MAX_OPAQUE_BYTES => Err(AuthorizationError::Invalid(name)),
        value => Ok(value.map(str::to_owned)),
    }
}

fn interaction(parameters: &Parameters) -> Result<Interaction, AuthorizationError> {
    let prompts: Vec<&str> = parameters
        .one("prompt")?
        .unwrap_or_default()
        .split(' ')
        .collect();
    let silent = prompts.contains(&"none");
    if silent && prompts.len() > 1 {
        return Err(AuthorizationError::Invalid("prompt"));
    }
    let max_age = match parameters.one("max_age")? {
        Some(seconds) => Some(
            seconds
                .parse()
                .map_err(|_| AuthorizationError::Invalid("max_age"))?,
        ),
        None => None,
    };
    let acr = Acr::weakest_of(parameters.one("acr_values")?.unwrap_or_default());
    Ok(Interaction {
        silent,
        sign_in_again: prompts.contains(&"login") || prompts.contains(&"select_account"),
        max_age,
        acr: acr.map_err(|NoKnownAcr| AuthorizationError::DemandUnmet)?,
    })
}

impl From<BadParameter> for AuthorizationError {
    fn from(bad: BadParameter) -> Self {
        match bad {
            // RFC 6749 §3.3: a scope is a list with single spaces.
            BadParameter::ControlCharacter("scope") => Self::ScopeList,
            bad => Self::Parameter(bad),
        }
    }
}
