//! An app that was given something, and what it and its patient do.

use std::collections::BTreeSet;

use axum::{body::Body, http::Request};
use domain::{
    consent::{Consent, RevocationCause},
    grant::{Grant, GrantEndCause},
};
use server::clock::Clock;

use super::World;
use crate::support::Answer;

/// An app with a token.
pub(crate) struct App<'w> {
    pub(crate) world: &'w World,
    pub(crate) token: String,
    pub(crate) consent: Consent,
    pub(crate) grant: Grant,
}

impl App<'_> {
    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.world
            .send(self.request("GET", path).body(Body::empty()).unwrap())
            .await
    }

    /// The ids on a page of a search and on all pages after it.
    pub(crate) async fn follow(&self, path: &str) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        let mut next = Some(path.to_owned());
        while let Some(path) = next {
            let answer = self.get(&path).await;
            assert_eq!(answer.status, 200, "{path}: {}", answer.text());
            found.extend(answer.ids());
            next = answer.link("next");
        }
        found
    }

    pub(crate) async fn post_search(&self, path: &str, form: &str) -> Answer {
        let request = self
            .request("POST", path)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(form.to_owned()));
        self.world.send(request.unwrap()).await
    }

    pub(crate) fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        Request::builder()
            .method(method)
            .uri(format!("/fhir/{path}"))
            .header("authorization", format!("Bearer {}", self.token))
    }

    /// Ends the consent and its grant in one transaction, as stopping does.
    pub(crate) async fn is_stopped(&self) {
        let now = self.world.clock.now();
        let tx = self.world.deps.store.begin().await.unwrap();
        let consent = tx.consents().lock(self.consent.id).await.unwrap().unwrap();
        let by = consent.grantor.clone();
        let revoked = consent
            .revoke(by, RevocationCause::StoppedByPatient, now)
            .unwrap();
        tx.consents().save(&revoked).await.unwrap();
        let cause = GrantEndCause::ConsentEnded;
        let ended = tx.grants().end_all_of(self.consent.id, cause, now).await;
        ended.unwrap();
        tx.commit().await.unwrap();
    }
}
