//! The portal: pages, components and words that the server renders and the browser hydrates.

pub mod api;
pub mod paths;
pub mod words;
