//! Passkeys and paper codes: what a person has, and adding, naming and removing one.

use std::fmt;

use domain::{
    Timestamp,
    ids::{CeremonyId, PasskeyId},
};
use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};

use super::{
    PortalError,
    proof::{PasskeyQuestion, ProofAsked, ProofForm},
};

/// One passkey, as its holder knows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasskeyFacts {
    pub id: PasskeyId,
    pub name: String,
    /// What keeps it, if it says.
    pub kept_in: Option<String>,
    pub made: Timestamp,
    pub used: Option<Timestamp>,
}

/// Codes on paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperFacts {
    pub made: Timestamp,
    pub left: u32,
}

/// What a person signs in and proves with, besides a password.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyFacts {
    /// Whether this server's address can have passkeys.
    pub possible: bool,
    pub passkeys: Vec<PasskeyFacts>,
    pub paper: Option<PaperFacts>,
    /// What the browser is told, so that it offers no key that is gone (`signalAllAcceptedCredentials`), as JSON.
    pub accepted: Option<String>,
}

/// Before a new passkey, or new paper codes: the proof.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProvePage {
    pub proof: Option<ProofAsked>,
}

/// The page of one passkey.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasskeyPage {
    pub passkey: PasskeyFacts,
    pub last: bool,
    /// For removing it.
    pub proof: Option<ProofAsked>,
}

/// New paper codes, once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodesPage {
    pub codes: Vec<String>,
}

/// A passkey that the browser made.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewPasskeyForm {
    pub ceremony: CeremonyId,
    #[serde(default)]
    pub name: String,
    /// `RegistrationResponseJSON`.
    #[serde(default)]
    pub credential: String,
}

/// A passkey that opened the door.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasskeySignInForm {
    pub ceremony: CeremonyId,
    /// `AuthenticationResponseJSON`.
    pub answer: String,
    pub next: String,
}

impl fmt::Debug for NewPasskeyForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NewPasskeyForm(…)")
    }
}

impl fmt::Debug for PasskeySignInForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasskeySignInForm(…)")
    }
}

#[server(prefix = "/api", endpoint = "begin-passkey")]
pub async fn begin_passkey(#[server(flatten)] proof: ProofForm) -> Result<(), PortalError> {
    use super::session;
    let answer = session::keys().await?.begin(proof).await;
    session::send_or_back(answer, &crate::paths::AddPasskey)
}

#[server(prefix = "/api", endpoint = "add-passkey")]
pub async fn add_passkey(#[server(flatten)] form: NewPasskeyForm) -> Result<(), PortalError> {
    use super::session;
    let back = crate::paths::NewPasskey(form.ceremony);
    let answer = session::keys().await?.add(form).await;
    session::send_or_back(answer, &back)
}

#[server(prefix = "/api", endpoint = "rename-passkey")]
pub async fn rename_passkey(
    passkey: PasskeyId,
    #[server(default)] name: String,
) -> Result<(), PortalError> {
    use super::session;
    let answer = session::keys().await?.rename(passkey, name).await;
    session::send_or_back(answer, &crate::paths::Passkey(passkey))
}

#[server(prefix = "/api", endpoint = "remove-passkey")]
pub async fn remove_passkey(
    /// Not called `passkey`: that is the proof's answer.
    which: PasskeyId,
    #[server(flatten)] proof: ProofForm,
) -> Result<(), PortalError> {
    use super::session;
    let answer = session::keys().await?.remove(which, proof).await;
    session::send_or_back(answer, &crate::paths::Passkey(which))
}

#[server(prefix = "/api", endpoint = "make-paper-codes")]
pub async fn make_paper_codes(#[server(flatten)] proof: ProofForm) -> Result<(), PortalError> {
    use super::session;
    let answer = session::keys().await?.make_paper(proof).await;
    session::send_or_back(answer, &crate::paths::PaperCodes)
}

/// Asked by the sign-in page once it runs: a question for any passkey.
#[server(prefix = "/api", endpoint = "passkey-question", input = Json)]
pub async fn ask_passkey() -> Result<PasskeyQuestion, PortalError> {
    use super::session;
    session::portal()?
        .sign_in()
        .passkey_question(&session::request()?)
        .await
}

/// Returns the path that sign-in leads to.
#[server(prefix = "/api", endpoint = "passkey-sign-in", input = Json)]
pub async fn sign_in_with_passkey(form: PasskeySignInForm) -> Result<String, PortalError> {
    use super::session;
    let answer = session::portal()?
        .sign_in()
        .passkey_sign_in(&session::request()?, form)
        .await;
    session::answer_scripts(answer)
}
