//! The protocol, rule by rule, through the real router.

mod bad_input;
mod caregivers;
mod client_authentication;
mod code;
mod confirming;
mod cors;
mod evidence;
mod first_approval;
mod introspection;
mod locked;
mod metadata;
mod notices;
mod openid;
mod overreach;
mod parallel;
mod passed_on;
mod question;
mod refresh;
mod revocation;
mod step_up;
mod story;
mod trust;
mod way_back;
