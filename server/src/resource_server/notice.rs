//! The notice of 42 CFR 2.32 on an answer with a record that carries its label.

use axum::response::Response;

use fhir::redisclosure;

/// The answer, with the notice if a record in it is `restricted`.
pub(super) fn noticed(mut answer: Response, restricted: bool) -> Response {
    if restricted {
        answer
            .headers_mut()
            .insert(redisclosure::HEADER, redisclosure::NOTICE);
    }
    answer
}
