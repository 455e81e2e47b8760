//! What does a Rust source use? Its `use` items, the paths in its code, and its words; without comments, text literals and
//! the tests at its end.

use std::collections::BTreeSet;

use crate::tokens::tokens;

/// What stands before an import that only the links of the documentation need: `#[cfg(doc)]`.
const FOR_LINKS: [&str; 7] = ["#", "[", "cfg", "(", "doc", ")", "]"];

pub(crate) struct Use {
    pub(crate) public: bool,
    pub(crate) path: Vec<String>,
    /// Under which name it is known here. `*` is everything.
    pub(crate) name: String,
}

#[derive(Default)]
pub(crate) struct Source {
    pub(crate) uses: Vec<Use>,
    /// Paths of two words and more in the code itself.
    pub(crate) named: Vec<Vec<String>>,
    /// Every word that a path begins with, or that stands alone.
    pub(crate) words: BTreeSet<String>,
}

impl Source {
    pub(crate) fn read(source: &str) -> Self {
        let tokens = tokens(source);
        let mut read = Self::default();
        let mut at = 0;
        while at < tokens.len() {
            let public = at > 0 && matches!(tokens[at - 1].as_str(), "pub" | ")");
            at += read.take(&tokens[at..], public).max(1);
        }
        read
    }

    /// Every path, as it is written.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &Vec<String>> {
        self.uses.iter().map(|one| &one.path).chain(&self.named)
    }

    /// Reads what comes next, and returns how many tokens that was.
    fn take(&mut self, rest: &[String], public: bool) -> usize {
        match rest[0].as_str() {
            "#" if rest.starts_with(&FOR_LINKS.map(str::to_owned)) => {
                let end = rest.iter().position(|token| token == ";");
                end.unwrap_or(rest.len())
            }
            "pub" => visibility(rest),
            "mod" => 2,
            "use" => {
                let end = rest.iter().position(|token| token == ";");
                let end = end.unwrap_or(rest.len());
                self.take_tree(&rest[1..end], &[], public);
                end
            }
            _ => {
                let path = path(rest);
                let length = (2 * path.len()).saturating_sub(1);
                self.words.extend(path.first().cloned());
                if path.len() > 1 {
                    self.named.push(path);
                }
                length
            }
        }
    }

    /// What stands after `use`, with its braces written out.
    fn take_tree(&mut self, tokens: &[String], before: &[String], public: bool) {
        let words = path(tokens);
        let ends_in_word = tokens.get(2 * words.len()).is_none();
        let rest = &tokens[(2 * words.len()).min(tokens.len())..];
        let mut path = [before, &words].concat();
        let name = match rest.first().map(String::as_str) {
            Some("{") => {
                for part in parts(&rest[1..rest.len() - 1]) {
                    self.take_tree(part, &path, public);
                }
                return;
            }
            Some("*") => "*".to_owned(),
            _ => {
                if path.len() > 1 && path.last().is_some_and(|last| last == "self") {
                    path.pop();
                }
                let renamed = (!ends_in_word).then(|| tokens.last()).flatten();
                renamed.or(path.last()).cloned().unwrap_or_default()
            }
        };
        self.uses.push(Use { public, path, name });
    }
}

/// `pub(in crate::a)` says who may look, not what is used.
fn visibility(rest: &[String]) -> usize {
    match rest.get(1).map(String::as_str) {
        Some("(") => {
            1 + rest
                .iter()
                .position(|token| token == ")")
                .unwrap_or_default()
        }
        _ => 1,
    }
}

fn path(rest: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(word) = rest.get(at).filter(|word| is_word(word)) {
        found.push(word.clone());
        match rest.get(at + 1).map(String::as_str) {
            Some("::") => at += 2,
            _ => break,
        }
    }
    found
}

fn is_word(token: &str) -> bool {
    token.starts_with(|sign: char| sign.is_alphabetic() || sign == '_')
}

fn parts(inside: &[String]) -> Vec<&[String]> {
    let mut deep = 0;
    let split = inside.split(|token| {
        match token.as_str() {
            "{" => deep += 1,
            "}" => deep -= 1,
            _ => {}
        }
        token == "," && deep == 0
    });
    split.filter(|part| !part.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(source: &str) -> Vec<String> {
        let read = Source::read(source);
        read.paths().map(|path| path.join("::")).collect()
    }

    #[test]
    fn groups_are_written_out() {
        let found = paths("use crate::{clock, store::{self, Store, Tx}};\nuse axum as web;");
        let expected = [
            "crate::clock",
            "crate::store",
            "crate::store::Store",
            "crate::store::Tx",
            "axum",
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_name_is_the_one_that_is_known_here() {
        let source = Source::read("pub use a::{b as c, d::*};\nuse e::f;");
        let names: Vec<_> = source.uses.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names, ["c", "*", "f"]);
        let public: Vec<_> = source.uses.iter().map(|one| one.public).collect();
        assert_eq!(public, [true, true, false]);
    }

    #[test]
    fn paths_inside_code_are_seen() {
        let code = "fn f() { let x = super::store::open(sea_orm::Set(1)); }";
        assert_eq!(paths(code), ["super::store::open", "sea_orm::Set"]);
    }

    #[test]
    fn what_only_links_need_is_not_used() {
        assert_eq!(
            paths("#[cfg(doc)]\nuse super::a;\nuse super::b;"),
            ["super::b"]
        );
    }

    #[test]
    fn who_may_look_is_not_used() {
        assert!(paths("pub(in crate::demo) fn f() {}\nmod a;").is_empty());
    }
}
