//! How things are named: one type per kind of id, so that no id can stand in for another.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use thiserror::Error;
use uuid::Uuid;

/// The text is not an id of the expected kind.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("not a {kind} id")]
pub struct InvalidId {
    kind: &'static str,
}

/// Declares an id over a UUID that prints and parses as `prefix_<32 hex digits>`.
macro_rules! uuid_id {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Uuid);

        impl $name {
            /// What such an id starts with, before the underscore. It is stored and signed, so it never changes.
            pub const PREFIX: &'static str = $prefix;

            /// Makes an id of this kind. The caller draws the UUID: there is no randomness in this crate.
            pub const fn from_uuid(uuid: Uuid) -> Self {
                Self(uuid)
            }

            /// Returns the UUID without the prefix, as it is stored.
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!($prefix, "_{}"), self.0.as_simple())
            }
        }

        impl From<Uuid> for $name {
            fn from(uuid: Uuid) -> Self {
                Self(uuid)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                text.strip_prefix(concat!($prefix, "_"))
                    .filter(|hex| hex.len() == 32)
                    .and_then(|hex| Uuid::try_parse(hex).ok())
                    .map(Self)
                    .ok_or(InvalidId { kind: $prefix })
            }
        }

        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
            }
        }
    )*};
}

uuid_id! {
    /// An account: of a patient, a caregiver, a member of staff, or several of these.
    PersonId = "person";
    /// A portal session: one signed-in browser.
    SessionId = "session";
    /// One pending request at `/oauth/authorize` (RFC 6749 §4.1.1).
    AuthorizationRequestId = "request";
    /// A consent: what the patient decided; stable over its versions.
    ConsentId = "consent";
    /// A grant (RFC 6749): what a code and all tokens of one connection hang on.
    GrantId = "grant";
    /// A delegation: one caregiver for one patient.
    DelegationId = "delegation";
    /// An invitation to become a caregiver.
    InvitationId = "invitation";
    /// A passkey of a person (WebAuthn credential).
    PasskeyId = "passkey";
    /// A pending WebAuthn challenge.
    CeremonyId = "ceremony";
    /// A notice to one person, in the portal and by mail.
    NoticeId = "notice";
    /// An activation: what an account of somebody whom the hospital knows comes of.
    ActivationId = "activation";
    /// One account recovery.
    RecoveryId = "recovery";
    /// One audit event: a row of the evidence.
    AuditEventId = "event";
    /// Joins a response, its log lines and its evidence.
    CorrelationId = "trace";
}

impl ConsentId {
    /// The short code that a person can read aloud, such as `C-7K3F`.
    pub fn code(self) -> String {
        spoken('C', self.0)
    }
}

impl DelegationId {
    /// The short code that a person can read aloud, such as `D-4H2P`.
    pub fn code(self) -> String {
        spoken('D', self.0)
    }

    /// The id of the FHIR RelatedPerson that stands for the caregiver in the patient's record.
    pub fn related_person(self) -> ResourceId {
        ResourceId(self.0.as_simple().to_string())
    }
}

/// Twenty bits of the random tail of an id: enough to tell one patient's things apart, never a key.
fn spoken(kind: char, id: Uuid) -> String {
    // Crockford's alphabet leaves out I, L, O and U, which are misheard or misread.
    const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let tail = id.as_u128();
    let letters =
        [15, 10, 5, 0].map(|shift| char::from(ALPHABET[usize::from(((tail >> shift) & 31) as u8)]));
    format!("{kind}-{}", letters.iter().collect::<String>())
}

/// Declares an id that others chose, checked against its alphabet and length.
macro_rules! text_id {
    ($($(#[$doc:meta])* $name:ident = $kind:literal, $valid:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Reads an id that was chosen outside Sayso.
            ///
            /// # Errors
            /// [`InvalidId`] if the text has a character or a length that such an id cannot have.
            pub fn parse(text: impl Into<String>) -> Result<Self, InvalidId> {
                let text = text.into();
                let valid: fn(&str) -> bool = $valid;
                if valid(&text) { Ok(Self(text)) } else { Err(InvalidId { kind: $kind }) }
            }

            /// Returns the text of the id, as it stands in addresses, in JSON and in storage.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                Self::parse(text)
            }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidId;

            fn try_from(text: String) -> Result<Self, InvalidId> {
                Self::parse(text)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0
            }
        }
    )*};
}

text_id! {
    /// The logical id of a FHIR `Patient`: whose data.
    PatientId = "patient", is_fhir_id;
    /// The logical id of any FHIR resource.
    ResourceId = "resource", is_fhir_id;
    /// The `client_id` of a registered client.
    // RFC 6749 Appendix A.1: VSCHAR; we keep to what needs no escaping anywhere.
    ClientId = "client", |text| {
        (1..=128).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'~'))
    };
}

/// Whether the text is an `id` of FHIR R4 §2.24.0.1: `[A-Za-z0-9\-\.]{1,64}`.
pub fn is_fhir_id(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_prints_with_its_prefix_and_reads_back() {
        let id = ConsentId::from_uuid(Uuid::from_u128(0x1234));
        assert_eq!(id.to_string(), "consent_00000000000000000000000000001234");
        assert_eq!(id.to_string().parse(), Ok(id));
    }

    #[test]
    fn an_id_of_another_kind_is_refused() {
        let grant = GrantId::from_uuid(Uuid::from_u128(1)).to_string();
        assert!(grant.parse::<ConsentId>().is_err());
        assert!(
            "consent_{00000000-0000-0000-0000-000000000001}"
                .parse::<ConsentId>()
                .is_err()
        );
    }

    #[test]
    fn a_consent_code_is_short_and_speakable() {
        assert_eq!(
            ConsentId::from_uuid(Uuid::from_u128(0x1F_FFFF)).code(),
            "C-ZZZZ"
        );
        assert_eq!(ConsentId::from_uuid(Uuid::from_u128(0)).code(), "C-0000");
    }

    #[test]
    fn a_fhir_id_has_no_slash_no_space_and_at_most_64_characters() {
        assert!(PatientId::parse("9f0e.a-1").is_ok());
        for wrong in ["", "a/b", "a b", "é", &"a".repeat(65)] {
            assert!(PatientId::parse(wrong).is_err(), "{wrong}");
        }
    }
}
