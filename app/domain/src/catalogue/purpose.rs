//! Why somebody may read: HL7 v3 PurposeOfUse, as far as a patient can consent to it.

use super::catalogue_enum;

catalogue_enum! {
    /// Why data is used (HL7 v3 PurposeOfUse).
    PurposeOfUse {
        CareCoordination = "care-coordination",
        Treatment = "treatment",
        SelfCare = "self-care",
        FamilyAccess = "family-access",
        BillingSupport = "billing-support",
        InsuranceHelp = "insurance-help",
        Research = "research",
    }
}

impl PurposeOfUse {
    /// The code in <http://terminology.hl7.org/CodeSystem/v3-ActReason>.
    pub const fn code(self) -> &'static str {
        match self {
            Self::CareCoordination => "COC",
            Self::Treatment => "TREAT",
            Self::SelfCare => "PATRQT",
            Self::FamilyAccess => "FAMRQT",
            Self::BillingSupport => "HPAYMT",
            Self::InsuranceHelp => "COVERAGE",
            Self::Research => "HRESCH",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|purpose| purpose.code() == code)
    }
}
