//! The rules once more, written down from the [rule book](domain::rules) in plain Rust, to hold the engine's answers
//! against.

use chrono::TimeDelta;
use domain::{
    Timestamp,
    actor::Actor,
    catalogue::{CategorySet, SensitiveTopic, TopicSet},
    client::ReviewState,
    consent::{Consent, ConsentState},
    decision::{AccessBasis, Reason, RecordLabels},
    delegation::{Ability, Delegation},
};

use crate::world::Case;

/// Every reason to refuse, in the order of the rules.
pub(crate) fn reasons(case: &Case) -> Vec<Reason> {
    let request_rules = about_request(case).into_iter();
    let record = case.request.record.as_ref();
    let record_rules = record.map_or_else(Vec::new, |record| about_record(case, record));
    let mut reasons: Vec<_> = request_rules
        .chain(record_rules)
        .filter_map(|(refuses, reason)| refuses.then_some(reason))
        .collect();
    reasons.sort_unstable();
    reasons.dedup();
    reasons
}

fn about_request(case: &Case) -> Vec<(bool, Reason)> {
    let Case {
        request,
        evidence,
        now,
    } = case;
    let AccessBasis {
        token,
        grant,
        client,
        consent,
        delegation,
    } = evidence;
    let reach = token
        .scope
        .reach(request.resource, request.interaction.action());
    let reached = reach.allows(request.resource);
    let shared = reached.intersection(consent.granted);
    let old = *now - consent.decided_at >= TimeDelta::days(31);
    vec![
        (!token.is_live(*now), Reason::TokenInvalid),
        (!grant.is_live(), Reason::GrantEnded),
        (
            client.review == ReviewState::Suspended,
            Reason::ClientSuspended,
        ),
        (
            matches!(consent.state, ConsentState::Revoked { .. }),
            Reason::ConsentRevoked,
        ),
        (consent.expires_at <= *now, Reason::ConsentExpired),
        (
            matches!(consent.state, ConsentState::NeedsReview { .. }),
            Reason::ConsentNeedsReview,
        ),
        (
            request
                .subject
                .as_ref()
                .is_some_and(|s| *s != consent.subject),
            Reason::OtherPatient,
        ),
        (
            request.purpose.is_some_and(|p| p != consent.purpose),
            Reason::PurposeMismatch,
        ),
        (
            !client.purposes.contains(&consent.purpose),
            Reason::PurposeMismatch,
        ),
        (reached.is_empty(), Reason::ScopeInsufficient),
        (
            !reached.is_empty() && shared.is_empty(),
            Reason::CategoryNotGranted,
        ),
        (
            by_caregiver(consent) && !delegation.as_ref().is_some_and(|d| d.is_active(*now)),
            Reason::DelegationEnded,
        ),
        (
            active(case).is_some_and(|delegation| {
                let left = shared.intersection(may_share(delegation, *now).0);
                !shared.is_empty() && left.is_empty()
            }),
            Reason::DelegationTooNarrow,
        ),
        (
            client.review == ReviewState::Unverified && old,
            Reason::AppNotVerified,
        ),
        (!may_consent(consent), Reason::RoleNotAllowed),
    ]
}

fn by_caregiver(consent: &Consent) -> bool {
    matches!(consent.grantor, Actor::Caregiver { .. })
}

fn active(case: &Case) -> Option<&Delegation> {
    let delegation = case.evidence.delegation.as_ref();
    delegation.filter(|delegation| delegation.is_active(case.now))
}

/// Written out: a caregiver who may manage apps may share their own categories, and their topics while these last.
fn may_share(delegation: &Delegation, now: Timestamp) -> (CategorySet, TopicSet) {
    if !delegation.limits.abilities.contains(Ability::ManageApps) {
        return (CategorySet::EMPTY, TopicSet::EMPTY);
    }
    let topics = delegation.limits.topics;
    let lasting = delegation.topics_until > now;
    let topics = if lasting { topics } else { TopicSet::EMPTY };
    (delegation.limits.categories, topics)
}

fn may_consent(consent: &Consent) -> bool {
    matches!(
        consent.grantor,
        Actor::Patient { .. } | Actor::Caregiver { .. }
    )
}

fn about_record(case: &Case, record: &RecordLabels) -> Vec<(bool, Reason)> {
    let AccessBasis {
        token,
        client,
        consent,
        ..
    } = &case.evidence;
    let (resource, action) = (case.request.resource, case.request.interaction.action());
    let reached = token.scope.reach(resource, action).allows(resource);
    let named = token.scope.topics_within(resource, action);
    let too_early = consent
        .period
        .is_some_and(|period| record.date.is_some_and(|date| date < period.from));
    vec![
        (record.subject != consent.subject, Reason::OtherPatient),
        (
            !record.categories.is_subset(consent.granted),
            Reason::CategoryNotGranted,
        ),
        (
            !record.categories.is_subset(reached),
            Reason::ScopeInsufficient,
        ),
        (!record.topics.is_subset(named), Reason::ScopeInsufficient),
        (
            !record.topics.is_subset(consent.topics),
            Reason::SensitiveTopicNotGranted,
        ),
        (
            record.topics.contains(SensitiveTopic::PsychotherapyNotes),
            Reason::SensitiveTopicNotGranted,
        ),
        (
            active(case).is_some_and(|delegation| {
                let (categories, topics) = may_share(delegation, case.now);
                let own = delegation.id.related_person();
                !record.categories.is_subset(categories)
                    || !record.topics.is_subset(topics)
                    || record.related.as_ref().is_some_and(|one| *one != own)
            }),
            Reason::DelegationTooNarrow,
        ),
        (!record.classified, Reason::Unclassified),
        (too_early, Reason::OutsidePeriod),
        (
            client.review == ReviewState::Unverified && !record.topics.is_empty(),
            Reason::AppNotVerified,
        ),
    ]
}
