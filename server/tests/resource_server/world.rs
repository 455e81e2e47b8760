//! A hospital with two patients and apps that were given something, on a fresh database of each kind.

mod answer;
mod app;
mod evidence;
mod step_up;

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use axum::{Router, body::Body, http::Request};
use chrono::TimeDelta;
use domain::{
    acr::Demand,
    actor::Actor,
    assurance::{Assurance, AuthenticationMethod},
    catalogue::{CategorySet, DataCategory, PurposeOfUse, SensitiveTopic},
    client::{Client, ClientAuthentication, RedirectUri, ReviewState},
    consent::{
        Access, AccessChoice, AuthorizationRequest, Choice, Consent, DataPeriod, NewDecision,
        Offer, Parties, PkceChallenge, Stage, Wording,
    },
    grant::{Grant, GrantState},
    ids::{ClientId, PatientId, PersonId},
    language::Language,
    person::{Email, Person},
    scope::{ScopeSet, compile},
    token::AccessToken,
};
use sea_orm::DatabaseConnection;
use serde_json::Value;
use server::{
    clock::{Clock, TestClock},
    operations::records::import_records::Import,
    secret::SecretKind,
    state::Deps,
    store::{Credential, PasswordHash, RegisteredClient},
};
use tower::ServiceExt;

pub(crate) use app::App;

use crate::support::{self, Answer, Database, OnDatabase};

/// A hospital, and its database as the tests look into it.
pub(crate) struct World {
    pub(crate) deps: Deps,
    pub(crate) clock: Arc<TestClock>,
    pub(crate) records: DatabaseConnection,
    router: Router,
    _database: Database,
}

impl OnDatabase for World {
    async fn on(database: Database) -> Self {
        let records = database.raw().await;
        let empty = support::World::on(database).await;
        let world = Self {
            deps: empty.deps,
            clock: empty.clock,
            records,
            router: empty.router,
            _database: empty.database,
        };
        world.add_patients().await;
        world
    }
}

impl World {
    /// Alice, whose record the apps may read, and Bob, whose record nobody may.
    async fn add_patients(&self) {
        let tx = self.deps.store.begin().await.unwrap();
        for (name, id) in [
            ("alice", alice()),
            ("bob", PatientId::parse("bob").unwrap()),
        ] {
            let person = Person {
                id: Self::person(name),
                email: Email::parse(&format!("{name}@hospital.example")).unwrap(),
                name: name.parse().unwrap(),
                language: Language::English,
                patient: Some(id),
                role: None,
                created_at: self.clock.now(),
            };
            tx.people()
                .insert(&person, &PasswordHash::new("-".to_owned()))
                .await
                .unwrap();
        }
        tx.wordings().insert("what was shown").await.unwrap();
        tx.commit().await.unwrap();
    }

    pub(crate) fn person(name: &str) -> PersonId {
        PersonId::from_uuid(uuid::Uuid::from_u128(u128::from(name.as_bytes()[0])))
    }

    /// Puts resources into the records, labelled as an import labels them.
    pub(crate) async fn import(&self, resources: &[Value]) {
        let entries: Vec<Value> = resources
            .iter()
            .map(|resource| serde_json::json!({ "resource": resource }))
            .collect();
        let bundle =
            serde_json::json!({ "resourceType": "Bundle", "type": "collection", "entry": entries });
        let mut import = Import::new(&self.deps, self.deps.own_context());
        import.text("test", &bundle.to_string()).await.unwrap();
        let report = import.report();
        assert_eq!(report.refusals.len(), 0, "{report:?}");
    }

