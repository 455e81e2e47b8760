//! What a patient on a slow line has to load before a page is fully alive: script and WASM.

use std::fs;

use anyhow::{Result, ensure};

use super::report::Outcome;
use crate::workspace::{Build, Workspace};
use crate::{bundle, site};

/// In bytes, compressed with brotli.
const BUDGET: usize = 280_000;

pub(crate) fn check(workspace: &Workspace) -> Result<Outcome> {
    let package = workspace.target.join("page-weight");
    fs::create_dir_all(&package)?;
    site::delete_compressed(&package)?;
    bundle::build(workspace, &package, Build::Release)?;
    let wasm = site::compress(&package.join(bundle::WASM))?;
    let script = site::compress(&package.join(bundle::SCRIPT))?;
    verdict(wasm.brotli, script.brotli)
}

fn verdict(wasm: usize, script: usize) -> Result<Outcome> {
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
