//! Do the documents say what is there: links that lead somewhere, paths that exist, a list of decisions that is whole?

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::{assert_none, read, root, sources};

const README_LINES: usize = 120;
/// What a path in a document begins with.
const FOLDERS: [&str; 9] = [
    ".github/",
    "app/",
    "deploy/",
    "end2end/",
    "frontend/",
    "migrations/",
    "server/",
    "style/",
    "xtask/",
];
const DECISIONS: &str = "server/docs/decisions";

#[test]
fn the_readme_is_read_in_one_sitting() {
    assert!(read(&root().join("README.md")).lines().count() <= README_LINES);
}

#[test]
fn every_link_of_a_document_leads_somewhere() {
    assert_none(documents().iter().flat_map(|(path, text)| {
        let folder = Path::new(path).parent().unwrap().to_owned();
        let leads = move |link: &String| leads_somewhere(&folder, path, link);
        links(text)
            .into_iter()
            .filter(move |link| !leads(link))
            .map(move |link| format!("{path}: {link}"))
    }));
}

#[test]
fn every_path_that_a_document_names_exists() {
    let lost = |path: &String| !root().join(path.trim_end_matches('/')).exists();
    assert_none(documents().iter().flat_map(|(document, text)| {
        paths(text)
            .into_iter()
            .filter(lost)
            .map(move |path| format!("{document}: {path}"))
    }));
}

#[test]
fn every_decision_is_in_the_list_and_every_row_has_its_file() {
    let folder = fs::read_dir(root().join(DECISIONS)).unwrap();
    let names = folder.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let files: BTreeSet<_> = names.filter(|name| name != "README.md").collect();
    let listed: BTreeSet<_> = links(&read(&root().join(DECISIONS).join("README.md")))
        .into_iter()
        .collect();
    assert_eq!(files, listed);
    for name in files {
        let title = read(&root().join(DECISIONS).join(&name));
        let title = title.lines().next().unwrap().trim_start_matches("# ");
        let index = read(&root().join(DECISIONS).join("README.md"));
        assert!(index.contains(title), "{name} is called {title}");
    }
}

#[test]
fn every_citation_of_the_rule_book_finds_its_heading() {
    let book = anchors(&read(&root().join("app/domain/docs/rules.md")));
    assert_none(sources().iter().flat_map(|(path, source)| {
        let cited = source.split("::rules#").skip(1).map(anchor);
        let cited = cited.filter(|anchor| !anchor.is_empty());
        let book = &book;
        cited
            .filter(move |anchor| !book.contains(anchor))
            .map(move |anchor| format!("{path}: {anchor}"))
    }));
}

#[test]
fn what_is_lost_is_noticed() {
    assert_eq!(
        links("[a](b.md) `[c](d.md)` <img src=\"e.png\">\n```\n[f](g)\n```\n"),
        ["b.md", "e.png"]
    );
    assert_eq!(
        paths("`server/src/lost.rs` and `server/src/{a,b}` and `GET /x`"),
        ["server/src/lost.rs"]
    );
    assert!(!leads_somewhere(
        Path::new("server/docs"),
        "server/docs/x.md",
        "lost.md"
    ));
    assert!(!leads_somewhere(
        Path::new(""),
        "README.md",
        "README.md#lost"
    ));
    assert!(leads_somewhere(
        Path::new("server/docs"),
        "server/docs/x.md",
        "../../README.md#licence"
    ));
}

fn leads_somewhere(folder: &Path, document: &str, link: &str) -> bool {
    if link.contains("://") {
        return true;
    }
    let (file, heading) = link.split_once('#').unwrap_or((link, ""));
    let target = if file.is_empty() {
        root().join(document)
    } else {
        root().join(folder).join(file)
    };
    target.exists() && (heading.is_empty() || anchors(&read(&target)).contains(heading))
}

/// Where links of a text lead: `[…](here)` and `src="here"`, outside code.
fn links(text: &str) -> Vec<String> {
    let prose: String = spans(&without_blocks(text)).step_by(2).collect();
    let linked = prose
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split_once(')'));
    let shown = prose
        .split("src=\"")
        .skip(1)
        .filter_map(|rest| rest.split_once('"'));
    linked
        .chain(shown)
        .map(|(link, _)| link.to_owned())
        .collect()
}

/// The paths from the root that stand between backticks.
fn paths(text: &str) -> Vec<String> {
    let whole = |path: &&str| !path.contains(['*', '{', '…', ' ', '<']);
    let named = |path: &&str| FOLDERS.iter().any(|folder| path.starts_with(folder));
    let text = without_blocks(text);
    spans(&text)
        .skip(1)
        .step_by(2)
        .filter(named)
        .filter(whole)
        .map(str::to_owned)
        .collect()
}

/// Prose and code by turns.
fn spans(text: &str) -> impl Iterator<Item = &str> {
    text.split('`')
}

fn without_blocks(text: &str) -> String {
    text.split("```").step_by(2).collect()
}

/// The headings of a text as GitHub and rustdoc name them in addresses.
fn anchors(text: &str) -> BTreeSet<String> {
    let text = without_blocks(text);
    let headings = text.lines().filter(|line| line.starts_with('#'));
    headings
        .map(|line| {
            let words = line.trim_start_matches('#').trim().to_lowercase();
            let kept = words.chars().filter_map(|c| match c {
                ' ' => Some('-'),
                c => (c.is_alphanumeric() || c == '-' || c == '_').then_some(c),
            });
            kept.collect()
        })
        .collect()
}

fn anchor(rest: &str) -> String {
    rest.chars()
        .take_while(|c| c.is_alphanumeric() || *c == '-')
        .collect()
}

/// Every document of the repository but the changelog, which tells of what was.
fn documents() -> Vec<(String, String)> {
    let mut found = Vec::new();
    collect(&root(), &mut found);
    assert!(found.len() > 20, "the documents were not found");
    found
}

fn collect(folder: &Path, found: &mut Vec<(String, String)>) {
    const NOT_OURS: [&str; 4] = [".git", "node_modules", "target", "CHANGELOG.md"];
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let path = entry.path();
        if NOT_OURS.iter().any(|name| entry.file_name() == *name) {
            continue;
        }
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            let name = path.strip_prefix(root()).unwrap().to_str().unwrap();
            found.push((name.to_owned(), read(&path)));
        }
    }
}
