//! Small builders for the shapes that the demo records share: R4, after the profiles of US Core.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

pub(super) const LOINC: &str = "http://loinc.org";
pub(super) const SNOMED: &str = "http://snomed.info/sct";
pub(super) const CVX: &str = "http://hl7.org/fhir/sid/cvx";
const OBSERVATION_CATEGORY: &str = "http://terminology.hl7.org/CodeSystem/observation-category";
const CLAIM_TYPE: &str = "http://terminology.hl7.org/CodeSystem/claim-type";
const UNITS: &str = "http://unitsofmeasure.org";

/// A concept of one code, with the words that people read.
pub(super) fn concept(system: &str, code: &str, text: &str) -> Value {
    json!({ "coding": [{ "system": system, "code": code, "display": text }], "text": text })
}

pub(super) fn reference(target: &str) -> Value {
    json!({ "reference": target })
}

/// Adds members to a resource that has been built.
pub(super) fn with(mut resource: Value, more: Value) -> Value {
    if let (Value::Object(members), Value::Object(more)) = (&mut resource, more) {
        members.extend(more);
    }
    resource
}

/// Whose records are being built.
#[derive(Clone, Copy)]
pub(super) struct Of(pub &'static str);

impl Of {
    pub(super) fn patient(self) -> Value {
        reference(&format!("Patient/{}", self.0))
    }

    pub(super) fn id(self, name: &str) -> String {
        format!("{}-{name}", self.0)
    }

    /// An observation with a number.
    pub(super) fn measured(
        self,
        category: &str,
        name: &str,
        when: &str,
        code: (&str, &str),
        value: (f64, &str),
    ) -> Value {
        with(
            self.observed(category, name, when, LOINC, code),
            json!({ "valueQuantity":
                { "value": value.0, "unit": value.1, "system": UNITS, "code": value.1 } }),
        )
    }

    /// An observation without its value.
    pub(super) fn observed(
        self,
        category: &str,
        name: &str,
        when: &str,
        system: &str,
        code: (&str, &str),
    ) -> Value {
        json!({
            "resourceType": "Observation", "id": self.id(name), "status": "final",
            "category": [{ "coding": [{ "system": OBSERVATION_CATEGORY, "code": category }] }],
            "code": concept(system, code.0, code.1),
            "subject": self.patient(), "effectiveDateTime": when,
            "performer": [reference("Organization/lakeside")],
        })
    }

    pub(super) fn blood_pressure(self, name: &str, when: &str, over: (u32, u32)) -> Value {
        let part = |code: &str, text: &str, value: u32| {
            json!({ "code": concept(LOINC, code, text), "valueQuantity":
                { "value": value, "unit": "mmHg", "system": UNITS, "code": "mm[Hg]" } })
        };
        with(
            self.observed(
                "vital-signs",
                name,
                when,
                LOINC,
                ("85354-9", "Blood pressure"),
            ),
            json!({ "component": [
                part("8480-6", "Upper value", over.0), part("8462-4", "Lower value", over.1)] }),
        )
    }

    /// A visit of half an hour; `hour` is such as `2026-04-28T09`.
    pub(super) fn visit(self, name: &str, hour: &str, kind: (&str, &str), who: &str) -> Value {
        json!({
            "resourceType": "Encounter", "id": self.id(name), "status": "finished",
            "class": { "system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "AMB" },
            "type": [concept(SNOMED, kind.0, kind.1)],
            "subject": self.patient(),
            "participant": [{ "individual": reference(&format!("Practitioner/{who}")) }],
            "period": { "start": format!("{hour}:00:00Z"), "end": format!("{hour}:30:00Z") },
            "serviceProvider": reference("Organization/lakeside"),
        })
    }

    /// What the hospital charged for a visit.
    pub(super) fn claim(self, visit: &str, day: &str, dollars: f64) -> Value {
        json!({
            "resourceType": "Claim", "id": self.id(&format!("claim-{visit}")), "status": "active",
            "type": { "coding": [{ "system": CLAIM_TYPE, "code": "professional" }], "text": "Bill for a visit" },
            "use": "claim", "patient": self.patient(),
            "billablePeriod": { "start": day, "end": day }, "created": day,
            "provider": reference("Organization/lakeside"),
            "priority": { "text": "normal" },
            "insurance": [{ "sequence": 1, "focal": true, "coverage": reference(&format!("Coverage/{}", self.id("plan"))) }],
            "item": [{ "sequence": 1, "productOrService": { "text": "Visit" },
                "encounter": [reference(&format!("Encounter/{}", self.id(visit)))] }],
            "total": { "value": dollars, "currency": "USD" },
        })
    }

    /// What the plan paid for it.
    pub(super) fn benefit(self, visit: &str, day: &str, dollars: f64) -> Value {
        let money = |value: f64| json!({ "value": value, "currency": "USD" });
        json!({
            "resourceType": "ExplanationOfBenefit", "id": self.id(&format!("benefit-{visit}")), "status": "active",
            "type": { "coding": [{ "system": CLAIM_TYPE, "code": "professional" }], "text": "What the plan paid" },
            "use": "claim", "patient": self.patient(), "created": day, "outcome": "complete",
            "billablePeriod": { "start": day, "end": day },
            "insurer": reference("Organization/harbor-plan"), "provider": reference("Organization/lakeside"),
            "claim": reference(&format!("Claim/{}", self.id(&format!("claim-{visit}")))),
            "insurance": [{ "focal": true, "coverage": reference(&format!("Coverage/{}", self.id("plan"))) }],
            "total": [{ "category": { "text": "Charged" }, "amount": money(dollars) }],
            "payment": { "amount": money((dollars * 0.8).round()) },
        })
    }

    /// A note that the care team wrote.
    pub(super) fn note(
        self,
        name: &str,
        when: &str,
        kind: (&str, &str),
        who: &str,
        text: &str,
    ) -> Value {
        let attachment = json!({
            "contentType": "text/plain; charset=utf-8", "data": STANDARD.encode(text), "title": kind.1 });
        self.document(name, when, kind, who, &attachment)
    }

    pub(super) fn document(
        self,
        name: &str,
        when: &str,
        kind: (&str, &str),
        who: &str,
        attachment: &Value,
    ) -> Value {
        json!({
            "resourceType": "DocumentReference", "id": self.id(name), "status": "current",
            "type": concept(LOINC, kind.0, kind.1),
            "category": [concept("http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category",
                "clinical-note", "Clinical Note")],
            "subject": self.patient(), "date": when,
            "author": [reference(&format!("Practitioner/{who}"))],
            "content": [{ "attachment": attachment }],
        })
    }

    pub(super) fn vaccine(self, name: &str, day: &str, code: (&str, &str)) -> Value {
        json!({
            "resourceType": "Immunization", "id": self.id(name), "status": "completed",
            "vaccineCode": concept(CVX, code.0, code.1),
            "patient": self.patient(), "occurrenceDateTime": day, "primarySource": true,
            "performer": [{ "actor": reference("Practitioner/whitfield") }],
        })
    }
}
