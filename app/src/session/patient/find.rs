//! Looking for something in a long list.

use domain::catalogue::DataCategory;

use crate::{facts::PortalError, session::Answer};

/// What is looked for.
pub trait FindSession {
    /// Keeps it in the browser, and leads to the list of a kind of data, or of the apps.
    fn look_for(&self, kind: Option<DataCategory>, find: String) -> Result<Answer, PortalError>;
}
