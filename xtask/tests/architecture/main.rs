//! Does the code keep to the plan of the house: who may use whom, and how long a file may grow?
//!
//! The rules are data, in `rules`, `floors` and `limits`; here they meet the repository, and prove that they can fail.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod admitted;
mod asvs;
mod circles;
mod connections;
mod documents;
mod floors;
mod imports;
mod limits;
mod reading;
mod rules;
mod tokens;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use circles::{LEFT, circles, excuse};
use floors::HOUSES;
use limits::{FILE, OPERATION};
use rules::{CRATES, Crate, FOLDERS};

const SOURCES: [&str; 5] = ["app", "frontend", "migrations", "server", "xtask"];

#[test]
fn every_crate_depends_on_what_it_may() {
    let found = CRATES
        .iter()
        .flat_map(|rule| rule.breaches(&read(&root().join(rule.manifest))));
    assert_none(found);
}

#[test]
fn every_folder_uses_what_it_may() {
    assert_none(sources().iter().flat_map(|(path, source)| {
        FOLDERS
            .iter()
            .flat_map(move |rule| rule.breaches(path, source))
    }));
}

#[test]
fn the_store_shows_no_connection() {
    assert_none(
        sources()
            .iter()
            .flat_map(|(path, source)| connections::breaches(path, source)),
    );
}

#[test]
fn every_file_opens_with_the_question_it_answers() {
    let silent = sources()
        .into_iter()
        .filter(|(_, source)| !rules::opens_with_purpose(source));
    assert_none(silent.map(|(path, _)| format!("{path} does not open with `//!`")));
}

#[test]
fn no_modules_use_each_other_in_a_circle() {
    let left = all_circles()
        .into_iter()
        .filter(|circle| excuse(circle).is_none());
    assert_none(left.map(|circle| circle.join(" → ")));
}

#[test]
fn no_module_uses_what_stands_above_it() {
    let sources = sources();
    assert_none(
        HOUSES.iter().flat_map(|house| {
            house.breaches(&imports::Crate::read(house.name, house.root, &sources))
        }),
    );
}

#[test]
fn no_file_grows_out_of_hand() {
    let sources = sources();
    assert_none([FILE, OPERATION].iter().flat_map(|limit| {
        let breach = |(path, source): &(String, String)| limit.breach(path, source);
        sources.iter().filter_map(breach)
    }));
}

#[test]
fn no_exception_outlives_its_reason() {
    let sources = sources();
    let lengths = [FILE, OPERATION];
    let long = lengths.iter().flat_map(|limit| limit.stale(&sources));
    let excused: Vec<_> = all_circles().iter().filter_map(|one| excuse(one)).collect();
    let folders = LEFT.iter().map(|(folder, _)| *folder);
    let straight = folders.filter(|folder| !excused.contains(folder));
    assert_none(
        long.chain(straight)
            .map(|path| format!("{path} needs no exception any more")),
    );
}

#[test]
fn each_folder_rule_can_fail() {
    for rule in FOLDERS {
        let path = format!("{}/anything.rs", rule.folders[0]);
        for name in rule.may_not_use {
            let source = format!("//! A breach.\nuse {name}::anything;\n");
            assert_eq!(
                rule.breaches(&path, &source).len(),
                1,
                "{path} using {name}"
            );
        }
        for word in rule.may_not_say {
            let source = format!("//! A breach.\nfn anything() {{ {word} ; }}\n");
            assert_eq!(
                rule.breaches(&path, &source).len(),
                1,
                "{path} saying {word}"
            );
        }
    }
}

#[test]
fn a_way_around_by_super_is_noticed() {
    let source = "//! A breach.\nuse super::super::super::{http, store::Store};\n";
    let path = "server/src/portal/patient/a.rs";
    let found = FOLDERS.iter().flat_map(|rule| rule.breaches(path, source));
    let expected = format!("{path} may not use crate::store: crate::store::Store");
    assert_eq!(found.collect::<Vec<_>>(), [expected]);
}

#[test]
fn each_crate_rule_can_fail() {
    for rule in CRATES {
        let manifest = "[dependencies]\nstranger = \"1\"\nserver.workspace = true\n\
                        openidconnect.workspace = true\n";
        assert!(!rule.breaches(manifest).is_empty(), "{}", rule.manifest);
    }
}

#[test]
fn the_rules_stay_free_of_clocks_and_chance() {
    let manifest = "[dependencies]\nuuid = { workspace = true, features = [\"v4\"] }\n";
    assert_eq!(domain().breaches(manifest).len(), 1);
    let manifest = "[dependencies.chrono]\nworkspace = true\nfeatures = [\"clock\"]\n";
    assert_eq!(domain().breaches(manifest).len(), 1);
}

#[test]
fn what_a_test_in_the_same_file_uses_is_its_own_affair() {
    let source = "//! Fine.\n#[cfg(test)]\nmod tests {\n    use crate::store::Store;\n}\n";
    assert!(
        FOLDERS
            .iter()
            .all(|rule| rule.breaches("server/src/portal/a.rs", source).is_empty())
    );
}

#[test]
fn a_file_without_a_word_about_itself_is_noticed() {
    assert!(!rules::opens_with_purpose("use std::fs;\n//! Too late.\n"));
    assert!(!rules::opens_with_purpose("//!\n"));
}

fn domain() -> &'static Crate {
    CRATES
        .iter()
        .find(|rule| rule.manifest.starts_with("app/domain"))
        .unwrap()
}

/// The circles of every crate.
fn all_circles() -> Vec<Vec<String>> {
    let sources = sources();
    let manifests = sources
        .iter()
        .filter_map(|(path, _)| path.split_once("/src/"));
    let roots: BTreeSet<&str> = manifests.map(|(root, _)| root).collect();
    let inside = |root: &&str| {
        let name = root.rsplit('/').next().unwrap_or_default();
        circles(&imports::Crate::read(name, &format!("{root}/src"), &sources).imports())
    };
    roots.iter().flat_map(inside).collect()
}

fn assert_none(breaches: impl Iterator<Item = String>) {
    let breaches: Vec<_> = breaches.collect();
    assert!(breaches.is_empty(), "\n{}", breaches.join("\n"));
}

fn root() -> PathBuf {
    let manifest = std::env::var_os("CARGO_MANIFEST_DIR").unwrap();
    Path::new(&manifest).parent().unwrap().to_owned()
}

/// Every Rust file of the repository, with its path from the root.
fn sources() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for folder in SOURCES {
        collect(&root().join(folder), &mut found);
    }
    assert!(found.len() > 20, "the sources were not found");
    found
}

fn collect(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let name = path
                .strip_prefix(root())
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned();
            found.push((name, read(&path)));
        }
    }
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}
