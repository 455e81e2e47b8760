//! May this request read this, now? The question, what it is answered from, and the answer with its reasons.
//!
//! Rules are numbered as in the [rule book](crate::rules). The policy crate answers; here are the shape of question and
//! answer, the filter that carries [rules](crate::rules#the-fifteen-rules) 6 to 10 into the query, and
//! [`AccessBasis::standing`], which says of a token what needs no request.

mod basis;
mod filter;
mod reason;
mod request;

use serde::{Deserialize, Serialize};

pub use basis::{AccessBasis, GrantBasis, effective_scope, may_share};
pub use filter::RecordFilter;
pub use reason::Reason;
pub use request::{AccessRequest, Interaction, RecordLabels};

/// The answer of the policies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// The request may be served, within the obligations.
    Permit,
    /// Nothing may be served.
    Deny,
}

/// What must be done with a permit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Obligation {
    /// Serve only records that the filter admits.
    Filter(RecordFilter),
}

/// The answer to one request. It is used at once and never cached.
#[must_use]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Permit or deny.
    pub effect: Effect,
    /// Why it was denied; empty for a permit.
    pub reasons: Vec<Reason>,
    /// What must be done with a permit; empty for a denial.
    pub obligations: Vec<Obligation>,
}

impl Decision {
    /// Makes a permit.
    pub const fn permit(obligations: Vec<Obligation>) -> Self {
        Self {
            effect: Effect::Permit,
            reasons: Vec::new(),
            obligations,
        }
    }

    /// Makes a denial.
    pub fn deny(reasons: impl IntoIterator<Item = Reason>) -> Self {
        Self {
            effect: Effect::Deny,
            reasons: reasons.into_iter().collect(),
            obligations: Vec::new(),
        }
    }

    /// Whether the request may be served.
    pub fn is_permit(&self) -> bool {
        self.effect == Effect::Permit
    }
}
