//! What a step of `cargo verify` came to, and how many tests that were.

use std::fmt;
use std::iter::Sum;

pub(crate) enum Outcome {
    Done,
    /// Done, and there is something that a reader should know.
    Noted(String),
    /// Left out of this run, and why.
    Skipped(String),
    /// Tests ran; some may have failed. And what a reader may want to know of their parts, a line each.
    Counted(Tally, Vec<String>),
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: u32,
    pub(crate) failed: u32,
    /// Left out: asked for and ignored, or filtered away.
    pub(crate) skipped: u32,
}

impl Tally {
    pub(crate) const ONE_FAILURE: Self = Self {
        passed: 0,
        failed: 1,
        skipped: 0,
    };
}

impl Sum for Tally {
    fn sum<I: Iterator<Item = Self>>(tallies: I) -> Self {
        tallies.fold(Self::default(), |sum, one| Self {
            passed: sum.passed + one.passed,
            failed: sum.failed + one.failed,
            skipped: sum.skipped + one.skipped,
        })
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)?;
        match self.skipped {
            0 => Ok(()),
            skipped => write!(f, ", {skipped} skipped"),
        }
    }
}
