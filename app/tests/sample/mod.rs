//! Made-up facts for pages: Maria, her apps, and what they did.
#![allow(dead_code, reason = "each test uses a part of the sample")]

use app::api::{
    Frame,
    activity::{ActivityPage, Entry, Filter, HeatRow, Under},
    connected_apps::{
        AppPage, AppsPage, ChangeRow, Connection, Day, Ended, EndedBy, HomePage, LastLook, Need,
        ReceiptPage, RefusedTry, StoppedPage,
    },
    consent::{
        AppFacts, Attestation, ConfirmFor, ConfirmPage, ConsentPage, Holding, Newest, Preview,
        Renewed, Technical,
    },
    frame::SignedIn,
};
use chrono::{DateTime, NaiveDate, TimeDelta};
use domain::{
    Timestamp,
    assurance::AuthenticationMethod,
    audit::{AuditAction, Outcome, Statement, StatementFacts},
    catalogue::{CategorySet, DataCategory as Kind, PurposeOfUse, SensitiveTopic, TopicSet},
    consent::{AccessChoice, Change, Choice, ConsentStatus, Offer, OfferLimits, OfferedCategory},
    decision::Reason,
    ids::{ClientId, ConsentId, CorrelationId},
    language::Language,
};
use std::str::FromStr;

pub fn at(text: &str) -> Timestamp {
    DateTime::parse_from_rfc3339(text).expect("a moment").to_utc()
}

pub fn day(text: &str) -> NaiveDate {
    NaiveDate::from_str(text).expect("a day")
}

pub fn id<T: FromStr>(prefix: &str, number: u32) -> T
where
    T::Err: std::fmt::Debug,
{
    format!("{prefix}_{number:032x}").parse().expect("an id")
}

pub const SUGAR: u32 = 0x1F_3C6F;

pub fn frame(language: Language) -> Frame {
    Frame {
        language,
        organisation: "Lakeside Hospital".to_owned(),
        phone: "555-0142".to_owned(),
        leave_to: "https://weather.gov".to_owned(),
        history_years: 7,
        now: at("2026-05-01T09:10:00Z"),
        person: Some(SignedIn { name: "Maria Santos".to_owned() }),
    }
}

pub fn sugar_coach() -> AppFacts {
    AppFacts {
        id: ClientId::parse("sugar-coach").expect("a client id"),
        name: "Sugar Coach".to_owned(),
        maker: "Fieldnote Labs".to_owned(),
        checked: true,
        contact: Some("privacy@fieldnote.example".to_owned()),
        says: Attestation {
            sells_or_passes_on: Some(false),
            shows_ads: Some(false),
            stores_in: Some("United States".to_owned()),
            deletes_in_days: Some(30),
        },
    }
}

pub fn trial_finder() -> AppFacts {
    AppFacts {
        id: ClientId::parse("trial-finder").expect("a client id"),
        name: "Trial Finder".to_owned(),
        maker: "Northbank Research".to_owned(),
        checked: false,
        contact: None,
        says: Attestation::default(),
    }
}

pub fn bill_helper() -> AppFacts {
    AppFacts {
        id: ClientId::parse("bill-helper").expect("a client id"),
        name: "Bill Helper".to_owned(),
        maker: "Plainbill Inc.".to_owned(),
        ..sugar_coach()
    }
}

fn holding(count: u32, name: &str, on: &str) -> Holding {
    Holding { count, newest: Some(Newest { name: Some(name.to_owned()), on: day(on) }) }
}

fn offered(category: Kind, needed: bool, change: Option<Change>) -> OfferedCategory {
    let proposed = match change {
        None | Some(Change::New) => needed,
        Some(Change::Same) => true,
        Some(Change::Removed) => false,
    };
    OfferedCategory { category, needed, proposed, change }
}

pub fn offer() -> Offer {
    Offer {
        client: sugar_coach().id,
        purpose: PurposeOfUse::SelfCare,
        categories: vec![
            offered(Kind::AboutYou, true, None),
            offered(Kind::Medications, false, None),
            offered(Kind::Problems, false, None),
            offered(Kind::LabResults, true, None),
            offered(Kind::VitalSigns, true, None),
        ],
        topics: TopicSet::of(SensitiveTopic::SubstanceUse),
        dropped: CategorySet::EMPTY,
        offline: true,
        limits: OfferLimits { max_days: 366, max_days_sensitive: 90 },
        renewal: false,
    }
}

