//! Where does a coded value stand, and what does its place tell of it?

use super::systems::Named;
use crate::json::Node;

/// Where a value stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'n> {
    pub resource: &'n str,
    pub field: &'n str,
    /// In a claim of a pharmacy, or in a medicine that lists its ingredients.
    pub pharmacy: bool,
    pub ingredients_listed: bool,
}

/// One coding, as far as it can be judged.
pub(super) struct Coded<'n> {
    pub written: Option<&'n str>,
    pub system: Named,
    pub code: &'n str,
}

impl<'n> Place<'n> {
    /// The same place, in the resource that begins here.
    pub(super) fn entering(self, node: &'n Node<'_>) -> Self {
        let Some(resource) = node.text_of("resourceType") else {
            return self;
        };
        let types = node.all(&["type", "coding"]);
        Self {
            resource,
            pharmacy: types
                .iter()
                .any(|one| one.text_of("code") == Some("pharmacy")),
            ingredients_listed: resource == "Medication" && node.get("ingredient").is_some(),
            ..self
        }
    }

    /// Whether the value is a medicine, whose name is no ingredient.
    pub(super) fn holds_medicine(self, coded: &[Coded<'_>]) -> bool {
        let by_field = match (self.resource, self.field) {
            // What was injected by its product's code is a vaccine.
            ("Immunization", _) => return false,
            ("Medication", "code" | "itemCodeableConcept") | (_, "medicationCodeableConcept") => {
                true
            }
            (_, "productOrService") => self.pharmacy && !coded.iter().any(is_snomed),
            _ => false,
        };
        let is_product = |one: &Coded<'_>| match one.system {
            Named::As(system) | Named::Like(system) => system.names_products(one.code),
            Named::None | Named::Unknown => false,
        };
        let by_code = coded.iter().any(is_product);
        (by_field || by_code) && !(self.field == "code" && self.ingredients_listed)
    }

    /// The system of a bare code, where R4 allows no other in this place: a class of visits, a kind of claim, a status.
    pub(super) fn fixes_system(self) -> Option<&'static str> {
        match (self.resource, self.field) {
            ("Encounter", "class") => Some("actcode"),
            ("Claim" | "ClaimResponse" | "ExplanationOfBenefit", "type")
            | (_, "clinicalStatus" | "verificationStatus" | "interpretation") => {
                Some("hl7-administrative")
            }
            _ => None,
        }
    }

    /// An answer means what its question means, and the question is judged.
    pub(super) fn is_answer(self) -> bool {
        self.field.starts_with("value") || matches!(self.field, "interpretation" | "answer")
    }
}

/// Synthea's pharmacy claims name the consultation, by SNOMED CT.
fn is_snomed(one: &Coded<'_>) -> bool {
    matches!(one.system, Named::As(system) if system.name() == "snomed")
}

/// A quantity's code is its unit.
pub(super) fn is_quantity(node: &Node<'_>) -> bool {
    ["value", "unit", "comparator"]
        .iter()
        .any(|name| node.get(name).is_some())
        && node.get("code").is_some()
}

/// A `CodeableConcept` that is words alone, told from notes and instructions by its place.
pub(super) fn is_text_alone(field: &str, node: &Node<'_>) -> bool {
    const NO_CONCEPTS: &[&str] = &[
        "note",
        "progress",
        "referenceRange",
        "dosageInstruction",
        "dosage",
        "comment",
        "processNote",
        "item",
        "name",
        "address",
        "telecom",
        "additionalInstruction",
        "daysOfWeek",
        "finding",
        "prefix",
        "page",
    ];
    let only = |name: &str| matches!(name, "id" | "extension" | "text" | "_text");
    node.text_of("text").is_some()
        && node.members().iter().all(|(name, _)| only(name))
        && !NO_CONCEPTS.contains(&field)
}

/// What `QuestionnaireResponse.item.linkId` names: often a LOINC code, as in `/55277-8`.
pub(super) fn question<'n>(item: &'n Node<'_>) -> Option<Coded<'n>> {
    let written = item.text_of("linkId")?;
    let code = written.trim_start_matches('/');
    let (number, check) = code.rsplit_once('-').unwrap_or_default();
    let digits = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    let is_loinc = number.len() >= 3 && digits(number) && check.len() == 1 && digits(check);
    Some(Coded {
        written: None,
        system: super::systems::named(is_loinc.then_some("loinc")),
        code,
    })
}

/// The codes that words begin with or hold in brackets: `B20 - see chart`, `Follow-up (F10.20)`.
pub(super) fn codes_in_words(text: &str) -> impl Iterator<Item = &str> {
    let bracketed = text.split(['(', '[']).skip(1);
    let bracketed = bracketed.filter_map(|rest| rest.split([')', ']']).next());
    let leading = text.split_whitespace().next();
    leading
        .into_iter()
        .chain(bracketed)
        .map(|code| code.trim_matches(|c: char| !c.is_ascii_alphanumeric()))
        .filter(|code| (3..=12).contains(&code.len()))
        .filter(|code| code.chars().any(|c| c.is_ascii_digit()))
        .filter(|code| code.chars().any(|c| c.is_ascii_alphabetic()))
}
