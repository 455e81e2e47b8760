//! What would a person read of one resource: the value that was measured, what is usual, the dose, the words of a note?
//!
//! It is for the eyes of the one whose record it is. Nothing is decided by it.

mod attachments;

use domain::catalogue::Negation;

use self::attachments::{attachments, is_for_programs, plain_text};
use crate::json::Node;

/// What a person would read of a resource, beside its name and date.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// "6.8 %", "128/82 mmHg", "Negative".
    pub value: Option<String>,
    /// The value as a number, where it is exactly one and holds, for a picture over time.
    pub number: Option<f64>,
    /// The unit of [`Self::number`]; empty if it has none.
    pub unit: String,
    /// The least and the most that is usual, in the same unit.
    pub usual: Option<Usual>,
    /// "1 tablet twice a day with food".
    pub dose: Option<String>,
    /// The words of a note or of a remark.
    pub text: Option<String>,
    /// Whether a document is attached that is no plain text, such as a PDF.
    pub attached: bool,
    /// Why it must not be read as it stands; `None` where it holds.
    pub negation: Option<Negation>,
}

/// What is usual: one end may be open.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Usual {
    pub low: Option<f64>,
    pub high: Option<f64>,
}

/// Reads a stored resource. What cannot be read is left out.
pub fn reading(body: &str) -> Reading {
    let Ok(root) = Node::parse(body) else {
        return Reading::default();
    };
    let quantity = root.get("valueQuantity");
    let negation = negation(&root);
    let exact = quantity.filter(|one| negation.is_none() && one.text_of("comparator").is_none());
    let number = exact.and_then(number);
    Reading {
        value: value(&root)
            .or_else(|| parts(&root))
            .or_else(|| total(&root))
            .or_else(|| name(&root)),
        number,
        unit: quantity
            .map(|quantity| unit(quantity).to_owned())
            .unwrap_or_default(),
        usual: number.and_then(|_| usual(&root)),
        dose: dose(&root),
        text: text(&root),
        attached: attachments(&root).into_iter().any(is_for_programs),
        negation,
    }
}

fn negation(root: &Node<'_>) -> Option<Negation> {
    const NOT_DONE: &[&str] = &[
        "not-done",
        "not-taken",
        "cancelled",
        "revoked",
        "rejected",
        "noshow",
    ];
    let verification = root.all(&["verificationStatus", "coding"]);
    let verified = verification.iter().filter_map(|one| one.text_of("code"));
    let status = root
        .text_of("status")
        .or_else(|| root.text_of("lifecycleStatus"));
    let said: Vec<&str> = verified.chain(status).collect();
    if said.contains(&"entered-in-error") {
        return Some(Negation::EnteredInError);
    }
    if said.contains(&"refuted") {
        return Some(Negation::Refuted);
    }
    if status.is_some_and(|status| NOT_DONE.contains(&status)) {
        return Some(Negation::NotDone);
    }
    let forbids = root.get("doNotPerform").and_then(Node::plain) == Some("true");
    forbids.then_some(Negation::Forbidden)
}

/// `value[x]` (FHIR R4 Observation).
fn value(node: &Node<'_>) -> Option<String> {
    let quantity = node.get("valueQuantity").and_then(measured);
    let words = || node.text_of("valueString").map(str::to_owned);
    let concept = || node.get("valueCodeableConcept").and_then(concept);
    let whole = || {
        node.get("valueInteger")
            .and_then(Node::plain)
            .map(str::to_owned)
    };
    let day = || {
        node.text_of("valueDateTime")
            .and_then(|at| at.get(..10))
            .map(str::to_owned)
    };
    quantity
        .or_else(words)
        .or_else(concept)
        .or_else(whole)
        .or_else(day)
}

/// The components of an observation. Blood pressure is said as everybody says it.
fn parts(root: &Node<'_>) -> Option<String> {
    const UPPER: &str = "8480-6";
    const LOWER: &str = "8462-4";
    let parts = root.all(&["component"]);
    let coded = |code: &str| {
        let is = |part: &&&Node<'_>| {
            let codings = part.all(&["code", "coding"]);
            codings.iter().any(|one| one.text_of("code") == Some(code))
        };
        parts.iter().find(is)?.get("valueQuantity")
    };
    if let (Some(upper), Some(lower)) = (coded(UPPER), coded(LOWER)) {
        let (high, low) = (number(upper)?, number(lower)?);
        return Some(format!("{}/{} {}", short(high), short(low), unit(upper)));
    }
    let said = parts.iter().filter_map(|part| {
        let name = part.get("code").and_then(concept)?;
        Some(format!("{name} {}", value(part)?))
    });
    let said: Vec<String> = said.collect();
    (!said.is_empty()).then(|| said.join(", "))
}

