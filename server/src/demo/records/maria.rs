//! Maria Keller, grown up, with diabetes: the part of her record that comes in series.
//!
//! Her conditions, medicines and everything that comes once stand in `maria.json`. The numbers tell
//! the story of the consent page: 11 lab results, 9 vital signs, 22 bills, two notes not sorted.

use serde_json::{Value, json};

use super::build::{Of, reference, with};

const MARIA: Of = Of("maria");

/// All of it.
pub(super) fn series() -> Vec<Value> {
    [
        labs(),
        vital_signs(),
        visits(),
        bills(),
        vaccines(),
        notes(),
        sensitive(),
    ]
    .concat()
}

const A1C: (&str, &str) = ("4548-4", "Hemoglobin A1c");
const GLUCOSE: (&str, &str) = ("2339-0", "Blood sugar");
const CHOLESTEROL: (&str, &str) = ("2093-3", "Cholesterol");

fn labs() -> Vec<Value> {
    [
        ("2025-01-20T08:00:00Z", A1C, (7.9, "%")),
        ("2025-01-20T08:05:00Z", GLUCOSE, (168.0, "mg/dL")),
        ("2025-07-14T08:00:00Z", A1C, (7.4, "%")),
        ("2025-07-14T08:05:00Z", GLUCOSE, (149.0, "mg/dL")),
        ("2025-07-14T08:10:00Z", CHOLESTEROL, (212.0, "mg/dL")),
        ("2026-01-19T08:00:00Z", A1C, (7.1, "%")),
        (
            "2026-01-19T08:05:00Z",
            ("38483-4", "Creatinine, a kidney test"),
            (0.9, "mg/dL"),
        ),
        (
            "2026-01-19T08:10:00Z",
            ("14959-1", "Protein in urine"),
            (18.0, "mg/g"),
        ),
        ("2026-04-28T08:00:00Z", A1C, (6.8, "%")),
        ("2026-04-28T08:05:00Z", GLUCOSE, (131.0, "mg/dL")),
        ("2026-04-28T08:30:00Z", CHOLESTEROL, (187.0, "mg/dL")),
    ]
    .into_iter()
    .enumerate()
    .map(|(at, (when, code, value))| {
        let name = format!("lab-{}", at + 1);
        let result = MARIA.measured("laboratory", &name, when, code, value);
        with(result, usual(code, value.1))
    })
    .collect()
}

/// What is usual, where it is told.
fn usual(code: (&str, &str), unit: &str) -> Value {
    let end = |value: f64| json!({ "value": value, "unit": unit });
    match code.0 {
        "4548-4" => json!({ "referenceRange": [{ "low": end(4.0), "high": end(5.6) }] }),
        "2339-0" => json!({ "referenceRange": [{ "low": end(70.0), "high": end(99.0) }] }),
        "38483-4" => json!({ "referenceRange": [{ "high": end(1.1) }] }),
        _ => json!({}),
    }
}

fn vital_signs() -> Vec<Value> {
    const WEIGHT: (&str, &str) = ("29463-7", "Weight");
    const PULSE: (&str, &str) = ("8867-4", "Heart rate");
    let measured = |name: &str, when: &str, code, value: (f64, &str)| {
        MARIA.measured("vital-signs", name, when, code, value)
    };
    vec![
        MARIA.blood_pressure("pressure-1", "2025-01-20T09:10:00Z", (146, 92)),
        measured("weight-1", "2025-01-20T09:05:00Z", WEIGHT, (84.6, "kg")),
        MARIA.blood_pressure("pressure-2", "2025-07-14T09:10:00Z", (138, 88)),
        measured("pulse-1", "2025-07-14T09:06:00Z", PULSE, (76.0, "/min")),
        MARIA.blood_pressure("pressure-3", "2026-01-19T09:10:00Z", (132, 84)),
        measured("weight-2", "2026-01-19T09:05:00Z", WEIGHT, (81.9, "kg")),
        measured("weight-3", "2026-04-28T09:05:00Z", WEIGHT, (80.4, "kg")),
        measured("pulse-2", "2026-04-28T09:06:00Z", PULSE, (72.0, "/min")),
        MARIA.blood_pressure("pressure-4", "2026-04-28T09:10:00Z", (128, 82)),
    ]
}

