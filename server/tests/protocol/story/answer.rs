//! What an app hears.

use axum::http::{HeaderMap, StatusCode};
use serde_json::Value;

use crate::support::Answer;

#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    text: String,
}

/// What a connected app holds.
pub(crate) struct Tokens {
    pub(crate) access: String,
    pub(crate) refresh: String,
    pub(crate) scope: String,
}

impl From<Answer> for Reply {
    fn from(answer: Answer) -> Self {
        Self {
            status: answer.status,
            text: answer.text(),
            headers: answer.headers,
        }
    }
}

impl Reply {
    /// A redirect that a page of ours answers with.
    pub(crate) fn leading_to(location: &str) -> Self {
        let mut headers = HeaderMap::new();
        headers.insert("location", location.parse().unwrap());
        Self {
            status: StatusCode::SEE_OTHER,
            headers,
            text: String::new(),
        }
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).expect(&self.text)
    }

    pub(crate) fn location(&self) -> &str {
        self.headers
            .get("location")
            .map_or("", |value| value.to_str().unwrap())
    }

    /// A parameter of the address that the app is called back at.
    pub(crate) fn parameter(&self, name: &str) -> Option<String> {
        let location = url::Url::parse(self.location()).ok()?;
        let mut pairs = location.query_pairs();
        pairs
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.into_owned())
    }

    #[track_caller]
    pub(crate) fn code(&self) -> String {
        self.parameter("code").unwrap()
    }

    /// Status and `error` of a refusal.
    #[track_caller]
    pub(crate) fn error(&self) -> (StatusCode, String) {
        let error = self.json()["error"].as_str().unwrap_or_default().to_owned();
        (self.status, error)
    }

    #[track_caller]
    pub(crate) fn tokens(&self) -> Tokens {
        assert_eq!(self.status, StatusCode::OK, "{}", self.text);
        let body = self.json();
        let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
        Tokens {
            access: text("access_token"),
            refresh: text("refresh_token"),
            scope: text("scope"),
        }
    }
}
