//! The policy engine: may this app read this now, and may this actor decide about this consent? Cedar answers from the
//! numbered policies in `policies/`; this crate turns typed questions into Cedar's and its answers into reasons.
//!
//! Deny by default, forbid beats permit, and what cannot be evaluated is refused.

mod access;
mod consents;
mod load;
mod vocabulary;

use std::{
    error::Error,
    sync::{Arc, LazyLock},
};

use cedar_policy::{Authorizer, Entities, PolicySet, Request, Schema};
use domain::{
    Timestamp,
    actor::Actor,
    decision::{AccessBasis, AccessRequest, Decision, Obligation, Reason, RecordFilter},
    ids::PatientId,
};
use thiserror::Error;

pub use consents::{ConsentAction, Standing};
pub use load::LoadError;
use vocabulary::Vocabulary;

/// The policies, read and checked once. A clone is another handle to the same.
#[derive(Clone)]
pub struct Policy(Arc<Engine>);

struct Engine {
    authorizer: Authorizer,
    schema: Schema,
    records: PolicySet,
    consents: PolicySet,
    vocabulary: Vocabulary,
}

/// Why the engine has no answer. The caller is refused with [`Reason::Unavailable`]; this is for the log.
#[derive(Debug, Error)]
pub enum EvaluationError {
    #[error(
        "token, grant, client and consent are not about each other, or the consent is not in force"
    )]
    InconsistentBasis,
    #[error("the question cannot be put to the engine: {0}")]
    Question(Box<dyn Error + Send + Sync>),
    #[error("a policy failed: {0}")]
    Policy(String),
    #[error("refused without a reason")]
    NoReason,
}

impl EvaluationError {
    fn question(error: impl Error + Send + Sync + 'static) -> Self {
        Self::Question(Box::new(error))
    }
}

impl Policy {
    /// Reads the policies that were built in and holds them against the schema.
    ///
    /// # Errors
    /// [`LoadError`] if one of them does not parse, does not fit the schema, or refuses without a known reason.
    pub fn load() -> Result<Self, LoadError> {
        load::engine().map(|engine| Self(Arc::new(engine)))
    }

    /// Returns the policies that were built in, read once per process.
    ///
    /// # Panics
    /// If [`Self::load`] fails, which the tests of this crate rule out.
    pub fn built_in() -> Self {
        static POLICY: LazyLock<Policy> =
            LazyLock::new(|| Policy::load().expect("the built-in policies pass their own tests"));
        POLICY.clone()
    }

    /// Answers one request of an app. What cannot be evaluated is refused as [`Reason::Unavailable`].
    pub fn decide(&self, request: &AccessRequest, basis: &AccessBasis, now: Timestamp) -> Decision {
        self.evaluate(request, basis, now)
            .unwrap_or_else(|_| Decision::deny([Reason::Unavailable]))
    }

    /// As [`Self::decide`], for callers that write to the log why the engine had no answer.
    ///
    /// # Errors
    /// [`EvaluationError`] if there is no answer. Nothing may be served then.
    pub fn evaluate(
        &self,
        request: &AccessRequest,
        basis: &AccessBasis,
        now: Timestamp,
    ) -> Result<Decision, EvaluationError> {
        if !basis.belongs_together() {
            return Err(EvaluationError::InconsistentBasis);
        }
        let engine = &self.0;
        let (question, entities) = access::question(engine, request, basis, now)?;
        let reasons = engine.ask(&engine.records, &question, &entities)?;
        if !reasons.is_empty() {
            return Ok(Decision::deny(reasons));
        }
        // Cedar has decided; the filter repeats its [rules](domain::rules#the-fifteen-rules) 6 to 10 for the query
        // and is checked against it row by row in tests.
        Ok(
            match RecordFilter::within(basis, request.resource, request.interaction, now) {
                Ok(filter) => Decision::permit(vec![Obligation::Filter(filter)]),
                Err(reason) => Decision::deny([reason]),
            },
        )
    }

    /// Whether the actor may do this with a consent about the subject's record.
    pub fn may(
        &self,
        actor: &Actor,
        standing: Standing<'_>,
        action: ConsentAction,
        subject: &PatientId,
    ) -> Decision {
        let engine = &self.0;
        let reasons = consents::question(engine, actor, standing, action, subject)
            .and_then(|(question, entities)| engine.ask(&engine.consents, &question, &entities));
        match reasons {
            Ok(reasons) if reasons.is_empty() => Decision::permit(Vec::new()),
            Ok(reasons) => Decision::deny(reasons),
            Err(_) => Decision::deny([Reason::Unavailable]),
        }
    }
}

impl Engine {
    /// The schema that questions are checked against, while this is developed and tested. Questions are built from types,
    /// so that what fits once fits always; in a release build the check would cost as much as the answer.
    fn checks(&self) -> Option<&Schema> {
        cfg!(debug_assertions).then_some(&self.schema)
    }

    /// Every reason to refuse in the order of the rules; none if it is permitted.
    fn ask(
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
