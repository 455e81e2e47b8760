//! The schema, one file per step, the same on SQLite and PostgreSQL.

pub use sea_orm_migration::prelude::*;

mod m20261123_000001_people;
mod m20261123_000002_clients;
mod m20261123_000003_consents;
mod m20261123_000004_grants;
mod m20261123_000005_evidence;
mod m20261123_000010_records;
mod m20261128_000011_proofs;
mod m20261128_000012_sessions;
mod m20261128_000013_delegations;
mod m20261128_000014_notices;
mod m20261128_000015_upstream;
mod m20261128_000016_telling;
mod m20261128_000017_record_tokens;
mod m20261130_000018_refusals;
mod m20261201_000019_record_labels;
mod m20261201_000020_led_by;
mod m20261201_000021_doors;
mod m20261201_000022_limits;
mod m20261201_000023_ground;
mod m20261202_000024_activations;
mod m20261204_000026_retries;
mod m20261205_000027_merged_records;
mod m20261207_000029_privacy_notice;
mod m20261210_000031_checkpoint_keys;
mod m20261211_000033_merged_names;
mod m20261211_000034_weak_sign_ins;
mod m20261211_000035_record_dates;
mod m20261212_000040_sign_ins;
mod step;

pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261123_000001_people::Migration),
            Box::new(m20261123_000002_clients::Migration),
            Box::new(m20261123_000003_consents::Migration),
            Box::new(m20261123_000004_grants::Migration),
            Box::new(m20261123_000005_evidence::Migration),
            Box::new(m20261123_000010_records::Migration),
            Box::new(m20261128_000011_proofs::Migration),
            Box::new(m20261128_000012_sessions::Migration),
            Box::new(m20261128_000013_delegations::Migration),
            Box::new(m20261128_000014_notices::Migration),
            Box::new(m20261128_000015_upstream::Migration),
            Box::new(m20261128_000016_telling::Migration),
            Box::new(m20261128_000017_record_tokens::Migration),
            Box::new(m20261130_000018_refusals::Migration),
            Box::new(m20261201_000019_record_labels::Migration),
            Box::new(m20261201_000020_led_by::Migration),
            Box::new(m20261201_000021_doors::Migration),
            Box::new(m20261201_000022_limits::Migration),
            Box::new(m20261201_000023_ground::Migration),
            Box::new(m20261202_000024_activations::Migration),
            Box::new(m20261204_000026_retries::Migration),
            Box::new(m20261205_000027_merged_records::Migration),
            Box::new(m20261207_000029_privacy_notice::Migration),
            Box::new(m20261210_000031_checkpoint_keys::Migration),
            Box::new(m20261211_000033_merged_names::Migration),
            Box::new(m20261211_000034_weak_sign_ins::Migration),
            Box::new(m20261211_000035_record_dates::Migration),
            Box::new(m20261212_000040_sign_ins::Migration),
        ]
    }
}
