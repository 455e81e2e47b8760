//! Who asks: nobody, another patient, a member of the staff, a caregiver and one whose help has ended, and Maria, whose
//! things they are.

use axum::{
    body::Body,
    http::{Request, header},
};
use chrono::TimeDelta;
use domain::{
    actor::{Actor, StaffRole},
    assurance::{Assurance, AuthenticationMethod},
    catalogue::{CategorySet, DataCategory, TopicSet},
    consent::Consent,
    delegation::{
        Ability, AbilitySet, Basis, Delegation, DelegationEndCause, DelegationState, Limits,
        Relationship,
    },
    ids::{AuthorizationRequestId, ConsentId, DelegationId, PatientId},
    language::Language,
    person::Person,
    session::Session,
};
use server::{
    http::session,
    operations::administration::add_person::{NewPerson, add_person},
    passwords::Password,
    secret::SecretKind,
};

use crate::{
    routes::rows::Row,
    support::{
        Answer, World,
        samples::{SUGAR_COACH, patient},
    },
};

// Well formed, and nobody's.
const NO_PASSKEY: &str = "passkey_00000000000000000000000000000001";
const NO_CEREMONY: &str = "ceremony_00000000000000000000000000000001";
const NO_INVITATION: &str = "invitation_00000000000000000000000000000001";
const NO_SESSION: &str = "session_00000000000000000000000000000001";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Who {
    Nobody,
    /// Another patient.
    Stranger,
    Staff,
    /// Acts for Maria, and may look at lab results only.
    Caregiver,
    /// Acted for Maria until she ended it.
    EndedCaregiver,
    /// Maria; of an app, the one that she shares with.
    Owner,
}

impl Who {
    pub(crate) const ALL: [Self; 6] = [
        Self::Nobody,
        Self::Stranger,
        Self::Staff,
        Self::Caregiver,
        Self::EndedCaregiver,
        Self::Owner,
    ];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Nobody => "nobody",
            Self::Stranger => "stranger",
            Self::Staff => "staff",
            Self::Caregiver => "caregiver",
            Self::EndedCaregiver => "ended",
            Self::Owner => "owner",
        }
    }
}

/// What addresses name, and who is who.
pub(crate) struct Ids {
    maria: Person,
    stranger: Person,
    staff: Person,
    caregiver: (Person, DelegationId),
    ended: (Person, DelegationId),
    consent: ConsentId,
    request: AuthorizationRequestId,
    token: String,
}

impl Ids {
    pub(crate) async fn prepare(world: &World) -> Self {
        let shared = world.shared().await;
        let stranger = person(world, "stranger", Some("bob"), None).await;
        let staff = person(world, "staff", None, Some(StaffRole::PrivacyOfficer)).await;
        let caregiver = person(world, "caregiver", None, None).await;
        let helps = help(world, &caregiver, None).await;
        let ended = person(world, "ended", None, None).await;
        let patients = help(world, &ended, Some(shared.person.actor())).await;
        let asked = world.get(&ask()).await;
        let location = asked.header("location");
        let request = location[location.find("request_").unwrap()..].parse();
        Self {
            maria: shared.person,
            stranger,
            staff,
            caregiver: (caregiver, helps),
            ended: (ended, patients),
            consent: shared.consent.id,
            request: request.unwrap(),
            token: shared.access.expose().to_owned(),
        }
    }

    /// What nobody else may change.
    pub(crate) async fn state(&self, world: &World) -> Option<Consent> {
        let reader = world.store().read();
        reader.consents().find(self.consent).await.unwrap()
    }

    /// Whose things they are.
    pub(crate) const fn owner(&self) -> &Person {
        &self.maria
    }

    /// One request, and its answer in short.
    pub(crate) async fn answer(&self, world: &World, row: &Row, who: Who) -> String {
        self.told(&self.ask(world, row, who).await)
    }

    /// One request.
    pub(crate) async fn ask(&self, world: &World, row: &Row, who: Who) -> Answer {
        let request = Request::builder()
            .method(row.method)
            .uri(self.fill(row.path))
            .header(header::ACCEPT, row.accept);
        let kind = if row.body.starts_with('{') {
            "application/json"
        } else {
            "application/x-www-form-urlencoded"
        };
        let request = request.header(header::CONTENT_TYPE, kind);
        let request = match (self.cookie(world, who).await, row.by_app) {
            (_, true) if who == Who::Owner => {
                request.header(header::AUTHORIZATION, format!("Bearer {}", self.token))
            }
            (Some(cookie), false) => request.header(header::COOKIE, cookie),
            _ => request,
        };
        let body = Body::from(self.fill(row.body));
        world.send(request.body(body).unwrap()).await
    }

