//! The setting `database_tls`: must the connection to PostgreSQL be encrypted to a host that proved who it is?

use serde::{Deserialize, Serialize};

/// How PostgreSQL on another machine is reached. A loopback address or a socket needs no TLS.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DatabaseTls {
    /// Over TLS, with a certificate for this host by a known authority (libpq `sslmode=verify-full`).
    #[default]
    VerifyFull,
    /// As `sslmode` of the address says: the network between is trusted.
    Off,
}