const CHECK_UP: (&str, &str) = ("185349003", "Check-up");
const FOLLOW_UP: (&str, &str) = ("390906007", "Follow-up visit");
const VIDEO: (&str, &str) = ("448337001", "Video visit");
const FOR_A_PROBLEM: (&str, &str) = ("185347001", "Visit for a problem");

/// Name, hour, kind, who, and what it cost; only some have been billed yet.
type Visit = (
    &'static str,
    &'static str,
    (&'static str, &'static str),
    &'static str,
    Option<f64>,
);
const VISITS: [Visit; 16] = [
    ("visit-1", "2025-01-20T09", CHECK_UP, "osei", Some(240.0)),
    ("visit-2", "2025-02-11T14", FOLLOW_UP, "osei", Some(160.0)),
    (
        "visit-3",
        "2025-03-24T10",
        FOR_A_PROBLEM,
        "osei",
        Some(160.0),
    ),
    (
        "visit-4",
        "2025-05-06T11",
        FOLLOW_UP,
        "whitfield",
        Some(90.0),
    ),
    ("visit-5", "2025-07-14T09", CHECK_UP, "osei", Some(240.0)),
    (
        "visit-6",
        "2025-08-19T15",
        FOR_A_PROBLEM,
        "osei",
        Some(160.0),
    ),
    (
        "visit-7",
        "2025-10-02T09",
        FOLLOW_UP,
        "whitfield",
        Some(90.0),
    ),
    ("visit-8", "2025-11-17T16", VIDEO, "osei", Some(80.0)),
    ("visit-9", "2026-01-19T09", CHECK_UP, "osei", Some(240.0)),
    (
        "visit-10",
        "2026-02-09T13",
        FOR_A_PROBLEM,
        "osei",
        Some(160.0),
    ),
    ("visit-11", "2026-03-12T10", FOLLOW_UP, "osei", Some(160.0)),
    ("visit-12", "2026-04-28T09", CHECK_UP, "osei", None),
    ("visit-13", "2026-06-02T10", FOLLOW_UP, "osei", None),
    ("visit-14", "2026-08-11T14", FOR_A_PROBLEM, "osei", None),
    ("visit-15", "2026-10-06T09", FOLLOW_UP, "whitfield", None),
    ("visit-16", "2026-11-09T16", VIDEO, "osei", None),
];

fn visits() -> Vec<Value> {
    VISITS
        .iter()
        .map(|(name, hour, kind, who, _)| MARIA.visit(name, hour, *kind, who))
        .collect()
}

fn bills() -> Vec<Value> {
    let billed = VISITS
        .iter()
        .filter_map(|(name, hour, .., cost)| Some((name, &hour[..10], (*cost)?)));
    billed
        .flat_map(|(name, day, cost)| {
            [MARIA.claim(name, day, cost), MARIA.benefit(name, day, cost)]
        })
        .collect()
}

fn vaccines() -> Vec<Value> {
    const FLU: (&str, &str) = ("140", "Flu vaccine");
    [
        ("2025-10-02", FLU),
        ("2025-10-02", ("309", "COVID-19 vaccine")),
        ("2025-05-06", ("215", "Pneumonia vaccine")),
        (
            "2025-05-06",
            ("115", "Tetanus, diphtheria and whooping cough vaccine"),
        ),
        ("2025-02-11", ("43", "Hepatitis B vaccine, first dose")),
        ("2025-03-24", ("43", "Hepatitis B vaccine, second dose")),
        ("2025-08-19", ("43", "Hepatitis B vaccine, third dose")),
        ("2026-10-06", FLU),
    ]
    .into_iter()
    .enumerate()
    .map(|(at, (day, code))| MARIA.vaccine(&format!("vaccine-{}", at + 1), day, code))
    .collect()
}

