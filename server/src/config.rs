//! What can be set, from `sayso.toml` and from `SAYSO_*` variables, which win. An unknown key refuses to start.

mod mail;
mod require_passkey;
mod step_up;
#[cfg(test)]
mod tests;
mod upstream;

use std::{collections::BTreeMap, fmt, fs, io, net::SocketAddr, path::PathBuf};

use domain::acr::Acr;
use domain::delegation::GuardianAges;
use serde::Deserialize;
use thiserror::Error;
use url::Url;

pub use mail::{InvalidMailSetting, MailSender, MailSetting, Relay};
pub use require_passkey::RequirePasskey;
pub use step_up::StepUp;
pub use upstream::Upstream;

/// The effective settings.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// `sqlite://path` or `postgres://…`.
    pub database_url: String,
    pub listen: SocketAddr,
    /// The issuer, and the start of every address that leaves the server.
    pub public_url: Url,
    /// Where the built pages' files are.
    pub site: PathBuf,
    /// The hospital, as people call it.
    pub organisation: String,
    /// The phone number of the hospital's help desk.
    pub phone: String,
    /// Where "Leave fast" goes.
    pub leave_to: Url,
    /// Where mail goes.
    pub mail: MailSetting,
    pub mail_from: MailSender,
    /// Actions that nothing but a passkey is enough for.
    pub require_passkey_for: RequirePasskey,
    pub demo_app_listen: SocketAddr,
    pub demo_password: String,
    /// Whether this is `sayso demo`. No setting: only that command makes it one.
    #[serde(skip)]
    pub demo: bool,
    /// At which ages of a minor a guardian's access narrows, waits for the young person's yes, and ends.
    pub guardian_ages: GuardianAges,
    /// The issuer of the hospital's own sign-in (OpenID Connect). Without it there is none.
    pub upstream_issuer: Option<String>,
    pub upstream_client_id: Option<String>,
    pub upstream_client_secret: Option<String>,
    /// What people call that sign-in.
    pub upstream_name: Option<String>,
    /// How surely a person must have been authenticated before an app reads sensitive topics.
    pub require_acr_for_sensitive: Option<Acr>,
    /// How many seconds ago at most.
    pub sensitive_max_age: Option<u32>,
}

