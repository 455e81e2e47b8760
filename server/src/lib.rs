//! The Sayso server: everything behind the pages.

pub mod demo;
pub mod fhir;
pub mod labelling;
pub mod operations;
pub mod store;
