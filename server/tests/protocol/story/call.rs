//! One request of an app.

use axum::{
    body::Body,
    http::{Method, Request, request::Builder},
};
use base64::{Engine, engine::general_purpose::STANDARD};

pub(crate) struct Call {
    request: Builder,
    body: Vec<u8>,
}

impl Call {
    pub(crate) fn new(method: Method, path: &str) -> Self {
        Self {
            request: Request::builder().method(method).uri(path),
            body: Vec::new(),
        }
    }

    pub(crate) fn get(path: &str) -> Self {
        Self::new(Method::GET, path)
    }

    /// A form.
    pub(crate) fn post(path: &str, form: &str) -> Self {
        Self::bytes(path, form.as_bytes().to_vec())
    }

    /// What says that it is a form.
    pub(crate) fn bytes(path: &str, body: Vec<u8>) -> Self {
        let form = "application/x-www-form-urlencoded";
        Self {
            body,
            ..Self::new(Method::POST, path).with_header("content-type", form)
        }
    }

    /// What does not say that it is a form.
    pub(crate) fn json(path: &str) -> Self {
        Self {
            body: b"{}".to_vec(),
            ..Self::new(Method::POST, path).with_header("content-type", "application/json")
        }
    }

    pub(crate) fn with_header(self, name: &str, value: &str) -> Self {
        Self {
            request: self.request.header(name, value),
            ..self
        }
    }

    #[expect(clippy::wrong_self_convention, reason = "it reads as a sentence")]
    pub(crate) fn as_client(self, client: &str, secret: &str) -> Self {
        let basic = STANDARD.encode(format!("{client}:{secret}"));
        self.with_header("authorization", &format!("Basic {basic}"))
    }

    pub(crate) fn into_request(self) -> Request<Body> {
        self.request.body(Body::from(self.body)).unwrap()
    }
}
