//! A signed-in browser: how surely and recently somebody proved who they are, and when that ends by itself.

use chrono::TimeDelta;

use crate::{
    Timestamp,
    assurance::Assurance,
    ids::{PersonId, SessionId},
};

/// One signed-in browser. Signing out removes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    pub id: SessionId,
    pub person: PersonId,
    pub assurance: Assurance,
    pub created_at: Timestamp,
    pub last_seen_at: Timestamp,
    /// Whatever happens, it ends here.
    pub expires_at: Timestamp,
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
            created_at: now,
            last_seen_at: now,
            expires_at: now + Self::LONGEST,
        }
    }

    pub fn is_live(&self, now: Timestamp) -> bool {
        now < self.expires_at && now - self.last_seen_at < Self::IDLE
    }

    /// Whether it is time to write down that it was seen.
    pub fn is_worth_a_touch(&self, now: Timestamp) -> bool {
        now - self.last_seen_at >= Self::SEEN_EVERY
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use uuid::Uuid;

    use super::*;
    use crate::assurance::AuthenticationMethod;

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
    }
}
