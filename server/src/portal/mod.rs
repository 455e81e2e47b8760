//! The pages: implements what `app` asks the server for, and puts pages, forms and files at their addresses.

mod account;
mod activation;
mod copy;
mod form_cookies;
mod forms;
mod left;
mod patient;
mod people;
mod plain_page;
mod privacy;
mod problems;
mod readable;
mod recovery;
mod redirects;
mod routes;
#[cfg(test)]
mod said;
mod shell;
mod shown;
mod sign_in;
mod step_up;
mod unsent;
mod visitor;

pub use routes::{page_paths, routes};
