//! ES256 on p256 (RFC 7518 §3.4).

use openidconnect::{
    JsonWebKeyId, SigningError,
    core::{CoreJsonCurveType, CoreJsonWebKey},
};
use p256::{
    SecretKey,
    ecdsa::{Signature, SigningKey, signature::Signer},
    pkcs8::{DecodePrivateKey, EncodePrivateKey},
};

use super::error::KeyError;
use crate::entropy::Entropy;

pub struct Key {
    id: JsonWebKeyId,
    key: SigningKey,
}

/// A new key as PKCS #8.
pub(super) fn generate(entropy: &dyn Entropy) -> Result<Vec<u8>, KeyError> {
    // About one number in 2^32 is no scalar of the curve; eight of them in a row is a broken source.
    let secret = (0..8).find_map(|_| {
        let mut scalar = [0; 32];
        entropy.fill(&mut scalar);
        SecretKey::from_slice(&scalar).ok()
    });
    let secret = secret.ok_or(KeyError::Generate)?;
    let der = secret.to_pkcs8_der().map_err(|_| KeyError::Generate)?;
    Ok(der.as_bytes().to_vec())
}

impl Key {
    pub(super) fn read(id: JsonWebKeyId, pkcs8: &[u8]) -> Result<Self, KeyError> {
        let key = SigningKey::from_pkcs8_der(pkcs8).map_err(|_| KeyError::Unreadable)?;
        Ok(Self { id, key })
    }

    pub(super) fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SigningError> {
        let signature: Signature = self
            .key
            .try_sign(message)
            .map_err(|_| SigningError::CryptoError)?;
        Ok(signature.to_bytes().to_vec())
    }

    pub(super) fn public(&self) -> CoreJsonWebKey {
        let point = self.key.verifying_key().to_sec1_point(false);
        let coordinate = |bytes: Option<&[u8]>| bytes.unwrap_or_default().to_vec();
        CoreJsonWebKey::new_ec(
            coordinate(point.x().map(AsRef::as_ref)),
            coordinate(point.y().map(AsRef::as_ref)),
            CoreJsonCurveType::P256,
            Some(self.id.clone()),
        )
    }
}
