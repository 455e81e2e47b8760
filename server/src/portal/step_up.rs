//! Step-up authentication: how somebody who is signed in proves again who they are, by which methods, and whether a
//! form of theirs proves it (RFC 9470).

use app::{
    facts::{
        PortalError,
        proof::{PasskeyChallenge, ProofForm, RequiredProof},
    },
    session::add_cookie,
};
use domain::{
    assurance::AuthenticationMethod,
    ids::SessionId,
    passkey::{Held, Means},
    person::Person,
    proof::ProofFor,
};

use super::problems;
use crate::{
    context::Context,
    http::session::cookie,
    operations::{
        credentials::{
            begin_proof::{BeginProofError, begin_proof},
            list_passkeys::list_passkeys,
            mail_code::mail_code,
            prove_with_code::prove_with_code,
            prove_with_passkey::{PasskeyAnswer, prove_with_passkey},
            verify_password::{Proof, verify_password},
        },
        sign_in::rotate_session::rotate_session,
    },
    state::Deps,
};

/// A signed-in person who may be asked for a proof.
pub(super) struct StepUp {
    pub(super) deps: Deps,
    pub(super) ctx: Context,
    pub(super) person: Person,
    pub(super) session: SessionId,
}

impl StepUp {
    /// How this person can show again who they are for this action, where that is needed.
    pub(super) async fn methods(
        &self,
        needed: bool,
        action: &ProofFor,
    ) -> Result<Option<RequiredProof>, PortalError> {
        if !needed {
            return Ok(None);
        }
        let asked = methods_for(&self.deps, &self.person, self.session, action).await?;
        Ok(Some(asked))
    }

    /// Verifies a proof of the person for what they are about to do, and makes the cookie of their session new.
    pub(super) async fn verify(
        &self,
        action: ProofFor,
        form: &ProofForm,
    ) -> Result<Proof, PortalError> {
        let (proof, rotated_cookie) = self.verify_with_cookie(action, form).await?;
        if let Some(cookie) = rotated_cookie {
            add_cookie(&cookie)?;
        }
        Ok(proof)
    }

    /// As [`Self::verify`], where no page is answered: with the new cookie of the session.
    pub(super) async fn verify_with_cookie(
        &self,
        action: ProofFor,
        form: &ProofForm,
    ) -> Result<(Proof, Option<String>), PortalError> {
        let Self {
            deps,
            ctx,
            person,
            session,
        } = self;
        let proof = verify_form(deps, *ctx, person, *session, action, form).await?;
        let new = rotate_session(deps, person.id, *session, proof.assurance)
            .await
            .map_err(problems::unavailable)?;
        Ok((proof, new.map(|secret| cookie(deps, &secret))))
    }
}

/// Returns the methods that are open for an action, with a challenge to the person's passkeys that counts for this action alone.
async fn methods_for(
    deps: &Deps,
    person: &Person,
    session: SessionId,
    action: &ProofFor,
) -> Result<RequiredProof, PortalError> {
    let challenge = begin_proof(deps, person.id, session, action).await;
    let challenge = challenge.map_err(|error| match error {
        BeginProofError::Passkey(error) => problems::unavailable(error),
        BeginProofError::Store(error) => problems::unavailable(error),
    })?;
    let keys = list_passkeys(deps, person.id).await;
    let mut keys = keys.map_err(problems::unavailable)?.passkeys;
    keys.retain(|key| key.suspended_at.is_none());
    let now = deps.clock.now();
    let held = Held::of(&keys, now);
    let open = |method| action.accepts(Means::By(method), held, deps.config.guarded());
    let full_from = keys.iter().filter_map(|key| key.probation_until(now)).min();
    Ok(RequiredProof {
        has_passkey: held != Held::Nothing,
        full_from: full_from.filter(|_| held == Held::New),
        password: open(AuthenticationMethod::Password),
        code: open(AuthenticationMethod::RecoveryCode),
        mail: open(AuthenticationMethod::EmailCode),
        passkey: challenge.map(|asked| PasskeyChallenge {
            ceremony: asked.ceremony,
            options: asked.options,
        }),
    })
}

/// Verifies what a form proves. Asking for a code proves nothing: it comes back as [`PortalError::CodeSent`].
async fn verify_form(
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
        let verified = prove_with_passkey(deps, ctx, person, action, answer).await;
        return verified.map_err(problems::of_passkey_proof);
    }
    if !form.code.is_empty() {
        let verified = prove_with_code(deps, ctx, person, action, &form.code).await;
        return verified.map_err(problems::of_proof);
    }
    if form.password.is_empty() {
        return Err(PortalError::PasswordMissing);
    }
    let password = form.password.clone();
    let verified = verify_password(deps, ctx, person.id, action, password).await;
    verified.map_err(problems::of_proof)
}
