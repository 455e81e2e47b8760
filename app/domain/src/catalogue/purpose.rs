//! What data is used for: HL7 v3 PurposeOfUse, as far as a patient can consent to it.

use super::catalogue_enum;

catalogue_enum! {
    /// Why data is used: codes of HL7 v3 ActReason, value set PurposeOfUse. Rule 5 goes by it.
    PurposeOfUse {
        /// `COC`: coordination of care.
        CareCoordination = "care-coordination",
        /// `TREAT`: treatment.
        Treatment = "treatment",
        /// `PATRQT`: at the patient's request, for themselves.
        SelfCare = "self-care",
        /// `FAMRQT`: at the request of a family member.
        FamilyAccess = "family-access",
        /// `HPAYMT`: healthcare payment.
        BillingSupport = "billing-support",
        /// `COVERAGE`: coverage under an insurance policy or program.
        InsuranceHelp = "insurance-help",
        /// `HRESCH`: healthcare research.
        Research = "research",
    }
}

impl PurposeOfUse {
    /// Returns the code in <http://terminology.hl7.org/CodeSystem/v3-ActReason>.
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

    /// Returns the purpose with this code; `None` for a code that a patient cannot consent to here.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|purpose| purpose.code() == code)
    }
}
