//! What operations do and write down, on SQLite and on PostgreSQL.

mod audit;
mod caregivers;
mod clients;
mod codes;
mod command_line;
mod door;
mod export;
mod look_ups;
mod mail;
mod notices;
mod one_browser;
mod opening_account;
mod passkeys;
mod people_pages;
mod prune;
mod recovery;
mod reminders;
mod sessions;
mod shell;
mod sign_in;
mod smtp;
mod sources;
mod trust;
mod two_windows;
mod upstream;
mod wrapping;
