//! Sensitive topics: labels on single resources that cut across the categories and are each their own tick.

use super::{catalogue_enum, mask_set};

catalogue_enum! {
    /// A label that no resource type and no wildcard ever implies.
    SensitiveTopic {
        MentalHealth = "mental-health",
        PsychotherapyNotes = "psychotherapy-notes",
        SubstanceUse = "substance-use",
        SexualReproductive = "sexual-reproductive",
        Hiv = "hiv",
        Genetics = "genetics",
        Violence = "violence",
    }
}

mask_set! {
    /// A set of sensitive topics.
    TopicSet of SensitiveTopic
}

impl TopicSet {
    /// The topics that an app can ever be given.
    pub fn for_apps() -> Self {
        Self::all()
            .iter()
            .filter(|topic| topic.may_be_shared_with_apps())
            .collect()
    }
}

impl SensitiveTopic {
    /// The HL7 v3 ActCode sensitivity codes that carry this topic.
    pub const fn codes(self) -> &'static [&'static str] {
        match self {
            Self::MentalHealth => &["MH", "PSY", "BH"],
            Self::PsychotherapyNotes => &["PSYTHPN"],
            Self::SubstanceUse => &["SUD", "ETHUD", "OPIOIDUD"],
            Self::SexualReproductive => &["SEX", "STD"],
            Self::Hiv => &["HIV"],
            Self::Genetics => &["GDIS"],
            Self::Violence => &["SDV", "VIO"],
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|topic| topic.codes().contains(&code))
    }

    /// Whether an app can ever be given this topic.
    ///
    /// 45 CFR 164.508(a)(2) keeps psychotherapy notes apart: only the patient's own separate request releases them.
    pub const fn may_be_shared_with_apps(self) -> bool {
        !matches!(self, Self::PsychotherapyNotes)
    }
}
