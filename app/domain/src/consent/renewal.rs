//! What a renewal keeps: it proposes less wherever the app did not look.

use std::collections::BTreeMap;

use chrono::TimeDelta;

use super::Consent;
use crate::{
    Timestamp,
    catalogue::{CategorySet, DataCategory},
};

/// When a client last read each category under a consent. A category that is missing was never read.
pub type LastReads = BTreeMap<DataCategory, Timestamp>;

/// Returns the granted categories that the client has not read for 90 days, or for half of the consent's life if that
/// is shorter.
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
