//! Client authentication at the token, introspection and revocation endpoints: which client calls, and is its secret
//! right? HTTP Basic with a secret, the secret in the body for clients that are registered so, or the `client_id` alone of a
//! public client (RFC 6749 §2.3).

use axum::http::{HeaderMap, header};
use base64::{Engine, engine::general_purpose::STANDARD};
use domain::{client::Client, ids::ClientId};

use super::{form_post::FormPost, parameters::Parameters, token_error::TokenError};
use crate::{
    operations::tokens::{
        authenticate_client::{
            ClientAuthenticationError, ClientCredentials, Presented, authenticate_client,
        },
        find_refreshing_client::find_refreshing_client,
    },
    state::Deps,
};

/// Authenticates the client that sent this form.
pub(super) async fn authenticate(deps: &Deps, form: &FormPost) -> Result<Client, TokenError> {
    let credentials = read_credentials(&form.headers, &form.parameters)?;
    check(deps, form, credentials).await
}

/// The same for a refresh. RFC 6749 §6 requires no `client_id` of a public client, and `fhirclient` sends none: then
/// the token names its client. A client with a secret is refused without it.
pub(super) async fn authenticate_refresh(
    deps: &Deps,
    form: &FormPost,
    token: &str,
) -> Result<Client, TokenError> {
    if !are_left_out(&form.headers, &form.parameters)? {
        return authenticate(deps, form).await;
    }
    let found = find_refreshing_client(deps, token).await;
    let client = found.map_err(TokenError::unavailable)?;
    let credentials = ClientCredentials {
        client: client.ok_or(TokenError::Client)?,
        presented: Presented::Nothing,
    };
    check(deps, form, credentials).await
}

async fn check(
    deps: &Deps,
    form: &FormPost,
    credentials: ClientCredentials,
) -> Result<Client, TokenError> {
    let name = credentials.client.clone();
    let proved = authenticate_client(deps, credentials).await;
    proved.map_err(|error| {
        tracing::info!(client = %name, %error, "client authentication failed");
        match error {
            ClientAuthenticationError::WrongSecret
            | ClientAuthenticationError::Unknown
            | ClientAuthenticationError::WrongMethod
            | ClientAuthenticationError::Suspended => refused(deps, form, &name),
            ClientAuthenticationError::Store(error) => TokenError::unavailable(error),
        }
    })
}

/// The same for a client that is not there as for one that is: nobody learns which are registered.
fn refused(deps: &Deps, form: &FormPost, name: &ClientId) -> TokenError {
    if form.secret_attempts.try_acquire(deps, name) {
        TokenError::Client
    } else {
        TokenError::RateLimited
    }
}

/// Reads the credentials of a request without checking them.
fn read_credentials(
    headers: &HeaderMap,
    parameters: &Parameters,
) -> Result<ClientCredentials, TokenError> {
    let named = parameters.one("client_id")?;
    let in_body = parameters.one("client_secret")?;
    let asserts = parameters.one("client_assertion")?.is_some();
    let mut given = headers.get_all(header::AUTHORIZATION).iter();
    match (given.next(), given.next()) {
        (Some(_), Some(_)) => Err(TokenError::TwoMethods),
        // RFC 6749 §2.3: a client must not use more than one method in a request.
        (Some(_), None) if in_body.is_some() || asserts => Err(TokenError::TwoMethods),
        (Some(value), None) => {
            let credentials = basic(value.as_bytes()).ok_or(TokenError::Client)?;
            match named {
                Some(name) if name != credentials.client.as_str() => Err(TokenError::TwoMethods),
                _ => Ok(credentials),
            }
        }
        (None, _) if in_body.is_some() && asserts => Err(TokenError::TwoMethods),
        // No client is registered for an assertion.
        (None, _) if asserts => Err(TokenError::Client),
        (None, _) => Ok(ClientCredentials {
            client: ClientId::parse(named.ok_or(TokenError::Client)?)
                .map_err(|_| TokenError::Client)?,
            presented: in_body.map_or(Presented::Nothing, |secret| {
                Presented::InBody(secret.to_owned())
            }),
        }),
    }
}

