//! What Sugar Coach would like to read, and how it asks for each.

use super::readings::Kind;

/// The id under which the app is registered.
pub const CLIENT_ID: &str = "sugar-coach";

/// One kind of data: the scope that asks for it, and the search that reads it.
pub(super) struct Wish {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    pub(super) scope: &'static str,
    pub(super) search: &'static str,
}

pub(super) const WISHES: &[Wish] = &[
    Wish {
        name: "Your name and birth date",
        kind: Kind::Person,
        scope: "patient/Patient.rs",
        search: "Patient",
    },
    Wish {
        name: "Lab results",
        kind: Kind::Measured,
        scope: "patient/Observation.rs?category=http://terminology.hl7.org/CodeSystem/observation-category|laboratory",
        search: "Observation?category=laboratory&_sort=-date&_count=50",
    },
    Wish {
        name: "Blood pressure, weight and other vital signs",
        kind: Kind::Measured,
        scope: "patient/Observation.rs?category=http://terminology.hl7.org/CodeSystem/observation-category|vital-signs",
        search: "Observation?category=vital-signs&_sort=-date&_count=50",
    },
    Wish {
        name: "Medicines",
        kind: Kind::Named,
        scope: "patient/MedicationRequest.rs",
        search: "MedicationRequest?_count=50",
    },
    Wish {
        name: "Health conditions",
        kind: Kind::Named,
        scope: "patient/Condition.rs?category=http://terminology.hl7.org/CodeSystem/condition-category|problem-list-item",
        search: "Condition?category=problem-list-item&_count=50",
    },
];

/// The one sensitive topic that the app asks for by its label.
const SENSITIVE: &str =
    "patient/*.rs?_security=http://terminology.hl7.org/CodeSystem/v3-ActCode|SUD";

/// Something that it never asked for; a button tries it anyway, to show the answer.
pub(super) const NEVER_ASKED: Wish = Wish {
    name: "Bills",
    kind: Kind::Named,
    scope: "patient/ExplanationOfBenefit.rs",
    search: "ExplanationOfBenefit?_count=5",
};

/// Everything that the app asks for when it connects, besides `openid`.
pub fn scopes() -> impl Iterator<Item = &'static str> {
    ["fhirUser", "launch/patient", "offline_access"]
        .into_iter()
        .chain(WISHES.iter().map(|wish| wish.scope))
        .chain([SENSITIVE])
}
