//! Where do settings come from, and why are they refused? An error names the setting, and the file or the variable.

use std::{collections::BTreeMap, ffi::OsString, fs, io};

use config::{Environment, File, FileFormat};
use thiserror::Error;

use super::{Config, MailSetting};

/// Why the settings cannot be used.
#[derive(Debug, Error)]
pub enum ConfigError {
    #[error("cannot read sayso.toml: {0}")]
    Read(#[from] io::Error),
    #[error("{place}: {problem}")]
    Invalid { place: String, problem: String },
    #[error("`{0}` is not a setting; server/docs/operating.md lists the ones there are")]
    UnknownVariable(String),
    #[error("`{0}` holds bytes that are not UTF-8 text")]
    NotText(String),
    #[error("mail_from has no address that others can write to; set it along with `mail`")]
    NoSender,
    #[error("public_url must be {0}")]
    PublicUrl(&'static str),
    #[error(
        "trusted_proxies is missing: public_url is https, so say which networks your reverse proxies connect from, \
         such as `127.0.0.1/32`, or `none` if people connect to Sayso itself"
    )]
    NoTrustedProxies,
    #[error("the hospital sign-in cannot be used: {0}")]
    Upstream(&'static str),
}

const FILE: &str = "sayso.toml";
const PREFIX: &str = "SAYSO_";
/// Variables that belong to the tests and benchmarks around the program.
const NOT_OURS: &[&str] = &["SAYSO_TEST_", "SAYSO_BENCH_", "SAYSO_BIN"];

impl Config {
    /// Reads the file in the working directory, if there is one, and then the environment.
    ///
    /// # Errors
    /// [`ConfigError`] names the setting, and the file or the variable that it comes from.
    pub fn load() -> Result<Self, ConfigError> {
        let file = match fs::read_to_string(FILE) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(error.into()),
        };
        Self::from_sources(&file, std::env::vars_os())
    }

    /// The settings that this file's text and these variables give.
    ///
    /// # Errors
    /// As [`Self::load`].
    pub fn from_sources(
        file: &str,
        variables: impl IntoIterator<Item = (OsString, OsString)>,
    ) -> Result<Self, ConfigError> {
        let variables = ours(variables)?;
        let settings: Result<Self, _> = config::Config::builder()
            .add_source(File::from_str(file, FileFormat::Toml))
            .add_source(
                Environment::with_prefix(PREFIX.trim_end_matches('_'))
                    .source(Some(variables.clone().into_iter().collect())),
            )
            .build()
            .and_then(config::Config::try_deserialize);
        settings
            .map_err(|error| ConfigError::invalid(&error, &variables))?
            .check()
    }

    /// Checks what only a server needs that others reach.
    ///
    /// # Errors
    /// [`ConfigError::NoTrustedProxies`] where nobody said whose word counts for where requests come from.
    pub fn require_servable(&self) -> Result<(), ConfigError> {
        if self.public_url.scheme() == "https" && self.trusted_proxies.is_none() {
            return Err(ConfigError::NoTrustedProxies);
        }
        Ok(())
    }

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
}

/// The variables that are settings, each of which there is.
fn ours(
    variables: impl IntoIterator<Item = (OsString, OsString)>,
) -> Result<BTreeMap<String, String>, ConfigError> {
    let known = Config::keys();
    let mut ours = BTreeMap::new();
    for (name, value) in variables {
        // A name that is no text is no setting's.
        let Ok(name) = name.into_string() else {
            continue;
        };
        if !name.starts_with(PREFIX) || NOT_OURS.iter().any(|other| name.starts_with(other)) {
            continue;
        }
        if !known.iter().any(|key| variable(key) == name) {
            return Err(ConfigError::UnknownVariable(name));
        }
        let value = value
            .into_string()
            .map_err(|_| ConfigError::NotText(name.clone()))?;
        ours.insert(name, value);
    }
    Ok(ours)
}

fn variable(key: &str) -> String {
    format!("{PREFIX}{}", key.to_ascii_uppercase())
}

impl ConfigError {
    fn invalid(error: &config::ConfigError, variables: &BTreeMap<String, String>) -> Self {
        let (key, problem) = match error {
            config::ConfigError::At { error, key, .. } => (key.as_deref(), error.to_string()),
            config::ConfigError::Type {
                unexpected,
                expected,
                key,
                ..
            } => (
                key.as_deref(),
                format!("{unexpected} stands where {expected} is expected"),
            ),
            other => (None, without_source(&other.to_string())),
        };
        let place = match key {
            Some(key) if variables.contains_key(&variable(key)) => variable(key),
            Some(key) => format!("`{key}` in {FILE}"),
            None => FILE.to_owned(),
        };
        Self::Invalid { place, problem }
    }
}

/// The parser of the file quotes the line, which may hold a secret: `1 | demo_password = …`.
fn without_source(problem: &str) -> String {
    let quotes = |line: &&str| line.contains('|');
    let lines: Vec<_> = problem.lines().filter(|line| !quotes(line)).collect();
    lines.join(": ")
}
