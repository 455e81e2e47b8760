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

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    Permit,
    Deny,
}

/// What must be done with an answer that permits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Obligation {
    /// Only records that the filter admits may leave.
    Filter(RecordFilter),
}

/// The answer. It is used at once and never kept past the consent that it rests on.
#[must_use]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    pub effect: Effect,
    /// Why it was refused; empty if it was permitted.
    pub reasons: Vec<Reason>,
    pub obligations: Vec<Obligation>,
}

impl Decision {
    pub const fn permit(obligations: Vec<Obligation>) -> Self {
        Self {
            effect: Effect::Permit,
            reasons: Vec::new(),
            obligations,
        }
    }

    pub fn deny(reasons: impl IntoIterator<Item = Reason>) -> Self {
        Self {
            effect: Effect::Deny,
            reasons: reasons.into_iter().collect(),
            obligations: Vec::new(),
        }
    }

    pub fn is_permit(&self) -> bool {
        self.effect == Effect::Permit
    }
}
