//! Maria's caregiver as tests need him, made by the operations.

use domain::{
    assurance::{Assurance, AuthenticationMethod},
    catalogue::{DataCategory, SensitiveTopic, TopicSet},
    delegation::{Ability, AbilitySet, Delegation, Invitation, Lasting, Limits, Relationship},
    ids::PersonId,
    language::Language,
    person::Person,
    proof::ProofFor,
};
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};
use server::{
    operations::{
        acting::Acting,
        administration::add_person::{NewPerson, add_person},
        delegations::{
            accept_invitation::accept_invitation,
            invite_caregiver::{InviteCaregiver, InviteError, invite_caregiver},
        },
        proof::Proof,
        records::import_records::Import,
        sign_in::sign_in_with_password::{Credentials, SignedIn, sign_in},
    },
    passwords::Password,
};

use super::{
    World,
    samples::{PASSWORD, patient},
};

pub(crate) const DANIEL: &str = "caregiver@demo.sayso.example";

/// Lab results and health conditions, mental health among them, and everything a caregiver can do.
pub(crate) fn usual() -> Limits {
    Limits {
        categories: [DataCategory::LabResults, DataCategory::Problems]
            .into_iter()
            .collect(),
        topics: TopicSet::of(SensitiveTopic::MentalHealth),
        abilities: AbilitySet::all(),
    }
}

pub(crate) fn may(abilities: &[Ability]) -> Limits {
    Limits {
        abilities: abilities.iter().copied().collect(),
        ..usual()
    }
}

pub(crate) fn acting(person: &Person) -> Acting {
    Acting::own(person.id, person.patient.clone().unwrap())
}

/// A health condition, with a security label where it has one (HL7 v3 ActCode).
fn condition(id: &str, title: &str, label: Option<&str>) -> Value {
    let mut record = json!({
        "resourceType": "Condition",
        "id": id,
        "category": [{ "coding": [{
            "system": "http://terminology.hl7.org/CodeSystem/condition-category",
            "code": "problem-list-item",
        }] }],
        "code": { "text": title },
        "subject": { "reference": "Patient/maria" },
        "recordedDate": "2026-03-01",
    });
    if let Some(code) = label {
        let system = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
        record["meta"] = json!({ "security": [{ "system": system, "code": code }] });
    }
    record
}

impl World {
    pub(crate) async fn somebody(&self, email: &str, name: &str) -> Person {
        let new = NewPerson {
            email: email.parse().unwrap(),
            name: name.parse().unwrap(),
            password: Password::new(PASSWORD.to_owned()),
            language: Language::English,
            patient: None,
            role: None,
        };
        add_person(&self.deps, self.ctx(), new).await.unwrap()
    }

    pub(crate) async fn daniel(&self) -> Person {
        self.somebody(DANIEL, "Daniel Keller").await
    }

    pub(crate) async fn signed_in(&self, email: &str) -> SignedIn {
        let credentials = Credentials {
            email: email.to_owned(),
            password: PASSWORD.to_owned(),
        };
        sign_in(&self.deps, self.ctx(), credentials).await.unwrap()
    }

    /// Somebody showed who they are, for this, a moment ago.
    pub(crate) fn proof(&self, person: PersonId, action: ProofFor) -> Proof {
        Proof {
            person,
            action,
            assurance: Assurance {
                method: AuthenticationMethod::Password,
                authenticated_at: self.now(),
            },
        }
    }

    pub(crate) fn invite(&self, maria: &Person, limits: Limits) -> InviteCaregiver {
        let invite = InviteCaregiver {
            name: "Daniel".parse().unwrap(),
            email: DANIEL.parse().unwrap(),
            relationship: Relationship::Child,
            limits,
            lasting: Lasting::USUAL,
            language: Language::English,
            proof: None,
        };
        let proof = self.proof(maria.id, invite.proof_for());
        InviteCaregiver {
            proof: Some(proof),
            ..invite
        }
    }

    /// The invitation, and the link as the mail holds it.
    pub(crate) async fn invited(&self, maria: &Person, limits: Limits) -> (Invitation, String) {
        let invite = self.invite(maria, limits);
        let sent: Result<_, InviteError> =
            invite_caregiver(&self.deps, self.ctx(), &acting(maria), invite).await;
        (sent.unwrap(), self.last_link().await)
    }

    async fn last_link(&self) -> String {
        let raw = self.database.raw().await;
        let sql = "select secret from notice where kind = 'invited' order by created_at desc, id desc limit 1";
        let row = raw
            .query_one_raw(Statement::from_string(raw.get_database_backend(), sql))
            .await
            .unwrap()
            .unwrap();
        let link: String = row.try_get_by_index(0).unwrap();
        raw.close().await.unwrap();
        link.rsplit('/').next().unwrap().to_owned()
    }

    /// Daniel helps Maria.
    pub(crate) async fn delegation_to(
        &self,
        maria: &Person,
        daniel: &Person,
        limits: Limits,
    ) -> Delegation {
        let (invitation, link) = self.invited(maria, limits).await;
        let code = invitation.code.as_str();
        accept_invitation(&self.deps, self.ctx(), daniel.id, &link, code)
            .await
            .unwrap()
    }

    /// A small record: what is ticked, what is not, and what is sensitive of both.
    pub(crate) async fn small_record(&self) {
        let lab = json!({
            "resourceType": "Observation",
            "id": "lab",
            "status": "final",
            "category": [{ "coding": [{
                "system": "http://terminology.hl7.org/CodeSystem/observation-category",
                "code": "laboratory",
            }] }],
            "code": { "text": "Sugar", "coding": [{ "system": "http://loinc.org", "code": "4548-4" }] },
            "subject": { "reference": "Patient/maria" },
            "effectiveDateTime": "2026-04-01",
        });
        let shot = json!({
            "resourceType": "Immunization",
            "id": "shot",
            "status": "completed",
            "vaccineCode": { "text": "Flu shot" },
            "patient": { "reference": "Patient/maria" },
            "occurrenceDateTime": "2026-02-01",
        });
        let maria = json!({
            "resourceType": "Patient",
            "id": patient().as_str(),
            "name": [{ "given": ["Maria"], "family": "Keller" }],
        });
        let records = [
            maria,
            lab,
            shot,
            condition("knee", "Knee pain", None),
            condition("mood", "Low mood", Some("MH")),
            condition("hiv", "Infection", Some("HIV")),
        ];
        let entries: Vec<Value> = records
            .into_iter()
            .map(|resource| json!({ "resource": resource }))
            .collect();
        let bundle = json!({ "resourceType": "Bundle", "type": "collection", "entry": entries });
        let mut import = Import::new(&self.deps, self.ctx());
        import.text("small", &bundle.to_string()).await.unwrap();
        assert_eq!(import.report().refused, 0);
    }
}
