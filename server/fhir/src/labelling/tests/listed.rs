//! Do the lists hold what touches a topic in every system, and nothing that touches none?

use super::*;

#[test]
fn a_code_that_stands_for_no_topic_is_on_no_list() {
    for (system, code) in [
        // Pre-admission.
        ("http://terminology.hl7.org/CodeSystem/v3-ActCode", "PRENC"),
        // Physical examination procedure.
        ("http://snomed.info/sct", "5880005"),
        // Nerve conduction study.
        ("http://loinc.org", "29755-6"),
        // Pegaptanib, for the eye.
        ("hcpcs", "S0198"),
        // A marker of tumours as well.
        ("cpt", "82105"),
        ("http://snomed.info/sct", "275833003"),
        // A history of any infection.
        ("icd10", "Z86.19"),
        // A funeral director.
        ("nucc", "176P00000X"),
        // An ultrasound of the pelvis of anybody.
        ("cpt", "76856"),
    ] {
        assert!(found(system, code).is_empty(), "{code}");
    }
    let delivery = found("http://snomed.info/sct", "5556001");
    assert_eq!(delivery, TopicSet::of(SensitiveTopic::SexualReproductive));
}

/// What one system lists is listed in the others too: their classes are harmless but for what is taken out of them.
#[test]
fn what_touches_a_topic_touches_it_in_every_system() {
    use SensitiveTopic as T;
    for (system, code, topic) in [
        ("icd10", "Z52.810", T::SexualReproductive),
        ("icd9", "V59.70", T::SexualReproductive),
        ("icd9", "V89.01", T::SexualReproductive),
        ("icd10pcs", "4A1HXCZ", T::SexualReproductive),
        ("icd10pcs", "0W8NXZZ", T::SexualReproductive),
        ("cpt", "74712", T::SexualReproductive),
        ("cpt", "90651", T::SexualReproductive),
        ("atc", "H01CC02", T::SexualReproductive),
        ("cpt", "82106", T::SexualReproductive),
        ("nucc", "367A00000X", T::SexualReproductive),
        ("msdrg", "742", T::SexualReproductive),
        ("icd10", "Z79.891", T::SubstanceUse),
        ("cpt", "82077", T::SubstanceUse),
        ("atc", "N02AE01", T::SubstanceUse),
        ("atc", "N05CD07", T::MentalHealth),
        ("icd9", "E991.2", T::Violence),
        ("atc", "J05AX31", T::Hiv),
        ("atc", "V03AX03", T::Hiv),
        ("atc", "A16AB02", T::Genetics),
        ("atc", "R07AX32", T::Genetics),
    ] {
        assert!(found(system, code).contains(topic), "{system} {code}");
    }
    // Substance use services are no mental health services, though both are H codes of HCPCS.
    assert_eq!(found("hcpcs", "H0020"), TopicSet::of(T::SubstanceUse));
    assert_eq!(found("hcpcs", "H2019"), TopicSet::of(T::MentalHealth));
    // Factor Xa inhibitors and melatonin are in the same main groups.
    for code in ["B01AF02", "N05CH01"] {
        assert!(found("atc", code).is_empty(), "{code}");
    }
}
