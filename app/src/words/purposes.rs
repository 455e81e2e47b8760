//! The words of the purposes: as a heading, as an answer to "What for", and inside a sentence.

use domain::{catalogue::PurposeOfUse, language::Language};

use super::words;

/// What a person reads about one purpose.
#[derive(Clone, Copy, Debug)]
pub struct PurposeWords {
    /// Over a group of apps.
    pub heading: &'static str,
    /// The answer to "What for" of the reader's own record.
    answer: &'static str,
    /// After "for".
    pub noun: &'static str,
}

pub const fn purpose(language: Language, purpose: PurposeOfUse) -> PurposeWords {
    match language {
        Language::English => english(purpose),
        Language::Spanish => spanish(purpose),
    }
}

words! {
    /// The answer to "What for" of somebody else's record.
    OthersPurposeWords {
        care_coordination(person) { "To help the people who care for {person} work together.", "Para que quienes cuidan a {person} trabajen juntos." }
        treatment(person) { "To help treat {person}.", "Para ayudar a tratar a {person}." }
        self_care(person) { "To help look after {person}’s health.", "Para ayudar a cuidar la salud de {person}." }
        family_access(person) { "So that the family can help {person}.", "Para que la familia ayude a {person}." }
        billing_support(person) { "To help sort out {person}’s bills.", "Para ayudar con las cuentas de {person}." }
        insurance_help(person) { "To help with {person}’s insurance.", "Para ayudar con el seguro de {person}." }
        research(person) { "For health research. It is not part of {person}’s care.", "Para un estudio de salud. No es parte del cuidado de {person}." }
    }
}

/// The answer to "What for", about the reader's own record or that of `other`.
pub fn answer(language: Language, why: PurposeOfUse, other: Option<&str>) -> String {
    let Some(other) = other else {
        return purpose(language, why).answer.to_owned();
    };
    let w = OthersPurposeWords(language);
    match why {
        PurposeOfUse::CareCoordination => w.care_coordination(other),
        PurposeOfUse::Treatment => w.treatment(other),
        PurposeOfUse::SelfCare => w.self_care(other),
        PurposeOfUse::FamilyAccess => w.family_access(other),
        PurposeOfUse::BillingSupport => w.billing_support(other),
        PurposeOfUse::InsuranceHelp => w.insurance_help(other),
        PurposeOfUse::Research => w.research(other),
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
            "To join up care",
            "To help the people who care for you work together.",
            "joined-up care",
        ),
        PurposeOfUse::Treatment => words("For treatment", "To help treat you.", "treatment"),
        PurposeOfUse::SelfCare => words(
            "To look after health",
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
            "Para unir el cuidado",
            "Para que quienes le cuidan trabajen juntos.",
            "unir el cuidado",
        ),
        PurposeOfUse::Treatment => words(
            "Para el tratamiento",
            "Para ayudar a tratarle.",
            "el tratamiento",
        ),
        PurposeOfUse::SelfCare => words(
            "Para cuidar la salud",
            "Para ayudarle a cuidar su salud.",
            "cuidar la salud",
        ),
        PurposeOfUse::FamilyAccess => words(
            "Para que la familia ayude",
            "Para que su familia le ayude.",
            "que la familia ayude",
        ),
        PurposeOfUse::BillingSupport => words(
            "Para ver las cuentas",
            "Para ayudarle con sus cuentas.",
            "ayuda con las cuentas",
        ),
        PurposeOfUse::InsuranceHelp => words(
            "Para ver el seguro",
            "Para ayudarle con su seguro.",
            "ayuda con el seguro",
        ),
        PurposeOfUse::Research => words(
            "Para estudios de salud",
            "Para un estudio de salud. No es parte de su cuidado.",
            "un estudio de salud",
        ),
    }
}
