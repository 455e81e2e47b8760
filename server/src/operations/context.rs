//! What every operation is told about the request that it serves.

use domain::ids::CorrelationId;

/// Joins the answer, its log lines and its evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Context {
    pub correlation: CorrelationId,
}

impl Context {
    pub const fn new(correlation: CorrelationId) -> Self {
        Self { correlation }
    }
}
