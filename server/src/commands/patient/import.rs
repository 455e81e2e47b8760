//! `sayso patient import FILE.csv`: the way to an account for thousands, line by line. What is there already stays as it is.

use std::path::PathBuf;

use anyhow::bail;
use domain::{activation::ActivationBasis, person::Email};
use indicatif::{ProgressBar, ProgressStyle};

use super::{arguments::actor, csv_file, letters::Letters};
use crate::{
    commands::open,
    operations::activation::make_activation::{
        MadeActivation, MakeActivationError, NewActivation, make_activation,
    },
    state::Deps,
};

#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The first line names the columns: record, email, language. Only record is needed.
    #[arg(value_name = "FILE.csv")]
    file: PathBuf,
    /// Write letters into this new file, for the lines without an address; with --letters-for-all, for all of them.
    #[arg(long, value_name = "FILE.html")]
    letters: Option<PathBuf>,
    /// A letter for everybody, also for those with an address.
    #[arg(long, requires = "letters")]
    letters_for_all: bool,
    /// The address of the member of staff who does it.
    #[arg(long, value_name = "EMAIL")]
    by: Option<Email>,
}

#[derive(Debug, Default)]
struct Report {
    mailed: u64,
    letters: u64,
    unchanged: u64,
    refused: u64,
}

pub(super) async fn run(arguments: Arguments) -> anyhow::Result<()> {
    let lines = csv_file::read(&arguments.file)?;
    let deps = open().await?;
    let by = actor(&deps, arguments.by).await?;
    let mut letters = arguments
        .letters
        .as_deref()
        .map(Letters::create)
        .transpose()?;
    let bar = ProgressBar::new(lines.len() as u64).with_style(style());
    let mut report = Report::default();
    for line in lines {
        let new = line.patient.map(|patient| NewActivation {
            by_letter: letters.is_some() && (arguments.letters_for_all || patient.email.is_none()),
            record: patient.record,
            basis: ActivationBasis::Own,
            name: None,
            email: patient.email,
            language: patient.language,
            by: by.clone(),
        });
        let said = one(&deps, new, letters.as_mut(), &mut report).await?;
        bar.suspend(|| println!("line {}: {said}", line.number));
        bar.inc(1);
    }
    bar.finish_and_clear();
    let Report {
        mailed,
        letters,
        unchanged,
        refused,
    } = report;
    println!("{mailed} by mail, {letters} by letter, {unchanged} as before, {refused} refused");
    if mailed > 0 && !deps.config.sends_mail() {
        println!("no mail leaves this server: `mail` is not set");
    }
    if refused > 0 {
        bail!("{refused} lines were refused; everything else was done");
    }
    Ok(())
}

/// Does one line, and returns what is said of it.
async fn one(
    deps: &Deps,
    new: Result<NewActivation, String>,
    letters: Option<&mut Letters>,
    report: &mut Report,
) -> anyhow::Result<String> {
    let made = match new {
        Ok(new) => make_activation(deps, deps.own_context(), new).await,
        Err(problem) => {
            report.refused += 1;
            return Ok(format!("refused: {problem}"));
        }
    };
    match (made, letters) {
        (
            Ok(MadeActivation {
                activation,
                code: Some(code),
            }),
            Some(letters),
        ) => {
            letters.write(deps, &activation, &code).await?;
            report.letters += 1;
            Ok(format!("a letter for {}", activation.patient))
        }
        (Ok(made), _) => {
            report.mailed += 1;
            Ok(format!("a mail for {}", made.activation.patient))
        }
        // What an earlier run did stands.
        (Err(error @ (MakeActivationError::HasAccount | MakeActivationError::Waiting(_))), _) => {
            report.unchanged += 1;
            Ok(format!("as before: {error}"))
        }
        // No line after it would fare better.
        (Err(MakeActivationError::Store(error)), _) => Err(error.into()),
        (Err(error @ (MakeActivationError::Keyless | MakeActivationError::Key(_))), _) => {
            Err(error.into())
        }
        (Err(error), _) => {
            report.refused += 1;
            Ok(format!("refused: {error}"))
        }
    }
}

fn style() -> ProgressStyle {
    ProgressStyle::with_template("{bar:32} {pos}/{len} {eta}")
        .unwrap_or_else(|_| ProgressStyle::default_bar())
}
