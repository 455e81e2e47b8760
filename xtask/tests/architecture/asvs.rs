//! Is the table of the ASVS whole, and does each test that it names exist?

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use super::{assert_none, read, root, sources};

const TABLE: &str = "server/docs/asvs.md";
/// The level of each requirement of ASVS 5.0.0, section by section.
const LEVELS: &str = "\
    1.1 22 1.2 1111122223 1.3 112222222223 1.4 222 1.5 123 2.1 122 2.2 112 2.3 12223 2.4 23 \
    3.1 3 3.2 113 3.3 12223 3.4 11222233 3.5 11122333 3.6 3 3.7 22333 4.1 12233 4.2 23333 4.3 22 4.4 1222 \
    5.1 2 5.2 112333 5.3 113 5.4 222 6.1 122 6.2 111111112222 6.3 11223333 6.4 112233 6.5 22222333 6.6 2223 6.7 33 6.8 2222 \
    7.1 222 7.2 1111 7.3 22 7.4 11222 7.5 223 7.6 22 8.1 1233 8.2 1123 8.3 133 8.4 23 9.1 111 9.2 1222 \
    10.1 22 10.2 223 10.3 22223 10.4 1111122222233333 10.5 22222 10.6 22 10.7 222 \
    11.1 2233 11.2 22233 11.3 11233 11.4 1222 11.5 23 11.6 23 11.7 33 12.1 12233 12.2 11 12.3 22223 \
    13.1 2333 13.2 222223 13.3 2233 13.4 1222233 14.1 22 14.2 12223333 14.3 122 \
    15.1 12233 15.2 12233 15.3 1222222 15.4 3333 16.1 2 16.2 22222 16.3 2222 16.4 222 16.5 2223 17.1 23 17.2 22223333 17.3 22";

/// A row of the table.
#[derive(Debug)]
struct Row {
    number: String,
    level: char,
    state: String,
    why: String,
    shown_by: String,
}

/// The requirements up to level 2, by number.
fn required() -> BTreeMap<String, char> {
    let words: Vec<_> = LEVELS.split_whitespace().collect();
    let sections = words.chunks(2).flat_map(|pair| {
        let of_section = pair[1].chars().zip(1..);
        of_section.map(move |(level, n)| (format!("{}.{n}", pair[0]), level))
    });
    sections.filter(|(_, level)| *level < '3').collect()
}

fn rows(text: &str) -> Vec<Row> {
    let cells = |line: &str| {
        let cells: Vec<_> = line.split('|').map(|cell| cell.trim().to_owned()).collect();
        let is_number = cells
            .get(1)?
            .chars()
            .all(|c| c.is_ascii_digit() || c == '.');
        let [_, number, level, state, why, shown_by, _] = <[String; 7]>::try_from(cells).ok()?;
        let row = Row {
            level: level.chars().next()?,
            number,
            state,
            why,
            shown_by,
        };
        is_number.then_some(row)
    };
    text.lines().filter_map(cells).collect()
}

/// Every function of the sources, and every name of a story or of a test of the browser.
fn tests() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (_, text) in sources() {
        let names = text.split("fn ").skip(1);
        found.extend(names.filter_map(|rest| Some(rest.split_once('(')?.0.to_owned())));
    }
    for entry in fs::read_dir(root().join("end2end/tests")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "mjs") {
            let text = read(&path);
            let names = text.split("(\"").skip(1);
            found.extend(names.filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())));
        }
    }
    found
}

/// What is wrong with a row: a test that does not exist, or a state without what it needs.
fn faults(row: &Row, tests: &BTreeSet<String>) -> Vec<String> {
    let named = row.shown_by.split('`').skip(1).step_by(2);
    let gone = named.filter(|name| !tests.contains(*name));
    let mut faults: Vec<_> = gone.map(|name| format!("no test `{name}`")).collect();
    let fits = match row.state.as_str() {
        "met" => !row.shown_by.is_empty(),
        "not met" => !row.why.is_empty(),
        "not applicable" => !row.why.is_empty() && row.shown_by.is_empty(),
        _ => false,
    };
    faults.extend((!fits).then(|| format!("{} without what it needs", row.state)));
    let told = |fault| format!("{}: {fault}", row.number);
    faults.into_iter().map(told).collect()
}

#[test]
fn every_requirement_has_its_row_and_every_test_of_a_row_exists() {
    let (rows, required) = (rows(&read(&root().join(TABLE))), required());
    assert_eq!(required.len(), 253);
    let listed: BTreeMap<_, _> = rows
        .iter()
        .map(|row| (row.number.clone(), row.level))
        .collect();
    assert_eq!(listed.len(), rows.len(), "a requirement stands twice");
    assert_eq!(listed, required);
    let tests = tests();
    assert_none(rows.iter().flat_map(|row| faults(row, &tests)));
}

#[test]
fn the_sums_over_the_table_are_those_of_its_rows() {
    let text = read(&root().join(TABLE));
    let rows = rows(&text);
    for state in ["met", "not met", "not applicable"] {
        let count = rows.iter().filter(|row| row.state == state).count();
        assert!(
            text.contains(&format!(" {count} {state}")),
            "{count} {state}"
        );
    }
    let open = rows
        .iter()
        .filter(|row| row.level == '1' && row.state == "not met");
    let open: Vec<_> = open.map(|row| row.number.as_str()).collect();
    assert!(text.contains(&format!("Not met at level 1: {}.", open.join(", "))));
}

#[test]
fn a_row_that_promises_too_much_is_noticed() {
    let tests = BTreeSet::from(["a_test".to_owned()]);
    let wrong = |line: &str| faults(&rows(line)[0], &tests).len();
    assert_eq!(wrong("| 1.1.1 | 2 | met | | `a_test` |"), 0);
    assert_eq!(wrong("| 1.1.1 | 2 | met | because | |"), 1);
    assert_eq!(wrong("| 1.1.1 | 2 | met | | `lost` |"), 1);
    assert_eq!(wrong("| 1.1.1 | 2 | not met | | |"), 1);
    assert_eq!(wrong("| 1.1.1 | 2 | partly | why | |"), 1);
    assert!(rows("| no. | level | | why | shown by |").is_empty());
}

#[test]
fn our_own_code_is_memory_safe_and_counts_no_further_than_a_number_goes() {
    let manifest = read(&root().join("Cargo.toml"));
    assert!(manifest.contains("\nunsafe_code = \"forbid\""));
    let release = manifest.split("[profile.release]\n").nth(1).unwrap();
    let release = release.split("\n[").next().unwrap();
    assert!(release.contains("overflow-checks = true"));
}
