//! What the record holds, as far as the reader may see it.

use app::{
    facts::{
        PortalError,
        proof::ProofForm,
        records::{CopyPage, OpenKind, RecordEntry, RecordsPage, RecordsQuery, Says},
    },
    session::patient::RecordsSession,
};
use async_trait::async_trait;
use chrono::NaiveDate;
use domain::audit::AuditAction;
use fhir::{
    json::{Node, days},
    reading::reading,
};

use super::Patient;
use crate::{
    operations::{
        credentials::verify_password::Proof,
        records::{
            export_record::{RecordCopy, export_record, offer_copy},
            view_records::{Listed, RecordCounts, Wanted, view_records},
        },
    },
    portal::{patient::preview::holding_of, problems},
};

#[async_trait]
impl RecordsSession for Patient {
    async fn records(&self, query: RecordsQuery) -> Result<RecordsPage, PortalError> {
        let RecordsQuery { kind, page, found } = query;
        let wanted = Wanted {
            page,
            find: self.looked_for(kind, found),
        };
        let viewed = view_records(&self.deps, self.ctx, &self.acting, kind, &wanted)
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
                find: wanted.find,
                more: viewed.has_more,
            }),
            hidden_sensitive: u32::try_from(hidden.sensitive).unwrap_or(u32::MAX),
            unsorted: u32::try_from(hidden.unclassified).unwrap_or(u32::MAX),
        })
    }

    async fn copy_page(&self) -> Result<CopyPage, PortalError> {
        let action = AuditAction::RecordViewed;
        let offer = offer_copy(&self.deps, self.ctx, &self.acting, action).await;
        let offer = offer.map_err(problems::of_acting)?;
        let proof = self.step_up.methods(true, &offer.action).await?;
        Ok(CopyPage {
            limits: offer.limits,
            proof: proof.unwrap_or_default(),
        })
    }
}

impl Patient {
    /// Proves who asks for a copy, and gives the cookie of a session that rose by it.
    pub(in crate::portal) async fn prove_for_copy(
        &self,
        form: &ProofForm,
    ) -> Result<(Proof, Option<String>), PortalError> {
        let action = AuditAction::RecordExported;
        let offer = offer_copy(&self.deps, self.ctx, &self.acting, action).await;
        let offer = offer.map_err(problems::of_acting)?;
        self.step_up.verify_with_cookie(offer.action, form).await
    }

    pub(in crate::portal) async fn save_copy(
        &self,
        proof: &Proof,
    ) -> Result<RecordCopy, PortalError> {
        export_record(&self.deps, self.ctx, &self.acting, proof)
            .await
            .map_err(problems::of_export)
    }
}

fn entry(listed: &Listed) -> RecordEntry {
    RecordEntry {
        name: listed.title.clone(),
        on: day_of(&listed.body),
        sensitive: !listed.topics.is_empty(),
        says: says(&listed.body),
    }
}

/// The day that a stored resource is of, as its sender wrote it.
fn day_of(body: &str) -> Option<NaiveDate> {
    days::day(&Node::parse(body).ok()?)
}

/// What a person reads of a stored resource.
pub(in crate::portal) fn says(body: &str) -> Says {
    let read = reading(body);
    Says {
        value: read.value,
        number: read.number,
        unit: read.unit,
        usual: read.usual.map(|usual| (usual.low, usual.high)),
        dose: read.dose,
        text: read.text,
        attached: read.attached,
        negation: read.negation,
    }
}
