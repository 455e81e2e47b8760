//! Is every page and every part of a page rendered by a golden test, and does every snapshot have its test?

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// A function of a page or part: the module it stands in, and its name.
type Place = (String, String);

struct Function {
    is_component: bool,
    is_public: bool,
    /// What it renders or calls: paths as they are written.
    uses: BTreeSet<String>,
}

type Functions = BTreeMap<Place, Function>;

pub(super) fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

pub(super) fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path
            .extension()
            .is_some_and(|extension| extension == ending)
        {
            found.push(path);
        }
    }
    found
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|why| panic!("{}: {why}", path.display()))
}

/// `people::caregiver` for `src/pages/people/caregiver.rs`.
fn module(path: &Path) -> String {
    let path = path.strip_prefix(source()).expect("a file of ours");
    let path = path.with_extension("");
    let names: Vec<_> = path
        .iter()
        .filter_map(|name| name.to_str())
        .filter(|name| *name != "mod")
        .collect();
    names.join("::")
}

/// Every path behind a `<` (a component) or before a `(` (a call).
fn uses(text: &str) -> BTreeSet<String> {
    let is_path = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == ':';
    let mut found = BTreeSet::new();
    for (at, _) in text.match_indices('<') {
        if text[..at]
            .ends_with(|before: char| before.is_whitespace() || before == '(' || before == '>')
        {
            let name: String = text[at + 1..].chars().take_while(|c| is_path(*c)).collect();
            let last = name.rsplit("::").next().unwrap_or_default();
            found.extend(last.starts_with(char::is_uppercase).then(|| name.clone()));
        }
    }
    // A function that is called or handed on stands alone as a word.
    let words = text.split(|letter: char| !is_path(letter));
    let lower = |word: &&str| {
        let last = word.rsplit("::").next().unwrap_or_default();
        last.starts_with(char::is_lowercase)
    };
    found.extend(words.filter(lower).map(str::to_owned));
    found
}

fn functions_of(path: &Path, into: &mut Functions) {
    let (text, module) = (read(path), module(path));
    let mut is_component = false;
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        match line {
            "#[component]" | "#[island]" => is_component = true,
            _ if line.starts_with(char::is_alphabetic) => {
                if let Some((before, rest)) = line.split_once("fn ") {
                    let name = rest.split(['(', '<']).next().unwrap_or_default();
                    let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "}").collect();
                    let function = Function {
                        is_component,
                        is_public: before.contains("pub"),
                        uses: uses(&body.join("\n")),
                    };
                    into.insert((module.clone(), name.to_owned()), function);
                }
                is_component = false;
            }
            _ => {}
        }
    }
}

/// With `consent::Asks` for `consent_page::Asks` where that is `consent as consent_page`.
fn without_aliases(text: &str) -> String {
    let words: Vec<&str> = text
        .split(|letter: char| !(letter.is_alphanumeric() || letter == '_'))
        .filter(|word| !word.is_empty())
        .collect();
    let renamed = words.windows(3).filter(|three| three[1] == "as");
    renamed.fold(text.to_owned(), |text, three| {
        text.replace(&format!("{}::", three[2]), &format!("{}::", three[0]))
    })
}

/// What a path means where it is written: the same file first, then what is public elsewhere.
fn meant<'a>(functions: &'a Functions, within: &str, path: &str) -> Vec<&'a Place> {
    let path = ["crate::", "super::", "self::"]
        .iter()
        .fold(path, |path, start| path.trim_start_matches(start));
    let (modules, name) = path.rsplit_once("::").unwrap_or(("", path));
    let own = functions
        .keys()
        .filter(|(module, own)| modules.is_empty() && module == within && own == name);
    let own: Vec<&Place> = own.collect();
    if !own.is_empty() {
        return own;
    }
    let elsewhere = functions.iter().filter(|((module, other), function)| {
        let ends = module == modules || module.ends_with(&format!("::{modules}"));
        other == name && function.is_public && (modules.is_empty() || ends)
    });
    elsewhere.map(|(place, _)| place).collect()
}

/// Everything that the golden tests render, and what that renders in turn.
fn rendered(functions: &Functions) -> BTreeSet<&Place> {
    let mut open: Vec<&Place> = files(&source().join("tests"), "rs")
        .iter()
        .map(|file| read(file))
        .flat_map(|text| uses(&without_aliases(&text)))
        .flat_map(|path| meant(functions, "tests", &path))
        .collect();
    let mut seen = BTreeSet::new();
    while let Some(place) = open.pop() {
        if seen.insert(place) {
            let used = functions[place].uses.iter();
            open.extend(used.flat_map(|path| meant(functions, &place.0, path)));
        }
    }
    seen
}

/// The components that wait for the facts of an address; what they show then is rendered.
fn addresses() -> BTreeSet<String> {
    let document = read(&source().join("document.rs"));
    let behind = |mark: &'static str| {
        let names = document.split(mark).skip(1).map(|rest| {
            let end = rest.find(|letter: char| !letter.is_alphanumeric());
            rest[..end.unwrap_or(rest.len())].to_owned()
        });
        names.collect::<Vec<_>>()
    };
    [behind("view="), behind("fallback=")]
        .concat()
        .into_iter()
        .collect()
}

#[test]
fn every_page_and_every_part_of_one_is_rendered() {
    let mut functions = Functions::new();
    for folder in ["pages", "components"] {
        for file in files(&source().join(folder), "rs") {
            functions_of(&file, &mut functions);
        }
    }
    let (rendered, addresses) = (rendered(&functions), addresses());
    assert!(addresses.len() > 35, "{addresses:?}");
    let missing: Vec<&Place> = functions
        .iter()
        .filter(|(place, function)| function.is_component && !addresses.contains(&place.1))
        .map(|(place, _)| place)
        .filter(|place| !rendered.contains(place))
        .collect();
    assert!(missing.is_empty(), "no golden test renders {missing:?}");
}

#[test]
fn no_snapshot_is_left_without_its_test() {
    let tests: String = files(&source().join("tests"), "rs")
        .iter()
        .map(|file| read(file))
        .collect();
    let snapshots = files(&source().join("tests/snapshots"), "snap");
    assert!(snapshots.len() > 30, "{snapshots:?}");
    for snapshot in snapshots {
        let name = snapshot
            .file_stem()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        assert!(tests.contains(&format!("\"{name}\"")), "{name}");
    }
}
