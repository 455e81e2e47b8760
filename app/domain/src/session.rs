//! A signed-in browser: how surely and recently somebody proved who they are, and when that ends by itself.

use chrono::TimeDelta;

use crate::{
    Timestamp,
    assurance::{Assurance, AuthenticationMethod},
    device::Device,
    ids::{DelegationId, PersonId, SessionId},
};

/// One signed-in browser. Signing out removes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    pub id: SessionId,
    pub person: PersonId,
    /// How it was signed in to.
    pub assurance: Assurance,
    /// A stronger proof that was given in it since. It does not stand in for a later proof: it makes the cookie new.
    pub proved: Option<Assurance>,
    pub device: Device,
    pub created_at: Timestamp,
    pub last_seen_at: Timestamp,
    /// Whatever happens, it ends here.
    pub expires_at: Timestamp,
    /// For whom the person acts in this browser, if not for themselves. Whether they may is asked each time.
    pub acting_for: Option<DelegationId>,
}

impl Session {
    /// Left alone for this long, it ends.
    pub const IDLE: TimeDelta = TimeDelta::minutes(30);
    /// Used all the time, it ends after this.
    pub const LONGEST: TimeDelta = TimeDelta::hours(12);
    /// Being seen is written down no more often than this.
    const SEEN_EVERY: TimeDelta = TimeDelta::minutes(1);

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

    /// The strongest proof that was given in it.
    pub fn strength(&self) -> AuthenticationMethod {
        let since = self.proved.map(|proved| proved.method);
        since.map_or(self.assurance.method, |method| {
            method.max(self.assurance.method)
        })
    }

    /// The session with a proof that is stronger than any before in it, or nothing if it is not. What knew the cookie
    /// until then must not know it afterwards (OWASP ASVS 5.0 §7.2.4).
    #[must_use]
    pub fn risen(self, proved: Assurance) -> Option<Self> {
        (proved.method > self.strength()).then_some(Self {
            proved: Some(proved),
            ..self
        })
    }

    /// When it ends by itself if nobody uses it any more.
    pub fn ends_unused(&self) -> Timestamp {
        self.expires_at.min(self.last_seen_at + Self::IDLE)
    }

    pub fn is_live(&self, now: Timestamp) -> bool {
        now < self.expires_at && now - self.last_seen_at < Self::IDLE
    }

    /// Whether it is time to write down that it was seen.
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
