//! Counts tests by reading what libtest and node's test runner print about themselves.

use std::fmt;
use std::iter::Sum;
use std::process::Command;

use anyhow::Result;

use super::report::Outcome;
use crate::process::watch;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: u32,
    pub(crate) failed: u32,
}

impl Tally {
    pub(crate) const ONE_FAILURE: Self = Self {
        passed: 0,
        failed: 1,
    };

    /// `test result: ok. 12 passed; 0 failed; 0 ignored; …`
    fn from_libtest(line: &str) -> Option<Self> {
        let counts = line.strip_prefix("test result: ")?.split_once(". ")?.1;
        let count = |word: &str| {
            counts
                .split("; ")
                .find_map(|part| part.strip_suffix(word)?.trim().parse().ok())
        };
        Some(Self {
            passed: count("passed")?,
            failed: count("failed")?,
        })
    }

    /// `ℹ pass 12`, `ℹ fail 0`, `ℹ cancelled 0`; with `#` in place of `ℹ` in TAP.
    fn from_node(line: &str) -> Option<Self> {
        let (word, count) = line.strip_prefix(['ℹ', '#'])?.trim().split_once(' ')?;
        let count = count.parse().ok()?;
        match word {
            "pass" => Some(Self {
                passed: count,
                failed: 0,
            }),
            "fail" | "cancelled" => Some(Self {
                passed: 0,
                failed: count,
            }),
            _ => None,
        }
    }
}

impl Sum for Tally {
    fn sum<I: Iterator<Item = Self>>(tallies: I) -> Self {
        tallies.fold(Self::default(), |sum, one| Self {
            passed: sum.passed + one.passed,
            failed: sum.failed + one.failed,
        })
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

pub(crate) fn libtest(command: &mut Command) -> Result<Outcome> {
    count(command, Tally::from_libtest)
}

pub(crate) fn node(command: &mut Command) -> Result<Outcome> {
    count(command, Tally::from_node)
}

/// A run that ends badly without naming a failed test (it did not compile, it was killed) still
/// counts as a failure.
fn count(command: &mut Command, read: fn(&str) -> Option<Tally>) -> Result<Outcome> {
    let mut tallies = Vec::new();
    let succeeded = watch(command, |line| tallies.extend(read(line)))?;
    let tally: Tally = tallies.into_iter().sum();
    Ok(Outcome::Counted(match (succeeded, tally.failed) {
        (false, 0) => Tally { failed: 1, ..tally },
        _ => tally,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn libtest_says_how_many_passed_and_failed() {
        let line = "test result: FAILED. 12 passed; 3 failed; 1 ignored; 0 measured; 0 filtered \
                    out; finished in 0.10s";
        assert_eq!(
            Tally::from_libtest(line),
            Some(Tally {
                passed: 12,
                failed: 3
            })
        );
    }

    #[test]
    fn node_says_it_in_three_lines() {
        let lines = [
            "ℹ tests 9",
            "ℹ pass 6",
            "ℹ fail 2",
            "ℹ cancelled 1",
            "# pass 4",
        ];
        let tally: Tally = lines.into_iter().filter_map(Tally::from_node).sum();
        assert_eq!(
            tally,
            Tally {
                passed: 10,
                failed: 3
            }
        );
    }

    #[test]
    fn other_lines_count_nothing() {
        for line in [
            "running 12 tests",
            "test scopes::parse ... ok",
            "✔ pass 3",
            "ℹ duration_ms 8",
        ] {
            assert_eq!(
                Tally::from_libtest(line).or(Tally::from_node(line)),
                None,
                "{line}"
            );
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_run_that_dies_without_a_word_is_a_failure() -> Result<()> {
        let outcome = libtest(Command::new("sh").args(["-c", "exit 101"]))?;
        assert!(matches!(outcome, Outcome::Counted(Tally::ONE_FAILURE)));
        Ok(())
    }
}
