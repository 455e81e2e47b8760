//! Who acts, and whose data it is.

use serde::{Deserialize, Serialize};

use crate::{
    catalogue::catalogue_enum,
    ids::{ClientId, DelegationId, PersonId},
};

catalogue_enum! {
    /// What a member of the hospital's staff may do; never mixed with an app's scopes.
    StaffRole {
        PrivacyOfficer = "privacy-officer",
        Support = "support",
        AppReviewer = "app-reviewer",
        Researcher = "researcher",
        Administrator = "administrator",
        Clinician = "clinician",
    }
}

/// Who does something (RFC 8693 `act`, FHIR `AuditEvent.agent`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Actor {
    /// A patient, on their own record.
    Patient {
        person: PersonId,
    },
    /// A caregiver, on somebody else's record. Stored under the name that it had first.
    #[serde(rename = "delegate")]
    Caregiver {
        person: PersonId,
        delegation: DelegationId,
    },
    /// An app, with or without a person behind it.
    Client {
        client: ClientId,
    },
    Staff {
        person: PersonId,
        role: StaffRole,
    },
    /// The product itself: expiry, retention, import from the command line.
    System,
    /// Nobody we know: a refused sign-in, a request without a token.
    Unknown,
}

impl Actor {
    /// The stable name of the kind, as stored beside the ids.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Patient { .. } => "patient",
            Self::Caregiver { .. } => "delegate",
            Self::Client { .. } => "client",
            Self::Staff { .. } => "staff",
            Self::System => "system",
            Self::Unknown => "unknown",
        }
    }

    pub const fn person(&self) -> Option<PersonId> {
        match self {
            Self::Patient { person }
            | Self::Caregiver { person, .. }
            | Self::Staff { person, .. } => Some(*person),
            Self::Client { .. } | Self::System | Self::Unknown => None,
        }
    }

    /// What a caregiver rests on.
    pub const fn delegation(&self) -> Option<DelegationId> {
        match self {
            Self::Caregiver { delegation, .. } => Some(*delegation),
            _ => None,
        }
    }
}