const PROGRESS_NOTE: (&str, &str) = ("11506-3", "Progress note");

fn notes() -> Vec<Value> {
    let written = [
        (
            "2025-01-20",
            "Blood sugar is too high. We talked about food and walking. Metformin stays at 500 mg.",
        ),
        (
            "2025-02-11",
            "Feet look healthy. She checks her blood sugar each morning.",
        ),
        (
            "2025-03-24",
            "Cough for two weeks, lungs clear on the X-ray. Use the inhaler before exercise.",
        ),
        (
            "2025-07-14",
            "A1c is coming down. Blood pressure still a little high: lisinopril 10 mg.",
        ),
        (
            "2025-11-17",
            "Video visit. Cholesterol a little high, we start atorvastatin at night.",
        ),
        (
            "2026-01-19",
            "Doing well. Kidney test is normal. Next A1c in three months.",
        ),
        (
            "2026-03-12",
            "Metformin to 1,000 mg twice a day. Stomach was fine on the lower dose.",
        ),
        (
            "2026-04-28",
            "Best A1c so far. Keep going. Visit again on 2 June.",
        ),
        (
            "2026-11-09",
            "Video visit. Sugar log looks steady. Eye check is due.",
        ),
    ];
    let readable = written.into_iter().enumerate().map(|(at, (day, text))| {
        let name = format!("note-{}", at + 1);
        MARIA.note(
            &name,
            &format!("{day}T12:00:00Z"),
            PROGRESS_NOTE,
            "osei",
            text,
        )
    });
    readable.chain(unsorted()).collect()
}

/// Nobody has read these: a scanned letter, and a recording that lies elsewhere.
fn unsorted() -> [Value; 2] {
    let scan = json!({ "contentType": "application/pdf", "title": "Scanned letter",
        "data": "JVBERi0xLjQKJSBzY2FubmVkIGxldHRlcgo=" });
    let recording = json!({ "contentType": "audio/mp4", "title": "Voice memo",
        "url": "https://media.demo.sayso.example/memo-1" });
    [
        MARIA.document(
            "letter-1",
            "2025-09-03T12:00:00Z",
            ("51852-2", "Letter"),
            "osei",
            &scan,
        ),
        MARIA.document(
            "memo-1",
            "2026-02-09T12:00:00Z",
            PROGRESS_NOTE,
            "osei",
            &recording,
        ),
    ]
}

/// Talks with Dr. Brandt, each with its bill: none of these says a sensitive word in its claim, and
/// still each points at a visit that does.
fn sensitive() -> Vec<Value> {
    let talks = [
        ("talk-1", "2025-03-31T15"),
        ("talk-2", "2025-06-16T15"),
        ("talk-3", "2026-02-23T15"),
    ];
    let depression = reference("Condition/maria-depression");
    let mut records: Vec<Value> = talks
        .iter()
        .flat_map(|(name, hour)| {
            let visit = MARIA.visit(name, hour, ("88848003", "Psychiatric follow-up"), "brandt");
            let because = json!({ "reasonReference": [&depression] });
            let day = &hour[..10];
            let bills = [
                MARIA.claim(name, day, 210.0),
                MARIA.benefit(name, day, 210.0),
            ];
            [vec![with(visit, because)], bills.to_vec()].concat()
        })
        .collect();
    records.push(MARIA.visit(
        "contraception",
        "2025-09-15T10",
        ("13197004", "Birth control visit"),
        "duarte",
    ));
    records.push(MARIA.claim("contraception", "2025-09-15", 320.0));
    records.push(MARIA.benefit("contraception", "2025-09-15", 320.0));
    records.push(MARIA.note(
        "contraception-note",
        "2025-09-15T11:00:00Z",
        PROGRESS_NOTE,
        "duarte",
        "We talked about birth control. She chose a device that lasts.",
    ));
    records.push(MARIA.note(
        "therapy-note",
        "2026-02-23T16:00:00Z",
        ("34788-0", "Psychotherapy note"),
        "brandt",
        "Psychotherapy note. Kept apart from the rest of the record.",
    ));
    records
}
