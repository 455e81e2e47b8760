//! What a question to Cedar is answered from, and how its answer is read.

use std::error::Error;

use cedar_policy::{Authorizer, Entities, PolicySet, Request, Schema};
use domain::decision::Reason;
use thiserror::Error;

use crate::vocabulary::Vocabulary;

/// The policies, and what is made once for all questions.
pub(crate) struct Engine {
    pub(crate) authorizer: Authorizer,
    pub(crate) schema: Schema,
    pub(crate) records: PolicySet,
    pub(crate) consents: PolicySet,
    pub(crate) vocabulary: Vocabulary,
}

/// Why the engine has no answer. The caller is refused with [`Reason::Unavailable`]; this is for the log.
#[derive(Debug, Error)]
pub enum EvaluationError {
    #[error(
        "token, grant, client and consent do not belong together, or the consent is not in force"
    )]
    InconsistentBasis,
    #[error("policy request could not be built: {0}")]
    Question(Box<dyn Error + Send + Sync>),
    #[error("policy evaluation failed: {0}")]
    Policy(String),
    #[error("denied without a reason")]
    NoReason,
}

impl EvaluationError {
    pub(crate) fn question(error: impl Error + Send + Sync + 'static) -> Self {
        Self::Question(Box::new(error))
    }
}

impl Engine {
    /// The schema that questions are checked against, while this is developed and tested. Questions are built from types,
    /// so that what fits once fits always; in a release build the check would cost as much as the answer.
    pub(crate) fn checks(&self) -> Option<&Schema> {
        cfg!(debug_assertions).then_some(&self.schema)
    }

    /// Every reason to refuse in the order of the rules; none if it is permitted.
    pub(crate) fn ask(
        &self,
        policies: &PolicySet,
        question: &Request,
        entities: &Entities,
    ) -> Result<Vec<Reason>, EvaluationError> {
        let answer = self.authorizer.is_authorized(question, policies, entities);
        let diagnostics = answer.diagnostics();
        // Cedar passes over a policy that fails, also one that forbids; here a failure refuses.
        if let Some(error) = diagnostics.errors().next() {
            return Err(EvaluationError::Policy(error.to_string()));
        }
        if answer.decision() == cedar_policy::Decision::Allow {
            return Ok(Vec::new());
        }
        let mut reasons: Vec<Reason> = diagnostics
            .reason()
            .filter_map(|policy| Reason::from_key(policy.as_ref()))
            .collect();
        if reasons.is_empty() {
            return Err(EvaluationError::NoReason);
        }
        reasons.sort_unstable();
        Ok(reasons)
    }
}
