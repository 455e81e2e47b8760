//! Which settings are there, what is each without a word, and what follows from them?

use std::{
    net::SocketAddr,
    num::{NonZeroU16, NonZeroU32},
    path::PathBuf,
};

use chrono::TimeDelta;
use domain::{
    acr::Acr, activation::ActivationQuestion, delegation::GuardianAges, proof::GuardedAction,
};
use serde::{Deserialize, Serialize};
use url::Url;

use fhir::labelling::UnlistedCodes;

use super::{
    database_role::RoleName,
    database_tls::DatabaseTls,
    hidden,
    log_format::LogFormat,
    mail::{MailSender, MailSetting},
    metrics_token::MetricsToken,
    notice_days::NoticeDays,
    otlp_endpoint::OtlpEndpoint,
    require_passkey::RequirePasskey,
    staff_sign_in::StaffSignIn,
    strong_upstream::StrongUpstream,
    time_zone::ZoneName,
    trusted_proxies::TrustedProxies,
};

/// The effective settings. Written out, they hide what is secret.
#[derive(Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// `sqlite://path` or `postgres://…`.
    #[serde(serialize_with = "hidden::without_password")]
    pub database_url: String,
    /// Whether PostgreSQL on another machine must be reached over verified TLS.
    pub database_tls: DatabaseTls,
    /// The role that the server connects to PostgreSQL as, where the tables belong to another one: `sayso migrate up`
    /// gives it what it needs.
    pub database_role: Option<RoleName>,
    /// A file of keys in base64 that wrap the signing keys, the newest first.
    pub key_encryption_key_file: Option<PathBuf>,
    /// The same keys by themselves: for an environment that has secrets, and no files.
    #[serde(serialize_with = "hidden::hidden")]
    pub key_encryption_key: Option<String>,
    /// A file outside the database that checkpoints of the evidence are added to.
    pub checkpoint_file: Option<PathBuf>,
    pub listen: SocketAddr,
    /// Where metrics are served, and nothing else.
    pub metrics_listen: Option<SocketAddr>,
    /// What must be shown to read the metrics, which it opens at `/metrics` of `listen`, too.
    #[serde(serialize_with = "hidden::hidden")]
    pub metrics_token: Option<MetricsToken>,
    /// How a log line is written.
    pub log_format: LogFormat,
    /// Where traces are sent. Without it, nowhere.
    pub otlp_endpoint: Option<OtlpEndpoint>,
    /// The issuer, and the start of every address that leaves the server.
    pub public_url: Url,
    /// Whose word counts for where a request came from. Must be said where others reach the server.
    pub trusted_proxies: Option<TrustedProxies>,
    /// How much an app may ask of the FHIR API, for one patient.
    pub fhir_requests_per_second: NonZeroU32,
    /// Where the built pages' files are.
    pub site: PathBuf,
    /// The hospital, as people call it.
    pub organisation: String,
    /// The phone number of the hospital's help desk.
    pub phone: String,
    /// Where "Leave fast" goes.
    pub leave_to: Url,
    /// Where the hospital is: what ends, ends with a day there.
    pub time_zone: ZoneName,
    /// Where mail goes.
    pub mail: MailSetting,
    pub mail_from: MailSender,
    /// Actions that nothing but a passkey is enough for; see [`Self::guarded`].
    pub require_passkey_for: Option<RequirePasskey>,
    /// How a member of staff must have signed in for their role to count; see [`Self::staff_sign_in`].
    pub staff_sign_in: Option<StaffSignIn>,
    pub demo_app_listen: SocketAddr,
    #[serde(serialize_with = "hidden::hidden")]
    pub demo_password: String,
    /// Whether this is `sayso demo`. No setting: only that command makes it one.
    #[serde(skip)]
    pub demo: bool,
    /// At which ages of a minor a guardian's access narrows, waits for the young person's yes, and ends.
    pub guardian_ages: GuardianAges,
    /// What somebody is asked who opens the way to an account that the hospital made.
    pub activation_question: ActivationQuestion,
    /// The issuer of the hospital's own sign-in (OpenID Connect). Without it there is none.
    pub upstream_issuer: Option<String>,
    pub upstream_client_id: Option<String>,
    #[serde(serialize_with = "hidden::hidden")]
    pub upstream_client_secret: Option<String>,
    /// What people call that sign-in.
    pub upstream_name: Option<String>,
    /// The claim that names the person's own record: one that holds a business identifier, or `fhirUser`.
    pub upstream_patient_claim: Option<String>,
    /// The namespace of that identifier (FHIR R4 `Identifier.system`); with `fhirUser`, the server of a relative reference.
    pub upstream_patient_system: Option<String>,
    /// The claim that names roles of staff by their keys.
    pub upstream_role_claim: Option<String>,
    /// Scopes that are asked for besides `openid`, so that the provider sends these claims.
    pub upstream_scopes: Option<String>,
    /// Values of `acr` and `amr` by which the provider calls a sign-in strong; without any, all are.
    pub upstream_strong_acr: StrongUpstream,
    /// Whether who came in by that sign-in is signed out there too.
    pub upstream_logout: bool,
    /// How surely a person must have been authenticated before an app reads sensitive topics.
    pub require_acr_for_sensitive: Option<Acr>,
    /// How many seconds ago at most.
    pub sensitive_max_age: Option<u32>,
    /// After how many days without use a refresh token works no more.
    pub refresh_token_idle_days: NonZeroU16,
    /// What becomes of a coded fact that no list holds: its words decide, or it is hidden.
    pub unlisted_codes: UnlistedCodes,
    /// A folder with the hospital's privacy notice: Markdown, one file a language.
    pub privacy_notice: Option<PathBuf>,
    /// After how many days what a person was told is removed; without it, nothing is. People read it beside the list.
    pub notice_days: Option<NoticeDays>,
    /// For how many years at least the hospital keeps evidence; people are told where they stop an app. Nothing here removes any.
    pub evidence_years: Option<NonZeroU16>,
    /// For how many days the hospital keeps backups of the database; people are told where they stop an app.
    pub backup_days: Option<NonZeroU16>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            database_url: "sqlite://sayso.db".to_owned(),
            database_tls: DatabaseTls::default(),
            database_role: None,
            key_encryption_key_file: None,
            key_encryption_key: None,
            checkpoint_file: None,
            listen: SocketAddr::from(([127, 0, 0, 1], 3000)),
            metrics_listen: None,
            metrics_token: None,
            log_format: LogFormat::default(),
            otlp_endpoint: None,
            public_url: Url::parse("http://localhost:3000").expect("a literal address is valid"),
            trusted_proxies: None,
            fhir_requests_per_second: NonZeroU32::MIN.saturating_add(49),
            site: PathBuf::from("target/site"),
            organisation: "Riverside Hospital".to_owned(),
            phone: "555-0100".to_owned(),
            leave_to: Url::parse("https://www.weather.gov").expect("a literal address is valid"),
            time_zone: ZoneName::default(),
            mail: MailSetting::Outbox,
            mail_from: MailSender::nobody(),
            require_passkey_for: None,
            staff_sign_in: None,
            demo_app_listen: SocketAddr::from(([127, 0, 0, 1], 3001)),
            demo_password: "try-sayso-now".to_owned(),
            demo: false,
            guardian_ages: GuardianAges::default(),
            activation_question: ActivationQuestion::BirthDate,
            upstream_issuer: None,
            upstream_client_id: None,
            upstream_client_secret: None,
            upstream_name: None,
            upstream_patient_claim: None,
            upstream_patient_system: None,
            upstream_role_claim: None,
            upstream_scopes: None,
            upstream_strong_acr: StrongUpstream::default(),
            upstream_logout: false,
            require_acr_for_sensitive: None,
            sensitive_max_age: None,
            refresh_token_idle_days: NonZeroU16::new(90).expect("ninety is not zero"),
            unlisted_codes: UnlistedCodes::default(),
            privacy_notice: None,
            notice_days: None,
            evidence_years: None,
            backup_days: None,
        }
    }
}

