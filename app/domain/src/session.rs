//! A signed-in browser: how strongly and recently its person was authenticated, and when that ends by itself.

use chrono::TimeDelta;

use crate::{
    Timestamp,
    assurance::{Assurance, AuthenticationMethod},
    device::Device,
    ids::{DelegationId, PersonId, SessionId},
};

/// One signed-in browser. Signing out deletes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// What the list of sessions names; the cookie is a secret of its own.
    pub id: SessionId,
    /// Who is signed in.
    pub person: PersonId,
    /// How the person was authenticated at sign-in.
    pub assurance: Assurance,
    /// A stronger authentication in it since. It does not replace a later proof: it only renews the cookie.
    pub proved: Option<Assurance>,
    /// The browser and its system, for the list of sessions.
    pub device: Device,
    /// When the person signed in.
    pub created_at: Timestamp,
    /// The latest request, to the minute.
    pub last_seen_at: Timestamp,
    /// The latest end, however much it is used.
    pub expires_at: Timestamp,
    /// The delegation under which the person acts in this browser; `None` on their own record. Each request checks that
    /// it is still active.
    pub acting_for: Option<DelegationId>,
}

impl Session {
    /// How long a session lives without a request.
    pub const IDLE: TimeDelta = TimeDelta::minutes(30);
    /// How long a session lives at most.
    pub const LONGEST: TimeDelta = TimeDelta::hours(12);
    /// How often a request is written down at most.
    const SEEN_EVERY: TimeDelta = TimeDelta::minutes(1);

    /// Begins a session at sign-in, on no known device.
    pub fn begin(id: SessionId, person: PersonId, assurance: Assurance, now: Timestamp) -> Self {
        Self {
            id,
            person,
            assurance,
            proved: None,
            device: Device::default(),
            created_at: now,
            last_seen_at: now,
            expires_at: now + Self::LONGEST,
            acting_for: None,
        }
    }

    /// The same session, in this browser.
    #[must_use]
    pub fn on(self, device: Device) -> Self {
        Self { device, ..self }
    }

    /// Returns the strongest method by which the person was authenticated in it.
    pub fn strength(&self) -> AuthenticationMethod {
        let since = self.proved.map(|proved| proved.method);
        since.map_or(self.assurance.method, |method| {
            method.max(self.assurance.method)
        })
    }

    /// Returns the session with an authentication that is stronger than any before in it; `None` if this one is not.
    /// The cookie must then be renewed (OWASP ASVS 5.0 §7.2.4).
    #[must_use]
    pub fn risen(self, proved: Assurance) -> Option<Self> {
        (proved.method > self.strength()).then_some(Self {
            proved: Some(proved),
            ..self
        })
    }

    /// When it ends without another request.
    pub fn ends_unused(&self) -> Timestamp {
        self.expires_at.min(self.last_seen_at + Self::IDLE)
    }

    /// Whether it is neither idle for too long nor past its latest end.
    pub fn is_live(&self, now: Timestamp) -> bool {
        now < self.expires_at && now - self.last_seen_at < Self::IDLE
    }

    /// Whether the latest request should be written down.
    pub fn last_seen_is_stale(&self, now: Timestamp) -> bool {
        now - self.last_seen_at >= Self::SEEN_EVERY
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use uuid::Uuid;

    use super::*;

    fn begun(at: Timestamp) -> Session {
        let assurance = Assurance {
            method: AuthenticationMethod::Password,
            authenticated_at: at,
        };
        Session::begin(
            SessionId::from_uuid(Uuid::nil()),
            PersonId::from_uuid(Uuid::nil()),
            assurance,
            at,
        )
    }

    #[test]
    fn a_session_ends_when_left_alone_and_after_twelve_hours() {
        let start = DateTime::from_timestamp(1_000_000, 0).unwrap();
        let after = |minutes| start + TimeDelta::minutes(minutes);
        let mut session = begun(start);
        assert!(session.is_live(after(29)) && !session.is_live(after(30)));
        session.last_seen_at = after(719);
        assert!(session.is_live(after(719)) && !session.is_live(after(720)));
        assert_eq!(session.ends_unused(), after(720));
    }

    #[test]
    fn only_a_stronger_proof_raises_a_session_and_only_once() {
        let start = DateTime::from_timestamp(1_000_000, 0).unwrap();
        let by = |method| Assurance {
            method,
            authenticated_at: start,
        };
        let session = begun(start);
        for no_stronger in [
            AuthenticationMethod::EmailCode,
            AuthenticationMethod::Password,
        ] {
            assert_eq!(session.clone().risen(by(no_stronger)), None);
        }
        let passkey = by(AuthenticationMethod::Passkey);
        let risen = session.risen(passkey).unwrap();
        assert_eq!(risen.strength(), AuthenticationMethod::Passkey);
        assert_eq!(risen.assurance.method, AuthenticationMethod::Password);
        assert_eq!(risen.risen(passkey), None);
    }
}
