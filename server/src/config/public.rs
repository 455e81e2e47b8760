//! May these settings meet the public? What is the demo's, or open to whoever listens, stays on this machine.

use std::path::PathBuf;

use super::{Config, beside::beside_database};

impl Config {
    /// Whether nobody but this machine is served: plain http at a loopback address, and listening on one.
    pub fn is_this_machine_only(&self) -> bool {
        self.is_plain_loopback() && self.listen.ip().is_loopback()
    }

    /// Where a machine that serves nobody else keeps what is not in its database: in a file with this ending beside it. `None` where
    /// others are served, or the database is no file here.
    pub fn beside_own_database(&self, ending: &str) -> Option<PathBuf> {
        let path = beside_database(&self.database_url, ending);
        path.filter(|_| self.is_this_machine_only())
    }

    /// The file that checkpoints of the evidence leave for.
    pub fn checkpoints_leave_for(&self) -> Option<PathBuf> {
        let own = || self.beside_own_database(".checkpoints");
        self.checkpoint_file.clone().or_else(own)
    }

    /// What stands in the way of serving people with these settings, as sentences; none on this machine alone.
    pub fn faults_in_public(&self) -> Vec<String> {
        if self.is_plain_loopback() {
            return self.open_listener().into_iter().collect();
        }
        let demo = Self::default();
        let defaults = [
            ("organisation", self.organisation == demo.organisation),
            ("phone", self.phone == demo.phone),
            ("leave_to", self.leave_to == demo.leave_to),
        ];
        let left = defaults.into_iter().filter(|(_, is_default)| *is_default);
        let mut faults: Vec<_> = left
            .map(|(key, _)| {
                format!("`{key}` is the demo's, and people would be told it: set yours")
            })
            .collect();
        if self.key_encryption_key_file.is_none() && self.key_encryption_key.is_none() {
            faults.push(
                "`key_encryption_key_file` is missing, so the keys that sign would lie open in the database and no checkpoint of the evidence be signed: \
                 write what `openssl rand -base64 32` prints into a file that only this user reads"
                    .to_owned(),
            );
        }
        faults
    }

    fn open_listener(&self) -> Option<String> {
        let open = !self.listen.ip().is_loopback();
        open.then(|| {
            format!(
                "other machines reach {}, and `public_url` is plain http: set it to the https address that people use, \
                 or listen on a loopback address",
                self.listen
            )
        })
    }
}
