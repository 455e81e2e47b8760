//! The ways in which somebody can show again who they are: which are open for an action, and what a form of theirs proves.

use app::api::{
    PortalError,
    proof::{PasskeyQuestion, ProofAsked, ProofForm},
};
use domain::{
    assurance::{AuthenticationMethod, ProofFor},
    ids::SessionId,
    person::Person,
};

use super::problems;
use crate::{
    context::Context,
    operations::credentials::{
        begin_proof::{BeginProofError, begin_proof},
        mail_code::mail_code,
        prove_with_code::prove_with_code,
        prove_with_passkey::{PasskeyAnswer, prove_with_passkey},
        verify_password::{Proof, verify_password},
    },
    state::Deps,
};

/// What a page asks for, with a question to the person's passkeys that counts for this action alone.
pub(super) async fn open_for(
    deps: &Deps,
    person: &Person,
    session: SessionId,
    action: &ProofFor,
) -> Result<ProofAsked, PortalError> {
    let question = begin_proof(deps, person.id, session, action).await;
    let question = question.map_err(|error| match error {
        BeginProofError::Passkey(error) => problems::unavailable(error),
        BeginProofError::Store(error) => problems::unavailable(error),
    })?;
    let guarded = &deps.config.require_passkey_for.0;
    let open = |method| action.accepts(method, question.is_some(), guarded);
    Ok(ProofAsked {
        password: open(AuthenticationMethod::Password),
        code: open(AuthenticationMethod::RecoveryCode),
        mail: open(AuthenticationMethod::EmailCode),
        passkey: question.map(|asked| PasskeyQuestion {
            ceremony: asked.ceremony,
            options: asked.options,
        }),
    })
}

/// What the form proves. Asking for a code proves nothing: it comes back as [`PortalError::CodeSent`].
pub(super) async fn proved_by(
    deps: &Deps,
    ctx: Context,
    person: &Person,
    session: SessionId,
    action: ProofFor,
    form: &ProofForm,
) -> Result<Proof, PortalError> {
    if !form.send_code.is_empty() {
        let mailed = mail_code(deps, person, &action).await;
        return match mailed {
            Ok(()) => Err(PortalError::CodeSent),
            Err(error) => Err(problems::of_mail_code(error)),
        };
    }
    if !form.passkey.is_empty() {
        let answer = PasskeyAnswer {
            ceremony: form
                .ceremony
                .parse()
                .map_err(|_| PortalError::PasskeyFailed)?,
            session,
            answer: form.passkey.clone(),
        };
        let proved = prove_with_passkey(deps, ctx, person, action, answer).await;
        return proved.map_err(problems::of_passkey_proof);
    }
    if !form.code.is_empty() {
        let proved = prove_with_code(deps, ctx, person, action, &form.code).await;
        return proved.map_err(problems::of_proof);
    }
    if form.password.is_empty() {
        return Err(PortalError::PasswordMissing);
    }
    let password = form.password.clone();
    let proved = verify_password(deps, ctx, person.id, action, password).await;
    proved.map_err(problems::of_proof)
}