pub fn consent_page() -> ConsentPage {
    let offer = offer();
    ConsentPage {
        request: id("request", 7),
        person: "Maria Santos".to_owned(),
        app: sugar_coach(),
        choice: Choice { access: AccessChoice::Days(90), ..Choice::proposed(&offer) },
        offer,
        holdings: vec![
            (Kind::AboutYou, Holding { count: 1, newest: Some(Newest { name: None, on: day("2026-04-28") }) }),
            (Kind::Medications, holding(4, "Metformin", "2026-03-12")),
            (Kind::Problems, holding(3, "High blood pressure", "2024-06-02")),
            (Kind::LabResults, holding(11, "Cholesterol", "2026-04-28")),
            (Kind::VitalSigns, holding(9, "Blood pressure", "2026-04-28")),
        ],
        topic_holdings: vec![(SensitiveTopic::SubstanceUse, holding(2, "Alcohol use", "2026-03-04"))],
        preview: preview(),
        renews: None,
        proof_is_fresh: true,
        technical: Technical {
            scopes: ["launch/patient", "patient/Observation.rs?category=laboratory", "offline_access"].map(str::to_owned).to_vec(),
            redirect_host: "127.0.0.1".to_owned(),
            access_token_minutes: 10,
            offline: true,
        },
        answers_to: Some("http://127.0.0.1:3001".to_owned()),
    }
}

pub fn preview() -> Preview {
    Preview {
        rows: vec![
            (Kind::AboutYou, Holding { count: 1, newest: Some(Newest { name: None, on: day("2026-04-28") }) }),
            (Kind::LabResults, holding(11, "Cholesterol", "2026-04-28")),
            (Kind::VitalSigns, holding(9, "Blood pressure", "2026-04-28")),
        ],
        hidden: 143,
        hidden_sensitive: 6,
        hidden_unsorted: 2,
    }
}

pub fn renewal_page() -> ConsentPage {
    let offer = Offer {
        categories: vec![
            offered(Kind::AboutYou, true, Some(Change::Same)),
            offered(Kind::Medications, false, Some(Change::Removed)),
            offered(Kind::LabResults, true, Some(Change::Same)),
            offered(Kind::Visits, false, Some(Change::New)),
        ],
        dropped: CategorySet::of(Kind::VitalSigns),
        renewal: true,
        ..offer()
    };
    ConsentPage {
        choice: Choice::proposed(&offer),
        offer,
        renews: Some(Renewed {
            consent: id("consent", SUGAR),
            given: at("2026-02-01T10:00:00Z"),
            ends: at("2026-05-09T10:00:00Z"),
        }),
        ..consent_page()
    }
}

pub fn confirm_page() -> ConfirmPage {
    let page = consent_page();
    ConfirmPage {
        about: ConfirmFor::Request(page.request),
        person: page.person,
        app: page.app,
        purpose: PurposeOfUse::SelfCare,
        not_shared: [Kind::Medications, Kind::Problems].into_iter().collect(),
        topics_not_shared: TopicSet::of(SensitiveTopic::SubstanceUse),
        ends: page.choice.access.ends_at(at("2026-05-01T09:10:00Z")),
        choice: page.choice,
        needs_password: true,
        answers_to: page.answers_to,
    }
}

pub fn days() -> Vec<Day> {
    let mut days = vec![Day::default(); 30];
    for (place, looks) in [(12, 2), (14, 1), (19, 3), (25, 1), (28, 2)] {
        days[place].looks = looks;
    }
    days[23].refused = 1;
    days
}

pub fn connection() -> Connection {
    Connection {
        consent: id("consent", SUGAR),
        version: 1,
        app: sugar_coach(),
        purpose: PurposeOfUse::SelfCare,
        status: ConsentStatus::Active,
        connected: true,
        sees: [Kind::AboutYou, Kind::Medications, Kind::LabResults, Kind::VitalSigns].into_iter().collect(),
        topics: TopicSet::EMPTY,
        since: None,
        given: at("2026-05-01T09:12:00Z"),
        ends: at("2026-07-30T09:12:00Z"),
        one_time: false,
        ended: None,
        last_look: Some(LastLook {
            at: at("2026-04-30T18:40:00Z"),
            categories: [Kind::LabResults, Kind::VitalSigns].into_iter().collect(),
            count: 23,
        }),
        days: days(),
    }
}

