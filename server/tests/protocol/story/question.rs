//! What an app asks at the authorization endpoint.

use url::form_urlencoded::Serializer;

use super::{CALLBACK, CHALLENGE};

#[derive(Clone)]
pub(crate) struct Question(Vec<(String, String)>);

impl Question {
    /// Sugar Coach asks for lab results and vital signs, and to come back.
    pub(crate) fn of_sugar_coach() -> Self {
        let usual = [
            ("response_type", "code"),
            ("client_id", "sugar-coach"),
            ("redirect_uri", CALLBACK),
            (
                "scope",
                "launch/patient fhirUser offline_access patient/Observation.rs",
            ),
            ("state", "s1"),
            ("aud", "http://localhost:3000/fhir"),
            ("code_challenge", CHALLENGE),
            ("code_challenge_method", "S256"),
        ];
        Self(usual.map(|(key, value)| (key.into(), value.into())).into())
    }

    /// The same question in which one parameter is another.
    pub(crate) fn with(&self, name: &str, value: &str) -> Self {
        let mut changed = self.clone();
        changed.0.retain(|(key, _)| key != name);
        changed.0.push((name.to_owned(), value.to_owned()));
        changed
    }

    pub(crate) fn twice(&self, name: &str) -> Self {
        let mut changed = self.clone();
        let given = changed.0.iter().find(|(key, _)| key == name).cloned();
        changed.0.extend(given);
        changed
    }

    pub(crate) fn form(&self) -> String {
        Serializer::new(String::new())
            .extend_pairs(&self.0)
            .finish()
    }

    pub(crate) fn path(&self) -> String {
        format!("/oauth/authorize?{}", self.form())
    }
}
