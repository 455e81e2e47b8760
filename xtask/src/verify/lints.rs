//! Format and lints. Server side and browser side are two builds: one build would unite the
//! features `ssr` and `hydrate`, which exclude each other.

use std::process::Command;

use anyhow::Result;

use super::report::Outcome;
use crate::process::run;
use crate::workspace::Workspace;

pub(crate) const PRODUCT: [&str; 5] = ["domain", "policy", "migrations", "app", "server"];

pub(crate) fn format(workspace: &Workspace) -> Result<Outcome> {
    run(workspace.cargo().args(["fmt", "--all", "--check"]))?;
    Ok(Outcome::Done)
}

pub(crate) fn server_side(workspace: &Workspace) -> Result<Outcome> {
    let mut cargo = workspace.cargo();
    cargo.args(["clippy", "--all-targets"]);
    packages(&mut cargo, &PRODUCT);
    packages(&mut cargo, &["xtask"]);
    no_warnings(&mut cargo)
}

pub(crate) fn browser_side(workspace: &Workspace) -> Result<Outcome> {
    let mut cargo = workspace.cargo();
    cargo.args(["clippy", "--target", "wasm32-unknown-unknown"]);
    packages(&mut cargo, &["domain", "app", "frontend"]);
    no_warnings(&mut cargo)
}

pub(crate) fn packages(cargo: &mut Command, names: &[&str]) {
    for name in names {
        cargo.args(["--package", name]);
    }
}

/// Matters of taste on which we read the code otherwise than `clippy::pedantic` does. What can hide a mistake is not here.
const TASTE: [&str; 20] = [
    // What a component or an operation is given is its own.
    "needless_pass_by_value",
    // `delegate` and `delegation` are two words of the rule book.
    "similar_names",
    // A panic outside tests is a lint of its own; `expect` says why it cannot happen.
    "missing_panics_doc",
    "format_push_string",
    "assigning_clones",
    "cloned_ref_to_slice_refs",
    "duration_suboptimal_units",
    "match_bool",
    "needless_for_each",
    "new_ret_no_self",
    "redundant_closure_for_method_calls",
    "semicolon_if_nothing_returned",
    "single_match_else",
    "struct_excessive_bools",
    "type_complexity",
    "unnecessary_debug_formatting",
    "unused_self",
    "unused_unit",
    "wildcard_imports",
    "wrong_self_convention",
];

fn no_warnings(clippy: &mut Command) -> Result<Outcome> {
    clippy.args(["--", "--deny", "warnings"]);
    for lint in TASTE {
        clippy.args(["--allow", &format!("clippy::{lint}")]);
    }
    run(clippy)?;
    Ok(Outcome::Done)
}
