//! The ways in which a request can differ from the one that is permitted: what the golden matrix is made of.

use chrono::TimeDelta;
use domain::{
    Timestamp,
    actor::{Actor, StaffRole},
    catalogue::{CategorySet, DataCategory, PurposeOfUse, SensitiveTopic, TopicSet},
    client::ReviewState,
    consent::{ConsentState, RevocationCause, SuspensionCause},
    decision::Interaction,
    delegation::{
        Ability, AbilitySet, AgeEvents, Basis, Delegation, DelegationEndCause, DelegationState,
    },
    grant::{GrantEndCause, GrantState},
    scope::ScopeSet,
};

use crate::world::{
    Case, LABEL_SCOPE, ben, caregiver, first_day, given_by_caregiver, grant_id, patient,
};

/// One way in which a request can differ from the one that is permitted.
pub(crate) struct State {
    pub(crate) of: &'static str,
    pub(crate) is: &'static str,
    pub(crate) set: fn(&mut Case),
}

const fn state(of: &'static str, is: &'static str, set: fn(&mut Case)) -> State {
    State { of, is, set }
}

pub(crate) const STATES: &[State] = &[
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
        c.evidence.token.expires_at = c.now;
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
        c.evidence.consent.grantor = caregiver();
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
            c.limits.abilities = AbilitySet::of(Ability::SeeRecords);
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
        by_guardian(c, 0);
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

pub(crate) fn on_record(case: &mut Case, change: impl FnOnce(&mut domain::decision::RecordLabels)) {
    if let Some(record) = case.record() {
        change(record);
    }
}
