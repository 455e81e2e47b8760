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
    /// Of an answer that is not all that there is.
    Incomplete,
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
            Self::Incomplete => "incomplete",
        }
    }
}

/// One issue, in words for the developer of an app. It never says what a consent leaves out.
pub fn operation_outcome(code: IssueCode, diagnostics: &str) -> String {
    outcome("error", code, diagnostics)
}

/// What a developer should know of an answer that is there all the same.
pub fn warning(code: IssueCode, diagnostics: &str) -> String {
    outcome("warning", code, diagnostics)
}

fn outcome(severity: &str, code: IssueCode, diagnostics: &str) -> String {
    json!({
        "resourceType": "OperationOutcome",
        "issue": [{ "severity": severity, "code": code.as_str(), "diagnostics": diagnostics }],
    })
    .to_string()
}
