//! Leo, six, and Ana, fifteen, of one parent: what a guardian sees, and what a teenager keeps.

use serde_json::{Value, json};

use super::build::{LOINC, Of, SNOMED, concept, reference, with};

const LEO: Of = Of("leo");
const ANA: Of = Of("ana");

const CHECK_UP: (&str, &str) = ("410620009", "Yearly check-up");
const FOR_A_PROBLEM: (&str, &str) = ("185347001", "Visit for a problem");

/// What comes in series for both.
pub(super) fn series() -> Vec<Value> {
    [leo(), ana()].concat()
}

fn leo() -> Vec<Value> {
    let mut records = grown(
        LEO,
        &[("2025-05-12", 108.0, 18.1), ("2026-05-11", 115.0, 20.4)],
    );
    records.extend([
        LEO.visit("visit-1", "2025-05-12T09", CHECK_UP, "patel"),
        LEO.visit("visit-2", "2026-02-03T11", FOR_A_PROBLEM, "patel"),
        LEO.visit("visit-3", "2026-05-11T09", CHECK_UP, "patel"),
        LEO.claim("visit-2", "2026-02-03", 140.0),
        LEO.benefit("visit-2", "2026-02-03", 140.0),
        LEO.vaccine(
            "vaccine-1",
            "2025-05-12",
            ("03", "Measles, mumps and rubella vaccine"),
        ),
        LEO.vaccine("vaccine-2", "2025-05-12", ("21", "Chickenpox vaccine")),
        LEO.vaccine("vaccine-3", "2026-10-12", ("140", "Flu vaccine")),
        LEO.note(
            "note-1",
            "2026-02-03T12:00:00Z",
            ("11506-3", "Progress note"),
            "patel",
            "Ear pain for two days. Antibiotic for a week, then look again if it still hurts.",
        ),
    ]);
    records
}

/// Ana's talks and her private visit are hers: each is labelled, and so are the bills that point at them.
fn ana() -> Vec<Value> {
    let mut records = grown(
        ANA,
        &[("2025-01-28", 158.0, 49.5), ("2026-01-27", 162.0, 53.2)],
    );
    let anxiety = json!({ "reasonReference": [reference("Condition/ana-anxiety")] });
    let talk = ANA.visit(
        "talk-1",
        "2026-03-09T15",
        ("88848003", "Psychiatric follow-up"),
        "brandt",
    );
    records.extend([
        ANA.visit("visit-1", "2025-01-28T15", CHECK_UP, "patel"),
        ANA.visit("visit-2", "2026-01-27T15", CHECK_UP, "patel"),
        ANA.claim("visit-2", "2026-01-27", 190.0),
        ANA.benefit("visit-2", "2026-01-27", 190.0),
        with(talk, anxiety),
        ANA.claim("talk-1", "2026-03-09", 210.0),
        ANA.benefit("talk-1", "2026-03-09", 210.0),
        ANA.visit(
            "private-1",
            "2026-05-20T14",
            ("13197004", "Birth control visit"),
            "duarte",
        ),
        ANA.claim("private-1", "2026-05-20", 150.0),
        ANA.benefit("private-1", "2026-05-20", 150.0),
        ANA.vaccine("vaccine-1", "2025-01-28", ("165", "HPV vaccine")),
        ANA.vaccine("vaccine-2", "2026-10-12", ("140", "Flu vaccine")),
        with(
            ANA.observed(
                "survey",
                "worry-score",
                "2026-03-09",
                LOINC,
                ("70274-6", "GAD-7 score"),
            ),
            json!({ "valueInteger": 9, "encounter": reference("Encounter/ana-talk-1") }),
        ),
        with(
            ANA.observed(
                "exam",
                "sports-exam",
                "2026-01-27",
                SNOMED,
                ("410009", "Sports exam"),
            ),
            json!({ "valueCodeableConcept": concept(SNOMED, "17621005", "Normal") }),
        ),
    ]);
    records
}

/// Height and weight over the years.
fn grown(of: Of, measures: &[(&str, f64, f64)]) -> Vec<Value> {
    let measured = |at: usize, day: &str, name: &str, code, value| {
        of.measured(
            "vital-signs",
            &format!("{name}-{}", at + 1),
            day,
            code,
            value,
        )
    };
    measures
        .iter()
        .enumerate()
        .flat_map(|(at, (day, tall, heavy))| {
            [
                measured(at, day, "height", ("8302-2", "Height"), (*tall, "cm")),
                measured(at, day, "weight", ("29463-7", "Weight"), (*heavy, "kg")),
            ]
        })
        .collect()
}
