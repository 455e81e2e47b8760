//! An authenticator whose every statement can be bent before it is signed, so that nothing but the check under test can
//! refuse it.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::ids::PersonId;
use p256::ecdsa::{Signature, SigningKey, signature::Signer};
use serde_cbor_2::Value as Cbor;
use serde_json::{Value, json};
use server::entropy::{Entropy, OsEntropy};
use sha2::{Digest, Sha256};

const PRESENT: u8 = 1;
const VERIFIED: u8 = 1 << 2;
pub(crate) const BACKUP_ELIGIBLE: u8 = 1 << 3;
const BACKED_UP: u8 = 1 << 4;
const ATTESTED: u8 = 1 << 6;

/// What the authenticator and the browser around it state. The defaults are honest.
#[derive(Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each can be bent alone")]
pub(crate) struct Says {
    pub(crate) kind: &'static str,
    pub(crate) origin: String,
    pub(crate) cross_origin: bool,
    pub(crate) relying_party: String,
    pub(crate) present: bool,
    pub(crate) verified: bool,
    pub(crate) flags: u8,
    pub(crate) handle: Option<Vec<u8>>,
    pub(crate) signed_well: bool,
}

impl Says {
    fn honestly(kind: &'static str, handle: Option<Vec<u8>>, flags: u8) -> Self {
        Self {
            kind,
            origin: "http://localhost:3000".to_owned(),
            cross_origin: false,
            relying_party: "localhost".to_owned(),
            present: true,
            verified: true,
            flags,
            handle,
            signed_well: true,
        }
    }

    pub(crate) fn backed_up(&mut self) {
        self.flags |= BACKED_UP;
    }
}

pub(crate) struct Key {
    id: Vec<u8>,
    secret: SigningKey,
    pub(crate) counter: u32,
    /// Flags of the credential itself.
    pub(crate) flags: u8,
    pub(crate) maker: [u8; 16],
    handle: Option<Vec<u8>>,
}

impl Key {
    pub(crate) fn new() -> Self {
        let mut bytes = [0; 48];
        OsEntropy.fill(&mut bytes);
        Self {
            id: bytes[..16].to_vec(),
            secret: SigningKey::from_slice(&bytes[16..]).unwrap(),
            counter: 0,
            flags: 0,
            maker: [0; 16],
            handle: None,
        }
    }

    /// As an authenticator that was copied, key and counter.
    pub(crate) fn copied(&self) -> Self {
        Self {
            id: self.id.clone(),
            secret: self.secret.clone(),
            handle: self.handle.clone(),
            ..*self
        }
    }

    pub(crate) fn belongs_to(&mut self, person: PersonId) {
        self.handle = Some(person.uuid().as_bytes().to_vec());
    }

    /// Answers a question for a new credential.
    pub(crate) fn made(&mut self, options: &str, bend: impl FnOnce(&mut Says)) -> String {
        let options: Value = serde_json::from_str(options).unwrap();
        let handle = options["user"]["id"].as_str().unwrap();
        self.handle = Some(URL_SAFE_NO_PAD.decode(handle).unwrap());
        let mut says = Says::honestly("webauthn.create", None, self.flags);
        bend(&mut says);
        says.flags |= ATTESTED;
        let client_data = client_data(&options, &says);
        let mut data = self.authenticator_data(&says);
        data.extend(self.maker);
        data.extend(u16::try_from(self.id.len()).unwrap().to_be_bytes());
        data.extend(&self.id);
        data.extend(serde_cbor_2::to_vec(&self.public()).unwrap());
        let object = Cbor::Map(
            [
                (text("fmt"), text("none")),
                (text("attStmt"), Cbor::Map([].into())),
                (text("authData"), Cbor::Bytes(data)),
            ]
            .into(),
        );
        let object = serde_cbor_2::to_vec(&object).unwrap();
        let id = URL_SAFE_NO_PAD.encode(&self.id);
        json!({
            "id": id, "rawId": id, "type": "public-key", "clientExtensionResults": {},
            "response": {
                "attestationObject": URL_SAFE_NO_PAD.encode(object),
                "clientDataJSON": URL_SAFE_NO_PAD.encode(client_data),
            },
        })
        .to_string()
    }

    /// Answers a question for a known credential.
    pub(crate) fn answer(&mut self, options: &str, bend: impl FnOnce(&mut Says)) -> String {
        let options: Value = serde_json::from_str(options).unwrap();
        let mut says = Says::honestly("webauthn.get", self.handle.clone(), self.flags);
        bend(&mut says);
        if self.counter > 0 {
            self.counter += 1;
        }
        let client_data = client_data(&options, &says);
        let data = self.authenticator_data(&says);
        let mut signed = data.clone();
        signed.extend(Sha256::digest(&client_data));
        if !says.signed_well {
            signed.push(0);
        }
        let signature: Signature = self.secret.sign(&signed);
        let id = URL_SAFE_NO_PAD.encode(&self.id);
        json!({
            "id": id, "rawId": id, "type": "public-key", "clientExtensionResults": {},
            "response": {
                "authenticatorData": URL_SAFE_NO_PAD.encode(data),
                "clientDataJSON": URL_SAFE_NO_PAD.encode(client_data),
                "signature": URL_SAFE_NO_PAD.encode(signature.to_der()),
                "userHandle": says.handle.map(|handle| URL_SAFE_NO_PAD.encode(handle)),
            },
        })
        .to_string()
    }

    fn authenticator_data(&self, says: &Says) -> Vec<u8> {
        let mut data = Sha256::digest(says.relying_party.as_bytes()).to_vec();
        let present = if says.present { PRESENT } else { 0 };
        let verified = if says.verified { VERIFIED } else { 0 };
        data.push(says.flags | present | verified);
        data.extend(self.counter.to_be_bytes());
        data
    }

    /// COSE: an EC2 key on P-256 for ES256 (RFC 9053 §7.1.1).
    fn public(&self) -> Cbor {
        let point = self.secret.verifying_key().to_sec1_point(false);
        let number = Cbor::Integer;
        let bytes = |part: &[u8]| Cbor::Bytes(part.to_vec());
        Cbor::Map(
            [
                (number(1), number(2)),
                (number(3), number(-7)),
                (number(-1), number(1)),
                (number(-2), bytes(point.x().unwrap())),
                (number(-3), bytes(point.y().unwrap())),
            ]
            .into(),
        )
    }
}

fn client_data(options: &Value, says: &Says) -> Vec<u8> {
    json!({
        "type": says.kind,
        "challenge": options["challenge"],
        "origin": says.origin,
        "crossOrigin": says.cross_origin,
    })
    .to_string()
    .into_bytes()
}

fn text(text: &str) -> Cbor {
    Cbor::Text(text.to_owned())
}
