//! Is any sensitive fact let go, in any place of R4 and in any spelling? The facts and the places are tables
//! (`cases/sensitive.csv`, `cases/places.txt`) that hold names of the code systems, and nothing of the lists.

use serde_json::{Value, json};

use super::*;

const FACTS: &str = include_str!("cases/sensitive.csv");
const PLACES: &str = include_str!("cases/places.txt");

struct Fact<'t> {
    topic: SensitiveTopic,
    system: &'t str,
    code: &'t str,
    display: &'t str,
    spanish: &'t str,
}

fn facts() -> Vec<Fact<'static>> {
    let lines = FACTS.lines().filter(|line| !line.starts_with('#')).skip(1);
    let fact = |line: &'static str| {
        let columns: Vec<&str> = line.split('|').collect();
        let [topic, system, code, display, spanish] = columns.try_into().unwrap();
        Fact {
            topic: SensitiveTopic::from_key(topic).unwrap(),
            system,
            code,
            display,
            spanish,
        }
    };
    lines.map(fact).collect()
}

fn places() -> Vec<(&'static str, &'static str)> {
    let lines = PLACES.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split_once('\t').unwrap()).collect()
}

/// Spellings of a system: an address, another, its number, its name, and none.
fn spellings(system: &str) -> &'static [&'static str] {
    match system {
        "icd10" => &[
            "http://hl7.org/fhir/sid/icd-10-cm",
            "https://hl7.org/fhir/sid/icd-10-cm/",
            "urn:oid:2.16.840.1.113883.6.90",
            "2.16.840.1.113883.6.3",
            "ICD-10-CM",
            "",
        ],
        "icd9" => &[
            "http://hl7.org/fhir/sid/icd-9-cm",
            "urn:oid:2.16.840.1.113883.6.103",
            "2.16.840.1.113883.6.2",
            "ICD9CM",
            "http://hl7.org/fhir/sid/icd-9-cm/diagnosis",
        ],
        "icd11" => &[
            "http://id.who.int/icd/release/11/mms",
            "https://id.who.int/icd/release/11/2024-01/mms",
            "http://hl7.org/fhir/sid/icd-11",
            "ICD-11",
        ],
        "snomed" => &[
            "http://snomed.info/sct",
            "https://snomed.info/sct",
            "http://snomed.info/sct/731000124108",
            "urn:oid:2.16.840.1.113883.6.96",
            "SNOMED CT",
            "SNOMED-CT",
            "",
        ],
        "loinc" => &[
            "http://loinc.org",
            "https://loinc.org/",
            "urn:oid:2.16.840.1.113883.6.1",
            "LOINC",
            "",
        ],
        "cpt" => &[
            "http://www.ama-assn.org/go/cpt",
            "urn:oid:2.16.840.1.113883.6.12",
            "CPT-4",
        ],
        "hcpcs" => &[
            "https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets",
            "urn:oid:2.16.840.1.113883.6.285",
            "HCPCS",
            "",
        ],
        "rxnorm" => &[
            "http://www.nlm.nih.gov/research/umls/rxnorm",
            "urn:oid:2.16.840.1.113883.6.88",
            "RxNorm",
            "",
        ],
        "ndc" => &[
            "http://hl7.org/fhir/sid/ndc",
            "urn:oid:2.16.840.1.113883.6.69",
            "NDC",
        ],
        "atc" => &[
            "http://www.whocc.no/atc",
            "urn:oid:2.16.840.1.113883.6.73",
            "ATC",
        ],
        "cvx" => &[
            "http://hl7.org/fhir/sid/cvx",
            "urn:oid:2.16.840.1.113883.12.292",
            "CVX",
        ],
        "nucc" => &[
            "http://nucc.org/provider-taxonomy",
            "urn:oid:2.16.840.1.113883.6.101",
        ],
        "revenue" => &["https://www.nubc.org/CodeSystem/RevenueCodes"],
        "msdrg" => &[
            "https://www.cms.gov/Medicare/Medicare-Fee-for-Service-Payment/AcuteInpatientPPS/MS-DRG-Classifications-and-Software",
            "MS-DRG",
        ],
        "x12" => &["https://x12.org/codes/service-type-codes"],
        "discharge" => &["https://www.nubc.org/CodeSystem/PatDischargeStatus"],
        "specimen" => &["http://terminology.hl7.org/CodeSystem/v2-0487"],
        _ => &["http://hospital.example/codes", "urn:oid:1.2.3.4.5", ""],
    }
}

/// How a fact is written, and whether its words stand in it, so that its topic must be told.
#[derive(Debug)]
struct Written {
    concept: Value,
    coding: Value,
    text: Option<String>,
    tells: bool,
}

