//! The words of the purposes: as a heading, as an answer to "What for", and inside a sentence.

use domain::{catalogue::PurposeOfUse, language::Language};

/// What a person reads about one purpose.
#[derive(Clone, Copy, Debug)]
pub struct PurposeWords {
    /// Over a group of apps.
    pub heading: &'static str,
    /// The answer to "What for".
    pub answer: &'static str,
    /// After "for".
    pub noun: &'static str,
}

pub const fn purpose(language: Language, purpose: PurposeOfUse) -> PurposeWords {
    match language {
        Language::English => english(purpose),
        Language::Spanish => spanish(purpose),
    }
}

const fn words(heading: &'static str, answer: &'static str, noun: &'static str) -> PurposeWords {
    PurposeWords {
        heading,
        answer,
        noun,
    }
}

const fn english(purpose: PurposeOfUse) -> PurposeWords {
    match purpose {
        PurposeOfUse::CareCoordination => words(
            "To join up your care",
            "To help the people who care for you work together.",
            "joined-up care",
        ),
        PurposeOfUse::Treatment => words("To treat you", "To help treat you.", "treatment"),
        PurposeOfUse::SelfCare => words(
            "To look after your own health",
            "To help you look after your own health.",
            "self-care",
        ),
        PurposeOfUse::FamilyAccess => words(
            "So that family can help",
            "So that your family can help you.",
            "help from family",
        ),
        PurposeOfUse::BillingSupport => words(
            "To sort out bills",
            "To help you sort out bills.",
            "help with bills",
        ),
        PurposeOfUse::InsuranceHelp => words(
            "To sort out insurance",
            "To help you with insurance.",
            "help with insurance",
        ),
        PurposeOfUse::Research => words(
            "For research",
            "For health research. It is not part of your care.",
            "research",
        ),
    }
}

const fn spanish(purpose: PurposeOfUse) -> PurposeWords {
    match purpose {
        PurposeOfUse::CareCoordination => words(
            "Para unir su cuidado",
            "Para que quienes le cuidan trabajen juntos.",
            "unir su cuidado",
        ),
        PurposeOfUse::Treatment => words("Para tratarle", "Para ayudar a tratarle.", "tratarle"),
        PurposeOfUse::SelfCare => words(
            "Para cuidar su propia salud",
            "Para ayudarle a cuidar su salud.",
            "cuidar su salud",
        ),
        PurposeOfUse::FamilyAccess => words(
            "Para que la familia ayude",
            "Para que su familia le ayude.",
            "que su familia ayude",
        ),
        PurposeOfUse::BillingSupport => words(
            "Para ver sus cuentas",
            "Para ayudarle con sus cuentas.",
            "ayuda con sus cuentas",
        ),
        PurposeOfUse::InsuranceHelp => words(
            "Para ver su seguro",
            "Para ayudarle con su seguro.",
            "ayuda con su seguro",
        ),
        PurposeOfUse::Research => words(
            "Para estudios de salud",
            "Para un estudio de salud. No es parte de su cuidado.",
            "un estudio de salud",
        ),
    }
}
