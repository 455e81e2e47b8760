//! What can be set, from `sayso.toml` and from `SAYSO_*` variables, which win. An unknown key refuses to start.
//!
//! | file | answers |
//! |---|---|
//! | `settings` | which settings there are, and their defaults: a new one is a field and its default |
//! | `read` | where they come from, and why they are refused |
//! | `beside` | which files stand beside a SQLite database |
//! | `public` | which are not fit for the public |
//! | `shown`, `hidden` | how they are printed, without secrets |
//! | `listed` | how a list of keys is written |
//! | `database_role`, `database_tls`, `log_format`, `mail`, `metrics_token`, `notice_days`, `otlp_endpoint`, `require_passkey`, `staff_sign_in`, `step_up`, `strong_upstream`, `time_zone`, `trusted_proxies`, `upstream` | what single settings mean |

mod beside;
mod database_role;
mod database_tls;
mod hidden;
mod listed;
mod log_format;
mod mail;
mod metrics_token;
mod notice_days;
mod otlp_endpoint;
mod public;
mod read;
mod require_passkey;
mod settings;
mod shown;
mod staff_sign_in;
mod step_up;
mod strong_upstream;
#[cfg(test)]
mod tests;
pub mod time_zone;
mod trusted_proxies;
mod upstream;

pub use database_role::{InvalidRoleName, RoleName};
pub use database_tls::DatabaseTls;
pub use fhir::labelling::UnlistedCodes;
pub use log_format::LogFormat;
pub use mail::{InvalidMailSetting, MailSender, MailSetting, Relay};
pub use metrics_token::{InvalidMetricsToken, MetricsToken};
pub use notice_days::NoticeDays;
pub use otlp_endpoint::{InvalidOtlpEndpoint, OtlpEndpoint};
pub use read::ConfigError;
pub use require_passkey::RequirePasskey;
pub use settings::Config;
pub use staff_sign_in::StaffSignIn;
pub use step_up::StepUp;
pub use strong_upstream::StrongUpstream;
pub use trusted_proxies::{InvalidNetwork, TrustedProxies};
pub use upstream::{Claims, Upstream};
