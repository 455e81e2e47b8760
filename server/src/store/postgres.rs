//! How is PostgreSQL reached? Over TLS with a verified name, unless it is on this machine or the operator says otherwise.

use std::{env, net::IpAddr};

use sea_orm::sqlx::postgres::{PgConnectOptions, PgSslMode};
use thiserror::Error;
use url::Url;

use crate::config::DatabaseTls;

/// Why an address of a database is refused. The text holds nothing of it but names of parameters.
#[derive(Debug, Error, PartialEq, Eq)]
pub(super) enum InvalidAddress {
    /// It is no URL, or a parameter has a value that is none.
    #[error("it is not an address of a PostgreSQL database, such as postgres://user@host/name")]
    Unreadable,
    /// Parameters of libpq that the driver would leave out without a word: one may be what the connection rests on.
    #[error("its parameter `{0}` is not known here")]
    UnknownParameter(String),
    /// The host is another machine, and the connection could be read or redirected.
    #[error(
        "it asks for less than sslmode=verify-full, and the database is on another machine: leave sslmode out, \
         or set database_tls = \"off\" if the network between is trusted"
    )]
    NotVerified,
}

/// What sqlx 0.9 reads (`sqlx-postgres/src/options/parse.rs`); it drops every other.
const KNOWN: &[&str] = &[
    "sslmode",
    "ssl-mode",
    "sslrootcert",
    "ssl-root-cert",
    "ssl-ca",
    "sslcert",
    "ssl-cert",
    "sslkey",
    "ssl-key",
    "statement-cache-capacity",
    "host",
    "hostaddr",
    "port",
    "dbname",
    "user",
    "password",
    "application_name",
    "options",
];

/// Returns the `sslmode` to connect with.
///
/// # Errors
/// [`InvalidAddress`], if the address is none, or leaves the connection open to the network between.
pub(super) fn ssl_mode(address: &str, tls: DatabaseTls) -> Result<PgSslMode, InvalidAddress> {
    let url = Url::parse(address).map_err(|_| InvalidAddress::Unreadable)?;
    let mut said = env::var_os("PGSSLMODE").is_some();
    for (name, _) in url.query_pairs() {
        let known = KNOWN.contains(&&*name) || name.starts_with("options[");
        if !known {
            return Err(InvalidAddress::UnknownParameter(name.into_owned()));
        }
        said |= matches!(&*name, "sslmode" | "ssl-mode");
    }
    let options: PgConnectOptions = address.parse().map_err(|_| InvalidAddress::Unreadable)?;
    let mode = options.get_ssl_mode();
    if tls == DatabaseTls::Off || is_here(&options) || matches!(mode, PgSslMode::VerifyFull) {
        Ok(mode)
    } else if said {
        Err(InvalidAddress::NotVerified)
    } else {
        Ok(PgSslMode::VerifyFull)
    }
}

/// Whether nothing leaves this machine: a socket of the system, or a loopback address.
fn is_here(options: &PgConnectOptions) -> bool {
    let host = options.get_host();
    let address = host.trim_start_matches('[').trim_end_matches(']');
    options.get_socket().is_some()
        || host.starts_with('/')
        || host == "localhost"
        || address.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mode(address: &str, tls: DatabaseTls) -> String {
        ssl_mode(address, tls).map_or_else(|error| error.to_string(), |mode| format!("{mode:?}"))
    }

    fn strict(address: &str) -> String {
        mode(address, DatabaseTls::VerifyFull)
    }

    #[test]
    fn another_machine_must_prove_its_name() {
        for address in [
            "postgres://sayso@db.hospital.example/sayso",
            "postgres://sayso@10.0.0.7/sayso?sslrootcert=/etc/ca.pem",
            "postgres://sayso@[2001:db8::1]/sayso?sslmode=verify-full",
            "postgres:///sayso?host=db.hospital.example",
            "postgres://localhost/sayso?hostaddr=10.0.0.7",
            "postgresql://localhost.hospital.example/sayso",
        ] {
            assert_eq!(strict(address), "VerifyFull", "{address}");
        }
    }

    #[test]
    fn what_falls_back_or_verifies_less_is_refused() {
        for said in ["disable", "allow", "prefer", "require", "verify-ca"] {
            let address = format!("postgres://db.hospital.example/sayso?sslmode={said}");
            assert!(strict(&address).contains("verify-full"), "{said}");
            assert!(!mode(&address, DatabaseTls::Off).contains("verify-full"));
        }
        let twice = "postgres://db.example/sayso?sslmode=verify-full&ssl-mode=prefer";
        assert!(strict(twice).contains("verify-full"));
    }

    #[test]
    fn this_machine_needs_no_tls() {
        for address in [
            "postgres://postgres@127.0.0.1:5432/sayso",
            "postgres://localhost/sayso?sslmode=disable",
            "postgres://[::1]/sayso?sslmode=prefer",
            "postgres:///sayso?host=/var/run/postgresql&sslmode=disable",
            "postgres://%2Fvar%2Frun%2Fpostgresql/sayso?sslmode=disable",
        ] {
            let mode = strict(address);
            assert!(["Disable", "Prefer"].contains(&&*mode), "{address}: {mode}");
        }
    }

    #[test]
    fn a_parameter_that_the_driver_would_drop_is_refused() {
        let refused = strict("postgres://db.example/sayso?sslcrl=/etc/crl.pem");
        assert_eq!(refused, "its parameter `sslcrl` is not known here");
        assert!(strict("postgres://db.example/sayso?sslmode=always").contains("address"));
    }
}
