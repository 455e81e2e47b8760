//! Passkeys and paper codes of somebody who is signed in.

use app::{
    facts::{
        PortalError,
        passkeys::{
            CodesPage, KeyFacts, NewPasskeyForm, PaperFacts, PasskeyFacts, PasskeyPage, ProvePage,
            YoursPage,
        },
        proof::{PasskeyChallenge, ProofForm},
    },
    paths,
    session::{Answer, account::KeySession, add_cookie},
};
use async_trait::async_trait;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{
    Timestamp,
    ids::{CeremonyId, PasskeyId},
    passkey::{Passkey, PasskeyName},
    proof::ProofFor,
};
use serde_json::json;

use super::Account;
use crate::{
    operations::credentials::{
        add_passkey::{NewPasskey, add_passkey},
        begin_passkey::begin_passkey,
        find_new_passkey::find_new_passkey,
        list_doubts::list_doubts,
        list_passkeys::{Keys, list_passkeys},
        make_recovery_codes::make_recovery_codes,
        remove_passkey::remove_passkey,
        rename_passkey::rename_passkey,
        settle_passkey::{give_up_passkey, keep_passkey},
        vouch_for_passkey::{proof_for_vouching, vouch_for_passkey},
    },
    passkeys::aaguids,
    portal::{form_cookies::NEW_CODES, problems},
};

#[async_trait]
impl KeySession for Account {
    async fn add_page(&self) -> Result<ProvePage, PortalError> {
        Ok(ProvePage {
            proof: self.step_up.methods(true, &ProofFor::AddPasskey).await?,
        })
    }

    async fn begin(&self, proof: ProofForm) -> Result<Answer, PortalError> {
        let Self {
            step_up, session, ..
        } = self;
        let proof = step_up.verify(ProofFor::AddPasskey, &proof).await?;
        let begun = begin_passkey(
            &step_up.deps,
            step_up.ctx,
            &step_up.person,
            session.id,
            &proof,
        );
        let ceremony = begun.await.map_err(problems::of_begin_passkey)?;
        Ok(Answer::to(paths::NewPasskey(ceremony)))
    }

    async fn new_page(&self, ceremony: CeremonyId) -> Result<PasskeyChallenge, PortalError> {
        let Self {
            step_up, session, ..
        } = self;
        let found = find_new_passkey(&step_up.deps, step_up.person.id, session.id, ceremony).await;
        let asked = found
            .map_err(problems::unavailable)?
            .ok_or(PortalError::NotFound)?;
        Ok(PasskeyChallenge {
            ceremony,
            options: asked.options,
        })
    }

    async fn add(&self, form: NewPasskeyForm) -> Result<Answer, PortalError> {
        let Self {
            step_up, session, ..
        } = self;
        let new = NewPasskey {
            ceremony: form.ceremony,
            session: session.id,
            // Before the question is used up.
            name: PasskeyName::parse(&form.name).map_err(|_| PortalError::NameMissing)?,
            answer: form.credential,
        };
        match add_passkey(&step_up.deps, step_up.ctx, &step_up.person, new).await {
            Ok(added) => {
                let what = if added.held == 0 { "added" } else { "waiting" };
                Ok(Answer::to(paths::done(&paths::Security, what)))
            }
            Err(error) => Ok(Answer::back(
                &paths::AddPasskey,
                problems::of_add_passkey(error),
            )),
        }
    }

    async fn passkey_page(&self, passkey: PasskeyId) -> Result<PasskeyPage, PortalError> {
        let keys = self.keys().await?;
        let last = keys.passkeys.len() == 1;
        let found = keys.passkeys.into_iter().find(|key| key.id == passkey);
        let found = found.ok_or(PortalError::NotFound)?;
        let action = ProofFor::RemovePasskey(passkey);
        let keeping = ProofFor::KeepPasskey(passkey);
        let is_doubted = found.suspended_at.is_some();
        let now = self.step_up.deps.clock.now();
        let vouching = match proof_for_vouching(&found, now) {
            _ if is_doubted => None,
            Some(action) => self.step_up.methods(true, &action).await?,
            None => None,
        };
        Ok(PasskeyPage {
            passkey: facts(&found, now),
            last,
            proof: self.step_up.methods(!is_doubted, &action).await?,
            keeping: self.step_up.methods(is_doubted, &keeping).await?,
            vouching: vouching.filter(|asked| !asked.has_no_way()),
        })
    }

    async fn rename(&self, passkey: PasskeyId, name: String) -> Result<Answer, PortalError> {
        let Self { step_up, .. } = self;
        let name = PasskeyName::parse(&name).map_err(|_| PortalError::NameMissing)?;
        rename_passkey(&step_up.deps, step_up.ctx, &step_up.person, passkey, &name)
            .await
            .map_err(problems::of_rename_passkey)?;
        Ok(Answer::to(paths::done(&paths::Security, "renamed")))
    }

    async fn remove(&self, passkey: PasskeyId, proof: ProofForm) -> Result<Answer, PortalError> {
        let Self {
            step_up, session, ..
        } = self;
        let proof = step_up
            .verify(ProofFor::RemovePasskey(passkey), &proof)
            .await?;
        let (deps, ctx, person) = (&step_up.deps, step_up.ctx, &step_up.person);
        let held = remove_passkey(deps, ctx, person, session.id, passkey, &proof)
            .await
            .map_err(problems::of_remove_passkey)?;
        let what = if held == 0 { "removed" } else { "waiting" };
        Ok(Answer::to(paths::done(&paths::Security, what)))
    }

