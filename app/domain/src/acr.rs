//! How strong an authentication was, as clients name it, and what a request may demand of one (OpenID Connect Core §2
//! `acr`, RFC 9470).

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use crate::{
    Timestamp,
    assurance::{Assurance, AuthenticationMethod},
    catalogue::catalogue_enum,
    session::SignIn,
};

catalogue_enum! {
    /// Authentication context class references (`acr`), weakest first: a stronger one meets a demand for a weaker one.
    Acr {
        /// A one-time code, from paper or by mail.
        Code = "urn:sayso:acr:code",
        /// The password of the account.
        Password = "urn:sayso:acr:password",
        /// A sign-in at the hospital's own OpenID provider, however strong that was.
        Upstream = "urn:sayso:acr:upstream",
        /// A passkey: `phr`, phishing-resistant, of OpenID Connect EAP ACR Values 1.0.
        PhishingResistant = "phr",
    }
}

impl Acr {
    /// Returns the weakest of the values in `acr_values`, since each of them is acceptable; `None` if it names no
    /// value.
    ///
    /// # Errors
    /// [`NoKnownAcr`] if it names values, and none that exists here.
    pub fn weakest_of(values: &str) -> Result<Option<Self>, NoKnownAcr> {
        let mut named = values
            .split(' ')
            .filter(|value| !value.is_empty())
            .peekable();
        if named.peek().is_none() {
            return Ok(None);
        }
        named
            .filter_map(Self::from_key)
            .min()
            .map(Some)
            .ok_or(NoKnownAcr)
    }
}

/// `acr_values` names only classes that this server cannot reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoKnownAcr;

impl Assurance {
    /// Returns the `acr` claim (OpenID Connect Core §2) for this method of authentication.
    pub const fn acr(self) -> Acr {
        match self.method {
            AuthenticationMethod::RecoveryCode | AuthenticationMethod::EmailCode => Acr::Code,
            AuthenticationMethod::Password => Acr::Password,
            AuthenticationMethod::Upstream => Acr::Upstream,
            AuthenticationMethod::Passkey => Acr::PhishingResistant,
        }
    }
}

/// What an authentication must be at least: `acr_values` and `max_age` of a request (RFC 9470 §4).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Demand {
    /// The weakest class that is enough; `None` if any is.
    pub acr: Option<Acr>,
    /// The earliest `auth_time` that is recent enough; `None` if any is.
    pub since: Option<Timestamp>,
}

impl Demand {
    /// Nothing is demanded: every authentication meets it.
    pub const NONE: Self = Self {
        acr: None,
        since: None,
    };

    /// Makes a demand from the parameters of a request; `max_age` is in seconds, counted back from `now`.
    pub fn of(acr: Option<Acr>, max_age: Option<u32>, now: Timestamp) -> Self {
        Self {
            acr,
            since: max_age.map(|seconds| now - TimeDelta::seconds(seconds.into())),
        }
    }

    /// Whether an authentication is both strong and recent enough.
    pub fn is_met_by(self, shown: Assurance) -> bool {
        self.is_recent(shown) && self.acr.is_none_or(|acr| shown.acr() >= acr)
    }

    /// Whether a sign-in meets it. One that is weak meets no demand for strength.
    pub fn is_met_by_sign_in(self, sign_in: SignIn) -> bool {
        self.is_met_by(sign_in.assurance) && (self.acr.is_none() || !sign_in.is_weak)
    }

    /// Whether it is recent enough, however strong.
    pub fn is_recent(self, shown: Assurance) -> bool {
        self.since
            .is_none_or(|since| shown.authenticated_at >= since)
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;

    fn shown(method: AuthenticationMethod, seconds: i64) -> Assurance {
        Assurance {
            method,
            authenticated_at: DateTime::from_timestamp(seconds, 0).unwrap(),
        }
    }

    #[test]
    fn a_stronger_way_meets_what_a_weaker_one_meets() {
        for (index, least) in Acr::ALL.iter().enumerate() {
            let demand = Demand {
                acr: Some(*least),
                since: None,
            };
            let met = AuthenticationMethod::ALL
                .iter()
                .filter(|method| demand.is_met_by(shown(**method, 0)))
                .count();
            // Two methods share the lowest class.
            assert_eq!(met, if index == 0 { 5 } else { 4 - index }, "{least:?}");
        }
    }

    #[test]
    fn an_older_sign_in_than_asked_for_is_none() {
        let now = DateTime::from_timestamp(1_000, 0).unwrap();
        let demand = Demand::of(None, Some(60), now);
        assert!(demand.is_met_by(shown(AuthenticationMethod::Password, 940)));
        assert!(!demand.is_met_by(shown(AuthenticationMethod::Passkey, 939)));
        assert!(Demand::NONE.is_met_by(shown(AuthenticationMethod::RecoveryCode, 0)));
    }

    #[test]
    fn a_weak_sign_in_meets_no_demand_for_strength() {
        let sign_in = |is_weak| SignIn {
            session: crate::ids::SessionId::from_uuid(uuid::Uuid::nil()),
            assurance: shown(AuthenticationMethod::Upstream, 940),
            is_weak,
            led_by: None,
        };
        let now = DateTime::from_timestamp(1_000, 0).unwrap();
        let recent = Demand::of(None, Some(60), now);
        assert!(recent.is_met_by_sign_in(sign_in(true)));
        for acr in [Acr::Code, Acr::Upstream] {
            let demand = Demand::of(Some(acr), None, now);
            assert!(demand.is_met_by_sign_in(sign_in(false)));
            assert!(!demand.is_met_by_sign_in(sign_in(true)), "{acr:?}");
        }
    }

    #[test]
    fn each_named_value_will_do_and_unknown_ones_alone_will_not() {
        let parse = Acr::weakest_of;
        assert_eq!(parse(""), Ok(None));
        assert_eq!(parse("phr"), Ok(Some(Acr::PhishingResistant)));
        assert_eq!(
            parse("phr urn:sayso:acr:password unheard-of"),
            Ok(Some(Acr::Password))
        );
        assert_eq!(parse("urn:mace:incommon:iap:silver"), Err(NoKnownAcr));
    }
}
