//! An app, a patient and the way between them: what the stories of the protocol are told with.

mod answer;
mod call;
mod leaks;
mod patient;
mod question;

use axum::http::HeaderMap;
use chrono::TimeDelta;
use domain::{
    client::{ClientAuthentication, ReviewState},
    ids::{ClientId, PersonId},
    person::Person,
};
use server::{
    demo::clients,
    operations::{
        administration::{
            register_client::{Credential, register_client},
            review_client::review_client,
        },
        tokens::signing_keys::ensure_signing_keys,
    },
    secret::Digest,
};

pub(crate) use answer::{Reply, Tokens};
pub(crate) use call::Call;
pub(crate) use patient::{WORDS, asked_for, lab_results, wording};
pub(crate) use question::Question;

use crate::support::{Database, OnDatabase, World, samples};

pub(crate) const ISSUER: &str = "http://localhost:3000";
pub(crate) const CALLBACK: &str = "http://127.0.0.1:4711/callback";
/// RFC 7636 Appendix B.
pub(crate) const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
pub(crate) const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
const TOKEN: &str = "/oauth/token";

/// Maria, Sugar Coach, Bill Helper and a server that knows them.
pub(crate) struct Story {
    pub(crate) world: World,
    pub(crate) maria: Person,
}

impl Story {
    pub(crate) async fn with_keys(&self) {
        ensure_signing_keys(&self.world.deps).await.unwrap();
    }

    pub(crate) fn patient_id(&self) -> &str {
        self.maria.patient.as_ref().unwrap().as_str()
    }

    pub(crate) const fn person(&self) -> PersonId {
        self.maria.id
    }

    pub(crate) fn wait_seconds(&self, seconds: i64) {
        self.world.later(TimeDelta::seconds(seconds));
    }

    pub(crate) fn wait_days(&self, days: i64) {
        self.world.later(TimeDelta::days(days));
    }

    /// A confidential app that may not ask about the tokens of others.
    pub(crate) async fn register_plain_helper(&self) {
        let basic = ClientAuthentication::ClientSecretBasic;
        self.register_helper("plain-helper", b"plain", basic).await;
    }

    /// A confidential app whose library knows only of secrets in the body.
    pub(crate) async fn register_body_helper(&self) {
        let post = ClientAuthentication::ClientSecretPost;
        self.register_helper("body-helper", b"in the body", post)
            .await;
    }

    async fn register_helper(&self, id: &str, secret: &[u8], by: ClientAuthentication) {
        let (mut client, _) = clients::clients().pop().unwrap();
        client.id = ClientId::parse(id).unwrap();
        client.may_introspect = false;
        client.authentication = by;
        let credential = Credential::Secret(Digest::of(secret));
        let (deps, ctx) = (&self.world.deps, self.world.ctx());
        let registered = register_client(deps, ctx, client, credential).await;
        registered.unwrap();
    }

    pub(crate) async fn suspend_sugar_coach(&self) {
        let id = ClientId::parse(samples::SUGAR_COACH).unwrap();
        let (deps, ctx) = (&self.world.deps, self.world.ctx());
        let reviewed = review_client(deps, ctx, &id, ReviewState::Suspended).await;
        reviewed.unwrap();
    }

    pub(crate) async fn call(&self, call: Call) -> Reply {
        Reply::from(self.world.send(call.into_request()).await)
    }

    pub(crate) async fn get(&self, path: &str) -> Reply {
        self.call(Call::get(path)).await
    }

    pub(crate) async fn post(&self, path: &str, form: &str) -> Reply {
        self.call(Call::post(path, form)).await
    }

    pub(crate) async fn post_as(
        &self,
        client: &str,
        secret: &str,
        path: &str,
        form: &str,
    ) -> Reply {
        self.call(Call::post(path, form).as_client(client, secret))
            .await
    }

    pub(crate) async fn post_as_bill_helper(&self, path: &str, form: &str) -> Reply {
        let secret = clients::BILL_HELPER_SECRET;
        self.post_as(samples::BILL_HELPER, secret, path, form).await
    }

    pub(crate) async fn ask(&self, question: &Question) -> Reply {
        self.get(&question.path()).await
    }

    pub(crate) async fn ask_as(&self, cookie: &HeaderMap, question: &Question) -> Reply {
        let cookie = cookie["cookie"].to_str().unwrap();
        let call = Call::get(&question.path()).with_header("cookie", cookie);
        self.call(call).await
    }

    pub(crate) async fn post_question(&self, question: &Question) -> Reply {
        self.post("/oauth/authorize", &question.form()).await
    }

    /// A code for the usual question.
    pub(crate) async fn code(&self) -> String {
        self.approve(&Question::of_sugar_coach()).await.code()
    }

    pub(crate) async fn exchange(&self, code: &str) -> Reply {
        self.exchange_with(code, "code", code).await
    }

    /// An exchange in which one parameter is another.
    pub(crate) async fn exchange_with(&self, code: &str, name: &str, value: &str) -> Reply {
        let form = exchange_form(code, name, value);
        self.post(TOKEN, &format!("{form}&client_id=sugar-coach"))
            .await
    }

    pub(crate) async fn exchange_as_bill_helper(&self, code: &str) -> Reply {
        let form = exchange_form(code, "code", code);
        self.post_as_bill_helper(TOKEN, &form).await
    }

    pub(crate) async fn connect(&self) -> Tokens {
        let code = self.code().await;
        self.exchange(&code).await.tokens()
    }

    pub(crate) async fn refresh(&self, token: &str) -> Reply {
        self.refresh_for(token, "").await
    }

    pub(crate) async fn refresh_for(&self, token: &str, scope: &str) -> Reply {
        let form = format!(
            "grant_type=refresh_token&client_id=sugar-coach&refresh_token={token}&scope={scope}"
        );
        self.post(TOKEN, &form).await
    }

    pub(crate) async fn introspect(&self, token: &str) -> Reply {
        self.post_as_bill_helper("/oauth/introspect", &format!("token={token}"))
            .await
    }

    pub(crate) async fn is_active(&self, token: &str) -> bool {
        self.introspect(token).await.json()["active"] == true
    }

    pub(crate) async fn revoke(&self, token: &str) -> Reply {
        self.post(
            "/oauth/revoke",
            &format!("client_id=sugar-coach&token={token}"),
        )
        .await
    }

    pub(crate) async fn userinfo(&self, token: &str) -> Reply {
        let call = Call::get("/oauth/userinfo");
        self.call(call.with_header("authorization", &format!("Bearer {token}")))
            .await
    }
}

impl OnDatabase for Story {
    async fn on(database: Database) -> Self {
        let world = World::on(database).await;
        let maria = world.maria().await;
        world.app(samples::SUGAR_COACH).await;
        world.app(samples::BILL_HELPER).await;
        Self { world, maria }
    }
}

fn exchange_form(code: &str, name: &str, value: &str) -> String {
    let usual = [
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", CALLBACK),
        ("code_verifier", VERIFIER),
    ];
    let parameters = usual.map(|(key, usual)| (key, if key == name { value } else { usual }));
    url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(parameters)
        .finish()
}
