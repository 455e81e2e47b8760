//! A caregiver acting for a patient: what they may see and do, until when, and the only ways that this can change.
//!
//! ```text
//! Invitation: Sent ─accept→ Accepted
//!               ├─decline→ Declined    ├─withdraw→ Withdrawn    └─(7 days)→ Expired
//! Delegation: Active ─(until)→ Expired
//!               ├─end (patient | caregiver | staff)→ Ended      ├─(unused for 180 days)→ Lapsed
//!               └─suspend→ NeedsReview ─confirm→ Active
//! ```
//!
//! Ends that come by themselves are seen, not stored: a late job never extends access.

mod ages;
mod guardian;
mod invitation;
mod limits;
mod record;
mod relationship;
mod state;

pub use ages::{AgeEvent, AgeEvents, GuardianAges, InvalidAges};
pub use invitation::{
    Invitation, InvitationCode, InvitationError, InvitationState, InvitationStatus,
};
pub use limits::{Ability, AbilitySet, Lasting, Limits, LimitsError};
pub use record::{Delegation, DelegationError};
pub use relationship::{Basis, Relationship};
pub use state::{DelegationEndCause, DelegationState, DelegationStatus};
