//! What is seen and done with one record, topic by topic. The `server` crate implements it.

mod activity;
mod apps;
mod change;
mod consent;
mod find;
mod records;

pub use activity::ActivitySession;
pub use apps::AppsSession;
pub use change::ChangeSession;
pub use consent::ConsentSession;
pub use find::FindSession;
pub use records::RecordsSession;

use domain::ids::DelegationId;

use super::framed::Framed;

/// All that can be seen and done with one record, by the patient or by a caregiver who acts for them. Not yours is
/// [`PortalError::NotFound`](crate::facts::PortalError::NotFound), and so is what a caregiver may not do.
pub trait PatientSession:
    Framed
    + ActivitySession
    + AppsSession
    + ChangeSession
    + ConsentSession
    + FindSession
    + RecordsSession
{
    /// Under which delegation this record is open; `None` for one's own.
    fn acting(&self) -> Option<DelegationId>;
}
