//! The hospital's privacy notice as a server shows it that starts with it.

use std::sync::Arc;

use domain::{
    language::Language,
    privacy::{PrivacyNotice, PrivacyTexts},
};
use server::{
    operations::notices::publish_privacy_notice::publish_privacy_notice,
    router::router,
    state::{AppState, Deps},
};

use super::World;

impl World {
    /// Stores a notice in English, as a server does that starts with it.
    pub(crate) async fn publish_notice(&self, text: &str) -> PrivacyNotice {
        let texts = PrivacyTexts::new([(Language::English, text.to_owned())]);
        publish_privacy_notice(&self.deps, texts.unwrap())
            .await
            .unwrap()
    }

    /// The same world where pages show this notice in English.
    pub(crate) async fn with_notice(self, text: &str) -> Self {
        let notice = self.publish_notice(text).await;
        self.showing(Some(notice))
    }

    pub(crate) fn showing(self, notice: Option<PrivacyNotice>) -> Self {
        let deps = Deps {
            privacy_notice: notice.map(Arc::new),
            ..self.deps
        };
        let router = router(AppState::new(deps.clone()));
        Self {
            deps,
            router,
            ..self
        }
    }
}
