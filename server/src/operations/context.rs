//! What every operation is told about the request that it serves.

use std::net::IpAddr;

use domain::ids::CorrelationId;

/// Where a request came from, and the number that joins its answer, its log lines and its evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Context {
    pub correlation: CorrelationId,
    /// The other end of the connection, where there is one.
    pub address: Option<IpAddr>,
}

impl Context {
    pub const fn new(correlation: CorrelationId) -> Self {
        Self {
            correlation,
            address: None,
        }
    }

    #[must_use]
    pub const fn from(self, address: Option<IpAddr>) -> Self {
        Self { address, ..self }
    }
}
