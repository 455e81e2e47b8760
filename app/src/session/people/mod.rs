//! What a person does about delegations, topic by topic: of their own record to caregivers, and of patients to them. The
//! `server` crate implements it.

mod acting;
mod caregivers;
mod delegation;
mod identify;
mod invitations;

pub use acting::ActingSession;
pub use caregivers::CaregiversSession;
pub use delegation::DelegationSession;
pub use identify::IdentifySession;
pub use invitations::InvitationsSession;

use super::framed::Framed;

/// All that a person can see and do about delegations, whoever's record is open.
pub trait PeopleSession:
    Framed
    + CaregiversSession
    + DelegationSession
    + InvitationsSession
    + ActingSession
    + IdentifySession
{
}

impl<T> PeopleSession for T where
    T: Framed
        + CaregiversSession
        + DelegationSession
        + InvitationsSession
        + ActingSession
        + IdentifySession
{
}
