//! The app's one door to the network: every request that leaves through it is written into the protocol log.

use std::{future::Future, pin::Pin, sync::Mutex, time::Duration};

use oauth2::{AsyncHttpClient, HttpRequest, HttpResponse};
use thiserror::Error;
use url::Url;

use super::protocol_log::{Step, parameters_of};

/// Sayso could not be reached, or its answer could not be read to the end.
#[derive(Debug, Error)]
#[error("no answer: {0}")]
pub(super) struct NoAnswer(#[from] reqwest::Error);

/// The network, for the requests of one visit.
pub(super) struct Wire<'a> {
    http: &'a reqwest::Client,
    steps: Mutex<Vec<Step>>,
}

/// A client that never follows a redirect by itself: an authorization server that answers with one is not trusted.
pub(super) fn http_client() -> reqwest::Result<reqwest::Client> {
    reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .timeout(Duration::from_secs(20))
        .no_proxy()
        .build()
}

impl<'a> Wire<'a> {
    pub(super) const fn new(http: &'a reqwest::Client) -> Self {
        Self {
            http,
            steps: Mutex::new(Vec::new()),
        }
    }

    /// Adds a step that does not go over this wire, such as a redirect of the browser.
    pub(super) fn note(&self, step: Step) {
        self.steps
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .push(step);
    }

    pub(super) fn into_steps(self) -> Vec<Step> {
        self.steps
            .into_inner()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    pub(super) fn titled(&'a self, title: &'static str) -> TitledWire<'a> {
        TitledWire { wire: self, title }
    }

    /// Fetches a document, with or without an access token.
    pub(super) async fn get(
        &self,
        title: &str,
        url: &Url,
        accept: &str,
        bearer: Option<&str>,
    ) -> Result<HttpResponse, NoAnswer> {
        let mut request = HttpRequest::new(Vec::new());
        *request.uri_mut() = url.as_str().parse().unwrap_or_default();
        let headers = request.headers_mut();
        if let Ok(accept) = accept.parse() {
            headers.insert("accept", accept);
        }
        if let Some(Ok(bearer)) = bearer.map(|token| format!("Bearer {token}").parse()) {
            headers.insert("authorization", bearer);
        }
        self.send(title, request).await
    }

    async fn send(&self, title: &str, request: HttpRequest) -> Result<HttpResponse, NoAnswer> {
        let mut step = Step::new(title, request.method().as_str(), request.uri());
        if let Some(bearer) = request.headers().get("authorization") {
            step.add("Authorization", bearer.to_str().unwrap_or("not text"));
        }
        for (name, value) in parameters_of(request.body()) {
            step.add(&name, &value);
        }
        let answer = self.fetch(request).await;
        match &answer {
            Ok(answer) => step.answered(answer),
            Err(error) => step.failed(&error.to_string()),
        }
        self.note(step);
        answer
    }

    async fn fetch(&self, request: HttpRequest) -> Result<HttpResponse, NoAnswer> {
        let answer = self.http.execute(request.try_into()?).await?;
        let mut response = HttpResponse::new(Vec::new());
        *response.status_mut() = answer.status();
        *response.headers_mut() = answer.headers().clone();
        *response.body_mut() = answer.bytes().await?.to_vec();
        Ok(response)
    }
}

/// The wire as the OAuth crates use it, with the title that their request gets in the log.
pub(super) struct TitledWire<'a> {
    wire: &'a Wire<'a>,
    title: &'static str,
}

impl<'c> AsyncHttpClient<'c> for TitledWire<'_> {
    type Error = NoAnswer;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, NoAnswer>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.wire.send(self.title, request))
    }
}
