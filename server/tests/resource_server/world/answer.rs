//! What only the FHIR API answers.

use crate::support::Answer;

impl Answer {
    /// The ids in a bundle, in order.
    pub(crate) fn ids(&self) -> Vec<String> {
        let bundle = self.json();
        let entries = bundle["entry"].as_array().cloned().unwrap_or_default();
        entries
            .iter()
            .map(|entry| entry["resource"]["id"].as_str().unwrap().to_owned())
            .collect()
    }

    pub(crate) fn link(&self, relation: &str) -> Option<String> {
        let bundle = self.json();
        let links = bundle["link"].as_array().unwrap();
        let link = links.iter().find(|link| link["relation"] == relation)?;
        Some(
            link["url"]
                .as_str()
                .unwrap()
                .split_once("/fhir/")
                .unwrap()
                .1
                .to_owned(),
        )
    }

    /// Fails unless it is an OperationOutcome with this status and nothing of a record.
    #[track_caller]
    pub(crate) fn assert_outcome(&self, status: u16) {
        assert_eq!(self.status.as_u16(), status, "{}", self.text());
        assert_eq!(self.json()["resourceType"], "OperationOutcome");
        assert_eq!(self.header("content-type"), "application/fhir+json");
        assert!(!self.header("x-correlation-id").is_empty());
    }
}
