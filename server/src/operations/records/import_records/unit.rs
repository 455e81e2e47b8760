//! How is everything that shares a transaction stored, in a fixed number of statements?

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use chrono::NaiveDate;
use domain::Timestamp;
use domain::actor::Actor;
use domain::audit::{AuditAction, AuditEvent};
use domain::catalogue::CategorySet;
use domain::ids::PatientId;

use super::{
    draft::{self, Draft, Seen},
    prepare::{Prepared, Row, Surroundings},
    refusal::{NotSorted, Place, Why},
    report::ImportReport,
    resolve::{self, Names, Resolved},
    sources::RawEntry,
    spaces::{Origin, Spaces},
};
use crate::{
    context::Context,
    state::Deps,
    store::{
        StoreError, Tx,
        records::{NewRecord, RecordKey},
    },
};
use fhir::labelling::{Doubt, Label};

/// By whom and when records are imported.
#[derive(Clone, Copy)]
pub(super) struct Run<'a> {
    pub(super) deps: &'a Deps,
    pub(super) ctx: Context,
    pub(super) now: Timestamp,
}

/// Entries of one file on their way into the store.
pub(super) struct Unit<'u> {
    run: Run<'u>,
    origin: &'u Origin,
    tx: &'u Tx,
    file: &'u str,
    report: ImportReport,
    born: Vec<(String, NaiveDate)>,
}

/// What was taken, for counting once labels have spread.
struct Taken {
    place: Place,
    key: RecordKey,
    categories: CategorySet,
    label: Label,
}

/// What storing the entries of one transaction came to.
#[derive(Default)]
pub(super) struct Outcome {
    pub report: ImportReport,
    /// Patients that were refused because their id is another person's.
    pub strangers: HashSet<String>,
    /// Patients that were stored anew, with their birth dates.
    pub born: Vec<(String, NaiveDate)>,
}

impl<'u> Unit<'u> {
    pub(super) fn of(run: Run<'u>, origin: &'u Origin, (tx, file): (&'u Tx, &'u str)) -> Self {
        Self {
            run,
            origin,
            tx,
            file,
            report: ImportReport::default(),
            born: Vec::new(),
        }
    }

    /// Stores what can be stored, and reports the rest.
    pub(super) async fn store(
        mut self,
        entries: Vec<RawEntry<'_>>,
        seen: &mut Seen,
    ) -> Result<Outcome, StoreError> {
        let mut drafts = self.read(entries);
        draft::agree_on_source(&mut drafts);
        let mut spaces = Spaces::of(self.tx, &drafts).await?;
        spaces
            .strangers
            .extend(self.origin.strangers.iter().cloned());
        let drafts = self.place(drafts, &spaces, seen);
        let strangers = spaces.strangers.clone();
        let names = self.names(&drafts, spaces).await?;
        let entries = self.resolve(drafts, &names);
        let taken = self.save(entries).await?;
        self.count(taken).await?;
        Ok(Outcome {
            report: self.report,
            strangers,
            born: self.born,
        })
    }