fn written(fact: &Fact<'_>, (form, spelling): (usize, usize)) -> Written {
    let systems = spellings(fact.system);
    let system = systems[spelling % systems.len()];
    let coded = |display: Option<&str>| {
        let mut coding = json!({ "code": fact.code });
        if !system.is_empty() {
            coding["system"] = system.into();
        }
        if let Some(display) = display {
            coding["display"] = display.into();
        }
        coding
    };
    let concept = |coding: Value, text: Option<&str>| Written {
        concept: match text {
            Some(text) => json!({ "coding": [coding.clone()], "text": text }),
            None => json!({ "coding": [coding.clone()] }),
        },
        coding,
        text: None,
        tells: true,
    };
    let said = |text: String| Written {
        concept: json!({ "text": text }),
        coding: json!({ "display": text }),
        text: Some(text),
        tells: true,
    };
    match form % FORMS {
        0 => Written {
            tells: false,
            ..concept(coded(None), None)
        },
        1 => concept(coded(Some(fact.display)), None),
        2 => concept(json!({ "display": fact.display }), None),
        3 => concept(
            json!({ "system": "http://hospital.example", "code": "DX-1", "display": fact.spanish }),
            None,
        ),
        4 => said(fact.display.to_owned()),
        5 => said(fact.spanish.to_uppercase()),
        6 => said(full_width(fact.display)),
        7 => said(broken_by_markup(fact.display)),
        8 => said(format!("No history of {}.", fact.display)),
        9 => said(format!("Father had {}", fact.display.to_lowercase())),
        10 => said(format!(
            "<div xmlns=\"http://www.w3.org/1999/xhtml\"><p>{}</p></div>",
            fact.spanish
        )),
        // An ordinary coding and ordinary words beside it change nothing.
        11 => Written {
            concept: json!({ "text": "Follow-up", "coding": [
                { "system": "http://terminology.hl7.org/CodeSystem/condition-category", "code": "problem-list-item" },
                { "system": "http://hospital.example", "code": "1", "display": "Follow-up" }, coded(Some(fact.display))] }),
            ..concept(coded(Some(fact.display)), None)
        },
        12 => Written {
            coding: coded(Some(fact.spanish)),
            ..concept(coded(None), Some(fact.spanish))
        },
        _ => said(fact.display.replace(' ', "\u{a0}\u{200b}")),
    }
}

const FORMS: usize = 14;

/// The forms in which the spelling of the system counts.
const CODED: [usize; 4] = [0, 1, 11, 12];

fn full_width(text: &str) -> String {
    let wide = |c: char| match c {
        '!'..='~' => char::from_u32(u32::from(c) + 0xfee0).unwrap_or(c),
        other => other,
    };
    text.chars().map(wide).collect()
}

fn broken_by_markup(text: &str) -> String {
    let broken = text.split(' ').map(|word| {
        let mut letters = word.chars();
        let first: String = letters.by_ref().take(2).collect();
        format!("<b>{first}</b>{}", letters.as_str())
    });
    broken.collect::<Vec<_>>().join(" ")
}

/// `None` where the place takes words and the fact is written without.
fn put(written: &Written, place: &str) -> Option<String> {
    if place.contains('$') {
        let text = written.text.as_ref()?;
        return Some(place.replace('$', &Value::from(text.as_str()).to_string()));
    }
    let put = place.replace('@', &written.concept.to_string());
    Some(put.replace('~', &written.coding.to_string()))
}

/// Returns what is wrong with the label of a fact in a place; `None` if nothing is.
fn fault(fact: &Fact<'_>, form: (usize, usize), place: &str) -> Option<String> {
    let written = written(fact, form);
    let record = put(&written, place)?;
    // A code of a sender's own in a tag is about its workflow.
    let is_own = fact.system == "local" || written.coding.get("system").is_none();
    if place.contains("\"tag\"") && is_own && !written.tells {
        return None;
    }
    let label = labelled(&record);
    let released = label.topics.is_empty() && label.is_classified();
    let untold = written.tells && !label.topics.contains(fact.topic) && label.is_classified();
    (released || untold).then(|| format!("{} {:?} {record}", fact.topic.key(), label.topics))
}

fn none_at_fault(tried: impl Iterator<Item = Option<String>>, at_least: usize) {
    let all: Vec<Option<String>> = tried.collect();
    assert!(all.len() >= at_least, "only {} were tried", all.len());
    let faults: Vec<String> = all.into_iter().flatten().collect();
    assert!(
        faults.is_empty(),
        "{} let go:\n{}",
        faults.len(),
        faults.join("\n")
    );
}

#[test]
fn no_sensitive_fact_is_let_go_however_it_is_written() {
    let facts = facts();
    let all = ["Condition.code", "MedicationRequest.note", "Claim.item"];
    let places = places().into_iter().filter(|(name, _)| all.contains(name));
    let places: Vec<&str> = places.map(|(_, place)| place).collect();
    let tried = facts.iter().flat_map(|fact| {
        let forms = (0..FORMS).flat_map(|form| {
            let spelled = if CODED.contains(&form) {
                spellings(fact.system).len()
            } else {
                1
            };
            (0..spelled).map(move |spelling| (form, spelling))
        });
        let forms = forms.flat_map(|form| places.iter().map(move |place| (form, *place)));
        forms.map(move |(form, place)| fault(fact, form, place))
    });
    none_at_fault(tried, 10_000);
}

#[test]
fn no_sensitive_fact_is_let_go_wherever_it_stands() {
    let facts = facts();
    let places = places();
    let tried = facts.iter().enumerate().flat_map(|(number, fact)| {
        // Each fact in every other place, each place with every other fact, in another form each time.
        let places = places
            .iter()
            .enumerate()
            .filter(move |(at, _)| (number + at) % 2 == 0);
        places.map(move |(at, (_, place))| fault(fact, (number + at * 3, at), place))
    });
    none_at_fault(tried, 10_000);
}
