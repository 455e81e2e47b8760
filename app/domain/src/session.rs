//! A signed-in browser: how strongly and recently its person was authenticated, and when that ends by itself.

use chrono::TimeDelta;

use crate::{
    Timestamp,
    assurance::{Assurance, AuthenticationMethod},
    device::Device,
    ids::{AuthorizationRequestId, DelegationId, PersonId, SessionId},
    person::Person,
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
    /// Whether it began at the hospital's provider, with a sign-in that the provider calls none of those that this hospital
    /// takes for strong: it opens the account, and is worth nothing beside that.
    pub is_weak: bool,
    /// A stronger authentication in it since. It does not replace a later proof.
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
    /// The authorization request that led to this sign-in, until it is approved: for that approval alone the sign-in is a
    /// proof. `None` if no request led to it, or if the person has a passkey and signed in without it.
    pub led_by: Option<AuthorizationRequestId>,
}

/// How somebody signed in, as the approval of a request asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignIn {
    /// The session that began with it.
    pub session: SessionId,
    /// How and when the person was authenticated.
    pub assurance: Assurance,
    /// As [`Session::is_weak`].
    pub is_weak: bool,
    /// As [`Session::led_by`].
    pub led_by: Option<AuthorizationRequestId>,
}

impl SignIn {
    /// Returns how the person was authenticated, if the request that was made at `asked` led to it. A provider may tell of
    /// an authentication before that: it was for something else.
    pub fn for_request(
        self,
        request: AuthorizationRequestId,
        asked: Timestamp,
    ) -> Option<Assurance> {
        // `auth_time` has whole seconds (OpenID Connect Core §2).
        let since = self.assurance.authenticated_at.timestamp() >= asked.timestamp();
        let led = self.led_by == Some(request) && since && !self.is_weak;
        led.then_some(self.assurance)
    }
}

impl Session {
    /// How long a session lives without a request.
    pub const IDLE: TimeDelta = TimeDelta::minutes(30);
    /// How long a session lives at most.
    pub const LONGEST: TimeDelta = TimeDelta::hours(12);
    /// How long before its end the person is asked whether they need more time (WCAG 2.2 §2.2.1 asks for 20 seconds at least).
    pub const WARN_BEFORE: TimeDelta = TimeDelta::minutes(2);
    /// The most sessions of one person: a further sign-in ends the one that was used longest ago.
    pub const MOST: usize = 20;
    /// How often a request is written down at most.
    const SEEN_EVERY: TimeDelta = TimeDelta::minutes(1);

    /// Begins a session at sign-in, on no known device.
    pub fn begin(id: SessionId, person: PersonId, assurance: Assurance, now: Timestamp) -> Self {
        Self {
            id,
            person,
            assurance,
            is_weak: false,
            proved: None,
            device: Device::default(),
            created_at: now,
            last_seen_at: now,
            expires_at: now + Self::LONGEST,
            acting_for: None,
            led_by: None,
        }
    }

    /// Whether it is the sign-in that made this account: a passkey that is set in it came with the account, unless it is weak.
    pub fn made(&self, person: &Person) -> bool {
        self.person == person.id && self.created_at == person.created_at && !self.is_weak
    }

    /// The same session, of a sign-in at the provider that is no strong one.
    #[must_use]
    pub fn weak(self, is_weak: bool) -> Self {
        Self { is_weak, ..self }
    }

    /// The same session, in this browser.
    #[must_use]
    pub fn on(self, device: Device) -> Self {
        Self { device, ..self }
    }

    /// The same session, whose sign-in this request led to.
    #[must_use]
    pub fn led_by(self, request: Option<AuthorizationRequestId>) -> Self {
        Self {
            led_by: request,
            ..self
        }
    }

    /// Returns how the person signed in.
    pub const fn sign_in(&self) -> SignIn {
        SignIn {
            session: self.id,
            assurance: self.assurance,
            is_weak: self.is_weak,
            led_by: self.led_by,
        }
    }

    /// Returns the strongest method by which the person was authenticated in it.
    pub fn strength(&self) -> AuthenticationMethod {
        let since = self.proved.map(|proved| proved.method);
        since.map_or(self.assurance.method, |method| {
            method.max(self.assurance.method)
        })
    }

    /// Returns the session after another authentication in it. A stronger one than any before is kept.
    #[must_use]
    pub fn proved(self, proved: Assurance) -> Self {
        if proved.method <= self.strength() {
            return self;
        }
        Self {
            proved: Some(proved),
            ..self
        }
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
    fn only_a_stronger_proof_raises_a_session() {
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
            assert_eq!(session.clone().proved(by(no_stronger)), session);
        }
        let passkey = by(AuthenticationMethod::Passkey);
        let risen = session.proved(passkey);
        assert_eq!(risen.strength(), AuthenticationMethod::Passkey);
        assert_eq!(risen.assurance.method, AuthenticationMethod::Password);
        let later = Assurance {
            authenticated_at: start + TimeDelta::minutes(1),
            ..passkey
        };
        assert_eq!(risen.clone().proved(later), risen);
    }

    #[test]
    fn a_sign_in_is_for_the_one_request_that_led_to_it() {
        let start = DateTime::from_timestamp(1_000_000, 0).unwrap();
        let request = |n| AuthorizationRequestId::from_uuid(Uuid::from_u128(n));
        let sign_in = begun(start).led_by(Some(request(1))).sign_in();
        let counts = |sign_in: SignIn, n, asked| sign_in.for_request(request(n), asked).is_some();
        assert!(counts(sign_in, 1, start));
        assert!(!counts(sign_in, 2, start));
        // The provider tells of an authentication before the request was made.
        assert!(!counts(sign_in, 1, start + TimeDelta::seconds(1)));
        assert!(!counts(begun(start).sign_in(), 1, start));
        let weak = begun(start).weak(true).led_by(Some(request(1)));
        assert!(!counts(weak.sign_in(), 1, start));
    }
}
