//! Who acts, and whose data it is.

use serde::{Deserialize, Serialize};

use crate::{
    catalogue::catalogue_enum,
    ids::{ClientId, DelegationId, PersonId},
};

catalogue_enum! {
    /// The role of a member of the hospital's staff: never mixed with a client's scopes, and never one that decides
    /// about a patient's consent (rule 12). No page is open to a role yet.
    StaffRole {
        /// Answers for the hospital's privacy practices (45 CFR 164.530(a)(1)).
        PrivacyOfficer = "privacy-officer",
        /// Helps patients by phone.
        Support = "support",
        /// Reviews clients.
        AppReviewer = "app-reviewer",
        /// Does research.
        Researcher = "researcher",
        /// Runs the server.
        Administrator = "administrator",
        /// Treats patients.
        Clinician = "clinician",
    }
}

impl StaffRole {
    /// Whether the role looks after accounts and records: opens the way to them, locks them, stops what a patient asks for by
    /// phone (rule 12).
    pub const fn cares_for_accounts(self) -> bool {
        match self {
            Self::PrivacyOfficer | Self::Support | Self::Administrator => true,
            Self::AppReviewer | Self::Researcher | Self::Clinician => false,
        }
    }
}

/// Who does something (RFC 8693 `act`, FHIR `AuditEvent.agent`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Actor {
    /// A patient, on their own record.
    Patient {
        /// The account that the record belongs to.
        person: PersonId,
    },
    /// A caregiver, on a patient's record. Stored under the kind `delegate`, its first name.
    #[serde(rename = "delegate")]
    Caregiver {
        /// The caregiver's own account.
        person: PersonId,
        /// What lets them act, and for whom.
        delegation: DelegationId,
    },
    /// A client, with or without a person behind it.
    Client {
        /// Its registered `client_id`.
        client: ClientId,
    },
    /// A member of the hospital's staff, in a role.
    Staff {
        /// Their account.
        person: PersonId,
        /// The role that the action was done in; rule 12 goes by it.
        role: StaffRole,
    },
    /// The product itself: expiry, retention, import from the command line.
    System,
    /// Not authenticated: a refused sign-in, a request without a token.
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

    /// Returns the account that acts; `None` for a client, for the product itself, and without
    /// authentication.
    pub const fn person(&self) -> Option<PersonId> {
        match self {
            Self::Patient { person }
            | Self::Caregiver { person, .. }
            | Self::Staff { person, .. } => Some(*person),
            Self::Client { .. } | Self::System | Self::Unknown => None,
        }
    }

    /// Returns the delegation that a caregiver acts under; `None` for every other actor.
    pub const fn delegation(&self) -> Option<DelegationId> {
        match self {
            Self::Caregiver { delegation, .. } => Some(*delegation),
            _ => None,
        }
    }
}