    /// An app that asked for `asked` and was given `granted` for thirty days.
    pub(crate) async fn app(&self, asked: &str, granted: &[DataCategory]) -> App<'_> {
        self.connect(asked, granted, &[], None).await
    }

    /// As [`Self::app`], about another patient.
    pub(crate) async fn app_of(
        &self,
        subject: &PatientId,
        asked: &str,
        granted: &[DataCategory],
    ) -> App<'_> {
        self.give(subject, asked, thirty_days(granted, &[], None))
            .await
    }

    pub(crate) async fn connect(
        &self,
        asked: &str,
        granted: &[DataCategory],
        topics: &[SensitiveTopic],
        period: Option<DataPeriod>,
    ) -> App<'_> {
        self.give(&alice(), asked, thirty_days(granted, topics, period))
            .await
    }

    async fn give(&self, subject: &PatientId, asked: &str, choice: Choice) -> App<'_> {
        let now = self.clock.now();
        let client = self.register(asked).await;
        let consent = self.consent(subject, &client, asked, &choice);
        let categories: CategorySet = choice.categories;
        let scope = compile(&ScopeSet::parse(asked), categories, choice.topics, true);
        let grant = Grant {
            id: self.deps.new_id(now),
            consent: consent.id,
            client: client.id.clone(),
            subject: subject.clone(),
            person: Self::person("alice"),
            scope: scope.clone(),
            authentication: consent.assurance,
            created_at: now,
            state: GrantState::Live,
        };
        let token = self.deps.secret(SecretKind::AccessToken);
        let access = AccessToken::issue(grant.id, scope, Access::Until, consent.expires_at, now);
        let tx = self.deps.store.begin().await.unwrap();
        tx.consents().insert(&consent).await.unwrap();
        tx.grants().insert(&grant).await.unwrap();
        tx.tokens()
            .insert_access(&token.digest(), &access)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        App {
            world: self,
            token: token.expose().to_owned(),
            consent,
            grant,
        }
    }

    async fn register(&self, asked: &str) -> Client {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let client = Client {
            id: ClientId::parse(format!("app-{number}")).unwrap(),
            name: "Sugar Coach".parse().unwrap(),
            maker: "Sugar Coach GmbH".parse().unwrap(),
            authentication: ClientAuthentication::None,
            redirect_uris: vec![RedirectUri::parse("http://127.0.0.1/callback").unwrap()],
            allowed_scopes: ScopeSet::parse(asked),
            needed_scopes: ScopeSet::EMPTY,
            purposes: vec![PurposeOfUse::SelfCare],
            review: ReviewState::Verified,
            may_introspect: false,
        };
        let registered = RegisteredClient {
            client: client.clone(),
            credential: Credential::None,
            registered_at: self.clock.now(),
        };
        let tx = self.deps.store.begin().await.unwrap();
        tx.clients().insert(&registered).await.unwrap();
        tx.commit().await.unwrap();
        client
    }

    fn consent(
        &self,
        subject: &PatientId,
        client: &Client,
        asked: &str,
        choice: &Choice,
    ) -> Consent {
        let now = self.clock.now();
        let request = AuthorizationRequest {
            id: self.deps.new_id(now),
            client: client.id.clone(),
            redirect_uri: "http://127.0.0.1/callback".to_owned(),
            scope: ScopeSet::parse(asked),
            purpose: PurposeOfUse::SelfCare,
            state: None,
            nonce: None,
            challenge: PkceChallenge::parse(&"a".repeat(43)).unwrap(),
            demand: Demand::NONE,
            created_at: now,
            opened_at: None,
            draft: None,
            stage: Stage::Pending,
        };
        let offer = Offer::of(&request, client, None, now);
        let decision = NewDecision {
            grantor: Actor::Patient {
                person: Self::person("alice"),
            },
            choice: choice.check(&offer, now).unwrap(),
            wording: Wording {
                screen: "consent".to_owned(),
                language: Language::English,
                version: "1".to_owned(),
                digest: server::secret::Digest::of(b"what was shown").hex(),
                privacy_notice: None,
            },
            assurance: Assurance {
                method: AuthenticationMethod::Password,
                authenticated_at: now,
            },
        };
        let parties = Parties {
            subject: subject.clone(),
            client: client.id.clone(),
            purpose: PurposeOfUse::SelfCare,
        };
        Consent::give(self.deps.new_id(now), parties, decision, now)
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        Answer::of(self.router.clone().oneshot(request).await.unwrap()).await
    }

    pub(crate) fn pass(&self, time: TimeDelta) {
        self.clock.advance(time);
    }
}

fn thirty_days(
    granted: &[DataCategory],
    topics: &[SensitiveTopic],
    period: Option<DataPeriod>,
) -> Choice {
    Choice {
        categories: granted.iter().copied().collect(),
        topics: topics.iter().copied().collect(),
        access: AccessChoice::Days(30),
        period,
    }
}

pub(crate) fn alice() -> PatientId {
    PatientId::parse("alice").unwrap()
}
