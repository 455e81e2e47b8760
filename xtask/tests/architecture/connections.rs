//! Does the store hand out a connection, or ask its callers for one? A folder that may not name the driver can use it all the
//! same if somebody hands it one.

use crate::imports::is_test;
use crate::tokens::tokens;

/// Whoever holds one of these can ask the database anything.
const CONNECTIONS: [&str; 3] = [
    "DatabaseConnection",
    "DatabaseTransaction",
    "ConnectionTrait",
];

pub(crate) fn breaches(file: &str, source: &str) -> Vec<String> {
    if !file.starts_with("server/src/store/") || is_test(file) {
        return Vec::new();
    }
    let tokens = tokens(source);
    let public = tokens.split(|token| token == "pub").skip(1);
    public
        .map(shown)
        .filter(|item| names_a_connection(item))
        .map(|item| format!("{file} shows a connection: pub {}", item.join(" ")))
        .collect()
}

/// What of an item its callers see: a function up to its body, anything else up to its first field.
fn shown(item: &[String]) -> &[String] {
    let opens = item.iter().position(|token| token == "(");
    let restricted = opens == Some(0);
    let is_function = item[..opens.unwrap_or(item.len())]
        .iter()
        .any(|token| token == "fn");
    let ends: &[&str] = match (restricted, is_function) {
        (true, _) => &["("],
        (false, true) => &["{", ";"],
        (false, false) => &["{", "(", ")", ",", ";", "}"],
    };
    let end = item.iter().position(|token| ends.contains(&token.as_str()));
    &item[..end.unwrap_or(item.len())]
}

/// The handles of the store have theirs as a parameter of their type: `People<'_, DatabaseTransaction>`.
fn names_a_connection(item: &[String]) -> bool {
    let mut at = 0;
    while at < item.len() {
        let rest = &item[at..];
        if rest.len() > 4 && rest[..4].iter().eq(&["<", "'", "_", ","]) {
            at += rest
                .iter()
                .position(|token| token == ">")
                .unwrap_or(rest.len());
        } else if CONNECTIONS.contains(&rest[0].as_str()) {
            return true;
        }
        at += 1;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_connection_that_the_store_shows_is_noticed() {
        let breaches = |source: &str| breaches("server/src/store/mod.rs", source);
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
}
