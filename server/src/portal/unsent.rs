//! What somebody filled in whose session ended before they sent it: their browser keeps it for them alone.
//!
//! The cookie of a session that ended by itself still says whose it was, and no more. Whoever signs in there next is
//! somebody else, or finds what they had picked.

use app::{
    facts::{PortalError, choice::ChoiceForm},
    session::Unsent,
};
use axum::http::request::Parts;
use domain::{consent::Choice, ids::AuthorizationRequestId};

use super::{
    form_cookies::{CHOICE_DRAFT, INVITE_DRAFT},
    patient::Patient,
    people::shortened,
    problems::unavailable,
    visitor::Visitors,
};
use crate::{http::session, operations::sign_in::find_session::find_lapsed};

impl Visitors {
    /// `Set-Cookie` that keeps it; `None` if the browser does not show whose it is.
    pub(super) async fn keep_for_lapsed(
        &self,
        request: &Parts,
        unsent: Unsent<'_>,
    ) -> Result<Option<String>, PortalError> {
        let Some(secret) = session::presented(&self.deps, &request.headers) else {
            return Ok(None);
        };
        let lapsed = find_lapsed(&self.deps, &secret).await;
        let Some(person) = lapsed.map_err(unavailable)? else {
            return Ok(None);
        };
        let (cookie, text) = match unsent {
            Unsent::Choice(asked, form) => (CHOICE_DRAFT, serde_json::to_string(&(asked, form))),
            Unsent::Invite(form) => (
                INVITE_DRAFT,
                serde_json::to_string(&shortened(form.clone())),
            ),
        };
        let text = text.map_err(|_| PortalError::UnreadableForm)?;
        Ok(Some(cookie.set_for(&self.deps, person, &text)))
    }
}

impl Patient {
    /// What this person had picked for the request when their session ended.
    pub(super) fn kept_choice(&self, request: AuthorizationRequestId) -> Option<Choice> {
        let kept = self.choice_draft.as_deref()?;
        let (asked, form): (AuthorizationRequestId, ChoiceForm) =
            serde_json::from_str(kept).ok()?;
        let read = form.read(self.frame.now, &self.frame.hospital_zone);
        (asked == request).then(|| read.unwrap_or_else(|(rest, _)| rest))
    }
}
