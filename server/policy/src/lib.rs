//! The policy engine: may this app read this now, and may this actor decide about this consent? Cedar answers from the
//! numbered policies in `policies/`; this crate turns typed questions into Cedar's and its answers into reasons.
//!
//! Deny by default, forbid beats permit, and what cannot be evaluated is refused.

mod access;
mod action;
mod consents;
mod engine;
mod load;
mod vocabulary;

use std::sync::{Arc, LazyLock};

use domain::{
    Timestamp,
    actor::Actor,
    decision::{AccessBasis, AccessRequest, Decision, Obligation, Reason, RecordFilter},
    ids::PatientId,
};

pub use action::ConsentAction;
pub use consents::Standing;
use engine::Engine;
pub use engine::EvaluationError;
pub use load::LoadError;

/// The policies, read and checked once. A clone is another handle to the same.
#[derive(Clone)]
pub struct Policy(Arc<Engine>);

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
