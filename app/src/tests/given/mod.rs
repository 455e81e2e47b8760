//! The facts that pages are shown with: a day in May, a patient, a caregiver and a guardian, apps with ordinary, long and
//! hostile names, in every state that a person can meet.

mod apps;
mod history;
mod people;
mod requests;

use chrono::{NaiveDate, TimeDelta};
use domain::{
    Timestamp,
    catalogue::{CategorySet, DataCategory, SensitiveTopic, TopicSet},
    delegation::{AbilitySet, Limits},
    ids::{AuthorizationRequestId, CeremonyId, ConsentId, DelegationId},
    language::Language,
    session::Session,
    zone::Zone,
};
use uuid::Uuid;

pub(crate) use self::{
    apps::{app, connection, holding, narrow_connection, sign_in, thirty_days},
    history::{every_action, history, history_of_a_sign_in, history_of_maria},
    people::{
        by_new_passkey, by_passkey, by_passkey_or_paper, by_password, delegation, guardian, no_way,
        ticks, too_new,
    },
    requests::{
        asks, asks_again, asks_for_everything, asks_for_substance_use, asks_rui, asks_unchecked,
        picked_nothing,
    },
};
use crate::facts::{
    Frame,
    frame::{Acting, SignedIn},
};

/// What somebody types who wants to be code on other people's pages.
pub(crate) const HOSTILE: &str = "</title><script>x()</script> & \"><img src=x onerror=y()>";
/// As long as a name may be, and without a place to break it.
pub(crate) const LONG: &str = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunte";

pub(crate) fn now() -> Timestamp {
    day(2026, 5, 4)
        .and_hms_opt(9, 30, 0)
        .expect("a time")
        .and_utc()
}

pub(crate) fn days(days: i64) -> Timestamp {
    now() + TimeDelta::days(days)
}

pub(crate) fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day of the calendar")
}

const fn id(n: u128) -> Uuid {
    Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + n)
}

pub(crate) const fn consent(n: u128) -> ConsentId {
    ConsentId::from_uuid(id(n))
}

pub(crate) const fn delegation_id(n: u128) -> DelegationId {
    DelegationId::from_uuid(id(n))
}

pub(crate) const fn request() -> AuthorizationRequestId {
    AuthorizationRequestId::from_uuid(id(7))
}

pub(crate) const fn ceremony() -> CeremonyId {
    CeremonyId::from_uuid(id(9))
}

/// Nobody is signed in.
pub(crate) fn stranger() -> Frame {
    Frame {
        language: Language::English,
        organisation: "Lakeside".to_owned(),
        phone: "555-0142".to_owned(),
        leave_to: "https://weather.example/".to_owned(),
        privacy_notice: None,
        zone: Zone::default(),
        hospital_zone: Zone::default(),
        now: now(),
        person: None,
        acting: None,
    }
}

/// Maria, at her own record.
pub(crate) fn patient() -> Frame {
    Frame {
        person: Some(SignedIn {
            name: "Maria Keller".to_owned(),
            unread: 2,
            has_record: true,
            session_ends: now() + Session::IDLE,
        }),
        ..stranger()
    }
}

/// Rui, who acts for Maria as far as these limits go.
pub(crate) fn caregiver(limits: Limits) -> Frame {
    Frame {
        person: Some(SignedIn {
            name: "Rui Costa".to_owned(),
            unread: 0,
            has_record: false,
            session_ends: now() + Session::IDLE,
        }),
        acting: Some(Acting {
            delegation: delegation_id(1),
            name: "Maria Keller".to_owned(),
            guardian: false,
            limits,
            until: days(120),
        }),
        ..stranger()
    }
}

/// Eva, whose child Leo is: the law lets her see all that a parent may see.
pub(crate) fn guardian_of_leo() -> Frame {
    let acting = caregiver(Limits::of_a_child()).acting.map(|acting| Acting {
        name: "Leo Keller".to_owned(),
        guardian: true,
        ..acting
    });
    Frame {
        person: Some(SignedIn {
            name: "Eva Keller".to_owned(),
            unread: 0,
            has_record: true,
            session_ends: now() + Session::IDLE,
        }),
        acting,
        ..stranger()
    }
}

/// Rui, at nobody's record.
pub(crate) fn caregiver_alone() -> Frame {
    Frame {
        acting: None,
        ..caregiver(Limits::default())
    }
}

/// What was ticked for Rui: two kinds of data, and everything that can be done with them.
pub(crate) fn some_limits() -> Limits {
    Limits {
        categories: [DataCategory::LabResults, DataCategory::Medications]
            .into_iter()
            .collect(),
        topics: TopicSet::of(SensitiveTopic::MentalHealth),
        abilities: AbilitySet::all(),
    }
}

pub(crate) fn kinds(kinds: &[DataCategory]) -> CategorySet {
    kinds.iter().copied().collect()
}
