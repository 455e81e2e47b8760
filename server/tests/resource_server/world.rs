//! A hospital with two patients and apps that were given something, on a fresh database of each kind.

mod answer;
mod app;
mod step_up;

use std::{
    process,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

use axum::{Router, body::Body, http::Request};
use chrono::{DateTime, TimeDelta};
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
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection};
use serde_json::Value;
use server::{
    clock::{Clock, TestClock},
    config::Config,
    entropy::SeededEntropy,
    http::router,
    operations::records::import_records::Import,
    secret::SecretKind,
    state::{AppState, Deps},
    store::{AuditFilter, Credential, PasswordHash, RegisteredClient, Store},
};
use tower::ServiceExt;

pub(crate) use answer::Answer;
pub(crate) use app::App;

/// A database of its own that goes when the test ends.
pub(crate) struct World {
    pub(crate) deps: Deps,
    pub(crate) clock: Arc<TestClock>,
    pub(crate) records: DatabaseConnection,
    router: Router,
    _folder: tempfile::TempDir,
}

/// Runs a test on SQLite, and on PostgreSQL where there is one.
pub(crate) async fn on_every_database(test: impl AsyncFn(World)) {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("sayso.db").display());
    test(World::open(&url, folder).await).await;
    if let Ok(server) = std::env::var("SAYSO_TEST_POSTGRES_URL") {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("sayso_fhir_{}_{number}", process::id());
        let admin = Database::connect(&server).await.unwrap();
        admin
            .execute_unprepared(&format!("create database {name}"))
            .await
            .unwrap();
        let (start, _) = server.rsplit_once('/').unwrap();
        test(World::open(&format!("{start}/{name}"), tempfile::tempdir().unwrap()).await).await;
        admin
            .execute_unprepared(&format!("drop database {name} with (force)"))
            .await
            .unwrap();
    }
}

impl World {
    async fn open(url: &str, folder: tempfile::TempDir) -> Self {
        let store = Store::connect(url).await.unwrap();
        store.migrate().await.unwrap();
        let clock = Arc::new(TestClock::at(
            DateTime::from_timestamp(1_780_000_000, 0).unwrap(),
        ));
        let entropy = Arc::new(SeededEntropy::from_seed(7));
        let deps = Deps::new(store, clock.clone(), entropy, Config::default());
        let router = router(AppState::new(deps.clone()));
        let mut options = ConnectOptions::new(url);
        options.sqlx_logging(false).max_connections(2);
        let records = Database::connect(options).await.unwrap();
        let world = Self {
            deps,
            clock,
            records,
            router,
            _folder: folder,
        };
        world.add_patients().await;
        world
    }

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
                name: name.to_owned(),
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

    fn person(name: &str) -> PersonId {
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
            name: "Sugar Coach".to_owned(),
            maker: "Sugar Coach GmbH".to_owned(),
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
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        Answer {
            status: parts.status,
            headers: parts.headers,
            text: String::from_utf8(body.to_vec()).unwrap(),
        }
    }

    /// The evidence of this consent, oldest first.
    pub(crate) async fn evidence(&self, app: &App<'_>) -> Vec<domain::audit::AuditEvent> {
        let filter = AuditFilter {
            limit: 1000,
            ..AuditFilter::default()
        };
        let reader = self.deps.store.read();
        let mut rows = reader
            .events()
            .for_consent(app.consent.id, &filter)
            .await
            .unwrap();
        rows.sort_by_key(|row| row.seq);
        rows.into_iter().map(|row| row.event).collect()
    }

    pub(crate) fn pass(&self, time: TimeDelta) {
        self.clock.advance(time);
    }

    /// From now on the evidence log takes nothing.
    pub(crate) async fn break_the_evidence_log(&self) {
        let statements = match self.records.get_database_backend() {
            sea_orm::DbBackend::Sqlite => vec![
                "create trigger broken before insert on audit_event begin select raise(abort, 'disk full'); end",
            ],
            _ => vec![
                "create function broken() returns trigger language plpgsql as $$ begin raise exception 'disk full'; end $$",
                "create trigger broken before insert on audit_event for each row execute function broken()",
            ],
        };
        for statement in statements {
            self.records.execute_unprepared(statement).await.unwrap();
        }
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
