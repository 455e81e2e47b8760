//! The door between pages and server: the traits that the `server` crate implements, topic by topic, and the little that
//! HTTP needs.

pub mod account;
mod activation;
mod answer;
mod framed;
pub mod patient;
pub mod people;
mod portal;
mod recovery;
mod respond;
mod sign_in;

pub use activation::Activation;
pub use answer::Answer;
pub use framed::Framed;
pub use portal::{
    Portal, account, came_from, frame, keys, or_keep, patient, patient_for_request, people, portal,
    record_changed, request,
};
pub use recovery::Recovery;
pub use respond::{
    FORM_LEAVES, add_cookie, allow_form_to_leave, answer_scripts, page, page_or_back,
    page_or_sign_in, redirect, send, send_or_back,
};
pub use sign_in::{SignIn, Unsent};
