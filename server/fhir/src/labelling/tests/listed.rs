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
    ] {
        assert!(found(system, code).is_empty(), "{code}");
    }
    let delivery = found("http://snomed.info/sct", "5556001");
    assert_eq!(delivery, TopicSet::of(SensitiveTopic::SexualReproductive));
}
