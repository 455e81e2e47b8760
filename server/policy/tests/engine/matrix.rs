//! The golden decision matrix: each state of each part of a request, alone and together with each state of another.

use std::{collections::BTreeSet, fmt::Write};

use chrono::TimeDelta;
use domain::{
    Timestamp,
    actor::{Actor, StaffRole},
    catalogue::{CategorySet, DataCategory, PurposeOfUse, SensitiveTopic, TopicSet},
    client::ReviewState,
    consent::{ConsentState, RevocationCause, SuspensionCause},
    decision::{Decision, Effect, Interaction, Obligation, Reason},
    delegation::{
        Ability, AbilitySet, AgeEvents, Basis, Delegation, DelegationEndCause, DelegationState,
    },
    grant::{GrantEndCause, GrantState},
    scope::ScopeSet,
};

use crate::world::{
    Case, LABEL_SCOPE, ben, day, delegate, first_day, given_by_caregiver, grant_id, patient,
    permitted,
};

/// One way in which a request can differ from the one that is permitted.
struct State {
    of: &'static str,
    is: &'static str,
    set: fn(&mut Case),
}

const fn state(of: &'static str, is: &'static str, set: fn(&mut Case)) -> State {
    State { of, is, set }
}

const STATES: &[State] = &[
    state("request", "searches", |c| {
        c.request.interaction = Interaction::Search;
    }),
    state("request", "is about the type as a whole", |c| {
        c.request.record = None;
    }),
    state("evidence", "is of another grant", |c| {
        c.evidence.token.grant = grant_id(9);
    }),
    state("evidence", "is of an older version", |c| {
        c.evidence.consent.state = ConsentState::Superseded { by_version: 2 };
    }),
    state("token", "has ended", |c| {
        c.evidence.token.expires_at = c.now
    }),
    state("scope", "names no records", |c| set_scope(c, "openid")),
    state("scope", "names another type", |c| {
        set_scope(c, "patient/Condition.rs");
    }),
    state("scope", "is not about the patient", |c| {
        set_scope(c, "user/Observation.rs");
    }),
    state("scope", "only reads", |c| {
        set_scope(c, &format!("patient/Observation.r {LABEL_SCOPE}"));
    }),
    state("scope", "only searches", |c| {
        set_scope(c, &format!("patient/Observation.s {LABEL_SCOPE}"));
    }),
    state("scope", "names another category", |c| {
        set_scope(
            c,
            &format!("patient/Observation.rs?category=vital-signs {LABEL_SCOPE}"),
        );
    }),
    state("scope", "names a category that is not shared", |c| {
        set_scope(
            c,
            &format!("patient/Observation.rs?category=survey {LABEL_SCOPE}"),
        );
    }),
    state("scope", "does not name the label", |c| {
        set_scope(c, "patient/*.rs");
    }),
    state("grant", "has ended", |c| {
        c.evidence.grant.state = GrantState::Ended {
            at: c.now,
            cause: GrantEndCause::ReleasedByClient,
        };
    }),
    state("client", "is suspended", |c| {
        c.evidence.client.review = ReviewState::Suspended;
    }),
    state("client", "is not verified", |c| {
        c.evidence.client.review = ReviewState::Unverified;
    }),
    state("client", "has other purposes", |c| {
        c.evidence.client.purposes = vec![PurposeOfUse::Research];
    }),
    state("consent", "was stopped", |c| {
        c.evidence.consent.state = ConsentState::Revoked {
            by: patient(),
            at: c.now,
            cause: RevocationCause::StoppedByPatient,
        };
    }),
    state("consent", "has ended", |c| {
        c.evidence.consent.expires_at = c.now;
    }),
    state("consent", "is on hold", |c| {
        c.evidence.consent.state = ConsentState::NeedsReview {
            since: c.now,
            cause: SuspensionCause::TrustChange,
        };
    }),
    state("consent", "is 31 days old", |c| {
        c.evidence.consent.decided_at = c.now - TimeDelta::days(31);
    }),
    state("grantor", "is a caregiver without a delegation", |c| {
        c.evidence.consent.grantor = delegate();
    }),
    state("grantor", "is a caregiver", given_by_caregiver),
    state("grantor", "is a caregiver whose time is over", |c| {
        by_caregiver(c, |c, now| c.until = now);
    }),
    state("grantor", "is a caregiver whom the patient ended", |c| {
        by_caregiver(c, |c, now| {
            c.state = DelegationState::Ended {
                by: patient(),
                at: now,
                cause: DelegationEndCause::EndedByPatient,
            };
        });
    }),
    state("grantor", "is a caregiver on hold", |c| {
        by_caregiver(c, |c, now| {
            c.state = DelegationState::NeedsReview { since: now }
        });
    }),
    state("grantor", "is a caregiver unused for 180 days", |c| {
        by_caregiver(c, |c, now| c.last_used_at = now - Delegation::LAPSES_AFTER);
    }),
    state("grantor", "is a caregiver who may not manage apps", |c| {
        by_caregiver(c, |c, _| {
            c.limits.abilities = AbilitySet::of(Ability::SeeRecords)
        });
    }),
    state(
        "grantor",
        "is a caregiver of another category of the type",
        |c| {
            by_caregiver(c, |c, _| {
                c.limits.categories = CategorySet::of(DataCategory::VitalSigns);
            });
        },
    ),
    state(
        "grantor",
        "is a caregiver of no category of the type",
        |c| {
            by_caregiver(c, |c, _| {
                c.limits.categories = CategorySet::of(DataCategory::Medications);
            });
        },
    ),
    state("grantor", "is a caregiver without the topic", |c| {
        by_caregiver(c, |c, _| c.limits.topics = TopicSet::EMPTY);
    }),
    state("grantor", "is a caregiver whose topics are over", |c| {
        by_caregiver(c, |c, now| c.topics_until = now);
    }),
    state("grantor", "is a guardian of a small child", |c| {
        by_guardian(c, 100);
    }),
    state("grantor", "is a guardian of a teenager", |c| {
        by_guardian(c, 0)
    }),
    state("grantor", "is a guardian past the age of asking", |c| {
        by_guardian(c, -50);
    }),
    state("grantor", "is staff", |c| {
        c.evidence.consent.grantor = Actor::Staff {
            person: c.evidence.grant.person,
            role: StaffRole::Support,
        };
    }),
    state("subject", "is not named", |c| c.request.subject = None),
    state("subject", "is another patient", |c| {
        c.request.subject = Some(ben());
    }),
    state("record", "is another patient's", |c| {
        on_record(c, |record| record.subject = ben());
    }),
    state("purpose", "is not claimed", |c| c.request.purpose = None),
    state("purpose", "is another", |c| {
        c.request.purpose = Some(PurposeOfUse::Research);
    }),
    state("category", "is not shared, nor another of the type", |c| {
        c.evidence.consent.granted = CategorySet::of(DataCategory::Medications);
    }),
    state("category", "is not shared, but another of the type", |c| {
        c.evidence.consent.granted = CategorySet::of(DataCategory::VitalSigns);
    }),
    state("category", "is one of two, one shared", |c| {
        on_record(c, |record| record.categories.insert(DataCategory::Surveys));
    }),
    state("topic", "is none", |c| {
        on_record(c, |record| record.topics = TopicSet::EMPTY);
    }),
    state("topic", "is not shared", |c| {
        c.evidence.consent.topics = TopicSet::EMPTY;
    }),
    state("topic", "is psychotherapy notes, ticked", |c| {
        let topic = TopicSet::of(SensitiveTopic::PsychotherapyNotes);
        c.evidence.consent.topics = topic;
        set_scope(
            c,
            &format!("patient/*.rs {}", LABEL_SCOPE.replace("|MH", "|PSYTHPN")),
        );
        on_record(c, |record| record.topics = topic);
    }),
    state("labels", "are not known yet", |c| {
        on_record(c, |record| record.classified = false);
    }),
    state("date", "lies before the period", |c| {
        on_record(c, |record| record.date = first_day().pred_opt());
    }),
    state("date", "is not known", |c| {
        on_record(c, |record| record.date = None);
    }),
    state("period", "is everything", |c| {
        c.evidence.consent.period = None;
    }),
];

