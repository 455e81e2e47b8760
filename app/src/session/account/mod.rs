//! What somebody does about their own account, whether or not there is a record of theirs. The `server` crate implements it.

mod hospital;
mod keys;
mod notices;
mod password;
mod places;

pub use hospital::HospitalSession;
pub use keys::KeySession;
pub use notices::NoticesSession;
pub use password::PasswordSession;
pub use places::PlacesSession;

use super::framed::Framed;

/// All that a person can see and do about their account. What is not theirs is
/// [`PortalError::NotFound`](crate::facts::PortalError::NotFound).
pub trait AccountSession:
    Framed + HospitalSession + NoticesSession + PasswordSession + PlacesSession
{
}

impl<T> AccountSession for T where
    T: Framed + HospitalSession + NoticesSession + PasswordSession + PlacesSession
{
}
