//! What the server does, one file per verb: one transaction, one audit story each.

pub mod import_records;
