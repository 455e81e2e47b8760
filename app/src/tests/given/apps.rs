//! Apps and what they may see.

use chrono::TimeDelta;
use domain::{
    catalogue::{CategorySet, DataCategory, PurposeOfUse, SensitiveTopic, TopicSet},
    consent::ConsentStatus,
    ids::ClientId,
};

use super::{consent, day, days, kinds, now};
use crate::facts::{
    activity::Day,
    connected_apps::{Connection, Ended, EndedBy, LastLook},
    consent::{AppFacts, Holding, Newest},
};

pub(crate) fn app(name: &str) -> AppFacts {
    AppFacts {
        id: ClientId::parse("sugar-coach").expect("a client id"),
        name: name.to_owned(),
        maker: "Fieldnote Labs".to_owned(),
        checked: true,
        suspended: false,
    }
}

/// An app to which somebody signed in, for an hour.
pub(crate) fn sign_in(n: u128, name: &str, status: ConsentStatus) -> Connection {
    Connection {
        sees: CategorySet::EMPTY,
        ends: now() + TimeDelta::minutes(40),
        one_time: true,
        last_look: None,
        days: vec![Day::default(); 30],
        ..connection(n, name, status)
    }
}

/// An app that looks at lab results since April, in this state.
pub(crate) fn connection(n: u128, name: &str, status: ConsentStatus) -> Connection {
    let ended = match status {
        ConsentStatus::Stopped => Some((days(-2), EndedBy::Patient)),
        ConsentStatus::Expired => Some((days(-9), EndedBy::Itself)),
        _ => None,
    };
    Connection {
        consent: consent(n),
        version: 1,
        app: app(name),
        purpose: PurposeOfUse::SelfCare,
        status,
        connected: true,
        sees: kinds(&[DataCategory::LabResults, DataCategory::Medications]),
        topics: TopicSet::EMPTY,
        since: None,
        given: days(-30),
        given_by_me: true,
        ends: match status {
            ConsentStatus::EndsSoon => days(3),
            ConsentStatus::Expired => days(-9),
            _ => days(60),
        },
        one_time: false,
        ended: ended.map(|(at, by)| Ended { at, by }),
        last_look: Some(LastLook {
            at: now() - TimeDelta::hours(3),
            categories: CategorySet::of(DataCategory::LabResults),
            count: 12,
        }),
        days: thirty_days(),
    }
}

/// One that was never used, may look once, and back to 2024 only.
pub(crate) fn narrow_connection(n: u128, name: &str) -> Connection {
    Connection {
        connected: false,
        one_time: true,
        since: Some(day(2024, 1, 1)),
        topics: TopicSet::of(SensitiveTopic::MentalHealth),
        purpose: PurposeOfUse::Research,
        last_look: None,
        days: vec![Day::default(); 30],
        app: AppFacts {
            checked: false,
            ..app(name)
        },
        ..connection(n, name, ConsentStatus::Active)
    }
}

pub(crate) fn thirty_days() -> Vec<Day> {
    (0..30)
        .map(|n| Day {
            looks: if n % 9 == 2 { n } else { 0 },
            refused: u32::from(n == 12),
        })
        .collect()
}

pub(crate) fn holding(count: u32) -> Holding {
    Holding {
        count,
        newest: (count > 0).then(|| Newest {
            name: Some("HbA1c".to_owned()),
            on: day(2026, 4, 20),
        }),
    }
}
