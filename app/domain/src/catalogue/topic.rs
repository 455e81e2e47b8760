//! Sensitive topics: labels on single resources that cut across the categories and are each their own tick.

use super::{catalogue_enum, mask_set};

catalogue_enum! {
    /// A label on single resources, by HL7 v3 ActCode. No resource type and no wildcard of a scope implies one (rule
    /// 7).
    SensitiveTopic {
        /// `MH`, `PSY`, `BH`: mental and behavioural health.
        MentalHealth = "mental-health",
        /// `PSYTHPN`: never shared with an app or a caregiver (45 CFR 164.508(a)(2)).
        PsychotherapyNotes = "psychotherapy-notes",
        /// `SUD`, `ETHUD`, `OPIOIDUD`: substance, alcohol and opioid use (42 CFR Part 2 where it applies).
        SubstanceUse = "substance-use",
        /// `SEX`, `STD`: sexuality and reproductive health, sexually transmitted disease.
        SexualReproductive = "sexual-reproductive",
        /// `HIV`: HIV/AIDS.
        Hiv = "hiv",
        /// `GDIS`: genetic disease.
        Genetics = "genetics",
        /// `SDV`, `VIO`: sexual assault, abuse, domestic violence.
        Violence = "violence",
    }
}

mask_set! {
    /// A set of sensitive topics.
    TopicSet of SensitiveTopic
}

impl TopicSet {
    /// Returns the topics that can be shared with an app or a caregiver at all.
    pub fn for_apps() -> Self {
        Self::all()
            .iter()
            .filter(|topic| topic.may_be_shared_with_apps())
            .collect()
    }
}

impl SensitiveTopic {
    /// Returns the HL7 v3 ActCode values that name this topic in a scope.
    ///
    /// Far more are read from the labels of a sender: the lists of the labelling hold those.
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

    /// Returns the topic that an ActCode value names in a scope; `None` for every other code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|topic| topic.codes().contains(&code))
    }

    /// Whether this topic can be shared with an app or a caregiver at all.
    ///
    /// 45 CFR 164.508(a)(2) keeps psychotherapy notes apart: only the patient's own separate request releases them.
    pub const fn may_be_shared_with_apps(self) -> bool {
        !matches!(self, Self::PsychotherapyNotes)
    }
}
