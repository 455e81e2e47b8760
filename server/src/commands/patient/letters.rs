//! A file of letters to print. It holds codes, so nobody else on the machine can read it, and nothing is overwritten.

use std::{
    fs::{File, OpenOptions},
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::Context as _;
use app::letter::{Letter, letter, opening};
use domain::activation::{Activation, ActivationBasis};

use crate::{operations::delegations::find_patient_name::find_patient_name, state::Deps};

/// A file that letters are written into, one after the other.
pub(in crate::commands) struct Letters {
    file: File,
    path: PathBuf,
    /// How many letters stand in it.
    written: usize,
}

/// A file without a letter is of no use to anybody, and would stand in the way of the next run.
impl Drop for Letters {
    fn drop(&mut self) {
        if self.written == 0
            && let Err(error) = std::fs::remove_file(&self.path)
        {
            eprintln!("{} holds no letter: {error}", self.path.display());
        }
    }
}

impl Letters {
    /// Makes a new file; one that is there already stays as it is.
    pub(in crate::commands) fn create(path: &Path) -> anyhow::Result<Self> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(path);
        let file = file.with_context(|| format!("cannot make {}", path.display()))?;
        let mut letters = Self {
            file,
            path: path.to_owned(),
            written: 0,
        };
        letters.append(&opening())?;
        Ok(letters)
    }

    pub(in crate::commands) fn path(&self) -> std::path::Display<'_> {
        self.path.display()
    }

    /// Appends one letter.
    pub(in crate::commands) async fn write(
        &mut self,
        deps: &Deps,
        activation: &Activation,
        code: &str,
    ) -> anyhow::Result<()> {
        let child = match activation.basis {
            ActivationBasis::Own => None,
            ActivationBasis::Guardian => find_patient_name(deps, &activation.patient).await?,
        };
        let config = &deps.config;
        let text = letter(Letter {
            language: activation.language,
            name: activation.name.as_str(),
            child: child.as_ref().map(domain::name::PersonName::as_str),
            code,
            question: config.activation_question,
            expires_at: activation.expires_at(),
            portal: &config.issuer(),
            organisation: &config.organisation,
            phone: &config.phone,
            zone: &config.time_zone.zone(activation.expires_at()),
        });
        self.written += 1;
        self.append(&text).with_context(|| {
            format!(
                "the letter to {} is not written: withdraw what was made for {} and make it again",
                activation.name, activation.patient
            )
        })
    }

    fn append(&mut self, text: &str) -> anyhow::Result<()> {
        self.file.write_all(text.as_bytes())?;
        // Codes are shown once: what is reported as written must be there.
        Ok(self.file.sync_data()?)
    }
}
