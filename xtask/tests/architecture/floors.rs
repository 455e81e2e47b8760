//! What stands on what inside a crate? Each floor uses those below it, never its own and never one above. Every entry is a
//! decision; changing one changes the plan.

use crate::circles::folders;
use crate::imports::Crate;

pub(crate) struct House {
    pub(crate) name: &'static str,
    pub(crate) root: &'static str,
    /// From the ground up.
    floors: &'static [&'static [&'static str]],
}

/// Crates whose inside has floors. Between crates, the manifests say it.
pub(crate) const HOUSES: &[House] = &[
    House {
        name: "domain",
        root: "app/domain/src",
        floors: &[
            &["catalogue", "ids", "name", "rules", "zone"],
            &["actor", "assurance", "device", "language", "scope"],
            &["client", "doubt", "grant", "person", "privacy"],
            &["session", "upstream"],
            &["acr"],
            &["activation", "consent", "delegation", "notice", "password"],
            &["recovery", "token"],
            &["passkey"],
            &["proof"],
            &["decision"],
            &["audit"],
        ],
    },
    House {
        name: "server",
        root: "server/src",
        floors: &[
            &["clock", "config", "entropy"],
            &[
                "metrics",
                "passkeys",
                "privacy_notice",
                "sealing",
                "secret",
                "traces",
                "upstream",
            ],
            &["context", "refusals"],
            &["store"],
            &[
                "audit",
                "keys",
                "mail",
                "passwords",
                "rate_limits",
                "sources",
            ],
            &["state"],
            &["operations"],
            &["http", "jobs"],
            &["authorization_server", "resource_server", "sign_in"],
            &["demo", "portal"],
            &["router"],
            &["commands"],
        ],
    },
];

impl House {
    pub(crate) fn breaches(&self, inside: &Crate) -> Vec<String> {
        let root = self.root;
        let homeless = inside
            .rooms()
            .into_iter()
            .filter(|room| self.floor(room).is_none());
        let mut found: Vec<_> = homeless
            .filter(|room| *room != "main")
            .map(|room| format!("{root}/{room} stands on no floor"))
            .collect();
        let rooms = folders(&inside.imports()).remove(root).unwrap_or_default();
        for (from, used) in &rooms {
            let upwards = used.iter().filter(|to| self.floor(to) >= self.floor(from));
            found.extend(
                upwards.map(|to| format!("{from} may not use {to}, which stands no lower")),
            );
        }
        found
    }

    fn floor(&self, room: &str) -> Option<usize> {
        let name = room.rsplit('/').next()?;
        self.floors.iter().position(|floor| floor.contains(&name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUSE: House = House {
        name: "a",
        root: "a/src",
        floors: &[&["ground", "beside"], &["above"]],
    };

    fn breaches(files: &[(&str, &str)]) -> Vec<String> {
        let source =
            |(path, source): &(&str, &str)| (format!("a/src/{path}"), (*source).to_owned());
        let mut sources: Vec<_> = files.iter().map(source).collect();
        sources.push(("a/src/lib.rs".to_owned(), String::new()));
        HOUSE.breaches(&Crate::read("a", "a/src", &sources))
    }

    #[test]
    fn what_stands_lower_may_be_used() {
        let fine = [("above/x.rs", "use crate::ground::y;"), ("ground/y.rs", "")];
        assert_eq!(breaches(&fine), Vec::<String>::new());
    }

    #[test]
    fn an_arrow_upwards_is_noticed() {
        let wrong = [("ground.rs", "use crate::above::x;"), ("above/x.rs", "")];
        assert_eq!(breaches(&wrong).len(), 1);
    }

    #[test]
    fn one_floor_is_no_support_for_itself() {
        let wrong = [("ground.rs", "use crate::beside::x;"), ("beside/x.rs", "")];
        assert_eq!(breaches(&wrong).len(), 1);
    }

    #[test]
    fn a_new_room_needs_a_floor() {
        assert_eq!(
            breaches(&[("new.rs", "")]),
            ["a/src/new stands on no floor"]
        );
    }
}
