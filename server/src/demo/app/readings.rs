//! What the app keeps of the records that it read: a name, a value and a day for each.

use serde_json::Value;

/// How records of one kind are put into a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Person,
    /// An observation with a value.
    Measured,
    /// Something that only has a name.
    Named,
}

/// One line on the app's page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    pub(super) name: String,
    pub(super) value: Option<String>,
    pub(super) day: Option<String>,
}

/// The records of one searchset bundle, and how many there are in all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Readings {
    pub(super) total: usize,
    pub(super) newest: Vec<Reading>,
}

impl Readings {
    pub(super) fn of(bundle: &Value, kind: Kind) -> Self {
        let entries = bundle["entry"].as_array().map_or(&[][..], Vec::as_slice);
        let mut lines: Vec<Reading> = entries
            .iter()
            .map(|entry| &entry["resource"])
            .filter(|resource| resource["resourceType"] != "OperationOutcome")
            .map(|resource| Reading::of(resource, kind))
            .collect();
        lines.sort_by(|one, two| two.day.cmp(&one.day));
        let total = bundle["total"]
            .as_u64()
            .and_then(|n| usize::try_from(n).ok());
        Self {
            total: total.unwrap_or(lines.len()),
            newest: lines.into_iter().take(5).collect(),
        }
    }
}

impl Reading {
    fn of(resource: &Value, kind: Kind) -> Self {
        if kind == Kind::Person {
            return Self {
                name: person(resource).unwrap_or_else(|| "No name".to_owned()),
                value: resource["birthDate"]
                    .as_str()
                    .map(|day| format!("born {day}")),
                day: None,
            };
        }
        let concept = ["code", "medicationCodeableConcept", "vaccineCode"]
            .into_iter()
            .find_map(|field| text_of(&resource[field]));
        Self {
            name: concept.unwrap_or_else(|| "No name".to_owned()),
            value: (kind == Kind::Measured)
                .then(|| value_of(resource))
                .flatten(),
            day: day_of(resource),
        }
    }
}

/// The name as a person writes it.
pub(super) fn person(patient: &Value) -> Option<String> {
    let name = &patient["name"][0];
    if let Some(text) = name["text"].as_str() {
        return Some(text.to_owned());
    }
    let given = name["given"].as_array()?.iter().filter_map(Value::as_str);
    let all: Vec<&str> = given.chain(name["family"].as_str()).collect();
    (!all.is_empty()).then(|| all.join(" "))
}

fn text_of(concept: &Value) -> Option<String> {
    let coding = concept["coding"][0]["display"].as_str();
    concept["text"].as_str().or(coding).map(str::to_owned)
}

fn value_of(observation: &Value) -> Option<String> {
    if let Some(parts) = observation["component"]
        .as_array()
        .filter(|parts| !parts.is_empty())
    {
        let values: Vec<String> = parts.iter().filter_map(one_value).collect();
        return (!values.is_empty()).then(|| values.join(" / "));
    }
    one_value(observation)
}

fn one_value(holder: &Value) -> Option<String> {
    let quantity = &holder["valueQuantity"];
    if quantity["value"].is_number() {
        let unit = quantity["unit"].as_str().unwrap_or_default();
        return Some(
            format!("{} {unit}", quantity["value"])
                .trim_end()
                .to_owned(),
        );
    }
    let text = holder["valueString"].as_str().map(str::to_owned);
    text.or_else(|| text_of(&holder["valueCodeableConcept"]))
}

fn day_of(resource: &Value) -> Option<String> {
    const FIELDS: [&str; 6] = [
        "effectiveDateTime",
        "authoredOn",
        "onsetDateTime",
        "recordedDate",
        "occurrenceDateTime",
        "issued",
    ];
    let day = FIELDS
        .into_iter()
        .find_map(|field| resource[field].as_str())?;
    Some(day.split('T').next().unwrap_or(day).to_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_newest_five_are_kept_and_all_are_counted() {
        let entry = |day: u32| {
            json!({"resource": {"resourceType": "Observation", "code": {"text": "Weight"},
                "effectiveDateTime": format!("2026-05-{day:02}T08:00:00Z"),
                "valueQuantity": {"value": 70.5, "unit": "kg"}}})
        };
        let bundle = json!({"total": 60, "entry": (1..=9).map(entry).collect::<Vec<_>>()});
        let readings = Readings::of(&bundle, Kind::Measured);
        assert_eq!((readings.total, readings.newest.len()), (60, 5));
        assert_eq!(readings.newest[0].day.as_deref(), Some("2026-05-09"));
        assert_eq!(readings.newest[0].value.as_deref(), Some("70.5 kg"));
    }

    #[test]
    fn blood_pressure_shows_both_numbers() {
        let part = |value: u32| json!({"valueQuantity": {"value": value, "unit": "mmHg"}});
        let pressure =
            json!({"code": {"text": "Blood pressure"}, "component": [part(120), part(80)]});
        let reading = Reading::of(&pressure, Kind::Measured);
        assert_eq!(reading.value.as_deref(), Some("120 mmHg / 80 mmHg"));
    }
}
