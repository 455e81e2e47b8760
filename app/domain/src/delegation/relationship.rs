//! Who a caregiver is to a patient, and why they act.

use crate::catalogue::catalogue_enum;

catalogue_enum! {
    /// Who the caregiver is to the patient.
    Relationship {
        Partner = "partner",
        Child = "child",
        Parent = "parent",
        Sibling = "sibling",
        Friend = "friend",
        PaidCarer = "paid-carer",
    }
}

catalogue_enum! {
    /// Why somebody acts for a patient.
    Basis {
        /// The patient invited them.
        Invited = "invited",
        /// A parent or guardian of a minor.
        Guardian = "guardian",
    }
}
