//! The hospital's privacy notice, for whoever asks.

use app::facts::{PortalError, privacy::PrivacyPage};
use domain::language::Language;

use super::{problems::unavailable, visitor::Visitors};
use crate::{operations::notices::show_privacy_notice::show_privacy_notice, privacy_notice::read};

impl Visitors {
    pub(super) async fn privacy_page(
        &self,
        language: Language,
        version: Option<u32>,
    ) -> Result<PrivacyPage, PortalError> {
        let shown = show_privacy_notice(&self.deps, version)
            .await
            .map_err(unavailable)?
            .ok_or(PortalError::NotFound)?;
        let notice = shown.notice;
        let (language, text) = notice.texts.for_reader(language);
        let in_use = self.deps.privacy_notice.as_ref();
        let others = shown.versions.into_iter();
        Ok(PrivacyPage {
            version: notice.version,
            since: notice.since,
            in_use: in_use.is_some_and(|in_use| in_use.version == notice.version),
            language,
            text: read(text).map_err(unavailable)?,
            others: others
                .filter(|(version, _)| *version != notice.version)
                .collect(),
        })
    }
}