pub fn bills() -> Connection {
    Connection {
        consent: id("consent", 0x2_5A4D),
        app: bill_helper(),
        purpose: PurposeOfUse::BillingSupport,
        status: ConsentStatus::EndsSoon,
        sees: [Kind::Billing, Kind::Insurance].into_iter().collect(),
        given: at("2026-02-06T09:12:00Z"),
        ends: at("2026-05-07T09:12:00Z"),
        last_look: Some(LastLook {
            at: at("2026-03-28T08:00:00Z"),
            categories: CategorySet::of(Kind::Billing),
            count: 22,
        }),
        days: vec![Day::default(); 30],
        connected: false,
        ..connection()
    }
}

pub fn on_hold() -> Connection {
    Connection {
        consent: id("consent", 0x5_691C),
        app: trial_finder(),
        purpose: PurposeOfUse::Research,
        status: ConsentStatus::NeedsReview,
        sees: [Kind::Problems, Kind::Medications].into_iter().collect(),
        last_look: None,
        days: vec![Day::default(); 30],
        ..connection()
    }
}

pub fn stopped() -> Connection {
    Connection {
        status: ConsentStatus::Stopped,
        connected: false,
        ended: Some(Ended { at: at("2026-05-01T08:31:04Z"), by: EndedBy::Patient }),
        ..connection()
    }
}

pub fn expired() -> Connection {
    Connection {
        consent: id("consent", 0x9_0001),
        app: AppFacts { name: "Pill Pal".to_owned(), ..sugar_coach() },
        status: ConsentStatus::Expired,
        sees: CategorySet::of(Kind::Medications),
        ended: Some(Ended { at: at("2026-02-02T10:00:00Z"), by: EndedBy::Itself }),
        ..stopped()
    }
}

fn event(number: u32) -> domain::ids::AuditEventId {
    id("event", number)
}

pub fn statement(action: AuditAction, when: &str, kinds: &[Kind], count: Option<u32>) -> Statement {
    Statement {
        event: event(1),
        at: at(when),
        action,
        outcome: Outcome::Done,
        reasons: Vec::new(),
        categories: kinds.iter().copied().collect(),
        count,
        consent_code: Some(id::<ConsentId>("consent", SUGAR).code()),
        purpose: Some(PurposeOfUse::SelfCare),
        facts: StatementFacts {
            app: Some("Sugar Coach".to_owned()),
            actor: None,
            consent_given_at: Some(at("2026-05-01T09:12:00Z")),
        },
    }
}

pub fn entry(statement: Statement) -> Entry {
    Entry {
        statement,
        under: Some(Under {
            consent: id("consent", SUGAR),
            version: 1,
            given: at("2026-05-01T09:12:00Z"),
            ends: at("2026-07-30T09:12:00Z"),
            method: AuthenticationMethod::Password,
        }),
        trace: id::<CorrelationId>("trace", 0x4242),
        resource: "Observation".parse().ok(),
    }
}

pub fn entries() -> Vec<Entry> {
    use AuditAction as A;
    let refused = Statement {
        outcome: Outcome::Refused,
        reasons: vec![Reason::CategoryNotGranted],
        ..statement(A::RecordSearched, "2026-04-29T20:11:00Z", &[Kind::VisitDiagnoses], Some(0))
    };
    [
        statement(A::RecordSearched, "2026-04-30T18:40:00Z", &[Kind::LabResults, Kind::VitalSigns], Some(23)),
        statement(A::RecordRead, "2026-04-30T07:03:00Z", &[Kind::VitalSigns], Some(1)),
        refused,
        statement(A::ConsentNarrowed, "2026-04-27T10:00:00Z", &[], None),
        statement(A::AppConnected, "2026-04-25T09:13:00Z", &[], None),
        statement(A::ConsentGiven, "2026-04-25T09:12:00Z", &[Kind::LabResults, Kind::VitalSigns], None),
    ]
    .map(entry)
    .to_vec()
}

