//! Caregivers and guardians: invite, accept, change and end a delegation, and act under it.
//!
//! To add an operation, follow the list in [`operations`](super), and:
//! Take an `Acting`, and let it read the delegation again: an end counts in the middle of a session. Tell both sides through
//! `delegation_notice`.

pub mod accept_invitation;
pub mod act_for;
pub mod add_guardian;
pub mod ask_for_more;
pub mod change_delegation;
pub mod decline_invitation;
pub mod decline_more;
pub mod end_delegation;
pub mod find_patient_name;
pub mod has_account;
pub(super) mod invitation_link;
pub mod invite_caregiver;
pub mod list_people;
pub mod open_account;
pub mod open_invitation;
pub(super) mod related_person;
pub mod set_quiet_mode;
pub mod settle_ages;
pub mod withdraw_invitation;
