//! What went wrong, as FHIR says it (FHIR R4 `OperationOutcome`).

use serde_json::json;

/// FHIR R4 `issue-type`, as far as we say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IssueCode {
    Invalid,
    NotSupported,
    NotFound,
    Login,
    Forbidden,
    TooLong,
    Transient,
    Throttled,
}

impl IssueCode {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Invalid => "invalid",
            Self::NotSupported => "not-supported",
            Self::NotFound => "not-found",
            Self::Login => "login",
            Self::Forbidden => "forbidden",
            Self::TooLong => "too-long",
            Self::Transient => "transient",
            Self::Throttled => "throttled",
        }
    }
}

/// One issue, in words for the developer of an app. It never says what a consent leaves out.
pub fn operation_outcome(code: IssueCode, diagnostics: &str) -> String {
    json!({
        "resourceType": "OperationOutcome",
        "issue": [{ "severity": "error", "code": code.as_str(), "diagnostics": diagnostics }],
    })
    .to_string()
}
