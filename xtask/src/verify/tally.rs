//! Counts tests by reading what libtest and node's test runner print about themselves.

use std::process::Command;

use anyhow::Result;

use super::outcome::{Outcome, Tally};
use crate::process::watch;

impl Tally {
    /// `test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 2 filtered out; …`
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
            skipped: count("ignored")? + count("filtered out")?,
        })
    }

    /// `ℹ pass 12`, `ℹ fail 0`, `ℹ cancelled 0`, `ℹ skipped 1`; with `#` in place of `ℹ` in TAP.
    fn from_node(line: &str) -> Option<Self> {
        let (word, count) = line.strip_prefix(['ℹ', '#'])?.trim().split_once(' ')?;
        let count = count.parse().ok()?;
        match word {
            "pass" => Some(Self {
                passed: count,
                ..Self::default()
            }),
            "fail" | "cancelled" => Some(Self {
                failed: count,
                ..Self::default()
            }),
            "skipped" => Some(Self {
                skipped: count,
                ..Self::default()
            }),
            _ => None,
        }
    }
}

pub(crate) fn libtest(command: &mut Command) -> Result<Outcome> {
    count(command, Tally::from_libtest)
}

pub(crate) fn node(command: &mut Command) -> Result<Outcome> {
    count(command, Tally::from_node)
}

/// What the reporter `seconds.mjs` says of one file of stories: `12.3 s  connect.test.mjs`.
fn tells_seconds(line: &str) -> bool {
    line.split_once(" s  ").is_some_and(|(seconds, file)| {
        seconds.parse::<f32>().is_ok() && file.ends_with(".test.mjs")
    })
}

/// A run that ends badly without naming a failed test (it did not compile, it was killed) still
/// counts as a failure.
fn count(command: &mut Command, read: fn(&str) -> Option<Tally>) -> Result<Outcome> {
    let mut tallies = Vec::new();
    let mut seconds = Vec::new();
    let succeeded = watch(command, |line| {
        tallies.extend(read(line));
        if tells_seconds(line) {
            seconds.push(line.to_owned());
        }
    })?;
    let mut tally: Tally = tallies.into_iter().sum();
    if !succeeded && tally.failed == 0 {
        tally.failed = 1;
    }
    Ok(Outcome::Counted(tally, seconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn libtest_says_how_many_passed_failed_and_were_left_out() {
        let line = "test result: FAILED. 12 passed; 3 failed; 1 ignored; 0 measured; 4 filtered \
                    out; finished in 0.10s";
        assert_eq!(
            Tally::from_libtest(line),
            Some(Tally {
                passed: 12,
                failed: 3,
                skipped: 5
            })
        );
    }

    #[test]
    fn node_says_it_in_four_lines() {
        let lines = [
            "ℹ tests 9",
            "ℹ pass 6",
            "ℹ fail 2",
            "ℹ cancelled 1",
            "ℹ skipped 2",
            "# pass 4",
        ];
        let tally: Tally = lines.into_iter().filter_map(Tally::from_node).sum();
        assert_eq!(
            tally,
            Tally {
                passed: 10,
                failed: 3,
                skipped: 2
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
        assert!(matches!(outcome, Outcome::Counted(Tally::ONE_FAILURE, _)));
        Ok(())
    }

    #[test]
    fn what_is_skipped_is_said_where_there_is_any() {
        let tally = Tally {
            passed: 2,
            failed: 0,
            skipped: 0,
        };
        assert_eq!(tally.to_string(), "2 passed, 0 failed");
        let tally = Tally {
            skipped: 7,
            ..tally
        };
        assert_eq!(tally.to_string(), "2 passed, 0 failed, 7 skipped");
    }

    #[cfg(unix)]
    #[test]
    fn the_seconds_of_each_file_of_stories_are_kept() -> Result<()> {
        let said =
            "echo '✔ a story (12.3 s  of it)'; echo '12.3 s  connect.test.mjs'; echo 'ℹ pass 1'";
        let Outcome::Counted(tally, seconds) = node(Command::new("sh").args(["-c", said]))? else {
            anyhow::bail!("stories are counted");
        };
        assert_eq!(
            (tally.passed, seconds),
            (1, vec!["12.3 s  connect.test.mjs".to_owned()])
        );
        Ok(())
    }
}
