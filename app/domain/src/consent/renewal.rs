//! What a renewal keeps: it proposes less wherever the app did not look.

use std::collections::BTreeMap;

use chrono::TimeDelta;

use super::Consent;
use crate::{
    Timestamp,
    catalogue::{CategorySet, DataCategory},
};

/// When an app last read each category under a consent. A category that is missing was never read.
pub type LastReads = BTreeMap<DataCategory, Timestamp>;

/// The granted categories that the app has not read lately: 90 days, or half of the consent's life if that is shorter.
///
/// Nothing is unused before that much time has passed since the decision.
pub fn unused_since(consent: &Consent, reads: &LastReads, now: Timestamp) -> CategorySet {
    let window = TimeDelta::days(90).min((consent.expires_at - consent.decided_at) / 2);
    let since = now - window;
    if consent.decided_at > since {
        return CategorySet::EMPTY;
    }
    consent
        .granted
        .iter()
        .filter(|category| reads.get(category).is_none_or(|read_at| *read_at < since))
        .collect()
}
