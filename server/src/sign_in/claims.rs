//! What does the provider say of the person beyond the identity, as far as the settings ask for it? Claims of the validated ID
//! token first, then those of the UserInfo response about the same `sub` (OpenID Connect Core §5.3.2).

use std::sync::Arc;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{language::Language, name::PersonName, person::Email, upstream::UpstreamClaims};
use openidconnect::{
    AdditionalClaims, ClientId, OAuth2TokenResponse, SubjectIdentifier, UserInfoClaims,
    core::{CoreClient, CoreGenderClaim, CoreIdToken, CoreTokenResponse},
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::exchange_error::ExchangeError;
use crate::{
    config::Claims,
    upstream::{Metadata, Provider},
};

/// Nothing honest is longer.
const LONGEST: usize = 500;
/// Nobody honest is in more groups.
const MOST: usize = 200;

type Said = Map<String, Value>;

/// Claims of the UserInfo response that OpenID Connect Core does not name.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Others(Said);

impl AdditionalClaims for Others {}

/// `token` was validated.
pub(super) async fn read_claims(
    provider: &Arc<Provider>,
    metadata: &Metadata,
    tokens: &CoreTokenResponse,
    token: &CoreIdToken,
) -> Result<UpstreamClaims, ExchangeError> {
    let settings = &provider.settings;
    if !settings.claims.are_asked_for() {
        return Ok(UpstreamClaims::default());
    }
    let mut said = payload(token).ok_or(ExchangeError::NoIdToken)?;
    if metadata.userinfo_endpoint().is_some() {
        let subject = said.get("sub").and_then(Value::as_str).unwrap_or_default();
        let more = user_info(provider, metadata, tokens, subject).await?;
        said = completed(said, more);
    }
    Ok(claims(&said, &settings.claims))
}

async fn user_info(
    provider: &Arc<Provider>,
    metadata: &Metadata,
    tokens: &CoreTokenResponse,
    subject: &str,
) -> Result<Said, ExchangeError> {
    let client = ClientId::new(provider.settings.client_id.clone());
    let client = CoreClient::from_provider_metadata(metadata.clone(), client, None);
    // A response about anybody else is refused.
    let subject = SubjectIdentifier::new(subject.to_owned());
    let unread = |error: &dyn std::error::Error| ExchangeError::UserInfo(error.to_string());
    let request = client
        .user_info(tokens.access_token().clone(), Some(subject))
        .map_err(|error| unread(&error))?;
    let answer: UserInfoClaims<Others, CoreGenderClaim> = request
        .request_async(&provider.http)
        .await
        .map_err(|error| unread(&error))?;
    match serde_json::to_value(answer) {
        Ok(Value::Object(said)) => Ok(said),
        Ok(_) => Ok(Said::new()),
        Err(error) => Err(unread(&error)),
    }
}

/// The claims of the text whose signature was verified, also those that OpenID Connect Core does not name.
fn payload(token: &CoreIdToken) -> Option<Said> {
    let text = token.to_string();
    let bytes = URL_SAFE_NO_PAD.decode(text.split('.').nth(1)?).ok()?;
    serde_json::from_slice(&bytes).ok()
}

/// What one says, and of the other what is missing there. An address and whether it is verified are one statement: they are
/// taken together, or the one would vouch for the other's address.
fn completed(mut said: Said, more: Said) -> Said {
    const ADDRESS: [&str; 2] = ["email", "email_verified"];
    if !ADDRESS.iter().all(|name| said.contains_key(*name)) {
        said.retain(|name, _| !ADDRESS.contains(&name.as_str()));
    }
    for (name, value) in more {
        said.entry(name).or_insert(value);
    }
    said
}

fn claims(said: &Said, asked: &Claims) -> UpstreamClaims {
    let values = |name: &Option<String>| {
        name.as_ref()
            .map(|name| texts(said.get(name)))
            .unwrap_or_default()
    };
    let text = |name: &str| said.get(name).and_then(Value::as_str);
    let is_verified = said.get("email_verified") == Some(&Value::Bool(true));
    UpstreamClaims {
        records: values(&asked.record),
        roles: values(&asked.role),
        email: text("email")
            .filter(|_| is_verified)
            .and_then(|email| Email::parse(email).ok()),
        name: text("name").and_then(|name| name.parse::<PersonName>().ok()),
        language: text("locale").and_then(Language::preferred),
    }
}

/// One text or number, or several.
fn texts(value: Option<&Value>) -> Vec<String> {
    let one = |value: &Value| match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    let all: Vec<String> = match value {
        Some(Value::Array(values)) => values.iter().take(MOST).filter_map(one).collect(),
        Some(value) => one(value).into_iter().collect(),
        None => Vec::new(),
    };
    all.into_iter()
        .filter(|text| is_word(text, LONGEST))
        .collect()
}

/// A text of these many bytes at most that prints.
pub(super) fn is_word(text: &str, longest: usize) -> bool {
    !text.is_empty() && text.len() <= longest && !text.contains(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(said: Value) -> UpstreamClaims {
        let asked = Claims {
            record: Some("mrn".to_owned()),
            role: Some("groups".to_owned()),
            scopes: Vec::new(),
        };
        claims(said.as_object().unwrap(), &asked)
    }

    #[test]
    fn a_claim_is_a_text_a_number_or_several() {
        let told = read(serde_json::json!({ "mrn": 4711, "groups": ["support", "", 7, null, {}] }));
        assert_eq!(told.records, ["4711"]);
        assert_eq!(told.roles, ["support", "7"]);
        let told = read(serde_json::json!({ "mrn": " A-1 ", "other": "x" }));
        assert_eq!((told.records, told.roles), (vec!["A-1".to_owned()], vec![]));
        let long = "a".repeat(LONGEST + 1);
        assert_eq!(read(serde_json::json!({ "mrn": long })).records, [""; 0]);
    }

    #[test]
    fn one_answer_does_not_verify_the_address_of_the_other() {
        let said = |said: Value| said.as_object().unwrap().clone();
        let token = said(serde_json::json!({ "sub": "1", "mrn": "12", "email": "a@mail.example" }));
        let info = said(serde_json::json!({
            "sub": "1", "mrn": "13", "email": "b@mail.example", "email_verified": true
        }));
        let both = completed(token.clone(), info);
        assert_eq!(both["mrn"], "12");
        assert_eq!(both["email"], "b@mail.example");
        let info = said(serde_json::json!({ "email_verified": true }));
        assert_eq!(completed(token, info).get("email"), None);
    }

    #[test]
    fn an_address_counts_once_it_is_verified() {
        let address = "Maria@Mail.Example";
        let told = |verified: Value| {
            let said = serde_json::json!({ "email": address, "email_verified": verified });
            read(said).email.map(|email| email.to_string())
        };
        assert_eq!(told(true.into()).as_deref(), Some("maria@mail.example"));
        for unsure in [false.into(), Value::Null, "false".into(), 1.into()] {
            assert_eq!(told(unsure), None);
        }
    }
}
