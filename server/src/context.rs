//! What every operation is told about the request that it serves.

use std::net::IpAddr;

use domain::{
    device::Device,
    ids::{AuthorizationRequestId, CorrelationId},
};

use crate::secret::Digest;

/// Where a request came from, and the number that joins its answer, its log lines and its evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Context {
    pub correlation: CorrelationId,
    /// Where the client is, as far as trusted proxies say: never in a log or in evidence.
    pub address: Option<IpAddr>,
    /// The browser, as far as it says so itself.
    pub device: Device,
    /// The session that it showed, whether or not there is one. A new one takes its place.
    pub session: Option<Digest>,
    /// The authorization request whose page leads to a sign-in, if one does.
    pub led_by: Option<AuthorizationRequestId>,
    /// The cookie of a browser that signed in before, whether or not it is one of ours.
    pub known_device: Option<Digest>,
}

impl Context {
    pub const fn new(correlation: CorrelationId) -> Self {
        Self {
            correlation,
            address: None,
            device: Device {
                browser: None,
                system: None,
            },
            session: None,
            led_by: None,
            known_device: None,
        }
    }

    #[must_use]
    pub const fn from(self, address: Option<IpAddr>) -> Self {
        Self { address, ..self }
    }

    #[must_use]
    pub const fn on(self, device: Device) -> Self {
        Self { device, ..self }
    }

    #[must_use]
    pub const fn known_by(self, known_device: Option<Digest>) -> Self {
        Self {
            known_device,
            ..self
        }
    }

    #[must_use]
    pub const fn showing(self, session: Option<Digest>) -> Self {
        Self { session, ..self }
    }

    #[must_use]
    pub const fn led_by(self, request: Option<AuthorizationRequestId>) -> Self {
        Self {
            led_by: request,
            ..self
        }
    }
}
