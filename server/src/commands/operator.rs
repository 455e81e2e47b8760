//! Who gives a command? The user of the operating system, and who became that user by `sudo`.

use std::env;

/// Names are not trusted to be short or to be letters: they end up in evidence that is printed.
const LONGEST: usize = 64;

/// Returns the user's name, such as `sayso` or `root (alice)`.
pub(super) fn name() -> String {
    let user = whoami::username().unwrap_or_else(|_| "unknown".to_owned());
    of(&user, env::var("SUDO_USER").ok().as_deref())
}

fn of(user: &str, before: Option<&str>) -> String {
    let user = plain(user);
    match before.map(plain) {
        Some(before) if before != user && !before.is_empty() => format!("{user} ({before})"),
        _ => user,
    }
}

/// Only what names of users are made of (POSIX.1-2017 §3.437), and what directories add.
fn plain(name: &str) -> String {
    let known = |letter: char| letter.is_ascii_alphanumeric() || "._-@\\+$".contains(letter);
    let letters = name.chars().take(LONGEST);
    letters
        .map(|letter| if known(letter) { letter } else { '?' })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_became_another_user_is_named_beside_them() {
        assert_eq!(of("sayso", None), "sayso");
        assert_eq!(of("root", Some("alice")), "root (alice)");
        assert_eq!(of("root", Some("root")), "root");
    }

    #[test]
    fn a_name_is_no_place_for_other_text() {
        assert_eq!(of("a\nb\u{1b}[31m", Some("")), "a?b??31m");
        assert_eq!(of(&"x".repeat(500), None).len(), LONGEST);
    }
}
