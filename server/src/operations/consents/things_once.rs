//! How many things were read, if each counts once however often it was read? The evidence knows how many left each time, and
//! not which: so never more than there are.

use std::collections::BTreeMap;

use domain::{
    catalogue::{CategorySet, DataCategory},
    delegation::Ability,
};

use crate::operations::{acting::Acting, prelude::*};

/// How much a record holds of each category.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Held(BTreeMap<DataCategory, u64>);

impl Held {
    /// Counts the whole record for the patient: an app may have been let see what others may not. For a caregiver it counts
    /// what they see themselves, or the bound would tell how much is hidden from them.
    pub(super) async fn of(deps: &Deps, acting: &Acting) -> Result<Self, StoreError> {
        let (records, now) = (deps.store.read(), deps.clock.now());
        let counts = if acting.is_own() {
            records.records().overview(&acting.subject).await?
        } else {
            let seen = acting.records(Ability::SeeRecords, now);
            let all = |_| CategorySet::all();
            records.records().counts_admitted(&seen, &all).await?
        };
        let counts = counts.categories.iter();
        Ok(Self(counts.map(|one| (one.category, one.count)).collect()))
    }

    /// Returns how many of `left` things of these categories can have been different ones.
    pub(super) fn at_most(&self, categories: CategorySet, left: u32) -> u32 {
        let held = categories
            .iter()
            .filter_map(|category| self.0.get(&category));
        let held = held.fold(0_u64, |sum, count| sum.saturating_add(*count));
        // There is nothing to hold it against: it names no category, or what it read is gone.
        if held == 0 {
            return left;
        }
        left.min(u32::try_from(held).unwrap_or(u32::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_medicines_that_were_read_three_times_are_four() {
        let held = Held(BTreeMap::from([
            (DataCategory::Medications, 4),
            (DataCategory::LabResults, 11),
        ]));
        let medicines = CategorySet::of(DataCategory::Medications);
        assert_eq!(held.at_most(medicines, 12), 4);
        assert_eq!(held.at_most(medicines, 3), 3);
        let both = medicines.union(CategorySet::of(DataCategory::LabResults));
        assert_eq!(held.at_most(both, 40), 15);
        // What is not counted by category is as it was written down.
        assert_eq!(held.at_most(CategorySet::EMPTY, 7), 7);
        let gone = CategorySet::of(DataCategory::Billing);
        assert_eq!(held.at_most(gone, 7), 7);
    }
}
