//! What did this patient, or their caregiver, answer last about a client and a purpose, whether or not it is in force?

use domain::{Timestamp, consent::Consent};
use sea_orm::{ConnectionTrait, QueryFilter, QueryOrder};

use super::{Column, Consents, Triple, consent, stands};
use crate::store::StoreError;

impl<C: ConnectionTrait> Consents<'_, C> {
    /// Returns the latest decision about this triple, active or over, and when the version was decided that set its end;
    /// `None` if there was never one.
    pub async fn last_answer(
        &self,
        triple: Triple<'_>,
    ) -> Result<Option<(Consent, Timestamp)>, StoreError> {
        let row = triple
            .all()
            .filter(stands())
            .order_by_desc(Column::DecidedAt)
            .order_by_desc(Column::Id)
            .one(self.0)
            .await?;
        let Some(last) = row.map(consent).transpose()? else {
            return Ok(None);
        };
        let versions = self.versions(last.id).await?;
        let set_end = versions
            .iter()
            .find(|older| older.expires_at == last.expires_at);
        let since = set_end.map_or(last.decided_at, |older| older.decided_at);
        Ok(Some((last, since)))
    }
}
