//! Asks a person to show again who they are, inside the form of what they are about to do.

use leptos::prelude::*;

use super::{field::TextField, layout::use_frame};
use crate::{
    api::{PortalError, proof::ProofAsked},
    words::{consent::ProofWords, frame::ProblemWords},
};

/// The fields that the form sends as [`crate::api::proof::ProofForm`].
#[component]
pub fn ProofFields(asked: ProofAsked, problem: Option<PortalError>) -> impl IntoView {
    let language = use_frame().language;
    let w = ProofWords(language);
    let p = ProblemWords(language);
    let error = match problem {
        Some(PortalError::WrongPassword) => Some(p.password_wrong().to_owned()),
        Some(PortalError::PasswordMissing) => Some(p.password_missing().to_owned()),
        _ => None,
    };
    asked.password.then(|| {
        view! {
            <TextField
                id="password"
                name="password"
                label=w.password()
                kind="password"
                autocomplete="current-password"
                hint=w.password_hint()
                error
            />
        }
    })
}
