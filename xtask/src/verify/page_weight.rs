//! What a patient on a slow line has to load before a page is fully alive: script and WASM.

use std::fs;

use anyhow::{Context, Result, ensure};

use super::outcome::Outcome;
use crate::bundle;
use crate::workspace::Workspace;

/// In bytes, compressed with brotli.
const BUDGET: u64 = 280_000;

/// Weighs the bundle that the stories ran on: it is the one that ships.
pub(crate) fn check(workspace: &Workspace) -> Result<Outcome> {
    let weight = |name: &str| {
        let file = workspace.site.join("pkg").join(format!("{name}.br"));
        let file = fs::metadata(&file).with_context(|| format!("weighing {}", file.display()))?;
        anyhow::Ok(file.len())
    };
    verdict(weight(bundle::WASM)?, weight(bundle::SCRIPT)?)
}

fn verdict(wasm: u64, script: u64) -> Result<Outcome> {
    let sum = wasm + script;
    let sentence = format!(
        "{wasm} bytes of WASM and {script} of script with brotli, {sum} of {BUDGET} allowed"
    );
    ensure!(sum <= BUDGET, sentence);
    Ok(Outcome::Noted(sentence))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_budget_is_the_limit_and_one_byte_more_is_too_much() {
        assert!(verdict(BUDGET - 10, 10).is_ok());
        assert!(verdict(BUDGET, 1).is_err());
    }
}
