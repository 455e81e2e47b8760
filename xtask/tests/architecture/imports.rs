//! Which file of a crate uses which other? Names are followed through `pub use`, so that a door is not taken for what
//! stands behind it.

use std::collections::{BTreeMap, BTreeSet};

use crate::reading::{Source, Use};

/// A path from the root of its crate: `server/src/store/grants.rs` is `["store", "grants"]`.
pub(crate) type Module = Vec<String>;

/// Who uses whom.
pub(crate) type Graph = BTreeMap<String, BTreeSet<String>>;

/// More names than this lead nowhere: two doors hand on from each other.
const LONGEST_CHAIN: u8 = 8;

struct File {
    path: String,
    source: Source,
}

/// The files of one crate, by module.
pub(crate) struct Crate {
    name: String,
    files: BTreeMap<Module, File>,
}

impl Crate {
    /// `root` is the folder of its sources, such as `server/src`.
    pub(crate) fn read(name: &str, root: &str, sources: &[(String, String)]) -> Self {
        let inside = |(path, source): &(String, String)| {
            let inside = path.strip_prefix(root)?.strip_prefix('/')?;
            let file = File {
                path: path.clone(),
                source: Source::read(source),
            };
            (!is_test(inside)).then(|| (module(inside), file))
        };
        let mut files: BTreeMap<Module, File> = sources.iter().filter_map(inside).collect();
        // Where there is no library, the program is the root.
        if !files.contains_key(&[][..])
            && let Some(program) = files.remove(&["main".to_owned()][..])
        {
            files.insert(Module::new(), program);
        }
        Self {
            name: name.to_owned(),
            files,
        }
    }

    /// The files and folders at the root of the sources, without the door.
    pub(crate) fn rooms(&self) -> BTreeSet<&str> {
        let first = self.files.keys().filter_map(|module| module.first());
        first.map(String::as_str).collect()
    }

    /// The files, and for each the files it uses. What a door only hands on from its own room is not used by it.
    pub(crate) fn imports(&self) -> Graph {
        let used = |(module, file): (&Module, &File)| {
            let uses = file.source.uses.iter();
            let used = uses
                .filter(|one| !self.is_handed_on(module, file, one))
                .map(|one| (&one.path, one.name == "*"))
                .chain(file.source.named.iter().map(|path| (path, false)))
                .flat_map(|(path, all)| self.targets(module, path, all));
            let others = used.filter(|other| *other != file.path);
            (file.path.clone(), others.collect())
        };
        self.files.iter().map(used).collect()
    }

    fn is_handed_on(&self, module: &Module, file: &File, one: &Use) -> bool {
        let from_inside = || {
            let target = self.resolve(module, &one.path, 0);
            target.is_some_and(|target| target.starts_with(module))
        };
        one.public && !file.source.words.contains(&one.name) && from_inside()
    }

    /// The files that a path leads to: with `*`, also those that the door hands on from.
    fn targets(&self, from: &Module, path: &[String], all: bool) -> Vec<String> {
        let Some(whole) = self.resolve(from, path, 0) else {
            return Vec::new();
        };
        let module = self.follow(&whole, 0);
        let file = &self.files[&module];
        let mut targets = vec![file.path.clone()];
        if all {
            let public = file.source.uses.iter().filter(|one| one.public);
            targets.extend(public.flat_map(|one| self.targets(&module, &one.path, false)));
        }
        targets
    }

    /// The path from the root of the crate, if it leads into the crate at all.
    fn resolve(&self, from: &Module, path: &[String], depth: u8) -> Option<Module> {
        let (first, rest) = path.split_first()?;
        let start = match first.as_str() {
            "crate" => Module::new(),
            name if name == self.name => Module::new(),
            "self" => from.clone(),
            "super" => {
                let parent = from[..from.len().checked_sub(1)?].to_vec();
                return match rest.first().map(String::as_str) {
                    Some("super") => self.resolve(&parent, rest, depth),
                    _ => Some([parent.as_slice(), rest].concat()),
                };
            }
            name => self.named_here(from, name, depth)?,
        };
        Some([start.as_slice(), rest].concat())
    }

    /// What a single name means in a file: what it imports under it, or a module of its own.
    fn named_here(&self, from: &Module, name: &str, depth: u8) -> Option<Module> {
        let mut uses = self.files[from].source.uses.iter();
        let imported = uses.find(|one| one.name == name && one.path.first().unwrap() != name);
        match imported {
            Some(imported) if depth < LONGEST_CHAIN => {
                self.resolve(from, &imported.path, depth + 1)
            }
            _ => {
                let own = [from.as_slice(), &[name.to_owned()]].concat();
                self.files.contains_key(&own).then_some(own)
            }
        }
    }

