//! A proof of the person, given for one action and used at once.

use domain::{
    Timestamp,
    assurance::{Assurance, StepUpAction},
    ids::PersonId,
};

/// Somebody showed again who they are, for what they were about to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proof {
    pub person: PersonId,
    pub assurance: Assurance,
}

impl Proof {
    /// What it proves, if it is this person's and still fresh.
    pub fn for_person(self, person: PersonId, now: Timestamp) -> Option<Assurance> {
        let age = now - self.assurance.authenticated_at;
        let counts = self.person == person && age <= StepUpAction::FRESH_FOR;
        counts.then_some(self.assurance)
    }
}