    fn read<'a>(&mut self, entries: Vec<RawEntry<'a>>) -> Vec<Draft<'a>> {
        let mut drafts = Vec::with_capacity(entries.len());
        for entry in entries {
            let place = entry.place;
            match draft::read(entry, self.origin.source.as_deref()) {
                Ok(draft) => drafts.push(Draft {
                    is_ours: self.origin.is_ours,
                    ..draft
                }),
                Err(why) => self.report.refuse(self.file, place, why),
            }
        }
        drafts
    }

    /// Each entry in the name space of its source, and there once.
    fn place<'a>(
        &mut self,
        drafts: Vec<Draft<'a>>,
        spaces: &Spaces,
        seen: &mut Seen,
    ) -> Vec<Draft<'a>> {
        let mut placed: Vec<Draft<'a>> = Vec::with_capacity(drafts.len());
        let mut at: HashMap<RecordKey, usize> = HashMap::with_capacity(drafts.len());
        for draft in drafts {
            let place = draft.place;
            let draft = match spaces.place(draft).and_then(|draft| seen.newest(draft)) {
                Ok(draft) => draft,
                Err(why) => {
                    self.report.refuse(self.file, place, why);
                    continue;
                }
            };
            match at.get(&draft.key) {
                // A newer version of what stood before it.
                Some(before) => {
                    let older = std::mem::replace(&mut placed[*before], draft);
                    let why = Why::Older(older.key);
                    self.report.refuse(self.file, older.place, why);
                }
                None => {
                    at.insert(draft.key.clone(), placed.len());
                    placed.push(draft);
                }
            }
        }
        placed
    }

    async fn names(&self, drafts: &[Draft<'_>], spaces: Spaces) -> Result<Names, StoreError> {
        let mut names = Names::of(drafts, spaces, self.run.deps.config.fhir_base());
        let missing = names.missing(drafts);
        if !missing.is_empty() {
            names.learn(self.tx.records().identified(&missing).await?);
        }
        Ok(names)
    }

    fn resolve<'a>(&mut self, drafts: Vec<Draft<'a>>, names: &Names) -> Vec<Resolved<'a>> {
        let mut entries = Vec::with_capacity(drafts.len());
        for draft in drafts {
            let place = draft.place;
            match resolve::resolve(draft, names) {
                Ok(entry) => entries.push(entry),
                Err(why) => self.report.refuse(self.file, place, why),
            }
        }
        entries
    }

    async fn save(&mut self, entries: Vec<Resolved<'_>>) -> Result<Vec<Taken>, StoreError> {
        let stored = self
            .tx
            .records()
            .known(entries.iter().flat_map(Resolved::needs))
            .await?;
        let keys = entries.iter().map(|entry| &entry.draft.key);
        let withdrawn = self.tx.records().withdrawn(keys).await?;
        let surroundings = Surroundings::of(&entries, &stored);
        let mut taken = Vec::with_capacity(entries.len());
        let (mut new, mut replaced): (Vec<NewRecord>, Vec<i64>) = (Vec::new(), Vec::new());
        for entry in entries {
            let place = entry.draft.place;
            if withdrawn.contains(&entry.draft.key) {
                let why = Why::Withdrawn(entry.draft.key);
                self.report.refuse(self.file, place, why);
                continue;
            }
            let unlisted = self.run.deps.config.unlisted_codes;
            match surroundings.prepare(entry, unlisted, self.run.now) {
                Err(why) => self.report.refuse(self.file, place, why),
                Ok(prepared) => {
                    self.report.tally(&prepared.row);
                    let Prepared {
                        key,
                        categories,
                        label,
                        born,
                        row,
                    } = prepared;
                    let changed = !matches!(row, Row::Unchanged);
                    self.born
                        .extend(born.filter(|_| changed).map(|day| (key.id.clone(), day)));
                    taken.push(Taken {
                        place,
                        key,
                        categories,
                        label,
                    });
                    match row {
                        Row::Unchanged => {}
                        Row::New(record) => new.push(*record),
                        Row::Changed(record, old) => {
                            new.push(*record);
                            replaced.push(old);
                        }
                    }
                }
            }
        }
        let patients: BTreeSet<String> = new.iter().filter_map(|r| r.patient.clone()).collect();
        self.tx.records().save(&new, &replaced).await?;
        self.tx.records().relabel(&patients).await?;
        self.tx.audit_all(&self.evidence(&new)).await?;
        Ok(taken)
    }

    /// One event for each patient whose record grew or changed, and one for directory records.
    fn evidence(&self, new: &[NewRecord]) -> Vec<AuditEvent> {
        let mut by_patient: BTreeMap<Option<&str>, (u32, CategorySet)> = BTreeMap::new();
        for record in new {
            let (count, categories) = by_patient.entry(record.patient.as_deref()).or_default();
            *count += 1;
            *categories = categories.union(record.categories);
        }
        let Run { deps, ctx, now } = self.run;
        let events = by_patient
            .into_iter()
            .map(|(patient, (count, categories))| AuditEvent {
                subject: patient.and_then(|id| PatientId::parse(id).ok()),
                categories,
                count: Some(count),
                ..deps.event(ctx, now, Actor::System, AuditAction::RecordsImported)
            });
        events.collect()
    }

    /// Counts by category, and by the labels as they have spread.
    async fn count(&mut self, taken: Vec<Taken>) -> Result<(), StoreError> {
        let stored = self
            .tx
            .records()
            .known(taken.iter().map(|one| &one.key))
            .await?;
        for Taken {
            place,
            key,
            categories,
            label,
        } in taken
        {
            let known = stored.get(&key);
            let topics = known.map_or(label.topics, |known| known.topics);
            self.report.count(categories, topics);
            if known.is_some_and(|known| !known.classified) {
                let why = label.doubts.into_iter().next().unwrap_or(Doubt::GoesWith);
                self.report.not_sorted(NotSorted {
                    file: self.file.to_owned(),
                    place,
                    record: key,
                    why,
                });
            }
        }
        Ok(())
    }
}
