//! What the app prints for people who learn SMART: each step with its request line, parameters and answer.
//! Secrets are cut short before they are kept.

use oauth2::{HttpResponse, http::Uri};
use serde_json::Value;

/// One request and its answer.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub(super) title: String,
    /// Method and address, without the query.
    pub(super) line: String,
    pub(super) parameters: Vec<(String, String)>,
    pub(super) answer: Answer,
}

#[derive(Clone, Debug)]
pub(super) enum Answer {
    /// The browser carries it; there is nothing to wait for.
    None,
    Http {
        status: u16,
        body: String,
    },
    Failed(String),
}

/// Lines of an answer that are kept.
const MAX_LINES: usize = 24;

impl Step {
    pub(super) fn new(title: &str, method: &str, uri: &Uri) -> Self {
        let query = uri.query().unwrap_or_default();
        let address = uri.to_string();
        let address = address.split('?').next().unwrap_or_default();
        let mut step = Self {
            title: title.to_owned(),
            line: format!("{method} {address}"),
            parameters: Vec::new(),
            answer: Answer::None,
        };
        for (name, value) in parameters_of(query.as_bytes()) {
            step.add(&name, &value);
        }
        step
    }

    pub(super) fn add(&mut self, name: &str, value: &str) {
        self.parameters.push((name.to_owned(), shown(name, value)));
    }

    pub(super) fn answered(&mut self, response: &HttpResponse) {
        let body = match serde_json::from_slice(response.body()) {
            Ok(value) => printed(&without_secrets(value)),
            Err(_) => String::from_utf8_lossy(response.body()).into_owned(),
        };
        self.answer = Answer::Http {
            status: response.status().as_u16(),
            body: first_lines(&body),
        };
    }

    pub(super) fn failed(&mut self, why: &str) {
        self.answer = Answer::Failed(why.to_owned());
    }
}

/// The parameters of a query or a form.
pub(super) fn parameters_of(encoded: &[u8]) -> Vec<(String, String)> {
    url::form_urlencoded::parse(encoded).into_owned().collect()
}

/// Values that whoever sees them could use.
const SECRETS: [&str; 6] = [
    "code",
    "code_verifier",
    "access_token",
    "refresh_token",
    "id_token",
    "Authorization",
];

fn shown(name: &str, value: &str) -> String {
    if !SECRETS.contains(&name) {
        return value.to_owned();
    }
    let kept = if name == "Authorization" { 20 } else { 14 };
    let start: String = value.chars().take(kept).collect();
    format!("{start}…")
}

fn without_secrets(mut value: Value) -> Value {
    if let Value::Object(fields) = &mut value {
        for (name, field) in fields.iter_mut() {
            if let Value::String(text) = field {
                *text = shown(name, text);
            }
        }
    }
    value
}

fn printed(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}

fn first_lines(text: &str) -> String {
    let mut lines: Vec<String> = text.lines().take(MAX_LINES).map(cut).collect();
    if text.lines().nth(MAX_LINES).is_some() {
        lines.push("…".to_owned());
    }
    lines.join("\n")
}

fn cut(line: &str) -> String {
    const WIDTH: usize = 300;
    if line.chars().count() <= WIDTH {
        return line.to_owned();
    }
    line.chars().take(WIDTH).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_answer_is_kept_without_its_tokens() {
        let body =
            br#"{"access_token":"sayso_at_0123456789abcdef","expires_in":600,"patient":"p1"}"#;
        let mut step = Step::new(
            "token",
            "POST",
            &Uri::from_static("http://localhost/oauth/token"),
        );
        step.add("code_verifier", "0123456789abcdefghij");
        step.answered(&HttpResponse::new(body.to_vec()));
        let all = format!("{step:?}");
        assert!(!all.contains("56789abcdef"), "{all}");
        assert!(
            all.contains("sayso_at_01234…") && all.contains("p1"),
            "{all}"
        );
    }

    #[test]
    fn the_code_in_a_callback_is_cut_short() {
        let uri = Uri::from_static("/callback?code=sayso_code_0123456789&state=s");
        let step = Step::new("back", "GET", &uri);
        assert_eq!(step.line, "GET /callback");
        assert_eq!(step.parameters[0].1, "sayso_code_012…");
    }
}
