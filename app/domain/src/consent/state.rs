//! In which states is a version of a consent, and why did it leave force?

use serde::{Deserialize, Serialize};

use crate::{Timestamp, actor::Actor, catalogue::catalogue_enum};

catalogue_enum! {
    /// Why a consent was suspended.
    SuspensionCause {
        /// A code or refresh token of it was used a second time.
        Risk = "risk",
        /// A passkey was let in by a weaker method, or the last one was removed.
        TrustChange = "trust-change",
        /// The account has a new password.
        PasswordReset = "password-reset",
        /// Another record was found to be the same person's: there is more in it than what was agreed to.
        RecordsMerged = "records-merged",
    }
}

catalogue_enum! {
    /// Why a consent was revoked.
    RevocationCause {
        /// By the patient, or with a delegation that the patient ended.
        StoppedByPatient = "stopped-by-patient",
        /// By a caregiver, or with a delegation that the caregiver ended. The key keeps its first spelling.
        StoppedByCaregiver = "stopped-by-delegate",
        /// By the hospital, or with a delegation that staff or the age of the patient ended.
        StoppedByStaff = "stopped-by-staff",
    }
}

/// The stored state of a version. Expiry is not stored: [`Consent::status`](super::Consent::status) sees it from the date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum ConsentState {
    /// In force until its end.
    Active,
    /// Suspended until the patient confirms it (rule 3).
    NeedsReview {
        /// When it was suspended.
        since: Timestamp,
        /// Why it was suspended.
        cause: SuspensionCause,
    },
    /// Ended for good.
    Revoked {
        /// Who revoked it.
        by: Actor,
        /// When it was revoked.
        at: Timestamp,
        /// Why it was revoked.
        cause: RevocationCause,
    },
    /// A newer version is in force, or was.
    Superseded {
        /// The version that replaced it.
        by_version: u32,
    },
}

impl ConsentState {
    /// Returns the stored name of the state.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::NeedsReview { .. } => "needs-review",
            Self::Revoked { .. } => "revoked",
            Self::Superseded { .. } => "superseded",
        }
    }
}

catalogue_enum! {
    /// What a person sees of a version at one moment.
    ConsentStatus {
        /// In force, and for more than [`Consent::ENDS_SOON`](super::Consent::ENDS_SOON).
        Active = "active",
        /// In force, and 14 days or less are left.
        EndsSoon = "ends-soon",
        /// Suspended until the patient confirms it.
        NeedsReview = "needs-your-ok",
        /// Its end has come.
        Expired = "expired",
        /// It was revoked.
        Stopped = "stopped",
        /// An older version; only its history shows it.
        Superseded = "superseded",
    }
}
