//! After a trust change: what may somebody else have let in or decided?

use crate::{Timestamp, assurance::AuthenticationMethod};

/// What a change of trust puts in doubt ([trust changes](crate::rules#trust-changes)).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// The strongest method that lost its worth.
    pub method: AuthenticationMethod,
    /// Since when a stronger credential that is in doubt itself may have been used; `None` if there is none.
    pub stronger_since: Option<Timestamp>,
}

impl Doubt {
    /// This method, and every weaker one.
    pub const fn in_method(method: AuthenticationMethod) -> Self {
        Self {
            method,
            stronger_since: None,
        }
    }

    /// The same, and everything that was decided since one of these credentials was let in.
    #[must_use]
    pub fn and_since(self, let_in_at: impl IntoIterator<Item = Timestamp>) -> Self {
        let first = self.stronger_since.into_iter().chain(let_in_at).min();
        Self {
            stronger_since: first,
            ..self
        }
    }

    /// Whether it touches what was decided at this moment by this method.
    pub fn touches(self, method: AuthenticationMethod, at: Timestamp) -> bool {
        method <= self.method || self.stronger_since.is_some_and(|since| at >= since)
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    #[test]
    fn a_doubt_touches_what_is_weaker_and_what_came_of_a_stronger_credential_in_doubt() {
        use AuthenticationMethod::{EmailCode, Passkey, Password, Upstream};
        let at = |hours| Timestamp::UNIX_EPOCH + TimeDelta::hours(hours);
        let doubt = Doubt::in_method(Password);
        assert!(doubt.touches(EmailCode, at(0)) && doubt.touches(Password, at(0)));
        assert!(!doubt.touches(Upstream, at(0)) && !doubt.touches(Passkey, at(9)));
        let doubt = doubt.and_since([at(8), at(5)]);
        assert!(!doubt.touches(Passkey, at(4)) && doubt.touches(Passkey, at(5)));
        assert_eq!(doubt.and_since([]), doubt);
    }
}