    /// The module that holds what the path names.
    fn follow(&self, path: &[String], depth: u8) -> Module {
        let is_module = |length: &usize| self.files.contains_key(&path[..*length]);
        let length = (0..=path.len()).rev().find(is_module).unwrap_or_default();
        let (module, rest) = path.split_at(length);
        let module = module.to_vec();
        let Some((name, below)) = rest.split_first() else {
            return module;
        };
        let mut uses = self.files[&module].source.uses.iter();
        let handed_on = uses.find(|one| one.public && one.name == *name);
        match handed_on.and_then(|one| self.resolve(&module, &one.path, 1)) {
            Some(target) if depth < LONGEST_CHAIN => {
                self.follow(&[target.as_slice(), below].concat(), depth + 1)
            }
            _ => module,
        }
    }
}

/// Tests may look at everything.
pub(crate) fn is_test(path: &str) -> bool {
    path.split('/')
        .any(|part| part == "tests" || part == "tests.rs")
}

/// The module of a file, by its path in the sources.
pub(crate) fn module(inside: &str) -> Module {
    let name = inside.trim_end_matches(".rs").trim_end_matches("/mod");
    match name {
        "lib" => Module::new(),
        name => name.split('/').map(str::to_owned).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn imports(files: &[(&str, &str)]) -> Vec<String> {
        let source =
            |(path, source): &(&str, &str)| (format!("a/src/{path}"), (*source).to_owned());
        let sources: Vec<_> = files.iter().map(source).collect();
        let graph = Crate::read("a", "a/src", &sources).imports();
        let arrows = graph.iter().flat_map(|(from, used)| {
            let short = |path: &str| path.trim_start_matches("a/src/").to_owned();
            used.iter()
                .map(move |to| format!("{} → {}", short(from), short(to)))
        });
        arrows.collect()
    }

    #[test]
    fn a_path_leads_to_the_file_that_holds_the_name() {
        let found = imports(&[
            ("lib.rs", "mod b; mod c;"),
            ("b.rs", "use crate::c::Thing;"),
            ("c.rs", "pub struct Thing;"),
        ]);
        assert_eq!(found, ["b.rs → c.rs"]);
    }

    #[test]
    fn a_door_that_hands_on_is_not_used() {
        let found = imports(&[
            ("b/mod.rs", "mod c; mod d; pub use c::Thing;"),
            ("b/c.rs", "pub struct Thing;"),
            ("b/d.rs", "use super::Thing;"),
        ]);
        assert_eq!(found, ["b/d.rs → b/c.rs"]);
    }

    #[test]
    fn a_door_that_uses_what_it_hands_on_is_seen() {
        let found = imports(&[
            ("b/mod.rs", "mod c; pub use c::Thing; fn f(thing: Thing) {}"),
            ("b/c.rs", "use super::f;"),
        ]);
        assert_eq!(found, ["b/c.rs → b/mod.rs", "b/mod.rs → b/c.rs"]);
    }

    #[test]
    fn everything_of_a_door_is_all_that_it_hands_on() {
        let found = imports(&[
            ("b.rs", "pub use crate::c::Thing;"),
            ("c.rs", "pub struct Thing;"),
            ("d.rs", "use crate::b::*;"),
        ]);
        assert_eq!(found, ["b.rs → c.rs", "d.rs → b.rs", "d.rs → c.rs"]);
    }

    #[test]
    fn a_name_in_the_code_is_what_it_was_imported_as() {
        let found = imports(&[
            ("b.rs", "use crate::c; fn f() { c::d::g(); }"),
            ("c/mod.rs", "pub mod d;"),
            ("c/d.rs", "pub fn g() {}"),
        ]);
        assert_eq!(found, ["b.rs → c/d.rs", "b.rs → c/mod.rs"]);
    }

    #[test]
    fn the_program_beside_a_library_stands_above_it() {
        let found = imports(&[
            ("lib.rs", "pub mod b;"),
            ("b.rs", ""),
            ("main.rs", "fn main() { a::b::run(); }"),
        ]);
        assert_eq!(found, ["main.rs → b.rs"]);
    }

    #[test]
    fn tests_may_look_at_everything() {
        assert!(imports(&[("b.rs", ""), ("b/tests.rs", "use crate::b;")]).is_empty());
    }
}
