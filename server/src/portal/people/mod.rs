//! What a signed-in person does about delegations: of their own record to caregivers, and of patients to them.

mod acting;
mod caregivers;
mod delegation;
mod facts;
mod identify;
mod invitations;

pub(super) use invitations::shortened;

use app::{
    facts::{Frame, PortalError},
    session::Framed,
};
use axum::http::HeaderMap;
use domain::{person::Person, session::Session};
use serde::{Serialize, de::DeserializeOwned};

use super::{
    form_cookies::{DELEGATION_DRAFT, FormCookie, INVITE_DRAFT},
    patient::Patient,
};
use crate::{context::Context, state::Deps};

/// Somebody who is signed in, for the length of one request.
pub(super) struct People {
    deps: Deps,
    ctx: Context,
    person: Person,
    session: Session,
    frame: Frame,
    /// Their own record, unless they have none or act for somebody else.
    own: Option<Patient>,
    invite_draft: Option<String>,
    change_draft: Option<String>,
}

impl Framed for People {
    fn frame(&self) -> &Frame {
        &self.frame
    }
}

impl People {
    pub(super) fn new(
        deps: Deps,
        ctx: Context,
        (person, session): (Person, Session),
        frame: Frame,
        own: Option<Patient>,
        headers: &HeaderMap,
    ) -> Self {
        let kept = |cookie: FormCookie| cookie.find_for(&deps, headers, person.id);
        Self {
            invite_draft: kept(INVITE_DRAFT),
            change_draft: kept(DELEGATION_DRAFT),
            deps,
            ctx,
            person,
            session,
            frame,
            own,
        }
    }

    /// What only a patient does, on their own pages.
    fn own(&self) -> Result<&Patient, PortalError> {
        self.own.as_ref().ok_or(PortalError::NotFound)
    }

    /// A cookie that keeps what was filled in; `None` forgets it.
    fn keep<T: Serialize>(
        &self,
        cookie: FormCookie,
        form: Option<&T>,
    ) -> Result<String, PortalError> {
        let Some(form) = form else {
            return Ok(cookie.forget(&self.deps));
        };
        let text = serde_json::to_string(form).map_err(|_| PortalError::UnreadableForm)?;
        Ok(cookie.set_for(&self.deps, self.person.id, &text))
    }
}

/// What was kept, if it can be read.
fn kept<T: DeserializeOwned>(text: Option<&str>) -> Option<T> {
    text.and_then(|text| serde_json::from_str(text).ok())
}
