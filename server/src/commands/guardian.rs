//! `sayso guardian`: who acts for a minor.

use std::path::PathBuf;

use anyhow::{anyhow, ensure};
use domain::{
    activation::ActivationBasis, ids::PatientId, language::Language, name::PersonName,
    person::Email,
};

use super::{
    open,
    patient::{Letters, actor, language, tell},
};
use crate::operations::{
    activation::{
        find_record::RecordName,
        make_activation::{NewActivation, make_activation},
    },
    delegations::{
        add_guardian::{AddGuardianError, add_guardian},
        has_account::has_account,
    },
};

#[derive(Debug, clap::Subcommand)]
pub enum Action {
    /// Let somebody act for a minor. How far follows from the birth date in the record. Who has no account gets the way to
    /// one: a mailed link, or a letter.
    Add {
        /// The address of the guardian's account, or the one that it will have.
        #[arg(long)]
        email: Email,
        /// The id of the minor's Patient record.
        #[arg(long, value_parser = patient)]
        patient: PatientId,
        /// The guardian's name: for somebody without an account, and for nobody else.
        #[arg(long)]
        name: Option<PersonName>,
        /// The language of mail, letter and account of somebody without one: en (also if you say none) or es.
        #[arg(long, value_parser = language, requires = "name")]
        language: Option<Language>,
        /// Write a letter to print into this new file, and send no mail.
        #[arg(long, value_name = "FILE.html", requires = "name")]
        letter: Option<PathBuf>,
        /// The address of the member of staff who does it.
        #[arg(long, value_name = "EMAIL")]
        by: Option<Email>,
    },
}

fn patient(id: &str) -> Result<PatientId, String> {
    PatientId::parse(id).map_err(|error| error.to_string())
}

pub async fn run(action: Action) -> anyhow::Result<()> {
    let Action::Add {
        email,
        patient,
        name,
        language,
        letter,
        by,
    } = action;
    let deps = open().await?;
    let by = actor(&deps, by).await?;
    let ctx = deps.own_context();
    let Some(name) = name else {
        let delegation = add_guardian(&deps, ctx, email.as_str(), patient, by).await;
        let delegation = delegation.map_err(|error| match error {
            AddGuardianError::NoAccount => {
                anyhow!(error).context("say --name to send them the way to an account")
            }
            other => other.into(),
        })?;
        let zone = deps.config.time_zone.zone(delegation.until);
        let (until, subject) = (zone.last_day(delegation.until), &delegation.subject);
        println!("{email} may now act for {subject}, until {until}");
        return Ok(());
    };
    ensure!(
        !has_account(&deps, &email).await?,
        "{email} has an account, with a name and a language of its own: leave out --name, --language and --letter"
    );
    let new = NewActivation {
        record: RecordName::Id(patient),
        basis: ActivationBasis::Guardian,
        name: Some(name),
        email: Some(email),
        language: language.unwrap_or(Language::English),
        by_letter: letter.is_some(),
        by,
    };
    let mut letters = letter.map(|path| Letters::create(&path)).transpose()?;
    let made = make_activation(&deps, ctx, new).await?;
    tell(&deps, &made, letters.as_mut()).await
}
