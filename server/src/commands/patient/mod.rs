//! `sayso patient`: accounts for people whose records are here.

mod arguments;
mod csv_file;
mod import;
mod letters;

use std::path::PathBuf;

use domain::{activation::ActivationBasis, audit::StatedReason, language::Language, person::Email};

pub(super) use arguments::{actor, language, tell};
pub(super) use letters::Letters;

use super::open;
use crate::operations::activation::{
    find_record::RecordName,
    make_activation::{NewActivation, make_activation},
    withdraw_activation::withdraw_activation,
};

#[derive(Debug, clap::Subcommand)]
pub enum Action {
    /// Open the way to an account for one patient: a mailed link, or a letter with a code. It works once, for 14 days.
    Add {
        /// The id of the Patient record, or `system|value` of a business identifier that it carries.
        record: RecordName,
        /// Where the account's mails will go. Without a letter, the link goes there.
        #[arg(long, required_unless_present = "letter")]
        email: Option<Email>,
        /// The language of mail, letter and account: en or es.
        #[arg(long, default_value = "en", value_parser = language)]
        language: Language,
        /// Write a letter to print into this new file, and send no mail.
        #[arg(long, value_name = "FILE.html")]
        letter: Option<PathBuf>,
        /// The address of the member of staff who does it.
        #[arg(long, value_name = "EMAIL")]
        by: Option<Email>,
    },
    /// Open the way to an account for every line of a CSV file: `record,email,language`. A second run changes nothing.
    Import(import::Arguments),
    /// Take back the link or the letter of a patient or guardian that was not used yet.
    Withdraw {
        /// As for `add`.
        record: RecordName,
        /// Why.
        #[arg(long)]
        reason: StatedReason,
        /// The address of the member of staff who does it.
        #[arg(long, value_name = "EMAIL")]
        by: Option<Email>,
    },
}

pub async fn run(action: Action) -> anyhow::Result<()> {
    match action {
        Action::Add {
            record,
            email,
            language,
            letter,
            by,
        } => {
            let deps = open().await?;
            let new = NewActivation {
                record,
                basis: ActivationBasis::Own,
                name: None,
                email,
                language,
                by_letter: letter.is_some(),
                by: actor(&deps, by).await?,
            };
            // Before there is a code that nobody could write down.
            let mut letters = letter.map(|path| Letters::create(&path)).transpose()?;
            let made = make_activation(&deps, deps.own_context(), new).await?;
            tell(&deps, &made, letters.as_mut()).await
        }
        Action::Import(arguments) => import::run(arguments).await,
        Action::Withdraw { record, reason, by } => {
            let deps = open().await?;
            let by = actor(&deps, by).await?;
            let ctx = deps.own_context();
            for one in withdraw_activation(&deps, ctx, &record, by, Some(reason)).await? {
                println!("what {} got opens no account any more", one.name);
            }
            Ok(())
        }
    }
}
