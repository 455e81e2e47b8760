//! The plan as data: which crate may depend on what, and which folder may not use what.

use crate::imports::{is_test, module};
use crate::reading::Source;
use crate::tokens::tokens;

const OURS: [&str; 8] = [
    "app",
    "domain",
    "fhir",
    "policy",
    "server",
    "migrations",
    "frontend",
    "xtask",
];

pub(crate) struct Crate {
    pub(crate) manifest: &'static str,
    /// Which of our own crates.
    ours: &'static [&'static str],
    others: Others,
    /// Features that bring a clock or chance.
    may_not_enable: &'static [(&'static str, &'static str)],
}

enum Others {
    Only(&'static [&'static str]),
    Not(&'static [&'static str]),
}

pub(crate) const CRATES: &[Crate] = &[
    Crate {
        manifest: "app/domain/Cargo.toml",
        ours: &[],
        others: Others::Only(&["serde", "thiserror", "chrono", "uuid", "url"]),
        may_not_enable: &[
            ("chrono", "clock"),
            ("chrono", "now"),
            ("uuid", "v4"),
            ("uuid", "v7"),
        ],
    },
    Crate {
        manifest: "server/fhir/Cargo.toml",
        ours: &["domain"],
        others: Others::Not(&["sea-orm", "axum", "leptos", "tokio", "openidconnect"]),
        may_not_enable: &[],
    },
    Crate {
        manifest: "server/policy/Cargo.toml",
        ours: &["domain"],
        others: Others::Not(&["sea-orm", "axum", "leptos", "tokio", "openidconnect"]),
        may_not_enable: &[],
    },
    Crate {
        manifest: "app/Cargo.toml",
        ours: &["domain"],
        others: Others::Not(&[
            "sea-orm",
            "openidconnect",
            "oauth2",
            "webauthn-rs",
            "reqwest",
            "axum",
            "tokio",
            "cedar-policy",
        ]),
        may_not_enable: &[],
    },
    Crate {
        manifest: "frontend/Cargo.toml",
        ours: &["app"],
        others: Others::Only(&["leptos", "wasm-bindgen", "console_error_panic_hook"]),
        may_not_enable: &[],
    },
    Crate {
        manifest: "migrations/Cargo.toml",
        ours: &[],
        others: Others::Only(&["sea-orm-migration", "async-trait"]),
        may_not_enable: &[],
    },
];

impl Crate {
    pub(crate) fn breaches(&self, manifest: &str) -> Vec<String> {
        let manifest: toml::Table = manifest.parse().expect("a manifest is TOML");
        let mut found = Vec::new();
        for (name, entry) in table(&manifest, "dependencies") {
            if !self.may_depend_on(name) {
                found.push(format!("{} may not depend on {name}", self.manifest));
            }
            for (_, feature) in self.may_not_enable.iter().filter(|(of, _)| of == name) {
                if enables(entry, feature) {
                    let manifest = self.manifest;
                    found.push(format!("{manifest} may not enable {feature} of {name}"));
                }
            }
        }
        found
    }

    fn may_depend_on(&self, name: &str) -> bool {
        if OURS.contains(&name) {
            return self.ours.contains(&name);
        }
        match self.others {
            Others::Only(allowed) => allowed.contains(&name),
            Others::Not(refused) => !refused.contains(&name),
        }
    }
}

fn table<'a>(
    manifest: &'a toml::Table,
    name: &str,
) -> impl Iterator<Item = (&'a String, &'a toml::Value)> {
    manifest
        .get(name)
        .and_then(toml::Value::as_table)
        .into_iter()
        .flatten()
}

fn enables(entry: &toml::Value, feature: &str) -> bool {
    let features = entry.get("features").and_then(toml::Value::as_array);
    features.is_some_and(|list| list.iter().any(|one| one.as_str() == Some(feature)))
}

pub(crate) struct Folder {
    pub(crate) folders: &'static [&'static str],
    except: &'static [&'static str],
    /// Paths as they stand after `use`; what lies below is meant too.
    pub(crate) may_not_use: &'static [&'static str],
    pub(crate) may_not_say: &'static [&'static str],
}

