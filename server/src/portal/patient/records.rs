//! What the record holds, as far as the reader may see it.

use app::api::{
    PortalError,
    records::{OpenKind, RecordEntry, RecordsPage, RecordsQuery},
};

use super::Patient;
use crate::{
    operations::view_records::{Listed, RecordCounts, view_records},
    portal::{patient::preview::holding_of, problems},
};

impl Patient {
    pub(super) async fn records_page(
        &self,
        query: RecordsQuery,
    ) -> Result<RecordsPage, PortalError> {
        let RecordsQuery { kind, page } = query;
        let viewed = view_records(&self.deps, self.ctx, &self.acting, kind, page)
            .await
            .map_err(problems::of_acting)?;
        let RecordCounts {
            categories, hidden, ..
        } = &viewed.counts;
        let kinds = viewed
            .may_see
            .iter()
            .map(|kind| (kind, holding_of(categories, kind)));
        Ok(RecordsPage {
            kinds: kinds.collect(),
            open: kind.map(|kind| OpenKind {
                kind,
                entries: viewed.entries.iter().map(entry).collect(),
                page,
                more: viewed.has_more,
            }),
            hidden_sensitive: u32::try_from(hidden.sensitive).unwrap_or(u32::MAX),
            unsorted: u32::try_from(hidden.unclassified).unwrap_or(u32::MAX),
        })
    }
}

fn entry(listed: &Listed) -> RecordEntry {
    RecordEntry {
        name: listed.title.clone(),
        on: listed.date.map(|date| date.date_naive()),
        sensitive: !listed.topics.is_empty(),
    }
}