    fn fill(&self, text: &str) -> String {
        text.replace("{consent}", &self.consent.to_string())
            .replace("{delegation}", &self.caregiver.1.to_string())
            .replace("{passkey}", NO_PASSKEY)
            .replace("{ceremony}", NO_CEREMONY)
            .replace("{invitation}", NO_INVITATION)
            .replace("{session}", NO_SESSION)
            .replace("{secret}", "guessed")
            .replace("{version}", "1")
            .replace("{request}", &self.request.to_string())
            .replace("{type}", "Observation")
            .replace("{id}", "o1")
            .replace("{*rest}", "x")
    }

    /// The status, and where it leads.
    fn told(&self, answer: &Answer) -> String {
        let location = answer
            .header("location")
            .replace(&self.consent.to_string(), "{consent}")
            .replace(&self.request.to_string(), "{request}")
            .replace(&self.caregiver.1.to_string(), "{delegation}");
        let query = location.split_once('?').map_or("", |(_, query)| query);
        let problem = query.split('&').find(|pair| pair.starts_with("problem="));
        let path = location.split('?').next().unwrap();
        [Some(answer.status.as_str()), Some(path), problem]
            .into_iter()
            .flatten()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// A session of its own for each request: some rows end it.
    async fn cookie(&self, world: &World, who: Who) -> Option<String> {
        let (person, acting_for) = match who {
            Who::Nobody => return None,
            Who::Stranger => (&self.stranger, None),
            Who::Staff => (&self.staff, None),
            Who::Caregiver => (&self.caregiver.0, Some(self.caregiver.1)),
            Who::EndedCaregiver => (&self.ended.0, Some(self.ended.1)),
            Who::Owner => (&self.maria, None),
        };
        let (now, secret) = (world.now(), world.deps.secret(SecretKind::Session));
        let assurance = Assurance {
            method: AuthenticationMethod::Password,
            authenticated_at: now,
        };
        let session = Session::begin(world.deps.new_id(now), person.id, assurance, now);
        let tx = world.store().begin().await.unwrap();
        let inserted = tx.sessions().insert(&session, &secret.digest()).await;
        inserted.unwrap();
        let acting = tx.sessions().save_acting(session.id, acting_for).await;
        acting.unwrap();
        tx.commit().await.unwrap();
        let cookie = session::cookie(&world.deps, &secret);
        cookie.split(';').next().map(str::to_owned)
    }
}

/// Somebody helps Maria with lab results, or did until this actor ended it.
async fn help(world: &World, caregiver: &Person, ended_by: Option<Actor>) -> DelegationId {
    let now = world.now();
    let delegation = Delegation {
        id: world.deps.new_id(now),
        subject: patient(),
        caregiver: caregiver.id,
        basis: Basis::Invited,
        relationship: Relationship::Friend,
        limits: Limits {
            categories: CategorySet::of(DataCategory::LabResults),
            topics: TopicSet::EMPTY,
            abilities: AbilitySet::of(Ability::SeeRecords),
        },
        created_at: now,
        decided_at: now,
        topics_until: now + TimeDelta::days(30),
        until: now + TimeDelta::days(30),
        last_used_at: now,
        ages: None,
        state: DelegationState::Active,
    };
    let id = delegation.id;
    let tx = world.store().begin().await.unwrap();
    tx.delegations().insert(&delegation).await.unwrap();
    if let Some(by) = ended_by {
        let cause = DelegationEndCause::EndedByPatient;
        let ended = delegation.end(by, cause, now).unwrap();
        tx.delegations().save(&ended).await.unwrap();
    }
    tx.commit().await.unwrap();
    id
}

async fn person(
    world: &World,
    name: &str,
    patient: Option<&str>,
    role: Option<StaffRole>,
) -> Person {
    let new = NewPerson {
        email: format!("{name}@demo.sayso.example").parse().unwrap(),
        name: name.parse().unwrap(),
        password: Password::new("try-sayso-now".to_owned()),
        language: Language::English,
        patient: patient.map(|id| PatientId::parse(id).unwrap()),
        role,
    };
    add_person(&world.deps, world.ctx(), new).await.unwrap()
}

fn ask() -> String {
    format!(
        "/oauth/authorize?response_type=code&client_id={SUGAR_COACH}&redirect_uri=http%3A%2F%2F127.0.0.1%2Fcallback\
         &scope=launch%2Fpatient+patient%2FObservation.rs&state=s1&aud=http%3A%2F%2Flocalhost%3A3000%2Ffhir\
         &code_challenge={}&code_challenge_method=S256",
        "a".repeat(43)
    )
}
