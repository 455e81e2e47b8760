//! Keeps what every step came to, and says it in the end: a table, then one line that counts.

use std::fmt;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::Result;

use super::outcome::{Outcome, Tally};

#[derive(Default)]
pub(crate) struct Report {
    steps: Vec<Step>,
}

struct Step {
    name: String,
    took: Duration,
    result: Verdict,
}

#[derive(Default)]
struct Verdict {
    tally: Tally,
    skipped: bool,
    remark: String,
    parts: Vec<String>,
}

impl Report {
    pub(crate) fn step(&mut self, name: &str, work: impl FnOnce() -> Result<Outcome>) {
        let started = announce(name);
        let result = judge(work());
        self.steps.push(Step {
            name: name.to_owned(),
            took: started.elapsed(),
            result,
        });
    }

    /// A step that this run leaves out, and why: it stands in the table all the same.
    pub(crate) fn skip(&mut self, name: &str, reason: &str) {
        self.step(name, || Ok(Outcome::Skipped(reason.to_owned())));
    }

    /// A step whose result is needed by later ones.
    pub(crate) fn keep<T>(&mut self, name: &str, work: impl FnOnce() -> Result<T>) -> Option<T> {
        let mut kept = None;
        self.step(name, || {
            kept = Some(work()?);
            Ok(Outcome::Done)
        });
        kept
    }

    /// The last line is the whole result, for people and for machines.
    pub(crate) fn finish(self) -> ExitCode {
        println!();
        for step in &self.steps {
            println!("{step}");
        }
        let took: Duration = self.steps.iter().map(|step| step.took).sum();
        let total = self.total();
        println!("\n{:.1} s in all\n{total}", took.as_secs_f32());
        if total.failed == 0 {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        }
    }

    fn total(&self) -> Tally {
        self.steps.iter().map(|step| step.result.tally).sum()
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Verdict {
            tally,
            skipped,
            remark,
            parts,
        } = &self.result;
        let state = match (tally.failed, skipped) {
            (0, false) => "ok     ",
            (0, true) => "skipped",
            _ => "FAILED ",
        };
        let separator = if remark.is_empty() { "" } else { ": " };
        let seconds = self.took.as_secs_f32();
        write!(
            f,
            "{state} {seconds:>7.1} s  {}{separator}{remark}",
            self.name
        )?;
        for part in parts {
            write!(f, "\n{:>20}{part}", "")?;
        }
        Ok(())
    }
}

fn announce(name: &str) -> Instant {
    println!("\n== {name}");
    Instant::now()
}

/// A step that is no test counts when it fails, and only then. A test run that ran nothing is a
/// failure: an empty run must never look like a good one.
fn judge(result: Result<Outcome>) -> Verdict {
    let failure = |remark: String| Verdict {
        tally: Tally::ONE_FAILURE,
        remark,
        ..Verdict::default()
    };
    match result {
        Ok(Outcome::Done) => Verdict::default(),
        Ok(Outcome::Noted(remark)) => Verdict {
            remark,
            ..Verdict::default()
        },
        Ok(Outcome::Skipped(remark)) => Verdict {
            skipped: true,
            remark,
            ..Verdict::default()
        },
        Ok(Outcome::Counted(tally, _)) if (tally.passed, tally.failed) == (0, 0) => {
            failure("no test ran".to_owned())
        }
        Ok(Outcome::Counted(tally, parts)) => Verdict {
            tally,
            remark: tally.to_string(),
            parts,
            ..Verdict::default()
        },
        Err(error) => {
            eprintln!("{error:#}");
            failure(format!("{error:#}"))
        }
    }
}

#[cfg(test)]
mod tests {
    use anyhow::anyhow;

    use super::*;

    fn total_of(results: Vec<Result<Outcome>>) -> String {
        let mut report = Report::default();
        for result in results {
            report.step("a step", || result);
        }
        report.total().to_string()
    }

    #[test]
    fn a_failed_step_counts_as_one_failure() {
        let passed = Tally {
            passed: 3,
            ..Tally::default()
        };
        let tests = Outcome::Counted(passed, Vec::new());
        assert_eq!(
            total_of(vec![Ok(tests), Err(anyhow!("no"))]),
            "3 passed, 1 failed"
        );
    }

    #[test]
    fn a_run_that_ran_no_test_is_a_failure() {
        let left_out = Tally {
            skipped: 9,
            ..Tally::default()
        };
        for none in [Tally::default(), left_out] {
            let nothing = Ok(Outcome::Counted(none, Vec::new()));
            assert_eq!(total_of(vec![nothing]), "0 passed, 1 failed");
        }
    }

    #[test]
    fn what_is_left_out_is_said_to_be_left_out() {
        let mut report = Report::default();
        report.skip("stories", "no browser was asked for");
        let line = report.steps[0].to_string();
        assert!(line.starts_with("skipped"), "{line}");
        assert!(
            line.ends_with("stories: no browser was asked for"),
            "{line}"
        );
        assert_eq!(report.total(), Tally::default());
    }

    #[test]
    fn the_parts_of_a_step_stand_under_it() {
        let passed = Tally {
            passed: 1,
            ..Tally::default()
        };
        let mut report = Report::default();
        report.step("stories", || {
            Ok(Outcome::Counted(
                passed,
                vec!["1.0 s  a.test.mjs".to_owned()],
            ))
        });
        let lines = report.steps[0].to_string();
        assert_eq!(
            lines.lines().nth(1).map(str::trim),
            Some("1.0 s  a.test.mjs")
        );
    }

    #[test]
    fn a_step_that_is_no_test_adds_nothing_when_it_succeeds() {
        assert_eq!(total_of(vec![Ok(Outcome::Done)]), "0 passed, 0 failed");
    }
}
