//! The settings `mail` and `mail_from`: where mail goes, and whom it comes from.

use std::{fmt, net::IpAddr};

use lettre::{
    Address, Tokio1Executor,
    message::Mailbox,
    transport::smtp::{
        AsyncSmtpTransport, AsyncSmtpTransportBuilder, Error,
        authentication::Credentials,
        client::{Tls, TlsParameters},
    },
};
use percent_encoding::percent_decode_str;
use serde::{Deserialize, Serialize, Serializer};
use thiserror::Error;
use url::Url;

use super::hidden::hide_password;

/// The text says no way for mail to leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum InvalidMailSetting {
    #[error(
        "mail is `outbox`, or an address such as smtp://user:password@mail.example:587 or smtps://…"
    )]
    Way,
    #[error(
        "mail_from is an address, or a name and an address, such as Sayso <no-reply@hospital.example>"
    )]
    Sender,
}

/// Where mail goes.
#[derive(Clone, Deserialize)]
#[serde(try_from = "String")]
pub enum MailSetting {
    /// Nowhere. The demo shows it at `/demo/mail`.
    Outbox,
    Smtp(Relay),
}

impl TryFrom<String> for MailSetting {
    type Error = InvalidMailSetting;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        if text == "outbox" {
            return Ok(Self::Outbox);
        }
        Relay::parse(&text).map(Self::Smtp)
    }
}

/// As a file would say it, without the password.
impl fmt::Display for MailSetting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Outbox => f.write_str("outbox"),
            Self::Smtp(relay) => f.write_str(&hide_password(relay.0.clone())),
        }
    }
}

impl Serialize for MailSetting {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A mail server that takes mail from us.
#[derive(Clone)]
pub struct Relay(Url);

impl Relay {
    fn parse(text: &str) -> Result<Self, InvalidMailSetting> {
        let url = Url::parse(text).map_err(|_| InvalidMailSetting::Way)?;
        let bare =
            matches!(url.path(), "" | "/") && url.query().is_none() && url.fragment().is_none();
        let known = matches!(url.scheme(), "smtp" | "smtps");
        let relay = Self(url);
        if known && bare && !relay.host().is_empty() && relay.transport().is_ok() {
            Ok(relay)
        } else {
            Err(InvalidMailSetting::Way)
        }
    }

    /// `smtps` is TLS from the first byte. `smtp` must turn to TLS before anything is said, except on this machine.
    pub(crate) fn transport(&self) -> Result<AsyncSmtpTransportBuilder, Error> {
        let host = self.host();
        let builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(host);
        let secure = self.0.scheme() == "smtps";
        let (tls, port) = if secure {
            (Tls::Wrapper(TlsParameters::new(host.to_owned())?), 465)
        } else if self.is_this_machine() {
            (Tls::None, 25)
        } else {
            (Tls::Required(TlsParameters::new(host.to_owned())?), 587)
        };
        let builder = builder.tls(tls).port(self.0.port().unwrap_or(port));
        Ok(match self.0.password() {
            Some(password) => builder.credentials(Credentials::new(
                decoded(self.0.username()),
                decoded(password),
            )),
            None => builder,
        })
    }

    fn is_this_machine(&self) -> bool {
        let host = self.host();
        let address = host.parse::<IpAddr>();
        host == "localhost" || address.is_ok_and(|address| address.is_loopback())
    }

    /// The name or the address alone, as a resolver takes it.
    fn host(&self) -> &str {
        let host = self.0.host_str().unwrap_or_default();
        host.trim_start_matches('[').trim_end_matches(']')
    }
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// RFC 6761 §6.4: a name that never leads anywhere.
const NOWHERE: &str = "sayso.invalid";

/// Whom mail comes from.
#[derive(Clone, Deserialize)]
#[serde(try_from = "String")]
pub struct MailSender(Mailbox);

impl MailSender {
    /// Until somebody says whom mail comes from.
    pub fn nobody() -> Self {
        let address = Address::new("no-reply", NOWHERE).expect("a literal address is valid");
        Self(Mailbox::new(Some("Sayso".to_owned()), address))
    }

    pub fn is_nobody(&self) -> bool {
        self.0.email.domain() == NOWHERE
    }

    pub const fn mailbox(&self) -> &Mailbox {
        &self.0
    }
}

impl TryFrom<String> for MailSender {
    type Error = InvalidMailSetting;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        if text.contains(char::is_control) {
            return Err(InvalidMailSetting::Sender);
        }
        text.parse()
            .map(Self)
            .map_err(|_| InvalidMailSetting::Sender)
    }
}

impl fmt::Display for MailSender {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for MailSender {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn setting(text: &str) -> Result<MailSetting, InvalidMailSetting> {
        MailSetting::try_from(text.to_owned())
    }

    #[test]
    fn a_password_is_never_shown() {
        let shown = setting("smtps://us%40er:hunter2@mail.example")
            .unwrap()
            .to_string();
        assert!(
            !shown.contains("hunter2") && shown.contains("mail.example"),
            "{shown}"
        );
    }

    #[test]
    fn what_is_no_way_for_mail_refuses_to_start() {
        for wrong in [
            "",
            "http://mail.example",
            "smtp://",
            "smtp://h/path",
            "smtp://h?tls=none",
            "Outbox",
        ] {
            assert!(setting(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn mail_to_another_machine_is_encrypted() {
        for (text, plain) in [
            ("smtp://127.0.0.1:2525", true),
            ("smtp://[::1]", true),
            ("smtp://localhost", true),
            ("smtp://mail.example", false),
            ("smtp://127.0.0.1.example", false),
        ] {
            let Ok(MailSetting::Smtp(relay)) = setting(text) else {
                unreachable!("{text}");
            };
            assert_eq!(relay.is_this_machine(), plain, "{text}");
        }
    }

    #[test]
    fn a_sender_is_one_line() {
        let sender = |text: &str| MailSender::try_from(text.to_owned());
        assert!(sender("Sayso <no-reply@hospital.example>").is_ok());
        for wrong in [
            "Sayso",
            "a@b.example\r\nBcc: c@d.example",
            "x\r\n <a@b.example>",
        ] {
            assert!(sender(wrong).is_err(), "{wrong}");
        }
    }
}
