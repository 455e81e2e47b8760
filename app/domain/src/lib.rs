//! The rules of Sayso: consent, scopes, grants, decisions and evidence, as types.
//!
//! No I/O, no clock, no randomness, no framework: time and ids are arguments, so every rule runs the same in a browser,
//! in a server and in a test that takes a millisecond.
//!
//! | module | answers |
//! |---|---|
//! | [`ids`] | how things are named |
//! | [`actor`] | who acts, for whom |
//! | [`name`] | what people and apps may be called |
//! | [`person`], [`session`], [`device`] | who has an account, who is signed in, and where |
//! | [`activation`] | how somebody whom the hospital knows gets an account |
//! | [`password`], [`recovery`] | what a password must be, and account recovery without it |
//! | [`client`] | which software may request access, and to what |
//! | [`catalogue`] | what a patient reads ⇄ FHIR ⇄ SMART |
//! | [`scope`] | what a SMART scope says, and what a choice makes of it |
//! | [`consent`] | what was requested, offered, chosen and decided |
//! | [`delegation`] | which caregiver acts for which patient, how far, until when |
//! | [`grant`], [`token`] | what hangs on a consent, and when it stops |
//! | [`assurance`], [`acr`] | how strongly a person was authenticated, when that is fresh, and what clients may demand |
//! | [`doubt`] | what a trust change puts in doubt |
//! | [`proof`] | what a proof is given for, and what a hospital guards by a passkey |
//! | [`upstream`] | identities at the hospital's own sign-in |
//! | [`decision`] | may this request read this now, and why not |
//! | [`notice`] | what a person learns without asking |
//! | [`privacy`] | the hospital's privacy notice |
//! | [`audit`] | what happened, and the facts of its sentence |
//! | [`zone`] | which day it is where somebody lives |
//! | [`rules`] | the rule book: words, states and the fifteen rules, as text |

#![warn(missing_docs)]

pub mod acr;
pub mod activation;
pub mod actor;
pub mod assurance;
pub mod audit;
pub mod catalogue;
pub mod client;
pub mod consent;
pub mod decision;
pub mod delegation;
pub mod device;
pub mod doubt;
pub mod grant;
pub mod ids;
pub mod language;
pub mod name;
pub mod notice;
pub mod passkey;
pub mod password;
pub mod person;
pub mod privacy;
pub mod proof;
pub mod recovery;
#[doc = include_str!("../docs/rules.md")]
pub mod rules {}
pub mod scope;
pub mod session;
pub mod token;
pub mod upstream;
pub mod zone;

/// A moment, always in UTC.
pub type Timestamp = chrono::DateTime<chrono::Utc>;
