//! Who a caregiver is to a patient, and why they act.

use crate::catalogue::catalogue_enum;

catalogue_enum! {
    /// Who the caregiver is to the patient, as the patient says.
    Relationship {
        /// Spouse or partner.
        Partner = "partner",
        /// Son or daughter.
        Child = "child",
        /// Mother, father, or a guardian in their place.
        Parent = "parent",
        /// Brother or sister.
        Sibling = "sibling",
        /// A friend.
        Friend = "friend",
        /// Somebody who is paid to care.
        PaidCarer = "paid-carer",
    }
}

catalogue_enum! {
    /// What a delegation rests on.
    Basis {
        /// An invitation of the patient.
        Invited = "invited",
        /// Parenthood or guardianship of a minor.
        Guardian = "guardian",
    }
}
