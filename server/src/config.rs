//! What can be set, from `sayso.toml` and from `SAYSO_*` variables, which win. An unknown key refuses to start.

use std::{collections::BTreeMap, fmt, fs, io, net::SocketAddr, path::PathBuf};

use domain::delegation::GuardianAges;
use serde::Deserialize;
use thiserror::Error;
use url::Url;

use crate::mail::{MailSender, MailSetting};

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
    /// Where people call for help.
    pub phone: String,
    /// Where "Leave fast" goes.
    pub leave_to: Url,
    /// Where mail goes.
    pub mail: MailSetting,
    pub mail_from: MailSender,
    pub demo_app_listen: SocketAddr,
    pub demo_password: String,
    /// Whether this is `sayso demo`. No setting: only that command makes it one.
    #[serde(skip)]
    pub demo: bool,
    /// At which ages of a minor a guardian's access narrows, waits for the young person's yes, and ends.
    pub guardian_ages: GuardianAges,
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
            demo_app_listen: SocketAddr::from(([127, 0, 0, 1], 3001)),
            demo_password: "try-sayso-now".to_owned(),
            demo: false,
            guardian_ages: GuardianAges::default(),
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
            table.insert(key, toml::Value::String(value));
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
        "demo_app_listen",
        "demo_password",
        "guardian_ages",
    ];

    fn check(self) -> Result<Self, ConfigError> {
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
        writeln!(f, "site = {:?}", self.site)?;
        writeln!(f, "organisation = {:?}", self.organisation)?;
        writeln!(f, "phone = {:?}", self.phone)?;
        writeln!(f, "leave_to = \"{}\"", self.leave_to)?;
        writeln!(f, "mail = \"{}\"", self.mail)?;
        writeln!(f, "mail_from = {:?}", self.mail_from.to_string())?;
        writeln!(f, "demo_app_listen = \"{}\"", self.demo_app_listen)?;
        writeln!(f, "demo_password = \"…\"")?;
        write!(f, "guardian_ages = \"{}\"", self.guardian_ages)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn with(file: &str, variables: &[(&str, &str)]) -> Result<Config, ConfigError> {
        let variables = variables
            .iter()
            .map(|(name, value)| ((*name).into(), (*value).into()));
        Config::from_sources(file, variables)
    }

    #[test]
    fn a_variable_wins_over_the_file() {
        let file = "listen = \"127.0.0.1:1\"";
        let config = with(file, &[("SAYSO_LISTEN", "127.0.0.1:2"), ("HOME", "/")]).unwrap();
        assert_eq!(config.listen.port(), 2);
    }

    #[test]
    fn an_unknown_key_refuses_to_start() {
        assert!(matches!(
            with("lisen = 1", &[]),
            Err(ConfigError::Invalid(_))
        ));
        let typo = with("", &[("SAYSO_LISEN", "x")]);
        assert!(matches!(typo, Err(ConfigError::UnknownVariable(name)) if name == "SAYSO_LISEN"));
        assert!(with("", &[("SAYSO_TEST_POSTGRES_URL", "x")]).is_ok());
    }

    #[test]
    fn only_the_command_makes_a_demo() {
        assert!(with("demo = true", &[]).is_err());
        assert!(with("", &[("SAYSO_DEMO", "true")]).is_err());
    }

    #[test]
    fn mail_needs_a_sender() {
        let relay = ("SAYSO_MAIL", "smtps://mail.example");
        assert!(matches!(with("", &[relay]), Err(ConfigError::NoSender)));
        let sender = ("SAYSO_MAIL_FROM", "Sayso <no-reply@hospital.example>");
        assert!(with("", &[relay, sender]).is_ok());
        assert!(with("", &[("SAYSO_MAIL", "mail.example")]).is_err());
    }

    #[test]
    fn ages_of_guardians_grow_or_nothing_starts() {
        let set = with("", &[("SAYSO_GUARDIAN_AGES", "13,15,18")]).unwrap();
        assert!(set.to_string().contains("guardian_ages = \"13,15,18\""));
        assert!(with("guardian_ages = \"18,16,12\"", &[]).is_err());
    }

    #[test]
    fn plain_http_works_on_a_loopback_address_only() {
        assert!(with("", &[("SAYSO_PUBLIC_URL", "http://sayso.example")]).is_err());
        assert!(with("", &[("SAYSO_PUBLIC_URL", "https://sayso.example/path")]).is_err());
        let config = with("", &[("SAYSO_PUBLIC_URL", "https://sayso.example")]).unwrap();
        assert_eq!(config.fhir_base(), "https://sayso.example/fhir");
    }

    #[test]
    fn shown_settings_hide_secrets() {
        let url = "postgres://sayso:hunter2@db/sayso";
        let shown = with(
            "demo_password = \"hunter3\"\nmail_from = \"Sayso <a@b.example>\"",
            &[
                ("SAYSO_DATABASE_URL", url),
                ("SAYSO_MAIL", "smtp://u:hunter4@mail.example"),
            ],
        )
        .unwrap();
        assert!(!shown.to_string().contains("hunter"));
    }
}
