//! The rules once more, written down from the rule book in plain Rust, to hold the engine's answers against.

use chrono::TimeDelta;
use domain::{
    actor::Actor,
    catalogue::SensitiveTopic,
    client::ReviewState,
    consent::{Consent, ConsentState},
    decision::{Evidence, Reason, RecordLabels},
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
    let Evidence {
        token,
        grant,
        client,
        consent,
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
            matches!(consent.grantor, Actor::Delegate { .. }),
            Reason::DelegationEnded,
        ),
        (
            client.review == ReviewState::Unverified && old,
            Reason::AppNotVerified,
        ),
        (!may_consent(consent), Reason::RoleNotAllowed),
    ]
}

fn may_consent(consent: &Consent) -> bool {
    matches!(
        consent.grantor,
        Actor::Patient { .. } | Actor::Delegate { .. }
    )
}

fn about_record(case: &Case, record: &RecordLabels) -> Vec<(bool, Reason)> {
    let Evidence {
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
        (!record.classified, Reason::Unclassified),
        (too_early, Reason::OutsidePeriod),
        (
            client.review == ReviewState::Unverified && !record.topics.is_empty(),
            Reason::AppNotVerified,
        ),
    ]
}
