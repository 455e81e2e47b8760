//! The Sayso server: everything behind the pages.

pub mod clock;
pub mod config;
pub mod demo;
pub mod entropy;
pub mod fhir;
pub mod http;
pub mod labelling;
pub mod operations;
pub mod secret;
pub mod store;