fn by_caregiver(case: &mut Case, change: fn(&mut Delegation, Timestamp)) {
    given_by_caregiver(case);
    if let Some(delegation) = &mut case.evidence.delegation {
        change(delegation, case.now);
    }
}

/// A guardian whose access narrows in so many days, and waits for a yes 40 days later.
fn by_guardian(case: &mut Case, narrows_in: i64) {
    given_by_caregiver(case);
    let at = |days| case.now + TimeDelta::days(days);
    if let Some(delegation) = &mut case.evidence.delegation {
        delegation.basis = Basis::Guardian;
        delegation.ages = Some(AgeEvents {
            narrow_at: at(narrows_in),
            suspend_at: Some(at(narrows_in + 40)),
            end_at: at(narrows_in + 80),
        });
    }
}

fn set_scope(case: &mut Case, scope: &str) {
    case.evidence.token.scope = ScopeSet::parse(scope);
}

fn on_record(case: &mut Case, change: impl FnOnce(&mut domain::decision::RecordLabels)) {
    if let Some(record) = case.record() {
        change(record);
    }
}

fn answer(states: &[&State]) -> Decision {
    let mut case = permitted();
    for state in states {
        (state.set)(&mut case);
    }
    case.decide()
}

fn row(table: &mut String, decision: &Decision, name: &str) {
    let reasons: Vec<_> = decision.reasons.iter().map(|reason| reason.key()).collect();
    let told = if decision.is_permit() {
        "PERMIT".to_owned()
    } else {
        reasons.join(", ")
    };
    writeln!(table, "{name:<96} {told}").unwrap();
}

