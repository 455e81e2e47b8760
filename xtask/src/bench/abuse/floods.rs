//! The floods: each asks one thing as fast as it is answered, on many connections, from a few networks.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread::{self, JoinHandle};

use anyhow::{Context, Result};

use super::super::client::{Answer, Connection, Request};
use super::super::course::PATIENT;
use super::super::journey::{authorization, owned};
use super::super::server::Setup;
use super::super::work::CLIENT;
use super::honest::Honest;

/// Makes the request of this number.
type Make = fn(&Target, u64) -> Request;

pub(super) const FLOODS: [(&str, Make); 6] = [
    ("nothing but silence", |target, n| target.silence(n)),
    ("wrong passwords", |target, n| target.wrong_password(n)),
    ("recoveries", |target, n| target.recovery(n)),
    ("passkey challenges", |target, n| target.challenge(n)),
    ("authorization requests", |target, n| {
        target.authorization(n)
    }),
    ("heavy searches", |target, n| target.heavy_search(n)),
];

const CONNECTIONS: usize = 16;
const NETWORKS: u64 = 4;
/// As many values as one search may have.
const VALUES: usize = 500;

pub(super) struct Target {
    host: String,
    origin: String,
    token: String,
}

/// A flood that runs until it is ended.
pub(super) struct Flood {
    over: Arc<AtomicBool>,
    served: Arc<AtomicU64>,
    refused: Arc<AtomicU64>,
    flooders: Vec<JoinHandle<Result<()>>>,
}

impl Flood {
    pub(super) fn begin(setup: &Setup, make: Make, honest: &mut Honest<'_>) -> Result<Self> {
        let origin = setup.origin();
        let target = Arc::new(Target {
            host: origin.trim_start_matches("http://").to_owned(),
            token: honest.another_app()?.access,
            origin,
        });
        let mut flood = Self {
            over: Arc::default(),
            served: Arc::default(),
            refused: Arc::default(),
            flooders: Vec::new(),
        };
        for first in 0..CONNECTIONS as u64 {
            let (target, address) = (Arc::clone(&target), setup.address);
            let (over, served) = (Arc::clone(&flood.over), Arc::clone(&flood.served));
            let refused = Arc::clone(&flood.refused);
            flood.flooders.push(thread::spawn(move || {
                let mut connection = Connection::open(address)?;
                let mut answer = Answer::default();
                let mut n = first;
                while !over.load(Ordering::Relaxed) {
                    let sent = connection.exchange(&make(&target, n), &mut answer);
                    match sent {
                        Ok(()) if is_refusal(&answer) => refused.fetch_add(1, Ordering::Relaxed),
                        Ok(()) => served.fetch_add(1, Ordering::Relaxed),
                        Err(_) => {
                            connection = Connection::open(address)?;
                            refused.fetch_add(1, Ordering::Relaxed)
                        }
                    };
                    n += CONNECTIONS as u64;
                }
                Ok(())
            }));
        }
        Ok(flood)
    }

    /// Returns how many were served and how many refused.
    pub(super) fn end(self) -> Result<(u64, u64)> {
        self.over.store(true, Ordering::Relaxed);
        for flooder in self.flooders {
            flooder.join().ok().context("a flooder panicked")??;
        }
        let count = |of: &AtomicU64| of.load(Ordering::Relaxed);
        Ok((count(&self.served), count(&self.refused)))
    }
}

fn is_refusal(answer: &Answer) -> bool {
    let to = answer.header("location").unwrap_or_default();
    answer.status == 429
        || to.contains("too-many-tries")
        || to.contains("error=temporarily_unavailable")
}

fn network(n: u64) -> String {
    format!(
        "192.0.2.{n}, 203.0.113.{}",
        n / CONNECTIONS as u64 % NETWORKS
    )
}

impl Target {
    fn form(&self, path: &str, n: u64, pairs: &[(&str, &str)]) -> Request {
        let headers = [
            ("Host", self.host.as_str()),
            ("Origin", &self.origin),
            ("Accept", "text/html"),
            ("X-Forwarded-For", &network(n)),
        ];
        Request::form(path, &headers, &owned(pairs))
    }

    /// Somebody asks whether the server is there.
    fn silence(&self, n: u64) -> Request {
        thread::sleep(std::time::Duration::from_millis(100));
        Request::get(
            "/healthz",
            &[("Host", &self.host), ("X-Forwarded-For", &network(n))],
        )
    }

    /// At the patient's own account, and at others.
    fn wrong_password(&self, n: u64) -> Request {
        let nobody = format!("nobody{n}@b.example");
        let email = if n.is_multiple_of(2) {
            PATIENT
        } else {
            &nobody
        };
        let pairs = [
            ("email", email),
            ("password", "wrong wrong wrong"),
            ("next", "/"),
        ];
        self.form("/api/sign-in", n, &pairs)
    }

    fn recovery(&self, n: u64) -> Request {
        let nobody = format!("nobody{n}@b.example");
        let email = if n.is_multiple_of(2) {
            PATIENT
        } else {
            &nobody
        };
        self.form("/api/begin-recovery", n, &[("email", email)])
    }

    fn challenge(&self, n: u64) -> Request {
        let headers = [
            ("Host", self.host.as_str()),
            ("Origin", &self.origin),
            ("X-Forwarded-For", &network(n)),
        ];
        Request::json("/api/passkey-question", &headers, "{}")
    }

    fn authorization(&self, n: u64) -> Request {
        let headers = [
            ("Host", self.host.as_str()),
            ("X-Forwarded-For", &network(n)),
        ];
        Request::get(&authorization(CLIENT, &self.origin), &headers)
    }

    /// With the token of an app that somebody connected.
    fn heavy_search(&self, n: u64) -> Request {
        let codes = |parameter: usize| {
            let codes = (0..VALUES / 5).map(|code| format!("{:x}", code + parameter * VALUES));
            ("code".to_owned(), codes.collect::<Vec<_>>().join(","))
        };
        let pairs: Vec<_> = (0..5).map(codes).collect();
        let headers = [
            ("Host", self.host.as_str()),
            ("Authorization", &format!("Bearer {}", self.token)),
            ("X-Forwarded-For", &network(n)),
        ];
        Request::form("/fhir/Observation/_search", &headers, &pairs)
    }
}
