//! The states of a delegation: what is stored of them, and what people see.

use serde::{Deserialize, Serialize};

#[cfg(doc)]
use super::Delegation;
use crate::{Timestamp, actor::Actor, catalogue::catalogue_enum};

catalogue_enum! {
    /// Why a delegation ended before its time.
    DelegationEndCause {
        /// The patient ended it.
        EndedByPatient = "ended-by-patient",
        /// The caregiver left. The key keeps its first spelling.
        EndedByCaregiver = "ended-by-delegate",
        /// The hospital ended it.
        EndedByStaff = "ended-by-staff",
        /// The minor came of age.
        CameOfAge = "came-of-age",
    }
}

/// The stored state of a delegation. Expiry and lapse are not stored: [`Delegation::status`] sees them from the dates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum DelegationState {
    /// In force until its end.
    Active,
    /// Suspended until the patient agrees.
    NeedsReview {
        /// When it was suspended.
        since: Timestamp,
    },
    /// Ended before its time. Final.
    Ended {
        /// Who ended it.
        by: Actor,
        /// When it ended.
        at: Timestamp,
        /// Why it ended.
        cause: DelegationEndCause,
    },
}

catalogue_enum! {
    /// What people see of a delegation at one moment.
    DelegationStatus {
        /// In force, and for more than [`Delegation::ENDS_SOON`].
        Active = "active",
        /// In force, and 30 days or less are left.
        EndsSoon = "ends-soon",
        /// Suspended until the patient agrees.
        NeedsReview = "needs-your-ok",
        /// Its end has come.
        Expired = "expired",
        /// Not used for [`Delegation::LAPSES_AFTER`], so it ended by itself.
        Lapsed = "lapsed",
        /// Ended before its time.
        Ended = "ended",
    }
}
