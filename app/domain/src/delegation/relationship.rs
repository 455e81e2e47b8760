//! Who a caregiver is to a patient.

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
