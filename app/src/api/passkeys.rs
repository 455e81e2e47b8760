//! Adding, naming and removing passkeys, making paper codes, and signing in with a passkey.

use domain::ids::PasskeyId;
use leptos::{prelude::*, server_fn::codec::Json};

use crate::facts::{
    PortalError,
    passkeys::{NewPasskeyForm, PasskeySignInForm},
    proof::{PasskeyChallenge, ProofForm},
};

#[server(prefix = "/api", endpoint = "begin-passkey")]
pub async fn begin_passkey(#[server(flatten)] proof: ProofForm) -> Result<(), PortalError> {
    use crate::session;
    let answer = session::keys().await?.begin(proof).await;
    session::send_or_back(answer, &crate::paths::AddPasskey)
}

#[server(prefix = "/api", endpoint = "add-passkey")]
pub async fn add_passkey(#[server(flatten)] form: NewPasskeyForm) -> Result<(), PortalError> {
    use crate::session;
    let back = crate::paths::NewPasskey(form.ceremony);
    let answer = session::keys().await?.add(form).await;
    session::send_or_back(answer, &back)
}

#[server(prefix = "/api", endpoint = "rename-passkey")]
pub async fn rename_passkey(
    passkey: PasskeyId,
    #[server(default)] name: String,
) -> Result<(), PortalError> {
    use crate::session;
    let answer = session::keys().await?.rename(passkey, name).await;
    session::send_or_back(answer, &crate::paths::Passkey(passkey))
}

#[server(prefix = "/api", endpoint = "remove-passkey")]
pub async fn remove_passkey(
    /// Not called `passkey`: that is the proof's answer.
    which: PasskeyId,
    #[server(flatten)] proof: ProofForm,
) -> Result<(), PortalError> {
    use crate::session;
    let answer = session::keys().await?.remove(which, proof).await;
    session::send_or_back(answer, &crate::paths::Passkey(which))
}

#[server(prefix = "/api", endpoint = "keep-passkey")]
pub async fn keep_passkey(
    which: PasskeyId,
    #[server(flatten)] proof: ProofForm,
) -> Result<(), PortalError> {
    use crate::session;
    let answer = session::keys().await?.keep(which, proof).await;
    session::send_or_back(answer, &crate::paths::Passkey(which))
}

#[server(prefix = "/api", endpoint = "give-up-passkey")]
pub async fn give_up_passkey(which: PasskeyId) -> Result<(), PortalError> {
    use crate::session;
    let answer = session::keys().await?.give_up(which).await;
    session::send_or_back(answer, &crate::paths::Yours)
}

#[server(prefix = "/api", endpoint = "vouch-for-passkey")]
pub async fn vouch_for_passkey(
    which: PasskeyId,
    #[server(flatten)] proof: ProofForm,
) -> Result<(), PortalError> {
    use crate::session;
    let answer = session::keys().await?.vouch(which, proof).await;
    session::send_or_back(answer, &crate::paths::Passkey(which))
}

#[server(prefix = "/api", endpoint = "make-paper-codes")]
pub async fn make_paper_codes(#[server(flatten)] proof: ProofForm) -> Result<(), PortalError> {
    use crate::session;
    let answer = session::keys().await?.make_paper(proof).await;
    session::send_or_back(answer, &crate::paths::PaperCodes)
}

/// Asked by the sign-in page once it runs: a question for any passkey.
#[server(prefix = "/api", endpoint = "passkey-question", input = Json)]
pub async fn ask_passkey() -> Result<PasskeyChallenge, PortalError> {
    use crate::session;
    session::portal()?
        .sign_in()
        .passkey_question(&session::request()?)
        .await
}

/// Returns the path that sign-in leads to.
#[server(prefix = "/api", endpoint = "passkey-sign-in", input = Json)]
pub async fn sign_in_with_passkey(form: PasskeySignInForm) -> Result<String, PortalError> {
    use crate::session;
    let answer = session::portal()?
        .sign_in()
        .passkey_sign_in(&session::request()?, form)
        .await;
    session::answer_scripts(answer)
}