pub(crate) const FOLDERS: &[Folder] = &[
    Folder {
        folders: &["app/domain/src"],
        except: &[],
        may_not_use: &[
            "std::time",
            "std::env",
            "std::fs",
            "std::net",
            "std::process",
            "std::thread",
            "tokio",
            "sea_orm",
            "axum",
            "leptos",
            "rand",
        ],
        may_not_say: &["async", "await"],
    },
    // What differs between browser and server is decided once, where sessions are found.
    Folder {
        folders: &["app/src/pages", "app/src/components"],
        except: &[],
        may_not_use: &["leptos_axum", "axum", "sea_orm"],
        may_not_say: &["cfg"],
    },
    // What no `view!` writes is escaped by hand: in the document's title, in drawings, in the few pages without Leptos.
    Folder {
        folders: &["app/src"],
        except: &["app/src/document.rs", "app/src/components/layout.rs"],
        may_not_use: &["leptos_meta"],
        may_not_say: &[],
    },
    Folder {
        folders: &["app/src"],
        except: &[
            "app/src/components/heat.rs",
            "app/src/components/icon.rs",
            "app/src/components/spark.rs",
        ],
        may_not_use: &[],
        may_not_say: &["inner_html"],
    },
    Folder {
        folders: &["server/src"],
        except: &[
            "server/src/authorization_server/error_page.rs",
            "server/src/demo/app/html.rs",
            "server/src/demo/app/page.rs",
            "server/src/demo/outbox.rs",
            "server/src/portal/plain_page.rs",
            "server/src/sign_in/leave.rs",
        ],
        may_not_use: &["axum::response::Html"],
        may_not_say: &["inner_html"],
    },
    Folder {
        folders: &["server/src/store"],
        except: &[],
        may_not_use: &["axum", "leptos", "leptos_axum", "crate::operations"],
        may_not_say: &[],
    },
    Folder {
        folders: &["server/src/operations"],
        except: &[],
        may_not_use: &[
            "axum",
            "leptos",
            "leptos_axum",
            "http",
            "tower_http",
            "sea_orm",
            "crate::http",
        ],
        may_not_say: &[],
    },
    Folder {
        folders: &[
            "server/src/authorization_server",
            "server/src/resource_server",
            "server/src/sign_in",
            "server/src/passkeys",
            "server/src/portal",
        ],
        except: &[],
        may_not_use: &["sea_orm", "crate::store"],
        may_not_say: &[],
    },
    // `migrate` is about the database and nothing else.
    Folder {
        folders: &["server/src/jobs", "server/src/commands"],
        except: &["server/src/commands/migrate.rs"],
        may_not_use: &["sea_orm", "crate::store"],
        may_not_say: &[],
    },
];

impl Folder {
    pub(crate) fn breaches(&self, file: &str, source: &str) -> Vec<String> {
        let mut found = Vec::new();
        if self.covers(file) {
            for path in Source::read(source).paths() {
                let path = absolute(path, file);
                let refused = self.may_not_use.iter().find(|name| lies_below(&path, name));
                found.extend(refused.map(|name| format!("{file} may not use {name}: {path}")));
            }
            let words = tokens(source);
            let said = |word: &&&str| words.iter().any(|one| one == **word);
            let refused = self.may_not_say.iter().filter(said);
            found.extend(refused.map(|word| format!("{file} may not say `{word}`")));
        }
        found
    }

    fn covers(&self, file: &str) -> bool {
        let inside = |folder: &&str| {
            let rest = file.strip_prefix(*folder);
            rest.is_some_and(|rest| rest.starts_with('/') || rest == ".rs")
        };
        self.folders.iter().any(inside) && !self.except.contains(&file) && !is_test(file)
    }
}

/// The path from `crate` or from another crate, wherever it is written.
fn absolute(path: &[String], file: &str) -> String {
    let inside = file.rsplit_once("src/").map_or(file, |(_, inside)| inside);
    let mut here = module(inside);
    let mut rest = path;
    let mut relative = false;
    while let Some((first, after)) = rest.split_first() {
        match first.as_str() {
            "super" => drop(here.pop()),
            "self" => {}
            // A crate's own name is `crate` to its program.
            "server" | "crate" if !relative => here.clear(),
            _ if relative => break,
            _ => return path.join("::"),
        }
        (rest, relative) = (after, true);
    }
    let parts = ["crate"].into_iter();
    let parts = parts.chain(here.iter().chain(rest).map(String::as_str));
    parts.collect::<Vec<_>>().join("::")
}

fn lies_below(path: &str, name: &str) -> bool {
    path.strip_prefix(name)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

/// What a test file expects of the lints may stand before.
pub(crate) fn opens_with_purpose(source: &str) -> bool {
    let mut rest = source;
    while let Some((_, after)) = rest
        .strip_prefix("#![")
        .and_then(|_| rest.split_once("]\n"))
    {
        rest = after;
    }
    rest.lines()
        .next()
        .is_some_and(|line| line.starts_with("//! "))
}
