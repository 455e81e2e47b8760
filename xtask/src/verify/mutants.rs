//! Do the tests notice when a rule is changed? cargo-mutants changes one thing of `domain`, `policy` or `fhir` at a time and
//! runs their tests; the share that they catch is printed. Changes that make no difference are listed, with the reason,
//! in `.cargo/mutants.toml`. All of them take hours; a sample takes minutes.

use std::fs;
use std::hash::{BuildHasher, RandomState};
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use clap::Args;

use super::outcome::Outcome;
use super::tools::Tool;
use crate::process::capture;
use crate::workspace::Workspace;

const MUTANTS: Tool = Tool {
    name: "cargo-mutants",
    version: "27.1.0",
};

/// In percent.
const WANTED: usize = 90;

/// A mutant that collects without end would take the machine with it: it fails to allocate, and that is noticed.
const WITHIN_8_GIB: &str = r#"ulimit -v 8388608 && exec "$0" "$@""#;

#[derive(Args)]
pub(crate) struct Sample {
    /// Try about this many mutants, not all of them
    #[arg(long, value_name = "MUTANTS", requires = "mutants")]
    sample: Option<usize>,
    /// Which sample: the same number, the same mutants. By chance otherwise
    #[arg(long, requires = "sample")]
    seed: Option<u64>,
}

pub(crate) fn check(workspace: &Workspace, sample: &Sample) -> Result<Outcome> {
    let program = MUTANTS.install(workspace)?;
    let mutants = || {
        let mut command = workspace.command("sh");
        command.args(["-c", WITHIN_8_GIB]).arg(&program);
        command.arg("mutants");
        for package in ["domain", "policy", "fhir"] {
            command.args(["--package", package]);
        }
        command
    };
    let part = match sample.sample {
        None => Vec::new(),
        Some(wanted) => {
            let all = capture(mutants().arg("--list"))?.lines().count();
            let seed = sample
                .seed
                .unwrap_or_else(|| RandomState::new().hash_one("seed") % 1_000_000);
            println!("about {wanted} of {all} mutants, --seed {seed}");
            shard(all, wanted, seed)
        }
    };
    let output = workspace.target.join("mutants");
    fs::create_dir_all(&output)?;
    run(mutants()
        .args(part)
        .arg("--output")
        .arg(&output)
        .env("CARGO_TARGET_DIR", output.join("target"))
        // A snapshot that differs is a mutant that was caught, and nothing to review.
        .env("INSTA_UPDATE", "no"))?;
    verdict(&output.join("mutants.out"))
}

/// Every n-th mutant, so that a sample reaches into each file.
fn shard(all: usize, wanted: usize, seed: u64) -> Vec<String> {
    let parts = (all / wanted.max(1)).max(1);
    let part = seed % parts as u64;
    vec![
        format!("--shard={part}/{parts}"),
        "--sharding=round-robin".to_owned(),
    ]
}

/// That some survive, or run into the time limit, is a result and no failure of the run.
fn run(mutants: &mut Command) -> Result<()> {
    let status = mutants.status().context("starting cargo-mutants")?;
    ensure!(
        matches!(status.code(), Some(0 | 2 | 3)),
        "cargo-mutants failed ({status}): do the tests pass as they are?"
    );
    Ok(())
}

fn verdict(results: &Path) -> Result<Outcome> {
    let read = |name: &str| {
        let file = results.join(name);
        fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))
    };
    let caught = read("caught.txt")?.lines().count() + read("timeout.txt")?.lines().count();
    let survived = read("missed.txt")?;
    for mutant in survived.lines() {
        println!("survived: {mutant}");
    }
    share(caught, survived.lines().count())
}

fn share(caught: usize, survived: usize) -> Result<Outcome> {
    let all = caught + survived;
    ensure!(all > 0, "no mutant was tried");
    let percent = caught * 100 / all;
    let sentence = format!("{percent} % of {all} mutants were caught, {survived} survived");
    ensure!(percent >= WANTED, "{sentence}, {WANTED} % are wanted");
    Ok(Outcome::Noted(sentence))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nine_of_ten_is_enough_and_less_is_not() {
        assert!(share(90, 10).is_ok());
        assert!(share(89, 11).is_err());
        assert!(share(0, 0).is_err());
    }

    #[test]
    fn the_same_seed_is_the_same_part_and_another_another() {
        assert_eq!(shard(1000, 30, 7), shard(1000, 30, 7));
        assert_ne!(shard(1000, 30, 7), shard(1000, 30, 8));
        assert_eq!(shard(1000, 30, 7)[0], "--shard=7/33");
    }

    #[test]
    fn a_sample_larger_than_all_is_all() {
        assert_eq!(shard(10, 30, 7)[0], "--shard=0/1");
    }
}
