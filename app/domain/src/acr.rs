//! How strong an authentication was, as apps name it, and what somebody may demand of one (OpenID Connect Core §2 `acr`,
//! RFC 9470).

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use crate::{
    Timestamp,
    assurance::{Assurance, AuthenticationMethod},
    catalogue::catalogue_enum,
};

catalogue_enum! {
    /// Authentication context class references, weakest first: a stronger one is as good as a weaker one.
    Acr {
        Code = "urn:sayso:acr:code",
        Password = "urn:sayso:acr:password",
        Upstream = "urn:sayso:acr:upstream",
        /// OpenID Connect EAP ACR Values 1.0: phishing-resistant.
        PhishingResistant = "phr",
    }
}

impl Acr {
    /// The weakest of the values that a request names (`acr_values`): each of them will do.
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

/// Only values were named that nobody here can meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoKnownAcr;

impl Assurance {
    pub const fn acr(self) -> Acr {
        match self.method {
            AuthenticationMethod::RecoveryCode | AuthenticationMethod::EmailCode => Acr::Code,
            AuthenticationMethod::Password => Acr::Password,
            AuthenticationMethod::Upstream => Acr::Upstream,
            AuthenticationMethod::Passkey => Acr::PhishingResistant,
        }
    }
}

/// What an authentication must be at least.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Demand {
    pub acr: Option<Acr>,
    /// It must not be older than this.
    pub since: Option<Timestamp>,
}

impl Demand {
    pub const NONE: Self = Self {
        acr: None,
        since: None,
    };

    /// `max_age` is in seconds, counted back from `now`.
    pub fn of(acr: Option<Acr>, max_age: Option<u32>, now: Timestamp) -> Self {
        Self {
            acr,
            since: max_age.map(|seconds| now - TimeDelta::seconds(seconds.into())),
        }
    }

    pub fn is_met_by(self, shown: Assurance) -> bool {
        self.is_recent(shown) && self.acr.is_none_or(|acr| shown.acr() >= acr)
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
