//! Does any way along the imports lead back to where it began?

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::imports::Graph;

/// Circles that are left, by the folder they lie in, with the reason. To be emptied.
pub(crate) const LEFT: &[(&str, &str)] = &[];

/// One shortest circle for each group of files that reach each other, and of folders that do.
pub(crate) fn circles(files: &Graph) -> Vec<Vec<String>> {
    let mut found = in_graph(files);
    for folder in folders(files).into_values() {
        found.extend(in_graph(&folder));
    }
    found
}

fn in_graph(graph: &Graph) -> Vec<Vec<String>> {
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for start in graph.keys() {
        if seen.contains(start) {
            continue;
        }
        if let Some(circle) = way(graph, start, start) {
            let together = |other: &&String| {
                way(graph, start, other).is_some() && way(graph, other, start).is_some()
            };
            seen.extend(graph.keys().filter(together).cloned());
            found.push(circle);
        }
    }
    found
}

/// The shortest way of at least one step.
fn way(graph: &Graph, from: &str, to: &str) -> Option<Vec<String>> {
    let mut came_from: BTreeMap<&str, &str> = BTreeMap::new();
    let mut waiting = VecDeque::from([from]);
    while let Some(here) = waiting.pop_front() {
        for next in graph.get(here).into_iter().flatten() {
            if came_from.contains_key(next.as_str()) {
                continue;
            }
            came_from.insert(next, here);
            if next == to {
                return Some(steps(&came_from, from, to));
            }
            waiting.push_back(next);
        }
    }
    None
}

fn steps(came_from: &BTreeMap<&str, &str>, from: &str, to: &str) -> Vec<String> {
    let mut way = vec![to.to_owned()];
    let mut here = came_from[to];
    while here != from {
        way.push(here.to_owned());
        here = came_from[here];
    }
    way.push(from.to_owned());
    way.reverse();
    way
}

/// For each folder: the files and folders in it, and which of them use each other, however deep the files lie.
pub(crate) fn folders(files: &Graph) -> BTreeMap<String, Graph> {
    let mut found: BTreeMap<String, Graph> = BTreeMap::new();
    for (from, used) in files {
        for to in used {
            let (folder, from, to) = siblings(from, to);
            if is_door(&from) || is_door(&to) {
                continue;
            }
            let graph = found.entry(folder.clone()).or_default();
            let inside = |name: String| format!("{folder}/{name}");
            graph.entry(inside(from)).or_default().insert(inside(to));
        }
    }
    found
}

/// Where two files part: the folder that both lie in, and what each is called there. `store.rs` lies in `store`.
fn siblings(from: &str, to: &str) -> (String, String, String) {
    let bare = |path: &str| -> Vec<String> {
        let parts = path.trim_end_matches(".rs").split('/');
        parts.map(str::to_owned).collect()
    };
    let (from, to) = (bare(from), bare(to));
    let common = from.iter().zip(&to).take_while(|(one, other)| one == other);
    let common = common.count();
    let name = |path: &[String]| path.get(common).cloned().unwrap_or_default();
    (from[..common].join("/"), name(&from), name(&to))
}

/// A door and its own room are compared file by file.
fn is_door(name: &str) -> bool {
    matches!(name, "" | "mod" | "lib" | "main")
}

/// The folder for whose sake a circle is left.
pub(crate) fn excuse(circle: &[String]) -> Option<&'static str> {
    let covers = |(folder, _): &&(&'static str, _)| {
        let bare = folder.trim_end_matches(".rs");
        circle.iter().any(|one| one.starts_with(bare))
    };
    LEFT.iter().find(covers).map(|(folder, _)| *folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graph(arrows: &[(&str, &str)]) -> Graph {
        let mut graph = Graph::new();
        for (from, to) in arrows {
            let used = graph.entry((*from).to_owned()).or_default();
            used.insert((*to).to_owned());
        }
        graph
    }

    #[test]
    fn files_that_use_each_other_are_a_circle() {
        let found = circles(&graph(&[
            ("a/x.rs", "a/y.rs"),
            ("a/y.rs", "a/z.rs"),
            ("a/z.rs", "a/x.rs"),
        ]));
        assert_eq!(found[0], ["a/x.rs", "a/y.rs", "a/z.rs", "a/x.rs"]);
    }

    #[test]
    fn folders_whose_files_use_each_other_crosswise_are_a_circle() {
        let found = circles(&graph(&[
            ("s/a/x.rs", "s/b/deep/y.rs"),
            ("s/b/z.rs", "s/a.rs"),
        ]));
        assert_eq!(found, [["s/a", "s/b", "s/a"]]);
    }

    #[test]
    fn a_way_that_never_comes_back_is_none() {
        let found = circles(&graph(&[
            ("a.rs", "b.rs"),
            ("b.rs", "c.rs"),
            ("a.rs", "c.rs"),
        ]));
        assert!(found.is_empty(), "{found:?}");
    }

    #[test]
    fn a_room_may_use_its_own_door_one_way() {
        let found = circles(&graph(&[
            ("s/a/x.rs", "s/a/mod.rs"),
            ("s/a/y.rs", "s/a/x.rs"),
        ]));
        assert!(found.is_empty(), "{found:?}");
    }
}