fn pairs() -> impl Iterator<Item = (&'static State, &'static State)> {
    STATES.iter().enumerate().flat_map(|(position, one)| {
        let others = STATES[position + 1..].iter();
        others
            .filter(|other| other.of != one.of)
            .map(move |other| (one, other))
    })
}

#[test]
fn each_state_of_a_request_has_its_answer() {
    let mut table = String::new();
    row(&mut table, &answer(&[]), "all is as it was agreed");
    for state in STATES {
        row(
            &mut table,
            &answer(&[state]),
            &format!("{} {}", state.of, state.is),
        );
    }
    insta::assert_snapshot!("each_state", table);
}

#[test]
fn each_pair_of_states_has_its_answer() {
    let mut table = String::new();
    for (one, other) in pairs() {
        let name = format!("{} {} + {} {}", one.of, one.is, other.of, other.is);
        row(&mut table, &answer(&[one, other]), &name);
    }
    insta::assert_snapshot!("each_pair_of_states", table);
}

/// Rules whose facts no request has yet: keys and audiences of tokens, staff, emergencies, step-up.
const CANNOT_OCCUR: &[Reason] = &[
    Reason::KeyMismatch,
    Reason::WrongAudience,
    Reason::NoCareRelationship,
    Reason::BreakGlassNotAllowed,
    Reason::EmergencyNotArranged,
    Reason::StepUpRequired,
];

#[test]
fn every_reason_that_can_occur_occurs() {
    let told: BTreeSet<Reason> = STATES
        .iter()
        .flat_map(|state| answer(&[state]).reasons)
        .chain(CANNOT_OCCUR.iter().copied())
        .collect();
    assert_eq!(told, Reason::ALL.iter().copied().collect());
}

#[test]
fn a_permit_carries_the_filter_and_a_refusal_nothing() {
    let whole = STATES
        .iter()
        .find(|state| state.is == "is about the type as a whole");
    let mut table = String::new();
    for state in STATES {
        let Decision {
            obligations,
            effect,
            ..
        } = answer(&[whole.unwrap(), state]);
        assert_eq!(obligations.len(), usize::from(effect == Effect::Permit));
        for Obligation::Filter(filter) in obligations {
            writeln!(table, "{} {}\n    {filter:?}", state.of, state.is).unwrap();
        }
    }
    insta::assert_snapshot!("filters", table);
}

#[test]
fn an_unverified_app_reads_what_is_not_sensitive_for_thirty_days() {
    let mut case = permitted();
    case.evidence.client.review = ReviewState::Unverified;
    on_record(&mut case, |record| record.topics = TopicSet::EMPTY);
    assert!(case.decide().is_permit());
    case.now = day(30);
    case.evidence.token.expires_at = day(40);
    assert!(case.decide().is_permit());
    case.now = day(31);
    assert_eq!(case.decide(), Decision::deny([Reason::AppNotVerified]));
}
