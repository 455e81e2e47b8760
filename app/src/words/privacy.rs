//! Around the hospital's own text on privacy.

use domain::language::Language;

use super::words;
use crate::facts::Frame;

words! {
    /// Around the privacy notice, and where it is linked.
    PrivacyWords {
        link { "Privacy", "Privacidad" }
        title(organisation) { "Privacy at {organisation}", "Privacidad en {organisation}" }
        lead(organisation) { "These are the words of {organisation}.", "Estas son las palabras de {organisation}." }
        since(version, date) { "Text {version}, since ~{date}~.", "Texto {version}, desde el ~{date}~." }
        beside(organisation, version) { "Privacy at {organisation}: text {version}", "Privacidad en {organisation}: texto {version}" }
        new_tab { "It opens in a new tab.", "Se abre en otra pestaña." }
        not_in_use { "This text is not in use any more.", "Este texto ya no se usa." }
        in_use_now { "Read the text in use now", "Leer el texto de ahora" }
        only_in(tongue) { "There is no text in English yet. Here it is in {tongue}.", "Aún no hay texto en español. Aquí está en {tongue}." }
        others { "Other texts", "Otros textos" }
        in_english { "English", "inglés" }
        in_spanish { "Spanish", "español" }
    }
}

impl PrivacyWords {
    /// What a language is called.
    pub const fn tongue(self, language: Language) -> &'static str {
        match language {
            Language::English => self.in_english(),
            Language::Spanish => self.in_spanish(),
        }
    }

    /// Which privacy notice stands beside a decision, as a page says it and as it is kept; `None` where there is none.
    pub fn beside_of(frame: &Frame) -> Option<String> {
        let version = frame.privacy_notice?;
        Some(Self(frame.language).beside(&frame.organisation, version))
    }
}
