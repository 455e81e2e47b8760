//! RS256 on aws-lc-rs: RSA keys of 2048 bits, made and used without the `rsa` crate (RUSTSEC-2023-0071).

use aws_lc_rs::{
    encoding::{AsDer, Pkcs8V1Der},
    rand::SystemRandom,
    rsa::{KeyPair, KeySize},
    signature::{KeyPair as _, RSA_PKCS1_SHA256},
};
use openidconnect::{JsonWebKeyId, SigningError, core::CoreJsonWebKey};

use super::error::KeyError;

pub struct Key {
    id: JsonWebKeyId,
    pair: KeyPair,
}

/// A new key as PKCS #8. The randomness is the library's own: it takes no other.
pub(super) fn generate() -> Result<Vec<u8>, KeyError> {
    let pair = KeyPair::generate(KeySize::Rsa2048).map_err(|_| KeyError::Generate)?;
    let der = AsDer::<Pkcs8V1Der<'_>>::as_der(&pair).map_err(|_| KeyError::Generate)?;
    Ok(der.as_ref().to_vec())
}

impl Key {
    pub(super) fn read(id: JsonWebKeyId, pkcs8: &[u8]) -> Result<Self, KeyError> {
        let pair = KeyPair::from_pkcs8(pkcs8).map_err(|_| KeyError::Unreadable)?;
        Ok(Self { id, pair })
    }

    pub(super) fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SigningError> {
        let mut signature = vec![0; self.pair.public_modulus_len()];
        self.pair
            .sign(
                &RSA_PKCS1_SHA256,
                &SystemRandom::new(),
                message,
                &mut signature,
            )
            .map_err(|_| SigningError::CryptoError)?;
        Ok(signature)
    }

    pub(super) fn public(&self) -> CoreJsonWebKey {
        let public = self.pair.public_key();
        let number = |bytes: &[u8]| bytes.to_vec();
        CoreJsonWebKey::new_rsa(
            number(public.modulus().big_endian_without_leading_zero()),
            number(public.exponent().big_endian_without_leading_zero()),
            Some(self.id.clone()),
        )
    }
}