/// What a bill comes to.
fn total(root: &Node<'_>) -> Option<String> {
    let money = |node: &Node<'_>| {
        let amount: f64 = node.get("value")?.plain()?.parse().ok()?;
        Some(format!(
            "{amount:.2} {}",
            node.text_of("currency").unwrap_or_default()
        ))
    };
    let claim = root.get("total").filter(|total| total.is_object());
    let claim = claim.and_then(money);
    let benefit = || {
        root.all(&["total", "amount"])
            .first()
            .and_then(|one| money(one))
    };
    claim.or_else(benefit).map(|said| said.trim().to_owned())
}

/// What a person is called, in the record of themselves.
fn name(root: &Node<'_>) -> Option<String> {
    if root.text_of("resourceType") != Some("Patient") {
        return None;
    }
    let names = root.all(&["name"]);
    let name = names.first()?;
    let parts = [name.all(&["given"]), name.all(&["family"])].concat();
    let parts: Vec<&str> = parts.into_iter().filter_map(Node::text).collect();
    let said = name
        .text_of("text")
        .map_or_else(|| parts.join(" "), str::to_owned);
    (!said.is_empty()).then_some(said)
}

/// Birth date, phone, email and address of the one whose record it is.
fn contact(root: &Node<'_>) -> Vec<String> {
    if root.text_of("resourceType") != Some("Patient") {
        return Vec::new();
    }
    let born = root.text_of("birthDate").map(str::to_owned);
    let reached = root.all(&["telecom"]).into_iter();
    let reached = reached.filter_map(|one| one.text_of("value").map(str::to_owned));
    let lives = root.all(&["address"]).into_iter().map(|address| {
        let fields = ["line", "city", "state", "postalCode", "country"];
        let parts = fields.iter().flat_map(|field| address.all(&[field]));
        let parts: Vec<&str> = parts.filter_map(Node::text).collect();
        parts.join(", ")
    });
    born.into_iter().chain(reached).chain(lives).collect()
}

fn measured(quantity: &Node<'_>) -> Option<String> {
    let sign = quantity.text_of("comparator").unwrap_or_default();
    let said = format!("{sign}{} {}", short(number(quantity)?), unit(quantity));
    Some(said.trim().to_owned())
}

fn number(quantity: &Node<'_>) -> Option<f64> {
    let number: f64 = quantity.get("value")?.plain()?.parse().ok()?;
    number.is_finite().then_some(number)
}

fn unit<'n>(quantity: &'n Node<'_>) -> &'n str {
    let unit = quantity
        .text_of("unit")
        .or_else(|| quantity.text_of("code"));
    unit.unwrap_or_default()
}

/// With as many digits as a person reads: four behind the point of a small number, two of a larger one, and all of one that
/// would be nothing without them.
fn short(number: f64) -> String {
    let digits = if number.abs() < 0.1 { 4 } else { 2 };
    if number != 0.0 && number.abs() < 0.0001 {
        return number.to_string();
    }
    let said = format!("{number:.digits$}");
    if said.contains('.') {
        said.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        said
    }
}

fn usual(root: &Node<'_>) -> Option<Usual> {
    let ranges = root.all(&["referenceRange"]);
    let usual = ranges.iter().map(|range| Usual {
        low: range.get("low").and_then(number),
        high: range.get("high").and_then(number),
    });
    usual
        .into_iter()
        .find(|usual| usual.low.is_some() || usual.high.is_some())
}

fn concept(node: &Node<'_>) -> Option<String> {
    let display = || {
        let codings = node.all(&["coding"]);
        codings.iter().find_map(|one| one.text_of("display"))
    };
    node.text_of("text").or_else(display).map(str::to_owned)
}

/// `dosageInstruction` of an order, `dosage` of a statement.
fn dose(root: &Node<'_>) -> Option<String> {
    let all = [root.all(&["dosageInstruction"]), root.all(&["dosage"])].concat();
    let said: Vec<String> = all
        .iter()
        .filter_map(|one| {
            let amount = one.all(&["doseAndRate", "doseQuantity"]);
            let amount = || amount.first().and_then(|quantity| measured(quantity));
            let words = one
                .text_of("text")
                .or_else(|| one.text_of("patientInstruction"));
            words.map(str::to_owned).or_else(amount)
        })
        .collect();
    (!said.is_empty()).then(|| said.join("; "))
}

/// The words of a document that is text, of a report, or of remarks.
fn text(root: &Node<'_>) -> Option<String> {
    let documents = attachments(root).into_iter().filter_map(plain_text);
    let conclusion = root.text_of("conclusion").map(str::to_owned);
    let remarks = root.all(&["note"]).into_iter();
    let remarks = remarks.filter_map(|note| note.text_of("text").map(str::to_owned));
    let messages = root.all(&["payload"]).into_iter();
    let messages = messages.filter_map(|one| one.text_of("contentString").map(str::to_owned));
    let reactions = root
        .all(&["reaction", "manifestation"])
        .into_iter()
        .filter_map(concept);
    let said: Vec<String> = documents
        .chain(conclusion)
        .chain(remarks)
        .chain(messages)
        .chain(reactions)
        .chain(contact(root))
        .collect();
    (!said.is_empty()).then(|| said.join("\n"))
}

#[cfg(test)]
mod tests;
