//! A proof of the person, given for one action and used at once.

use domain::{
    Timestamp,
    assurance::{Assurance, ProofFor, StepUpAction},
    ids::PersonId,
};

/// Somebody showed again who they are, for what they were about to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    pub person: PersonId,
    /// The one action that it counts for.
    pub action: ProofFor,
    pub assurance: Assurance,
}

impl Proof {
    /// What it proves, if it is this person's, for this action, and still fresh.
    pub fn of(&self, person: PersonId, action: &ProofFor, now: Timestamp) -> Option<Assurance> {
        let age = now - self.assurance.authenticated_at;
        let counts =
            self.person == person && self.action == *action && age <= StepUpAction::FRESH_FOR;
        counts.then_some(self.assurance)
    }
}
