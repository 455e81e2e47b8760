//! People, apps and decisions as tests need them, made by the operations where there is one.

use domain::{
    actor::Actor,
    assurance::{Assurance, AuthenticationMethod},
    audit::{AuditAction, AuditEvent},
    catalogue::{CategorySet, DataCategory, TopicSet},
    client::Client,
    consent::{Access, Consent, ConsentState, Wording},
    grant::{Grant, GrantState},
    ids::{ClientId, PatientId},
    language::Language,
    person::Person,
    proof::ProofFor,
    scope::ScopeSet,
    token::AccessToken,
};
use sea_orm::{ConnectionTrait, QueryResult, Statement};
use server::{
    demo::clients,
    operations::administration::{
        add_person::{NewPerson, add_person},
        register_client::{Credential, register_client},
    },
    passwords::Password,
    secret::{Digest, Secret, SecretKind},
    store::Triple,
};

use super::World;

const MARIA: &str = "maria";
pub(crate) const EMAIL: &str = "patient@demo.sayso.example";
pub(crate) const PASSWORD: &str = "try-sayso-now";
pub(crate) const SUGAR_COACH: &str = "sugar-coach";
pub(crate) const BILL_HELPER: &str = "bill-helper";
const WORDS: &str = "Sugar Coach asks to see your lab results.";

/// One patient who shares with one app: everything that hangs together.
pub(crate) struct Shared {
    pub(crate) person: Person,
    pub(crate) consent: Consent,
    pub(crate) grant: Grant,
    pub(crate) access: Secret,
}

pub(crate) fn categories(list: &[DataCategory]) -> CategorySet {
    list.iter().copied().collect()
}

impl World {
    /// The demo's patient, with an account.
    pub(crate) async fn maria(&self) -> Person {
        let new = NewPerson {
            email: EMAIL.parse().unwrap(),
            name: "Maria Keller".parse().unwrap(),
            password: Password::new(PASSWORD.to_owned()),
            language: Language::English,
            patient: Some(patient()),
            role: None,
        };
        add_person(&self.deps, self.ctx(), new).await.unwrap()
    }

    /// One of the demo's apps, registered.
    pub(crate) async fn app(&self, id: &str) -> Client {
        let mut apps = clients::clients().into_iter();
        let (client, secret) = apps.find(|(client, _)| client.id.as_str() == id).unwrap();
        let credential = secret.map_or(Credential::None, |secret| {
            Credential::Secret(Digest::of(secret.as_bytes()))
        });
        let registered = register_client(&self.deps, self.ctx(), client, credential).await;
        registered.unwrap().client
    }

    /// A decision of Maria's that runs for 30 days from now.
    pub(crate) fn decision(&self, person: &Person, client: &Client) -> Consent {
        let now = self.now();
        Consent {
            id: self.deps.new_id(now),
            version: 1,
            subject: patient(),
            grantor: person.actor(),
            client: client.id.clone(),
            purpose: client.purposes[0],
            granted: categories(&[DataCategory::LabResults, DataCategory::VitalSigns]),
            topics: TopicSet::EMPTY,
            refused: categories(&[DataCategory::Medications]),
            refused_topics: TopicSet::EMPTY,
            period: None,
            access: Access::Until,
            decided_at: now,
            expires_at: now + chrono::TimeDelta::days(30),
            wording: wording(),
            assurance: by_password(self),
            state: ConsentState::Active,
        }
    }

    /// Writes a decision with its words.
    pub(crate) async fn give(&self, consent: &Consent) {
        let tx = self.store().begin().await.unwrap();
        tx.wordings().insert(WORDS).await.unwrap();
        tx.consents().insert(consent).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Maria shares with Sugar Coach, and it holds an access token.
    pub(crate) async fn shared(&self) -> Shared {
        let (person, client) = (self.maria().await, self.app(SUGAR_COACH).await);
        let consent = self.decision(&person, &client);
        self.give(&consent).await;
        let grant = self.connect(&person, &consent).await;
        let access = self.access_token(&grant, &consent).await;
        Shared {
            person,
            consent,
            grant,
            access,
        }
    }

    pub(crate) async fn connect(&self, person: &Person, consent: &Consent) -> Grant {
        let grant = Grant {
            id: self.deps.new_id(self.now()),
            consent: consent.id,
            client: consent.client.clone(),
            subject: consent.subject.clone(),
            person: person.id,
            scope: ScopeSet::parse("patient/Observation.rs offline_access"),
            authentication: consent.assurance,
            created_at: self.now(),
            state: GrantState::Live,
        };
        let tx = self.store().begin().await.unwrap();
        tx.grants().insert(&grant).await.unwrap();
        tx.commit().await.unwrap();
        grant
    }

    pub(crate) async fn access_token(&self, grant: &Grant, consent: &Consent) -> Secret {
        let secret = self.deps.secret(SecretKind::AccessToken);
        let (scope, ends) = (grant.scope.clone(), consent.expires_at);
        let token = AccessToken::issue(grant.id, scope, consent.access, ends, self.now());
        let tx = self.store().begin().await.unwrap();
        let written = tx.tokens().insert_access(&secret.digest(), &token).await;
        written.unwrap();
        tx.commit().await.unwrap();
        secret
    }

    /// The kinds of news that people were told, in the order of the alphabet.
    pub(crate) async fn told(&self) -> Vec<String> {
        let raw = self.database.raw().await;
        let sql = "select kind from notice order by kind";
        let all = Statement::from_string(raw.get_database_backend(), sql);
        let rows = raw.query_all_raw(all).await.unwrap();
        raw.close().await.unwrap();
        let kind = |row: &QueryResult| row.try_get::<String>("", "kind").unwrap();
        rows.iter().map(kind).collect()
    }

    /// The code that was mailed last.
    pub(crate) async fn mailed_code(&self) -> Option<String> {
        let raw = self.database.raw().await;
        let sql = "select secret from notice where kind = 'sign-in-code' order by created_at desc, id desc";
        let all = Statement::from_string(raw.get_database_backend(), sql);
        let row = raw.query_one_raw(all).await.unwrap();
        raw.close().await.unwrap();
        row.and_then(|row| row.try_get("", "secret").unwrap())
    }

    /// Evidence of one read of lab results by Sugar Coach.
    pub(crate) fn read_event(&self) -> AuditEvent {
        let client = ClientId::parse(SUGAR_COACH).unwrap();
        let actor = Actor::Client {
            client: client.clone(),
        };
        AuditEvent {
            subject: Some(patient()),
            client: Some(client),
            categories: CategorySet::of(DataCategory::LabResults),
            count: Some(12),
            ..self
                .deps
                .event(self.ctx(), self.now(), actor, AuditAction::RecordSearched)
        }
    }
}

impl Shared {
    pub(crate) fn triple(&self) -> Triple<'_> {
        Triple::of(&self.consent)
    }
}

pub(crate) fn patient() -> PatientId {
    PatientId::parse(MARIA).unwrap()
}

/// What a proof for a copy of her record is bound to.
pub(crate) fn export() -> ProofFor {
    ProofFor::ExportRecord {
        patient: patient(),
        topics: TopicSet::for_apps(),
    }
}

fn by_password(world: &World) -> Assurance {
    Assurance {
        method: AuthenticationMethod::Password,
        authenticated_at: world.now(),
    }
}

fn wording() -> Wording {
    Wording {
        screen: "consent".to_owned(),
        language: Language::English,
        version: "1".to_owned(),
        digest: Digest::of(WORDS.as_bytes()).hex(),
        privacy_notice: None,
    }
}
