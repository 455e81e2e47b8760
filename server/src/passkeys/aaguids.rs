//! Which authenticator keeps a passkey, by its AAGUID: a hint for the person, from a list of well-known models.

use uuid::Uuid;

const LIST: &str = include_str!("aaguids.csv");

/// Returns the name of the model; `None` if it is not on the list.
pub fn name_of(maker: Uuid) -> Option<&'static str> {
    entries()
        .find(|(id, _)| id.parse() == Ok(maker))
        .map(|(_, name)| name)
}

fn entries() -> impl Iterator<Item = (&'static str, &'static str)> {
    LIST.lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(','))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_list_names_one_make() {
        for (id, name) in entries() {
            let id: Uuid = id.parse().unwrap();
            assert!(!id.is_nil() && !name.is_empty());
            assert_eq!(name_of(id), Some(name));
        }
        assert!(entries().count() > 10);
        assert_eq!(name_of(Uuid::nil()), None);
    }
}
