//! Limits that lock nobody out: strangers, and somebody whom the hospital knows, from different places through the same
//! reverse proxy.

mod authorization;
mod known_devices;
mod nodes;
mod proxies;
mod strangers;

use std::{net::SocketAddr, sync::Arc};

use axum::{
    body::Body,
    extract::ConnectInfo,
    http::{Request, StatusCode, request::Builder},
};
use domain::{actor::StaffRole, language::Language};
use server::{
    config::Config,
    operations::administration::add_person::{NewPerson, add_person},
    passwords::Password,
    router::router,
    state::AppState,
};

use crate::support::{
    Answer, Database, OnDatabase, World,
    samples::{EMAIL, PASSWORD},
};

const PROXY: &str = "10.0.0.1";
const PATIENT: &str = "198.51.100.7";
const ATTACKER: &str = "203.0.113.66";

/// A hospital behind a reverse proxy that it trusts, with Maria's account.
pub(crate) struct Hospital {
    world: World,
}

impl OnDatabase for Hospital {
    async fn on(database: Database) -> Self {
        let mut world = World::on(database).await;
        world.deps.config = Arc::new(Config {
            trusted_proxies: Some("10.0.0.0/8".parse().unwrap()),
            ..(*world.deps.config).clone()
        });
        world.router = router(AppState::new(world.deps.clone()));
        world.maria().await;
        Self { world }
    }
}

impl Hospital {
    /// An account that is not Maria's.
    async fn another_account(&self) -> &'static str {
        const OTHER: &str = "other@b.example";
        let new = NewPerson {
            email: OTHER.parse().unwrap(),
            name: "Daniel Ortiz".parse().unwrap(),
            password: Password::new(PASSWORD.to_owned()),
            language: Language::English,
            patient: None,
            role: Some(StaffRole::Administrator),
        };
        let world = &self.world;
        add_person(&world.deps, world.ctx(), new).await.unwrap();
        OTHER
    }
}

/// One browser somewhere, with its cookies.
#[derive(Clone)]
struct Browser<'h> {
    hospital: &'h Hospital,
    /// What its proxy writes of it; it may add what it likes on the left.
    forwarded: String,
    cookies: Vec<(String, String)>,
}

impl Hospital {
    fn at(&self, place: &str) -> Browser<'_> {
        Browser {
            hospital: self,
            forwarded: place.to_owned(),
            cookies: Vec::new(),
        }
    }
}

impl Browser<'_> {
    async fn send(&mut self, request: Builder, body: String) -> Answer {
        let cookies: Vec<_> = self
            .cookies
            .iter()
            .map(|(n, v)| format!("{n}={v}"))
            .collect();
        let peer: SocketAddr = format!("{PROXY}:4711").parse().unwrap();
        let request = request
            .header("x-forwarded-for", &self.forwarded)
            .header("cookie", cookies.join("; "))
            .extension(ConnectInfo(peer));
        let answer = self
            .hospital
            .world
            .send(request.body(Body::from(body)).unwrap())
            .await;
        for set in answer.headers.get_all("set-cookie") {
            let pair = set.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.retain(|(known, _)| known != name);
            self.cookies.push((name.to_owned(), value.to_owned()));
        }
        answer
    }

    async fn post(&mut self, path: &str, form: &[(&str, &str)]) -> Answer {
        let form = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(form)
            .finish();
        let request = Request::post(path)
            .header("content-type", "application/x-www-form-urlencoded")
            .header("accept", "text/html");
        self.send(request, form).await
    }

    async fn sign_in(&mut self, email: &str, password: &str) -> SignIn {
        let form = [("email", email), ("password", password), ("next", "/")];
        SignIn::of(&self.post("/api/sign-in", &form).await)
    }

    /// Signs in as Maria, who knows her password.
    async fn is_let_in(&mut self) -> SignIn {
        self.sign_in(EMAIL, PASSWORD).await
    }

    /// Tries wrong passwords until told to wait. Returns how many were heard.
    async fn guess_at(&mut self, email: &str) -> usize {
        let mut heard = 0;
        while self.sign_in(email, "wrong wrong wrong").await == SignIn::Wrong {
            heard += 1;
        }
        heard
    }

    async fn challenge(&mut self) -> StatusCode {
        let request = Request::post("/api/passkey-question")
            .header("content-type", "application/json")
            .header("accept", "application/json");
        self.send(request, "{}".to_owned()).await.status
    }

    /// Asks for challenges until told to wait. Returns how many came.
    async fn use_up_challenges(&mut self) -> usize {
        let mut came = 0;
        while self.challenge().await == StatusCode::OK {
            came += 1;
        }
        came
    }

    async fn recover(&mut self, email: &str) -> bool {
        let answer = self.post("/api/begin-recovery", &[("email", email)]).await;
        !answer.header("location").contains("too-many-tries")
    }

    /// Signs out, and keeps what browsers keep.
    async fn leave(&mut self) {
        self.post("/api/sign-out", &[]).await;
    }
}

/// How a sign-in went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SignIn {
    In,
    Wrong,
    Wait,
}

impl SignIn {
    fn of(answer: &Answer) -> Self {
        match answer.header("location") {
            to if to.contains("wrong-password") => Self::Wrong,
            to if to.contains("too-many-tries") => Self::Wait,
            to => {
                assert_eq!(to, "/", "{answer:?}");
                Self::In
            }
        }
    }
}
