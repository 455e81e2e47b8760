//! Does the code keep to the plan of the house: who may use whom, and how long a file may grow?
//! The rules are data in `rules.rs`; here they meet the repository, and prove that they can fail.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod documents;
mod paths;
mod rules;

use std::fs;
use std::path::{Path, PathBuf};

use rules::{CRATES, Crate, FOLDERS, LONG_FILES, MAX_LINES};

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
            .flat_map(|(path, source)| rules::connection_breaches(path, source)),
    );
}

#[test]
fn a_connection_that_the_store_shows_is_noticed() {
    let breaches = |source: &str| rules::connection_breaches("server/src/store/mod.rs", source);
    for wrong in [
        "impl Tx {\n    pub const fn connection(&self) -> &DatabaseTransaction {\n        &self.0\n    }\n}",
        "pub async fn find(\n    db: &impl ConnectionTrait,\n    id: Id,\n) -> Row {\n}",
        "pub struct Store {\n    pub readers: DatabaseConnection,\n}",
        "pub struct Reader(pub DatabaseConnection);",
    ] {
        assert_eq!(breaches(wrong).len(), 1, "{wrong}");
    }
    for right in [
        "pub struct Tx(DatabaseTransaction);",
        "pub(super) async fn find(db: &impl ConnectionTrait) {}",
        "pub fn people(&self) -> People<'_, DatabaseTransaction> { People(&self.0) }",
        "pub struct Store {\n    readers: DatabaseConnection,\n}",
        "pub fn ping(&self) -> bool {\n    let one: DatabaseConnection = self.0;\n}",
    ] {
        assert_eq!(breaches(right), [""; 0], "{right}");
    }
}

#[test]
fn every_file_opens_with_the_question_it_answers() {
    let silent = sources()
        .into_iter()
        .filter(|(_, source)| !rules::opens_with_purpose(source));
    assert_none(silent.map(|(path, _)| format!("{path} does not open with `//!`")));
}

#[test]
fn no_file_grows_out_of_hand() {
    assert_none(
        sources()
            .iter()
            .filter_map(|(path, source)| rules::length_breach(path, source)),
    );
}

#[test]
fn no_exception_outlives_its_reason() {
    let needed = |path: &str| {
        fs::read_to_string(root().join(path)).is_ok_and(|file| file.lines().count() > MAX_LINES)
    };
    let stale = LONG_FILES.iter().filter(|(path, _)| !needed(path));
    assert_none(stale.map(|(path, _)| format!("{path} is short enough: drop its exception")));
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

#[test]
fn one_line_too_many_is_noticed() {
    let source = "\n".repeat(MAX_LINES);
    assert_eq!(rules::length_breach("a.rs", &source), None);
    assert!(rules::length_breach("a.rs", &format!("{source}\n")).is_some());
}

fn domain() -> &'static Crate {
    CRATES
        .iter()
        .find(|rule| rule.manifest.starts_with("app/domain"))
        .unwrap()
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
