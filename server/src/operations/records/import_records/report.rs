//! What an import did, what it refused, and why.

use std::collections::BTreeMap;
use std::fmt;

use domain::catalogue::{CategorySet, DataCategory, SensitiveTopic, TopicSet};

use super::{
    prepare::Row,
    refusal::{NotSorted, Place, Refusal},
};

/// Refusals beyond this many are counted, not listed.
const LISTED: usize = 1_000;

/// The outcome of an import.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportReport {
    /// How many files were read.
    pub files: u64,
    /// How many records are new.
    pub imported: u64,
    /// How many stored records changed.
    pub updated: u64,
    /// How many stored records were the same.
    pub unchanged: u64,
    /// Of all these, how many belong to each category. One record can belong to several.
    pub categories: BTreeMap<DataCategory, u64>,
    /// Of all these, how many touch each topic, labels of what they point at included.
    pub topics: BTreeMap<SensitiveTopic, u64>,
    /// Of all these, how many hold something that is not known.
    pub unclassified: u64,
    /// The first thousand of those, with the reason.
    pub not_sorted: Vec<NotSorted>,
    /// How many were refused; the first thousand are listed.
    pub refused: u64,
    /// The first thousand refusals.
    pub refusals: Vec<Refusal>,
}

impl ImportReport {
    /// Records that are stored now and were in the files.
    pub fn stored(&self) -> u64 {
        self.imported + self.updated + self.unchanged
    }

    pub(super) fn refuse(&mut self, file: &str, place: Place, why: impl fmt::Display) {
        self.refused += 1;
        if self.refusals.len() < LISTED {
            self.refusals.push(Refusal {
                file: file.to_owned(),
                place,
                why: why.to_string(),
            });
        }
    }

    pub(super) fn tally(&mut self, row: &Row) {
        match row {
            Row::Unchanged => self.unchanged += 1,
            Row::New(_) => self.imported += 1,
            Row::Changed(..) => self.updated += 1,
        }
    }

    pub(super) fn not_sorted(&mut self, one: NotSorted) {
        self.unclassified += 1;
        if self.not_sorted.len() < LISTED {
            self.not_sorted.push(one);
        }
    }

    pub(super) fn count(&mut self, categories: CategorySet, topics: TopicSet) {
        for category in categories.iter() {
            *self.categories.entry(category).or_default() += 1;
        }
        for topic in topics.iter() {
            *self.topics.entry(topic).or_default() += 1;
        }
    }

    /// Adds the outcome of one transaction, once it is committed.
    pub(super) fn add(&mut self, mut other: Self) {
        other.refusals.sort_by_key(|refusal| refusal.place);
        self.imported += other.imported;
        self.updated += other.updated;
        self.unchanged += other.unchanged;
        self.unclassified += other.unclassified;
        self.refused += other.refused;
        let room = LISTED.saturating_sub(self.refusals.len());
        self.refusals.extend(other.refusals.into_iter().take(room));
        let room = LISTED.saturating_sub(self.not_sorted.len());
        self.not_sorted
            .extend(other.not_sorted.into_iter().take(room));
        for (category, count) in other.categories {
            *self.categories.entry(category).or_default() += count;
        }
        for (topic, count) in other.topics {
            *self.topics.entry(topic).or_default() += count;
        }
    }
}
