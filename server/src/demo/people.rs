//! The demo accounts: stable addresses, one for each kind of person who meets Sayso.

use domain::{actor::StaffRole, language::Language, person::Email};

/// One demo account. All share the password of the settings.
#[derive(Clone, Copy, Debug)]
pub struct DemoPerson {
    /// The part of the address before `@demo.sayso.example`.
    pub mailbox: &'static str,
    pub name: &'static str,
    pub language: Language,
    /// The record that is theirs.
    pub patient: Option<&'static str>,
    pub role: Option<StaffRole>,
}

impl DemoPerson {
    pub fn email(&self) -> Email {
        let address = format!("{}@demo.sayso.example", self.mailbox);
        address.parse().expect("a literal address is one")
    }
}

const fn person(
    mailbox: &'static str,
    name: &'static str,
    patient: Option<&'static str>,
    role: Option<StaffRole>,
) -> DemoPerson {
    DemoPerson {
        mailbox,
        name,
        language: Language::English,
        patient,
        role,
    }
}

/// Who is the guardian of which minor.
pub const GUARDIANS: &[(&str, &str)] = &[("parent", "leo"), ("parent", "ana")];

pub const PEOPLE: &[DemoPerson] = &[
    person("patient", "Maria Keller", Some("maria"), None),
    person("parent", "Tomas Reyes", Some("tomas"), None),
    person("caregiver", "Daniel Keller", None, None),
    person(
        "clinician",
        "Dr. Priya Raman",
        None,
        Some(StaffRole::Clinician),
    ),
    person(
        "privacy",
        "Helen Osei",
        None,
        Some(StaffRole::PrivacyOfficer),
    ),
    person("support", "Sam Whitaker", None, Some(StaffRole::Support)),
    person(
        "reviewer",
        "Ines Duarte",
        None,
        Some(StaffRole::AppReviewer),
    ),
    person(
        "researcher",
        "Noor Haddad",
        None,
        Some(StaffRole::Researcher),
    ),
    person(
        "admin",
        "Alex Lindqvist",
        None,
        Some(StaffRole::Administrator),
    ),
];
