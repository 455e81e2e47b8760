//! When does a record not say what it seems to say?

use serde::{Deserialize, Serialize};

/// What turns the meaning of a resource around (elements that FHIR R4 marks with `isModifier`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Negation {
    /// `entered-in-error`, as status or verification status.
    EnteredInError,
    /// Verification status `refuted`.
    Refuted,
    /// It did not happen: `not-done`, `not-taken`, `cancelled`, `revoked`, `rejected` or `noshow`.
    NotDone,
    /// `doNotPerform`: an order that forbids.
    Forbidden,
}