/// Why the settings cannot be used.
#[derive(Debug, Error)]
pub enum ConfigError {
    #[error("cannot read sayso.toml: {0}")]
    Read(#[from] io::Error),
    #[error("the settings are not right: {0}")]
    Invalid(#[from] toml::de::Error),
    #[error("`{0}` is not a setting; `sayso serve --print-config` shows the ones there are")]
    UnknownVariable(String),
    #[error("mail_from has no address that others can write to; set it along with `mail`")]
    NoSender,
    #[error("the public address must be {0}")]
    PublicUrl(&'static str),
    #[error("the hospital sign-in cannot be used: {0}")]
    Upstream(&'static str),
}

const FILE: &str = "sayso.toml";
const PREFIX: &str = "SAYSO_";
/// Variables that belong to the tests and benchmarks around the program.
const NOT_OURS: &[&str] = &["SAYSO_TEST_", "SAYSO_BENCH_", "SAYSO_BIN"];

impl Default for Config {
    fn default() -> Self {
        Self {
            database_url: "sqlite://sayso.db".to_owned(),
            listen: SocketAddr::from(([127, 0, 0, 1], 3000)),
            public_url: Url::parse("http://localhost:3000").expect("a literal address is valid"),
            site: PathBuf::from("target/site"),
            organisation: "Riverside Hospital".to_owned(),
            phone: "555-0100".to_owned(),
            leave_to: Url::parse("https://www.weather.gov").expect("a literal address is valid"),
            mail: MailSetting::Outbox,
            mail_from: MailSender::nobody(),
            require_passkey_for: RequirePasskey::default(),
            demo_app_listen: SocketAddr::from(([127, 0, 0, 1], 3001)),
            demo_password: "try-sayso-now".to_owned(),
            demo: false,
            guardian_ages: GuardianAges::default(),
            upstream_issuer: None,
            upstream_client_id: None,
            upstream_client_secret: None,
            upstream_name: None,
            require_acr_for_sensitive: None,
            sensitive_max_age: None,
        }
    }
}

impl Config {
    /// Reads the file in the working directory, if there is one, and then the environment.
    ///
    /// # Errors
    /// [`ConfigError`] names the file, the key or the variable that is wrong.
    pub fn load() -> Result<Self, ConfigError> {
        let file = match fs::read_to_string(FILE) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(error.into()),
        };
        Self::from_sources(&file, std::env::vars())
    }

    /// The settings that this file's text and these variables give.
    ///
    /// # Errors
    /// As [`Self::load`].
    pub fn from_sources(
        file: &str,
        variables: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, ConfigError> {
        let mut table: toml::Table = toml::from_str(file)?;
        let ours: BTreeMap<String, String> = variables
            .into_iter()
            .filter(|(name, _)| name.starts_with(PREFIX))
            .filter(|(name, _)| !NOT_OURS.iter().any(|other| name.starts_with(other)))
            .collect();
        for (name, value) in ours {
            let key = name[PREFIX.len()..].to_ascii_lowercase();
            if !Self::KEYS.contains(&key.as_str()) {
                return Err(ConfigError::UnknownVariable(name));
            }
            let number = value
                .parse()
                .ok()
                .filter(|_| Self::NUMBERS.contains(&key.as_str()));
            let value = number.map_or(toml::Value::String(value), toml::Value::Integer);
            table.insert(key, value);
        }
        let config: Self = table.try_into()?;
        config.check()
    }

    const KEYS: &[&str] = &[
        "database_url",
        "listen",
        "public_url",
        "site",
        "organisation",
        "phone",
        "leave_to",
        "mail",
        "mail_from",
        "require_passkey_for",
        "demo_app_listen",
        "demo_password",
        "guardian_ages",
        "upstream_issuer",
        "upstream_client_id",
        "upstream_client_secret",
        "upstream_name",
        "require_acr_for_sensitive",
        "sensitive_max_age",
    ];

    /// Settings that are numbers: a variable is text.
    const NUMBERS: &[&str] = &["sensitive_max_age"];

    fn check(self) -> Result<Self, ConfigError> {
        if let Some(fault) = self.upstream_fault() {
            return Err(ConfigError::Upstream(fault));
        }
        let url = &self.public_url;
        if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
            return Err(ConfigError::PublicUrl(
                "an origin without a path, such as https://sayso.example",
            ));
        }
        if matches!(self.mail, MailSetting::Smtp(_)) && self.mail_from.is_nobody() {
            return Err(ConfigError::NoSender);
        }
        match url.scheme() {
            "https" => Ok(self),
            "http" if self.is_plain_loopback() => Ok(self),
            _ => Err(ConfigError::PublicUrl(
                "https, or plain http on a loopback address",
            )),
        }
    }

    /// Whether mail stays here to be looked at, secrets and all: in the demo, unless it goes to a mail server.
    pub const fn keeps_mail(&self) -> bool {
        self.demo && matches!(self.mail, MailSetting::Outbox)
    }

    /// Whether nobody said where the database is.
    pub fn has_default_database(&self) -> bool {
        self.database_url == Self::default().database_url
    }

    /// Whether this is plain http on a loopback address: only then do cookies go without `Secure`.
    pub fn is_plain_loopback(&self) -> bool {
        self.public_url.scheme() == "http"
            && matches!(
                self.public_url.host_str(),
                Some("localhost" | "127.0.0.1" | "[::1]")
            )
    }

    /// The issuer identifier (RFC 8414 §2): the public address without its final slash.
    pub fn issuer(&self) -> String {
        self.public_url.as_str().trim_end_matches('/').to_owned()
    }

    /// The FHIR base, which is also the `aud` that an app names (SMART App Launch 2.2 §2.0.6).
    pub fn fhir_base(&self) -> String {
        format!("{}/fhir", self.issuer())
    }
}

/// The settings as a file would say them, with secrets hidden.
impl fmt::Display for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "database_url = {:?}",
            without_password(&self.database_url)
        )?;
        writeln!(f, "listen = \"{}\"", self.listen)?;
        writeln!(f, "public_url = \"{}\"", self.issuer())?;
        writeln!(f, "site = {:?}", self.site.display().to_string())?;
        writeln!(f, "organisation = {:?}", self.organisation)?;
        writeln!(f, "phone = {:?}", self.phone)?;
        writeln!(f, "leave_to = \"{}\"", self.leave_to)?;
        writeln!(f, "mail = \"{}\"", self.mail)?;
        writeln!(f, "mail_from = {:?}", self.mail_from.to_string())?;
        writeln!(f, "require_passkey_for = {}", self.require_passkey_for)?;
        writeln!(f, "demo_app_listen = \"{}\"", self.demo_app_listen)?;
        writeln!(f, "demo_password = \"…\"")?;
        write!(f, "guardian_ages = \"{}\"", self.guardian_ages)?;
        let said = [
            ("upstream_issuer", self.upstream_issuer.as_deref()),
            ("upstream_client_id", self.upstream_client_id.as_deref()),
            (
                "upstream_client_secret",
                self.upstream_client_secret.as_ref().map(|_| "…"),
            ),
            ("upstream_name", self.upstream_name.as_deref()),
            (
                "require_acr_for_sensitive",
                self.require_acr_for_sensitive.map(Acr::key),
            ),
        ];
        for (name, value) in said {
            if let Some(value) = value {
                write!(f, "\n{name} = {value:?}")?;
            }
        }
        match self.sensitive_max_age {
            Some(seconds) => write!(f, "\nsensitive_max_age = {seconds}"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

fn without_password(database_url: &str) -> String {
    let Ok(mut url) = Url::parse(database_url) else {
        return "…".to_owned();
    };
    if url.password().is_some() && url.set_password(Some("…")).is_err() {
        return "…".to_owned();
    }
    url.to_string()
}
