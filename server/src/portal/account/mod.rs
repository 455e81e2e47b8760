//! What somebody who is signed in sees and does about their own account, whether or not there is a record of theirs.

pub(super) mod hospital;
mod notices;
mod passkeys;
mod password;
mod places;

use app::{facts::Frame, session::Framed};
use domain::session::Session;

use super::step_up::StepUp;
use crate::secret::Secret;

/// Somebody who is signed in, for the length of one request.
pub(super) struct Account {
    pub(super) step_up: StepUp,
    pub(super) session: Session,
    pub(super) frame: Frame,
    /// New paper codes on their way to the page that shows them.
    pub(super) new_codes: Option<String>,
    /// What the browser holds of an attempt at the hospital's own sign-in.
    pub(super) hospital: Option<Secret>,
}

impl Framed for Account {
    fn frame(&self) -> &Frame {
        &self.frame
    }
}

impl Account {
    fn email(&self) -> String {
        self.step_up.person.email.as_str().to_owned()
    }
}