    async fn vouch(&self, passkey: PasskeyId, proof: ProofForm) -> Result<Answer, PortalError> {
        let Self { step_up, .. } = self;
        let keys = self.keys().await?;
        let found = keys.passkeys.iter().find(|key| key.id == passkey);
        let found = found.ok_or(PortalError::NotFound)?;
        let done = Answer::to(paths::done(&paths::Security, "vouched"));
        let Some(action) = proof_for_vouching(found, step_up.deps.clock.now()) else {
            return Ok(done);
        };
        let proof = step_up.verify(action, &proof).await?;
        vouch_for_passkey(&step_up.deps, step_up.ctx, &step_up.person, passkey, &proof)
            .await
            .map_err(problems::of_vouch)?;
        Ok(done)
    }

    async fn keep(&self, passkey: PasskeyId, proof: ProofForm) -> Result<Answer, PortalError> {
        let Self { step_up, .. } = self;
        let action = ProofFor::KeepPasskey(passkey);
        let proof = step_up.verify(action, &proof).await?;
        let (deps, ctx, person) = (&step_up.deps, step_up.ctx, &step_up.person);
        keep_passkey(deps, ctx, person, passkey, &proof)
            .await
            .map_err(problems::of_settle_passkey)?;
        Ok(Answer::to(paths::done(&paths::Yours, "kept")))
    }

    async fn give_up(&self, passkey: PasskeyId) -> Result<Answer, PortalError> {
        let Self { step_up, .. } = self;
        give_up_passkey(&step_up.deps, step_up.ctx, &step_up.person, passkey)
            .await
            .map_err(problems::of_settle_passkey)?;
        Ok(Answer::to(paths::done(&paths::Yours, "gone")))
    }

    async fn yours_page(&self) -> Result<YoursPage, PortalError> {
        let Self { step_up, .. } = self;
        let now = step_up.deps.clock.now();
        let doubts = list_doubts(&step_up.deps, &step_up.person).await;
        let doubts = doubts.map_err(problems::unavailable)?;
        let apps = doubts.apps.into_iter();
        let caregivers = doubts.caregivers.into_iter();
        Ok(YoursPage {
            passkeys: doubts.passkeys.iter().map(|key| facts(key, now)).collect(),
            apps: apps.map(|(id, name)| (id, name.into())).collect(),
            caregivers: caregivers.map(|(id, name)| (id, name.into())).collect(),
        })
    }

    async fn paper_page(&self) -> Result<ProvePage, PortalError> {
        let action = ProofFor::MakeRecoveryCodes;
        Ok(ProvePage {
            proof: self.step_up.methods(true, &action).await?,
        })
    }

    async fn make_paper(&self, proof: ProofForm) -> Result<Answer, PortalError> {
        let Self { step_up, .. } = self;
        let proof = step_up.verify(ProofFor::MakeRecoveryCodes, &proof).await?;
        let made = make_recovery_codes(&step_up.deps, step_up.ctx, &step_up.person, &proof).await;
        let codes = made.map_err(problems::of_make_codes)?.join(".");
        let kept = NEW_CODES.set_for(&step_up.deps, step_up.person.id, &codes);
        Ok(Answer::to(paths::NewCodes).with_cookie(kept))
    }

    async fn new_codes(&self) -> Result<CodesPage, PortalError> {
        let new = self.new_codes.as_deref().unwrap_or_default();
        let codes = new.split('.').filter(|code| !code.is_empty());
        let codes = codes.map(str::to_owned).collect();
        add_cookie(&NEW_CODES.forget(&self.step_up.deps))?;
        Ok(CodesPage { codes })
    }
}

impl Account {
    async fn keys(&self) -> Result<Keys, PortalError> {
        list_passkeys(&self.step_up.deps, self.step_up.person.id)
            .await
            .map_err(problems::unavailable)
    }

    pub(super) async fn key_facts(&self) -> Result<KeyFacts, PortalError> {
        let keys = self.keys().await?;
        let (deps, person) = (&self.step_up.deps, self.step_up.person.id);
        let ids = keys.credential_ids.iter();
        let ids: Vec<_> = ids.map(|id| URL_SAFE_NO_PAD.encode(id)).collect();
        let possible = deps.passkeys.are_possible();
        let now = deps.clock.now();
        let accepted = json!({
            "rpId": deps.config.public_url.host_str(),
            "userId": URL_SAFE_NO_PAD.encode(person.uuid().as_bytes()),
            "allAcceptedCredentialIds": ids,
        });
        Ok(KeyFacts {
            possible,
            passkeys: keys.passkeys.iter().map(|key| facts(key, now)).collect(),
            paper: keys.paper.map(|(made, left)| PaperFacts { made, left }),
            accepted: possible.then(|| accepted.to_string()),
        })
    }
}

fn facts(passkey: &Passkey, now: Timestamp) -> PasskeyFacts {
    let kept_in = passkey.maker.and_then(aaguids::name_of);
    PasskeyFacts {
        id: passkey.id,
        name: passkey.name.as_str().to_owned(),
        kept_in: kept_in.map(str::to_owned),
        made: passkey.created_at,
        used: passkey.last_used_at,
        new_until: passkey.probation_until(now),
        in_doubt: passkey.suspended_at.is_some(),
    }
}
