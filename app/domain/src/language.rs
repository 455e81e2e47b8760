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
    /// Returns the language of an `Accept-Language` list (RFC 9110 §12.5.4) with the greatest weight that we ship, by its
    /// primary subtag; the first of several. A list without weights is `ui_locales` (OpenID Connect Core §3.1.2.1), too.
    /// `None` if we ship none of them.
    pub fn preferred(list: &str) -> Option<Self> {
        // Blanks may stand around a semicolon, and part the tags of `ui_locales`.
        let list: Vec<_> = list.split(';').map(str::trim).collect();
        let mut best: Option<(u16, Self)> = None;
        for range in list.join(";").split([',', ' ']) {
            let (tag, parameters) = range.split_once(';').unwrap_or((range, ""));
            let weight = weight(parameters);
            let is_better = best.is_none_or(|(found, _)| weight > found);
            if let Some(language) = Self::of_tag(tag).filter(|_| weight > 0 && is_better) {
                best = Some((weight, language));
            }
        }
        best.map(|(_, language)| language)
    }

    fn of_tag(tag: &str) -> Option<Self> {
        let primary = tag.trim().split('-').next()?;
        Self::from_key(&primary.to_ascii_lowercase())
    }
}

/// The weight of a range in thousandths (RFC 9110 §12.4.2): all of it where none is given, and none where it cannot be
/// read.
fn weight(parameters: &str) -> u16 {
    let given = parameters.split(';').find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("q").then(|| value.trim())
    });
    let Some(text) = given else {
        return 1000;
    };
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let is_short = part.len() <= 3 && part.bytes().all(|byte| byte.is_ascii_digit());
    match (whole, format!("{part:0<3}").parse()) {
        ("1", Ok(0)) if is_short => 1000,
        ("0", Ok(thousandths)) if is_short => thousandths,
        _ => 0,
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
        assert_eq!(Language::preferred("es en"), Some(Language::Spanish));
    }

    #[test]
    fn the_greatest_weight_wins_over_the_first_place() {
        for (list, language) in [
            ("en;q=0.1, es;q=0.9", Some(Language::Spanish)),
            ("es;q=0.25,en;q=0.251", Some(Language::English)),
            ("en;q=0, es;q=0.001", Some(Language::Spanish)),
            ("es;q=0", None),
            ("en ; q=0.1, es; q=0.2", Some(Language::Spanish)),
            ("en;q=0.5, es;Q=1", Some(Language::Spanish)),
            ("es;q=0.8, en;q=0.8", Some(Language::Spanish)),
            ("en;q=nonsense, es;q=0.1", Some(Language::Spanish)),
            ("fr, *;q=0.5", None),
        ] {
            assert_eq!(Language::preferred(list), language, "{list}");
        }
    }
}
