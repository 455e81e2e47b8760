//! Every address of the portal as a type: links, redirects and tests print these.

mod lists;

use std::fmt;

use domain::ids::{AuthorizationRequestId, CeremonyId, ConsentId, DelegationId, PasskeyId};

pub use self::lists::{Activity, AppsFound, Records};
use crate::facts::PortalError;

/// Declares addresses without a parameter.
macro_rules! fixed {
    ($($(#[$doc:meta])* $name:ident = $path:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct $name;

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str($path)
            }
        }
    )*};
}

/// Declares addresses around one id.
macro_rules! around {
    ($($(#[$doc:meta])* $name:ident($id:ty) = $pattern:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct $name(pub $id);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, $pattern, self.0)
            }
        }
    )*};
}

/// The form that leads to the hospital's own sign-in is sent here.
pub const HOSPITAL_SIGN_IN: &str = "/sign-in/hospital";
/// Who came in by it is sent here after signing out, and from here to sign out there too.
pub const HOSPITAL_SIGN_OUT: &str = "/sign-in/hospital/out";

/// The sign-in page says that what was filled in is kept.
pub const KEPT: &str = "kept";
/// The sign-in page says what signing out did not end.
pub const SIGNED_OUT: &str = "signed-out";

fixed! {
    /// Where "Leave fast" leads: it shows nothing of ours and goes on by itself.
    Left = "/left";
    /// What needs your attention.
    Home = "/";
    Apps = "/apps";
    Help = "/help";
    Privacy = "/privacy";
    /// How one signs in.
    Security = "/security";
    NewPassword = "/security/password";
    /// Whether nothing but a passkey signs in.
    SignInChoice = "/security/sign-in";
    /// What a trust change put in doubt: "Is this yours?"
    Yours = "/security/yours";
    /// What the person was told, and which mails they get.
    Notices = "/notices";
    /// "I cannot sign in".
    Recovery = "/sign-in/help";
    RecoveryNext = "/sign-in/help/next";
    /// Where the account of an activation begins.
    BeginAccount = "/activate/account";
    AddPasskey = "/security/passkeys/add";
    PaperCodes = "/security/codes";
    /// Paper codes that were made just now, once.
    NewCodes = "/security/codes/new";
    /// The hospital's own sign-in, as part of an account.
    Hospital = "/security/hospital";
    /// The caregivers of a person, and the patients they act for.
    People = "/people";
    Invite = "/people/invite";
    ConfirmInvite = "/people/invite/confirm";
    /// How to answer an invitation, for somebody who has not opened its link.
    GotInvited = "/invitation";
    /// A copy of the record: the page, and where its form is answered with the file.
    CopyRecord = "/records/copy";
}

around! {
    PrivacyOf(u32) = "/privacy/{}";
    Consent(AuthorizationRequestId) = "/consent/{}";
    /// An app asks who somebody is, and nothing else.
    Identify(AuthorizationRequestId) = "/consent/{}/who";
    /// Whose record an app's question is about.
    Whose(AuthorizationRequestId) = "/consent/{}/whose";
    ConfirmConsent(AuthorizationRequestId) = "/consent/{}/confirm";
    App(ConsentId) = "/apps/{}";
    ConfirmChange(ConsentId) = "/apps/{}/confirm";
    Stop(ConsentId) = "/apps/{}/stop";
    Stopped(ConsentId) = "/apps/{}/stopped";
    Receipt(ConsentId) = "/apps/{}/receipt";
    Passkey(PasskeyId) = "/security/passkeys/{}";
    /// Where the browser makes the passkey that it was asked for.
    NewPasskey(CeremonyId) = "/security/passkeys/new/{}";
    Caregiver(DelegationId) = "/people/{}";
    ConfirmCaregiver(DelegationId) = "/people/{}/confirm";
    EndDelegation(DelegationId) = "/people/{}/stop";
    DelegationEnded(DelegationId) = "/people/{}/stopped";
    DelegationReceipt(DelegationId) = "/people/{}/receipt";
    AskForMore(DelegationId) = "/people/{}/ask";
}

/// The receipt of one version, with the words that were shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReceiptOf(pub ConsentId, pub u32);

impl fmt::Display for ReceiptOf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "/apps/{}/receipt?version={}", self.0, self.1)
    }
}

/// The one-time link of an invitation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    pub secret: String,
}

/// Where somebody whom the hospital knows makes an account. The secret is a mailed link's; it is empty with a letter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Activate {
    pub secret: String,
}

impl fmt::Display for Activate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let slash = if self.secret.is_empty() { "" } else { "/" };
        write!(f, "/activate{slash}{}", Escaped(&self.secret))
    }
}

/// Where somebody who was invited and has no account opens one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAccount {
    pub secret: String,
}

impl fmt::Display for NewAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "/invitation/{}/account", Escaped(&self.secret))
    }
}

impl fmt::Display for Invitation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "/invitation/{}", Escaped(&self.secret))
    }
}

/// Signing in, and where it leads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SignIn {
    pub next: String,
}

impl fmt::Display for SignIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("/sign-in")?;
        if matches!(self.next.as_str(), "" | "/") {
            return Ok(());
        }
        write!(f, "?next={}", Escaped(&self.next))
    }
}

/// A page that says what was done a moment ago.
pub fn done(page: &impl ToString, what: &str) -> String {
    with(page, what, "yes")
}

/// A page that says what was wrong with a form.
pub fn with_problem(page: &impl ToString, problem: PortalError) -> String {
    with(page, "problem", problem.key())
}

/// An app's page that says that a change was saved.
pub fn saved(consent: ConsentId) -> String {
    done(&App(consent), "saved")
}

/// The page of notices, which says that the mails were chosen.
pub fn mails_saved() -> String {
    with(&Notices, "saved", "yes")
}

fn with(page: &impl ToString, name: &str, value: &str) -> String {
    let page = page.to_string();
    let mark = if page.contains('?') { '&' } else { '?' };
    format!("{page}{mark}{name}={value}")
}

/// A query value (RFC 3986 §2.3: everything but the unreserved characters is escaped; `/` may stay, §3.4).
struct Escaped<'a>(&'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for byte in self.0.bytes() {
            match byte {
                b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                    write!(f, "{}", char::from(byte))?;
                }
                _ => write!(f, "%{byte:02X}")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sign_in_carries_where_to_go_next() {
        assert_eq!(SignIn::default().to_string(), "/sign-in");
        let next = SignIn {
            next: "/consent/request_1?a=b&c".to_owned(),
        };
        assert_eq!(
            next.to_string(),
            "/sign-in?next=/consent/request_1%3Fa%3Db%26c"
        );
        assert_eq!(
            with_problem(&next, PortalError::WrongPassword),
            "/sign-in?next=/consent/request_1%3Fa%3Db%26c&problem=wrong-password"
        );
    }
}