pub fn needs() -> Vec<Need> {
    vec![
        Need::OnHold { consent: on_hold().consent, app: "Trial Finder".to_owned() },
        Need::EndsSoon { consent: bills().consent, app: "Bill Helper".to_owned(), ends: bills().ends },
    ]
}

pub fn home() -> HomePage {
    HomePage { needs: needs(), can_look: vec![connection()], latest: entries() }
}

pub fn apps() -> AppsPage {
    AppsPage {
        needs: needs(),
        current: vec![connection(), bills(), on_hold()],
        over: vec![Connection { consent: id("consent", 0x8_0001), ..stopped() }, expired()],
    }
}

pub fn app_page(connection: Connection) -> AppPage {
    let row = |category, on, holding: Holding, read: Option<&str>| ChangeRow {
        category,
        on,
        holding,
        last_read: read.map(day),
    };
    AppPage {
        connection,
        rows: vec![
            row(Kind::AboutYou, true, holding(1, "Maria Santos", "2026-04-28"), None),
            row(Kind::Medications, true, holding(4, "Metformin", "2026-03-12"), Some("2026-04-20")),
            row(Kind::Problems, false, holding(3, "High blood pressure", "2024-06-02"), None),
            row(Kind::LabResults, true, holding(12, "Hemoglobin A1c", "2026-04-28"), Some("2026-04-30")),
            row(Kind::VitalSigns, true, holding(11, "Weight", "2026-04-28"), Some("2026-04-30")),
        ],
        topics: Vec::new(),
        limits: OfferLimits { max_days: 366, max_days_sensitive: 90 },
        history: entries(),
    }
}

pub fn stopped_page() -> StoppedPage {
    StoppedPage {
        connection: stopped(),
        keys_ended: 2,
        looks_since: 0,
        refused: vec![RefusedTry { at: at("2026-05-01T08:47:20Z"), asked: CategorySet::of(Kind::LabResults) }],
        refused_count: 1,
        read_before: [Kind::LabResults, Kind::VitalSigns].into_iter().collect(),
        read_count: 61,
    }
}

pub fn receipt() -> ReceiptPage {
    let page = consent_page();
    ReceiptPage {
        connection: connection(),
        person: "Maria Santos".to_owned(),
        not_shared: CategorySet::of(Kind::Problems),
        topics_not_shared: TopicSet::of(SensitiveTopic::SubstanceUse),
        decided: at("2026-05-01T09:12:00Z"),
        versions: vec![1, 2],
        shown: app::words::shown::consent_text(&page, &page.choice, &frame(Language::English)),
        shown_sha256: "9f2c71be04aa55d09f2c71be04aa55d09f2c71be04aa55d09f2c71be04aa55d0".to_owned(),
    }
}

pub fn activity() -> ActivityPage {
    let row = |category, marks: &[(usize, u32)], refused: &[usize]| {
        let mut days = vec![Day::default(); 30];
        for (place, looks) in marks {
            days[*place].looks = *looks;
        }
        for place in refused {
            days[*place].refused = 1;
        }
        HeatRow { category, days }
    };
    ActivityPage {
        filter: Filter::default(),
        apps: vec![(sugar_coach().id, "Sugar Coach".to_owned()), (bill_helper().id, "Bill Helper".to_owned())],
        today: day("2026-05-01"),
        heat: vec![
            row(Kind::AboutYou, &[(12, 1)], &[]),
            row(Kind::LabResults, &[(9, 3), (12, 1), (19, 5), (28, 2)], &[]),
            row(Kind::VitalSigns, &[(9, 1), (25, 1), (28, 1)], &[]),
            row(Kind::VisitDiagnoses, &[], &[23]),
        ],
        by_app: vec![("Sugar Coach".to_owned(), 9), ("Bill Helper".to_owned(), 2)],
        refused: 1,
        entries: entries(),
        older: Some("42".to_owned()),
    }
}

pub fn until(days: i64) -> Timestamp {
    at("2026-05-01T09:10:00Z") + TimeDelta::days(days)
}
