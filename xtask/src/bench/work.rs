//! What is driven: one function for each line of the table.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};

use super::client::{Answer, Connection, Request};
use super::journey::{Browser, Tokens, owned};
use super::load::{Seen, Work, drive, median};
use super::machine::Watched;

/// `bill-helper:demo-bill-helper-secret`, whose secret is public by design.
const BILL_HELPER: &str = "Basic YmlsbC1oZWxwZXI6ZGVtby1iaWxsLWhlbHBlci1zZWNyZXQ=";
pub(super) const CLIENT: &str = "sugar-coach";
/// Fewer than one account may have in a quarter of an hour.
const SIGN_INS: usize = 24;

/// How long and how often each line is measured.
#[derive(Clone, Copy)]
pub(super) struct Effort {
    pub(super) window: Duration,
    pub(super) rounds: usize,
    pub(super) connections: usize,
}

/// A server under load, and what the app on the other side holds.
pub(super) struct Bench<'b> {
    pub(super) address: SocketAddr,
    pub(super) watched: &'b Watched,
    pub(super) effort: Effort,
    /// One grant for each connection.
    pub(super) grants: Vec<Tokens>,
}

impl Bench<'_> {
    /// An access token that outlives the next line of the table.
    fn fresh(&mut self) -> Result<String> {
        let mut connection = Connection::open(self.address)?;
        let first = &mut self.grants[0];
        rotate(&mut connection, first)?;
        Ok(first.access.clone())
    }

    fn rounds(&self, mut workers: impl FnMut() -> Vec<Work<'static>>) -> Result<Seen> {
        let rounds: Result<Vec<Seen>> = (0..self.effort.rounds)
            .map(|_| drive(self.address, workers(), self.effort.window, self.watched))
            .collect();
        median(rounds?).ok_or_else(|| anyhow::anyhow!("no round was measured"))
    }

    fn repeat(&self, request: &Request, mark: &'static str) -> Result<Seen> {
        self.rounds(|| {
            let asking = |_| -> Work<'static> {
                let (request, mut answer) = (request.clone(), Answer::default());
                Box::new(move |connection| {
                    connection.exchange(&request, &mut answer)?;
                    let served = answer.status == 200 && holds(&answer.body, mark);
                    ensure!(served, "{}: {}", answer.status, answer.text());
                    Ok(())
                })
            };
            (0..self.effort.connections).map(asking).collect()
        })
    }

    pub(super) fn introspection(&mut self) -> Result<Seen> {
        let token = self.fresh()?;
        let headers = [("Host", "localhost"), ("Authorization", BILL_HELPER)];
        let request = Request::form("/oauth/introspect", &headers, &owned(&[("token", &token)]));
        self.repeat(&request, "\"active\":true")
    }

    pub(super) fn read_patient(&mut self) -> Result<Seen> {
        let path = format!("/fhir/Patient/{}", self.grants[0].patient);
        let request = self.fhir(&path)?;
        self.repeat(&request, "\"Patient\"")
    }

    pub(super) fn fifty_labs(&mut self) -> Result<Seen> {
        let request = self.fhir("/fhir/Observation?category=laboratory&_count=50")?;
        let answer = Connection::open(self.address)?
            .send(&request)?
            .expect(200)?;
        let entries = answer.json()?["entry"].as_array().map_or(0, Vec::len);
        ensure!(
            entries == 50,
            "the sample patient has {entries} lab results, not 50"
        );
        self.repeat(&request, "\"searchset\"")
    }

    fn fhir(&mut self, path: &str) -> Result<Request> {
        let bearer = format!("Bearer {}", self.fresh()?);
        Ok(Request::get(
            path,
            &[("Host", "localhost"), ("Authorization", &bearer)],
        ))
    }

    /// Each connection turns its own refresh token over and over.
    pub(super) fn rotation(&mut self) -> Result<Seen> {
        let mut rounds = Vec::new();
        for _ in 0..self.effort.rounds {
            let workers = self.grants.iter_mut().map(|tokens| -> Work<'_> {
                Box::new(move |connection| rotate(connection, tokens))
            });
            rounds.push(drive(
                self.address,
                workers.collect(),
                self.effort.window,
                self.watched,
            )?);
        }
        median(rounds).ok_or_else(|| anyhow::anyhow!("no round was measured"))
    }

    /// Question, consent page, decision, proof by password and code, one after the other. Stopping in between makes each a
    /// first consent; it is not counted. Hashing the password is: the line of sign-ins says what that costs.
    pub(super) fn code_flow(&self, browser: &mut Browser) -> Result<Seen> {
        let mut counted = Counted::default();
        while counted.lasted < self.effort.window {
            browser.stop_all()?;
            counted.add(self.watched, || browser.connect(CLIENT).map(drop))?;
        }
        Ok(counted.seen())
    }

    /// What a password costs: it is slow on purpose, and the rate limit of sign-ins ends the measuring.
    pub(super) fn sign_in(&self, browser: &mut Browser, email: &str) -> Result<Seen> {
        let mut counted = Counted::default();
        while counted.lasted < self.effort.window && counted.times.len() < SIGN_INS {
            counted.add(self.watched, || browser.sign_in(email))?;
        }
        Ok(counted.seen())
    }
}

/// Things done one after the other, with other things in between that do not count.
#[derive(Default)]
struct Counted {
    times: Vec<Duration>,
    lasted: Duration,
    cpu: f64,
}

impl Counted {
    fn add(&mut self, watched: &Watched, act: impl FnOnce() -> Result<()>) -> Result<()> {
        let (cpu, start) = (watched.cpu_seconds()?, Instant::now());
        act()?;
        let time = start.elapsed();
        self.cpu += watched.cpu_seconds()? - cpu;
        self.lasted += time;
        self.times.push(time);
        Ok(())
    }

    fn seen(self) -> Seen {
        Seen::of(self.times, self.lasted, self.cpu)
    }
}

fn rotate(connection: &mut Connection, tokens: &mut Tokens) -> Result<()> {
    let answer = connection.send(&tokens.rotation(CLIENT))?.expect(200)?;
    let next = Tokens::read(&answer)?;
    tokens.access = next.access;
    tokens.refresh = next.refresh;
    Ok(())
}

fn holds(body: &[u8], mark: &str) -> bool {
    // The mark stands near the start of what is asked for here.
    body.windows(mark.len())
        .take(4096)
        .any(|part| part == mark.as_bytes())
}
