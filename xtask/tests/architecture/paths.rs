//! Which paths does a Rust source name? Read without a parser: enough for sources that rustfmt has
//! been over.

/// The part of a source that ships: no comments, no test module at the end.
pub(crate) fn code(source: &str) -> String {
    let shipped = source
        .split("#[cfg(test)]\nmod tests {")
        .next()
        .unwrap_or_default();
    let without_comment = |line: &str| match line.find("//") {
        Some(at) if !line[..at].ends_with(':') => line[..at].to_owned(),
        _ => line.to_owned(),
    };
    shipped
        .lines()
        .map(without_comment)
        .collect::<Vec<_>>()
        .join("\n")
}

/// The module that a file holds: `server/src/store/grants.rs` is `crate::store::grants`.
pub(crate) fn module(file: &str) -> String {
    let inside = file.rsplit_once("src/").map_or(file, |(_, inside)| inside);
    let name = inside.trim_end_matches(".rs").trim_end_matches("/mod");
    match name {
        "lib" | "main" => "crate".to_owned(),
        name => format!("crate::{}", name.replace('/', "::")),
    }
}

pub(crate) fn words(code: &str) -> impl Iterator<Item = &str> {
    code.split(|c: char| !is_part(c))
        .filter(|word| !word.is_empty())
}

fn is_part(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Every path in the code, with `use a::{b, c}` written out and `self`, `super` and the crate's own
/// name resolved.
pub(crate) fn paths(code: &str, module: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut prefixes: Vec<String> = Vec::new();
    let mut path = String::new();
    let mut before = String::new();
    for c in code.chars().chain([' ']) {
        if is_part(c) || c == ':' {
            path.push(c);
            continue;
        }
        let whole = prefixes.last().cloned().unwrap_or_default() + &path;
        if c == '{' && path.ends_with("::") {
            prefixes.push(whole);
        } else {
            if !path.is_empty() && (whole.contains("::") || before == "use") {
                found.push(resolve(whole.trim_end_matches(':'), module));
            }
            match c {
                '{' => prefixes.push(String::new()),
                '}' => drop(prefixes.pop()),
                _ => {}
            }
        }
        if !path.is_empty() {
            before = std::mem::take(&mut path);
        }
    }
    found
}

fn resolve(path: &str, module: &str) -> String {
    let mut here = module;
    let mut rest = path;
    let mut relative = false;
    loop {
        if let Some(after) = rest.strip_prefix("super::") {
            here = here.rsplit_once("::").map_or(here, |(parent, _)| parent);
            (rest, relative) = (after, true);
        } else if let Some(after) = rest.strip_prefix("self::") {
            (rest, relative) = (after, true);
        } else {
            break;
        }
    }
    match rest.strip_prefix("server::") {
        _ if relative => format!("{here}::{rest}"),
        Some(inside) => format!("crate::{inside}"),
        None => rest.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_written_out() {
        let found = paths(
            "use crate::{clock, store::{Store, Tx}};\nuse axum as web;",
            "crate::a",
        );
        assert!(
            [
                "crate::clock",
                "crate::store::Store",
                "crate::store::Tx",
                "axum"
            ]
            .iter()
            .all(|path| found.contains(&(*path).to_owned())),
            "{found:?}"
        );
    }

    #[test]
    fn paths_inside_code_are_seen_and_relative_ones_resolved() {
        let code = "fn f() { let x = super::super::store::open(sea_orm::Set(1)); }";
        let found = paths(code, "crate::portal::patient");
        assert_eq!(found, ["crate::store::open", "sea_orm::Set"]);
    }

    #[test]
    fn comments_name_nothing() {
        assert!(
            paths(
                &code("// crate::store\nlet a = 1; // axum::Router"),
                "crate"
            )
            .is_empty()
        );
    }

    #[test]
    fn files_are_modules() {
        assert_eq!(module("server/src/store/mod.rs"), "crate::store");
        assert_eq!(module("server/src/store/grants.rs"), "crate::store::grants");
        assert_eq!(module("app/domain/src/lib.rs"), "crate");
    }
}
