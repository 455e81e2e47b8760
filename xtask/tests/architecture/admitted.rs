//! Does every statement that reads what records say carry the one condition on them, `admitted`?

use super::{assert_none, sources};

const STORE: &str = "server/src/store/records/";
/// The columns that hold what a record says.
const SAYS: [&str; 2] = ["Body", "Title"];
/// Functions that name these columns to write them.
const WRITES: [&str; 1] = ["COLUMNS"];
/// What only the store of records, and the tests around it, may name.
const TABLE: [&str; 3] = ["record::Entity", "record::Model", "from record "];

#[test]
fn no_statement_reads_what_records_say_without_admitted() {
    assert_none(shipped().flat_map(|(path, source)| breaches(&path, &source)));
}

#[test]
fn the_rule_can_fail() {
    let reads = "fn all() {\n    Query::select().column(C::Body).from(record::Entity)\n}\n";
    let guarded = reads.replace(".from(", ".cond_where(admitted(reach)).from(");
    let whole = "fn all() {\n    record::Entity::find().all(connection)\n}\n";
    let raw = "const Q: &str = \"select body from record where id = 1\";\n";
    let inside = format!("{STORE}any.rs");
    assert_eq!(breaches(&inside, reads).len(), 1);
    assert_eq!(breaches(&inside, &guarded).len(), 0);
    assert_eq!(breaches(&inside, whole).len(), 1);
    assert_eq!(breaches("server/src/portal/any.rs", reads).len(), 1);
    assert_eq!(breaches("server/src/store/any.rs", raw).len(), 1);
}

/// The sources of the server without its tests.
fn shipped() -> impl Iterator<Item = (String, String)> {
    sources().into_iter().filter(|(path, _)| {
        path.starts_with("server/src/") && !path.contains("/tests") && !path.ends_with("/entity.rs")
    })
}

fn breaches(path: &str, source: &str) -> Vec<String> {
    let shipped = source
        .split("#[cfg(test)]\nmod tests {")
        .next()
        .unwrap_or_default();
    if !path.starts_with(STORE) {
        let named = TABLE.iter().filter(|name| shipped.contains(**name));
        return named
            .map(|name| format!("{path} reads records itself: {name}"))
            .collect();
    }
    items(shipped)
        .filter(|item| reads(item) && !item.contains("admitted("))
        .map(|item| {
            format!(
                "{path} reads records without `admitted`: {}",
                item.lines().next().unwrap_or_default()
            )
        })
        .collect()
}

/// Functions and constants: what begins at the margin and ends with a brace at the margin.
fn items(source: &str) -> impl Iterator<Item = String> {
    source.split("\n}\n").flat_map(|block| {
        let methods = block.split("\n    }\n").map(str::to_owned);
        methods.collect::<Vec<_>>()
    })
}

fn reads(item: &str) -> bool {
    let column = |name: &&str| {
        [format!("C::{name}"), format!("Column::{name}")]
            .iter()
            .any(|column| item.contains(column.as_str()))
    };
    let whole = item.contains("Entity::find") || item.contains("record::Model");
    let writes = WRITES
        .iter()
        .any(|name| item.contains(&format!("const {name}")));
    (SAYS.iter().any(column) || whole) && !writes
}
