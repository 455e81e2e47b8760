//! What apps ask for, and what was picked of it so far.

use domain::{
    catalogue::{CategorySet, DataCategory, PurposeOfUse, SensitiveTopic, TopicSet},
    consent::{
        AccessChoice, Change, Choice, DataPeriod, LastDay, Offer, OfferLimits, OfferedCategory,
    },
    ids::ClientId,
    zone::Zone,
};

use super::{HOSTILE, LONG, app, consent, day, days, holding, kinds, request};
use crate::facts::consent::{
    AppFacts, Beyond, ConsentPage, OpenControls, Preview, Renewed, Technical,
};

const NOTHING: Beyond = Beyond {
    categories: CategorySet::EMPTY,
    topics: TopicSet::EMPTY,
};

fn offered(category: DataCategory, needed: bool, change: Option<Change>) -> OfferedCategory {
    OfferedCategory {
        category,
        needed,
        proposed: needed,
        change,
    }
}

fn offer(categories: Vec<OfferedCategory>) -> Offer {
    Offer {
        client: ClientId::parse("sugar-coach").expect("a client id"),
        purpose: PurposeOfUse::SelfCare,
        categories,
        topics: TopicSet::EMPTY,
        dropped: CategorySet::EMPTY,
        offline: true,
        limits: OfferLimits {
            max_days: 366,
            max_days_sensitive: 90,
        },
        renewal: false,
        last: None,
    }
}

/// An app asks for the first time: one kind that it needs, one that it would like.
pub(crate) fn asks(name: &str) -> ConsentPage {
    let offer = offer(vec![
        offered(DataCategory::LabResults, true, None),
        offered(DataCategory::Medications, false, None),
    ]);
    let choice = Choice::proposed(&offer);
    ConsentPage {
        request: request(),
        person: "Maria Keller".to_owned(),
        others: false,
        app: app(name),
        holdings: offer
            .asked()
            .iter()
            .map(|kind| (kind, holding(12)))
            .collect(),
        topic_holdings: Vec::new(),
        preview: Preview {
            rows: vec![(DataCategory::LabResults, holding(12))],
            hidden: 0,
            hidden_sensitive: 0,
            hidden_unsorted: 0,
        },
        offer,
        choice,
        beyond: NOTHING,
        renews: None,
        technical: Technical {
            scopes: vec!["patient/Observation.rs?category=laboratory".to_owned()],
            redirect_host: "app.fieldnote.example".to_owned(),
            offline: true,
        },
        open: OpenControls::default(),
    }
}

/// An app that was allowed before asks again: a kind more, a kind less.
pub(crate) fn asks_again() -> ConsentPage {
    let offer = Offer {
        dropped: CategorySet::of(DataCategory::Appointments),
        renewal: true,
        ..offer(vec![
            offered(DataCategory::LabResults, true, Some(Change::Same)),
            offered(DataCategory::Medications, false, Some(Change::New)),
            offered(DataCategory::Allergies, false, Some(Change::Removed)),
        ])
    };
    ConsentPage {
        choice: Choice {
            period: Some(DataPeriod {
                from: day(2024, 5, 4),
            }),
            access: AccessChoice::Until(LastDay::of(day(2026, 6, 30), &Zone::default())),
            ..Choice::proposed(&offer)
        },
        holdings: offer
            .asked()
            .iter()
            .map(|kind| (kind, holding(1)))
            .collect(),
        offer,
        renews: Some(Renewed {
            consent: consent(1),
            given: days(-300),
            ends: days(10),
        }),
        ..asks("Sugar Coach")
    }
}

/// An app asks for everything, with sensitive topics, and may keep nothing back.
pub(crate) fn asks_for_everything() -> ConsentPage {
    let categories = DataCategory::ALL
        .iter()
        .map(|kind| offered(*kind, false, None))
        .collect();
    let topics: TopicSet = [SensitiveTopic::MentalHealth, SensitiveTopic::Hiv]
        .into_iter()
        .collect();
    let offer = Offer {
        topics,
        offline: false,
        purpose: PurposeOfUse::Research,
        ..offer(categories)
    };
    ConsentPage {
        choice: Choice {
            categories: kinds(&[DataCategory::LabResults]),
            topics: TopicSet::of(SensitiveTopic::Hiv),
            access: AccessChoice::Days(90),
            period: None,
        },
        holdings: DataCategory::ALL
            .iter()
            .zip(0..)
            .map(|(kind, count)| (*kind, holding(count)))
            .collect(),
        topic_holdings: vec![
            (SensitiveTopic::MentalHealth, holding(0)),
            (SensitiveTopic::Hiv, holding(1)),
        ],
        preview: Preview {
            rows: vec![(DataCategory::LabResults, holding(1))],
            hidden: 9,
            hidden_sensitive: 2,
            hidden_unsorted: 1,
        },
        offer,
        others: true,
        ..asks(HOSTILE)
    }
}

/// The app asks for more than Rui may see of Maria's record.
pub(crate) fn asks_rui() -> ConsentPage {
    ConsentPage {
        others: true,
        beyond: Beyond {
            categories: CategorySet::of(DataCategory::VisitNotes),
            topics: TopicSet::of(SensitiveTopic::Hiv),
        },
        ..asks("Sugar Coach")
    }
}

/// Records of substance use may not be passed on (42 CFR part 2).
pub(crate) fn asks_for_substance_use() -> ConsentPage {
    let page = asks("Sugar Coach");
    ConsentPage {
        offer: Offer {
            topics: TopicSet::of(SensitiveTopic::SubstanceUse),
            ..page.offer
        },
        topic_holdings: vec![(SensitiveTopic::SubstanceUse, holding(2))],
        ..page
    }
}

/// Every switch is off.
pub(crate) fn picked_nothing() -> ConsentPage {
    let page = asks("Sugar Coach");
    ConsentPage {
        choice: Choice {
            categories: CategorySet::EMPTY,
            ..page.choice
        },
        ..page
    }
}

/// An app that nobody checked asks, and nothing is picked.
pub(crate) fn asks_unchecked() -> ConsentPage {
    let offer = Offer {
        limits: OfferLimits {
            max_days: 30,
            max_days_sensitive: 30,
        },
        ..offer(vec![offered(DataCategory::LabResults, false, None)])
    };
    ConsentPage {
        choice: Choice {
            access: AccessChoice::OneTime,
            ..Choice::proposed(&offer)
        },
        offer,
        app: AppFacts {
            checked: false,
            maker: HOSTILE.to_owned(),
            ..app(LONG)
        },
        preview: Preview {
            rows: Vec::new(),
            hidden: 0,
            hidden_sensitive: 0,
            hidden_unsorted: 0,
        },
        ..asks(LONG)
    }
}
