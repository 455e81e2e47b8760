//! The languages that every sentence of the product exists in.

use crate::catalogue::catalogue_enum;

catalogue_enum! {
    /// A language we ship; the key is its BCP 47 tag.
    Language {
        /// English.
        English = "en",
        /// Spanish.
        Spanish = "es",
    }
}

impl Language {
    /// Returns the first language of an `Accept-Language` (RFC 9110 §12.5.4) or `ui_locales` (OpenID Connect Core
    /// §3.1.2.1) list that we ship, by its primary subtag; weights are not read. `None` if we ship none of them.
    pub fn preferred(list: &str) -> Option<Self> {
        list.split([',', ' ']).find_map(|range| {
            let tag = range.split(';').next().unwrap_or_default().trim();
            Self::from_key(
                tag.split('-')
                    .next()
                    .unwrap_or_default()
                    .to_ascii_lowercase()
                    .as_str(),
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn the_first_language_that_we_ship_is_taken() {
        assert_eq!(
            Language::preferred("fr-CH, es-MX;q=0.9, en;q=0.8"),
            Some(Language::Spanish)
        );
        assert_eq!(Language::preferred("de"), None);
    }
}
