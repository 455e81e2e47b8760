//! Changing what an app sees, on the app's own page.

use async_trait::async_trait;
use domain::ids::ConsentId;

use crate::{
    facts::{PortalError, connected_apps::ChangeForm, consent::ConfirmPage, proof::ProofForm},
    session::Answer,
};

/// A consent that is in force or on hold, and the next version of it.
#[async_trait]
pub trait ChangeSession {
    /// Less takes effect at once and leads back to the app's page with [`crate::paths::saved`]; more, longer, or a consent on
    /// hold keeps a draft and leads to [`crate::paths::ConfirmChange`].
    async fn change(&self, consent: ConsentId, form: ChangeForm) -> Result<Answer, PortalError>;

    /// What the page restates before [`Self::confirm_change`].
    async fn confirm_change_page(&self, consent: ConsentId) -> Result<ConfirmPage, PortalError>;

    /// `shown` is as for [`ConsentSession::approve`](super::ConsentSession::approve).
    async fn confirm_change(
        &self,
        consent: ConsentId,
        shown: String,
        proof: ProofForm,
    ) -> Result<Answer, PortalError>;
}