/// Whether the request names no client.
fn are_left_out(headers: &HeaderMap, parameters: &Parameters) -> Result<bool, TokenError> {
    for name in ["client_id", "client_secret", "client_assertion"] {
        if parameters.one(name)?.is_some() {
            return Ok(false);
        }
    }
    Ok(!headers.contains_key(header::AUTHORIZATION))
}

/// RFC 6749 §2.3.1: both halves are form-encoded before they are joined. A secret of ours needs no encoding.
fn basic(header: &[u8]) -> Option<ClientCredentials> {
    let (scheme, encoded) = header.split_at_checked(6)?;
    if !scheme.eq_ignore_ascii_case(b"basic ") {
        return None;
    }
    let decoded = STANDARD.decode(encoded).ok()?;
    let colon = decoded.iter().position(|byte| *byte == b':')?;
    let (name, secret) = (&decoded[..colon], &decoded[colon + 1..]);
    Some(ClientCredentials {
        client: ClientId::parse(half(name)?).ok()?,
        // RFC 6749 §2.3.1: an empty secret may as well be left out. Public clients of some libraries send it so.
        presented: match half(secret)? {
            secret if secret.is_empty() => Presented::Nothing,
            secret => Presented::InHeader(secret),
        },
    })
}

fn half(bytes: &[u8]) -> Option<String> {
    // A stray `&` or `=` cannot be in a form-encoded half, but clients that do not encode send them.
    if bytes.iter().any(|byte| matches!(byte, b'&' | b'=')) {
        return String::from_utf8(bytes.to_vec()).ok();
    }
    let form = Parameters::parse(&[b"half=", bytes].concat()).ok()?;
    form.one("half")
        .ok()
        .map(|value| value.unwrap_or_default().to_owned())
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn with(authorization: Option<&str>, form: &str) -> Result<(String, String), TokenError> {
        let mut headers = HeaderMap::new();
        if let Some(text) = authorization {
            let value = format!("bAsIc {}", STANDARD.encode(text));
            headers.insert(
                header::AUTHORIZATION,
                HeaderValue::from_str(&value).unwrap(),
            );
        }
        let form = Parameters::parse(form.as_bytes()).unwrap();
        let found = read_credentials(&headers, &form)?;
        let presented = match found.presented {
            Presented::Nothing => "nothing".to_owned(),
            Presented::InHeader(secret) => format!("header {secret}"),
            Presented::InBody(secret) => format!("body {secret}"),
        };
        Ok((found.client.to_string(), presented))
    }

    #[test]
    fn a_secret_comes_in_the_header_and_a_public_client_names_itself() {
        let app = |presented: &str| Ok(("app".to_owned(), presented.to_owned()));
        assert_eq!(with(Some("app:s+%2B"), ""), app("header s +"));
        assert_eq!(with(None, "client_id=app"), app("nothing"));
        let form = "client_id=app&client_secret=s%2B";
        assert_eq!(with(None, form), app("body s+"));
    }

    #[test]
    fn an_empty_secret_is_none_wherever_it_stands() {
        let app = Ok(("app".to_owned(), "nothing".to_owned()));
        assert_eq!(with(Some("app:"), ""), app);
        assert_eq!(with(Some("app:"), "client_id=app&client_secret="), app);
        assert_eq!(with(None, "client_id=app&client_secret="), app);
    }

    #[test]
    fn two_methods_at_once_are_refused() {
        for form in ["client_secret=s", "client_assertion=x", "client_id=other"] {
            assert_eq!(
                with(Some("app:s"), form),
                Err(TokenError::TwoMethods),
                "{form}"
            );
        }
    }

    #[test]
    fn nobody_and_a_secret_without_a_client_are_refused_alike() {
        for form in [
            "",
            "client_secret=s",
            "client_id=%20",
            "client_id=app&client_assertion=x",
        ] {
            assert_eq!(with(None, form), Err(TokenError::Client), "{form}");
        }
        assert_eq!(with(Some("no colon"), ""), Err(TokenError::Client));
    }
}
