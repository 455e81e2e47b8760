//! WebAuthn Level 3: issues challenges and verifies attestations and assertions. No storage and no HTTP: operations
//! store the state of a ceremony, and pass it back with the response.

pub mod aaguids;
mod answer;
mod error;

use std::sync::Arc;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{ids::PersonId, person::Person};
use serde_json::{Value, json};
use webauthn_rs::{
    Webauthn, WebauthnBuilder,
    prelude::{DiscoverableAuthentication, Passkey, PasskeyRegistration},
};

pub use answer::{Assertion, Attestation};
pub use error::PasskeyError;

use crate::config::Config;

/// The relying party, if this server's address can be one: WebAuthn knows names, not IP addresses.
#[derive(Clone)]
pub struct Passkeys(Option<Arc<Webauthn>>);

/// A WebAuthn ceremony that begins: the challenge for the browser, and the state that verifies its answer.
#[derive(Clone)]
pub struct CeremonyStart {
    /// For `PublicKeyCredential.parseCreationOptionsFromJSON` or `parseRequestOptionsFromJSON`.
    pub options: String,
    /// What the attestation or assertion is verified against.
    pub state: String,
}

/// A newly registered credential.
#[derive(Debug)]
pub struct NewCredential {
    pub credential_id: Vec<u8>,
    /// What assertions are verified against: to be stored, and passed back at each use.
    pub credential: String,
    /// The AAGUID of the authenticator, if it says.
    pub maker: Option<uuid::Uuid>,
}

impl Passkeys {
    pub fn of(config: &Config) -> Self {
        let origin = &config.public_url;
        let party = origin
            .domain()
            .and_then(|name| WebauthnBuilder::new(name, origin).ok())
            .and_then(|builder| builder.rp_name("Sayso").build().ok());
        Self(party.map(Arc::new))
    }

    pub fn are_possible(&self) -> bool {
        self.0.is_some()
    }

    fn party(&self) -> Result<&Webauthn, PasskeyError> {
        self.0.as_deref().ok_or(PasskeyError::NotPossible)
    }

    /// Issues a registration challenge for this person. The known credentials are excluded (`excludeCredentials`).
    pub fn start_registration(
        &self,
        person: &Person,
        known: &[Vec<u8>],
    ) -> Result<CeremonyStart, PasskeyError> {
        let (asked, state) = self.party()?.start_passkey_registration(
            person.id.uuid(),
            person.email.as_str(),
            person.name.as_str(),
            Some(known.to_vec()),
        )?;
        let mut options = serde_json::to_value(asked.public_key)?;
        // Kept on the authenticator where it can be, so that signing in needs no name. One that cannot still steps up.
        options["authenticatorSelection"]["residentKey"] = json!("preferred");
        CeremonyStart::of(&options, &state)
    }

    pub fn finish_registration(
        &self,
        state: &str,
        answer: &Attestation,
    ) -> Result<NewCredential, PasskeyError> {
        let state: PasskeyRegistration = serde_json::from_str(state)?;
        let passkey = self
            .party()?
            .finish_passkey_registration(&answer.0, &state)?;
        Ok(NewCredential {
            credential_id: passkey.cred_id().clone(),
            credential: serde_json::to_string(&passkey)?,
            maker: answer.maker(),
        })
    }

    /// Issues an authentication challenge for any of these credentials; without one, for any discoverable credential.
    pub fn start_authentication(&self, allowed: &[Vec<u8>]) -> Result<CeremonyStart, PasskeyError> {
        let (asked, state) = self.party()?.start_discoverable_authentication()?;
        let mut options = serde_json::to_value(asked.public_key)?;
        options["allowCredentials"] = allowed
            .iter()
            .map(|id| json!({ "type": "public-key", "id": URL_SAFE_NO_PAD.encode(id) }))
            .collect();
        CeremonyStart::of(&options, &state)
    }

    /// Verifies an assertion against its challenge and the credential that it names. Returns the credential as it is to
    /// be kept from now on.
    pub fn finish_authentication(
        &self,
        state: &str,
        answer: &Assertion,
        person: PersonId,
        credential: &str,
    ) -> Result<String, PasskeyError> {
        answer.is_from_our_own_page()?;
        if answer.person().is_some_and(|named| named != person) {
            return Err(PasskeyError::OtherPerson);
        }
        let state: DiscoverableAuthentication = serde_json::from_str(state)?;
        let mut passkey: Passkey = serde_json::from_str(credential)?;
        let result = self
            .party()?
            .finish_discoverable_authentication_v2(&answer.0, state, &passkey)?;
        // The library checks it too; stated here so that a change of the options cannot lose it.
        if !result.user_verified() {
            return Err(PasskeyError::NotVerified);
        }
        passkey.update_credential(&result);
        Ok(serde_json::to_string(&passkey)?)
    }
}

impl CeremonyStart {
    fn of(options: &Value, state: &impl serde::Serialize) -> Result<Self, PasskeyError> {
        Ok(Self {
            options: options.to_string(),
            state: serde_json::to_string(state)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_without_a_name_has_no_passkeys() {
        let possible = |url: &str| {
            let public_url = url.parse().unwrap();
            Passkeys::of(&Config {
                public_url,
                ..Config::default()
            })
            .are_possible()
        };
        assert!(possible("http://localhost:3000") && possible("https://sayso.example"));
        assert!(!possible("http://127.0.0.1:3000") && !possible("http://[::1]:3000"));
    }
}
