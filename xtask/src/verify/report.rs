//! Keeps what every step came to, and says it in the end: a table, then one line that counts.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::Result;

use super::tally::Tally;

pub(crate) enum Outcome {
    Done,
    /// Done, and there is something that a reader should know.
    Noted(String),
    /// Tests ran; some may have failed.
    Counted(Tally),
}

#[derive(Default)]
pub(crate) struct Report {
    steps: Vec<Step>,
}

struct Step {
    name: String,
    took: Duration,
    tally: Tally,
    remark: String,
}

impl Report {
    pub(crate) fn step(&mut self, name: &str, work: impl FnOnce() -> Result<Outcome>) {
        let started = announce(name);
        let (tally, remark) = judge(work());
        self.steps.push(Step {
            name: name.to_owned(),
            took: started.elapsed(),
            tally,
            remark,
        });
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
            println!("{}", step.line());
        }
        let total = self.total();
        println!("\n{total}");
        if total.failed == 0 {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        }
    }

    fn total(&self) -> Tally {
        self.steps.iter().map(|step| step.tally).sum()
    }
}

impl Step {
    fn line(&self) -> String {
        let state = if self.tally.failed == 0 {
            "ok    "
        } else {
            "FAILED"
        };
        let separator = if self.remark.is_empty() { "" } else { ": " };
        let seconds = self.took.as_secs_f32();
        format!(
            "{state} {seconds:>7.1} s  {}{separator}{}",
            self.name, self.remark
        )
    }
}

fn announce(name: &str) -> Instant {
    println!("\n== {name}");
    Instant::now()
}

/// A step that is no test counts when it fails, and only then. A test run that ran nothing is a
/// failure: an empty run must never look like a good one.
fn judge(result: Result<Outcome>) -> (Tally, String) {
    match result {
        Ok(Outcome::Done) => (Tally::default(), String::new()),
        Ok(Outcome::Noted(remark)) => (Tally::default(), remark),
        Ok(Outcome::Counted(tally)) if tally == Tally::default() => {
            (Tally::ONE_FAILURE, "no test ran".to_owned())
        }
        Ok(Outcome::Counted(tally)) => (tally, tally.to_string()),
        Err(error) => {
            eprintln!("{error:#}");
            (Tally::ONE_FAILURE, format!("{error:#}"))
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
        let tests = Outcome::Counted(Tally {
            passed: 3,
            failed: 0,
        });
        assert_eq!(
            total_of(vec![Ok(tests), Err(anyhow!("no"))]),
            "3 passed, 1 failed"
        );
    }

    #[test]
    fn a_run_without_tests_is_a_failure() {
        assert_eq!(
            total_of(vec![Ok(Outcome::Counted(Tally::default()))]),
            "0 passed, 1 failed"
        );
    }

    #[test]
    fn a_step_that_is_no_test_adds_nothing_when_it_succeeds() {
        assert_eq!(total_of(vec![Ok(Outcome::Done)]), "0 passed, 0 failed");
    }
}
