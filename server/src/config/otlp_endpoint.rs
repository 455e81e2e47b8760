//! The setting `otlp_endpoint`: where do traces go, if anywhere?

use std::fmt;

use serde::{Deserialize, Serialize, Serializer};
use thiserror::Error;
use url::{Host, Url};

/// A collector that takes spans by OTLP over HTTP. To another machine the way is https.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct OtlpEndpoint(Url);

/// The text names no collector.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error(
    "otlp_endpoint is the address of a collector without a path, user or query: https, or http on a loopback address, such as http://127.0.0.1:4318"
)]
pub struct InvalidOtlpEndpoint;

impl TryFrom<String> for OtlpEndpoint {
    type Error = InvalidOtlpEndpoint;

    fn try_from(text: String) -> Result<Self, InvalidOtlpEndpoint> {
        let url = Url::parse(&text).map_err(|_| InvalidOtlpEndpoint)?;
        let bare = url.path() == "/"
            && url.query().is_none()
            && url.fragment().is_none()
            && url.username().is_empty()
            && url.password().is_none();
        let is_here = match url.host() {
            Some(Host::Domain(name)) => name == "localhost",
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            None => return Err(InvalidOtlpEndpoint),
        };
        if bare && (url.scheme() == "https" || (url.scheme() == "http" && is_here)) {
            Ok(Self(url))
        } else {
            Err(InvalidOtlpEndpoint)
        }
    }
}

impl OtlpEndpoint {
    /// Returns where spans are posted to (OTLP 1 §OTLP/HTTP Request).
    pub fn traces(&self) -> Url {
        let mut url = self.0.clone();
        url.set_path("/v1/traces");
        url
    }
}

impl fmt::Display for OtlpEndpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for OtlpEndpoint {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_leave_this_machine_encrypted_only() {
        for (text, fits) in [
            ("http://127.0.0.1:4318", true),
            ("http://localhost:4318/", true),
            ("https://collector.hospital.example", true),
            ("http://collector.hospital.example:4318", false),
            ("http://127.0.0.1.example", false),
            ("https://collector.example/v1/traces", false),
            ("https://user:secret@collector.example", false),
            ("grpc://127.0.0.1:4317", false),
            ("", false),
        ] {
            let read = OtlpEndpoint::try_from(text.to_owned());
            assert_eq!(read.is_ok(), fits, "{text}");
        }
    }
}