impl Config {
    /// Whether mail stays here to be looked at, secrets and all: in the demo, unless it goes to a mail server.
    pub const fn keeps_mail(&self) -> bool {
        self.demo && matches!(self.mail, MailSetting::Outbox)
    }

    /// How long a refresh token may be left alone (RFC 9700 §4.14.2).
    pub fn refresh_token_idle(&self) -> TimeDelta {
        TimeDelta::days(self.refresh_token_idle_days.get().into())
    }

    /// The actions that nothing but a passkey is enough for. Where nobody said, these are sensitive topics and copies of
    /// a record; in the demo, whose people have no passkeys, there are none.
    pub fn guarded(&self) -> &[GuardedAction] {
        match &self.require_passkey_for {
            Some(said) => &said.0,
            None if self.demo => &[],
            None => &[GuardedAction::SensitiveTopic, GuardedAction::ExportRecord],
        }
    }

    /// What was set. Where nobody said, the demo, whose people have no passkeys, takes any sign-in.
    pub fn staff_sign_in(&self) -> StaffSignIn {
        let usual = if self.demo {
            StaffSignIn::Any
        } else {
            StaffSignIn::PasskeyOrHospital
        };
        self.staff_sign_in.unwrap_or(usual)
    }

    /// Whether mail reaches anybody: there is a mail server, or the demo shows it.
    pub const fn sends_mail(&self) -> bool {
        self.demo || !matches!(self.mail, MailSetting::Outbox)
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
