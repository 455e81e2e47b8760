//! WebAuthn responses of a browser, parsed and not verified yet.

use domain::ids::PersonId;
use serde::Deserialize;
use uuid::Uuid;
use webauthn_rs::prelude::{PublicKeyCredential, RegisterPublicKeyCredential};

use super::PasskeyError;

/// A registration response (`RegistrationResponseJSON`).
pub struct Attestation(pub(super) RegisterPublicKeyCredential);

/// An authentication response (`AuthenticationResponseJSON`).
pub struct Assertion(pub(super) PublicKeyCredential);

impl Attestation {
    pub fn read(json: &str) -> Result<Self, PasskeyError> {
        serde_json::from_str(json)
            .map(Self)
            .map_err(|_| PasskeyError::Unreadable)
    }

    /// Returns the AAGUID; `None` for all zeros, which hides the model.
    pub(super) fn maker(&self) -> Option<Uuid> {
        #[derive(Deserialize)]
        struct Object<'a> {
            #[serde(rename = "authData", borrow)]
            data: &'a [u8],
        }
        // WebAuthn Level 3 §6.1: 32 bytes of hash, 1 of flags, 4 of counter, then the attested credential's AAGUID.
        let object = self.0.response.attestation_object.as_slice();
        let object: Object<'_> = serde_cbor_2::from_slice(object).ok()?;
        let maker = Uuid::from_slice(object.data.get(37..53)?).ok()?;
        (!maker.is_nil()).then_some(maker)
    }
}

impl Assertion {
    pub fn read(json: &str) -> Result<Self, PasskeyError> {
        serde_json::from_str(json)
            .map(Self)
            .map_err(|_| PasskeyError::Unreadable)
    }

    pub fn credential_id(&self) -> &[u8] {
        self.0.get_credential_id()
    }

    /// Returns the account that the credential names (`userHandle`).
    pub fn person(&self) -> Option<PersonId> {
        let handle = self.0.get_user_unique_id()?;
        // Anything but an id of ours names no account.
        Some(PersonId::from_uuid(
            Uuid::from_slice(handle).unwrap_or_default(),
        ))
    }

    /// Refuses what was signed inside a frame of another site (WebAuthn Level 3 §7.2 step 13). The library looks at
    /// this for new credentials only.
    pub(super) fn is_from_our_own_page(&self) -> Result<(), PasskeyError> {
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct ClientData {
            #[serde(default)]
            cross_origin: bool,
            top_origin: Option<String>,
        }
        let data: ClientData = serde_json::from_slice(&self.0.response.client_data_json)
            .map_err(|_| PasskeyError::Unreadable)?;
        if data.cross_origin || data.top_origin.is_some() {
            return Err(PasskeyError::OtherPage);
        }
        Ok(())
    }
}
