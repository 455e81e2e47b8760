//! The consent record: what a patient decided, in versions, and the only ways its state can change.
//!
//! ```text
//! v1: Active ─decide again→ Superseded, v2: Active …
//!     Active ─suspend→ NeedsReview ─confirm→ Active
//!     Active | NeedsReview ─expires_at→ Expired      (evaluated at read time: a late job never extends access)
//!     Active | NeedsReview ─revoke→ Revoked          (final)
//! ```

mod check;
mod choice;
mod last_answer;
mod offer;
mod record;
mod renewal;
mod request;
mod state;

pub use check::ChoiceError;
pub use choice::{Access, AccessChoice, ApprovedChoice, Choice, DataPeriod, LastDay};
pub use last_answer::LastAnswer;
pub use offer::{Change, Offer, OfferLimits, OfferedCategory};
pub use record::{Consent, NewDecision, Parties, TransitionError, Wording};
pub use renewal::{LastReads, unused_since};
pub use request::{AuthorizationRequest, Draft, PkceChallenge, RequestError, Stage};
pub use state::{ConsentState, ConsentStatus, RevocationCause, SuspensionCause};
