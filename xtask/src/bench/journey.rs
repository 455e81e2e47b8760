//! The way of a person and an app through the product's own doors: sign in, connect, exchange, stop.

use std::net::SocketAddr;

use anyhow::{Context, Result, ensure};

use super::client::{Answer, Connection, Request, escape};
use super::forms::Form;

/// RFC 7636 Appendix B.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
const REDIRECT: &str = "http://127.0.0.1/callback";
const SCOPE: &str = "openid fhirUser launch/patient offline_access patient/Patient.rs \
    patient/Observation.rs?category=http://terminology.hl7.org/CodeSystem/observation-category|laboratory";

/// A browser that keeps one cookie, on one connection.
pub(super) struct Browser {
    connection: Connection,
    origin: String,
    cookie: String,
    password: String,
}

/// What an app holds after it was connected.
#[derive(Clone, Debug)]
pub(super) struct Tokens {
    pub(super) access: String,
    pub(super) refresh: String,
    pub(super) patient: String,
}

impl Browser {
    pub(super) fn open(address: SocketAddr, origin: &str, password: &str) -> Result<Self> {
        Ok(Self {
            connection: Connection::open(address)?,
            origin: origin.to_owned(),
            cookie: String::new(),
            password: password.to_owned(),
        })
    }

    pub(super) fn sign_in(&mut self, email: &str) -> Result<()> {
        self.cookie.clear();
        let page = self.get("/sign-in")?.expect(200)?;
        let form = Form::find(&page.text(), "name=\"password\"")?.fill("email", email);
        let password = self.password.clone();
        let answer = self.submit(&form.fill("password", &password))?;
        answer.location()?;
        ensure!(!self.cookie.is_empty(), "no session after signing in");
        Ok(())
    }

    /// Asks, looks at the page, shares, and exchanges the code.
    pub(super) fn connect(&mut self, client: &str) -> Result<Tokens> {
        let query = [
            ("response_type", "code"),
            ("client_id", client),
            ("redirect_uri", REDIRECT),
            ("scope", SCOPE),
            ("state", "bench"),
            ("aud", &format!("{}/fhir", self.origin)),
            ("code_challenge", CHALLENGE),
            ("code_challenge_method", "S256"),
        ]
        .map(|(name, value)| format!("{name}={}", escape(value)))
        .join("&");
        let consent = self
            .get(&format!("/oauth/authorize?{query}"))?
            .location()?
            .to_owned();
        let page = self.get(&consent)?.expect(200)?;
        let form = Form::find(&page.text(), "value=\"share\"")?.press("share");
        let mut answer = self.submit(&form)?;
        // Where a proof is needed, or scripts are off, a page restates the choice.
        if !answer.location()?.starts_with(REDIRECT) {
            let restated = answer.location()?.to_owned();
            let page = self.get(&restated)?.expect(200)?;
            let password = self.password.clone();
            let form = Form::find(&page.text(), "value=\"share\"")?;
            answer = self.submit(&form.fill("password", &password).press("share"))?;
        }
        let back = answer.location()?;
        let code = back
            .split(['?', '&'])
            .find_map(|part| part.strip_prefix("code="));
        let code = code.with_context(|| format!("no code: {back}"))?.to_owned();
        self.exchange(client, &code)
    }

    fn exchange(&mut self, client: &str, code: &str) -> Result<Tokens> {
        let pairs = [
            ("grant_type", "authorization_code"),
            ("client_id", client),
            ("code", code),
            ("redirect_uri", REDIRECT),
            ("code_verifier", VERIFIER),
        ];
        let request = Request::form("/oauth/token", &[("Host", "localhost")], &owned(&pairs));
        Tokens::read(&self.connection.send(&request)?.expect(200)?)
    }

    /// Stops sharing with every app that is connected.
    pub(super) fn stop_all(&mut self) -> Result<()> {
        let apps = self.get("/apps")?.expect(200)?.text();
        // What is over stands below, and has nothing to stop.
        let connected = apps.split("id=\"over\"").next().unwrap_or_default();
        let mut consents: Vec<&str> = connected
            .split("href=\"/apps/")
            .skip(1)
            .filter_map(|rest| rest.split(['"', '/', '?']).next())
            .collect();
        consents.sort_unstable();
        consents.dedup();
        for consent in consents {
            let page = self.get(&format!("/apps/{consent}/stop"))?;
            if page.status != 200 {
                continue;
            }
            if let Ok(form) = Form::find(&page.text(), consent) {
                self.submit(&form.press("stop"))?.location()?;
            }
        }
        Ok(())
    }

    pub(super) fn get(&mut self, path: &str) -> Result<Answer> {
        let request = Request::get(
            self.local(path),
            &[("Host", self.host()), ("Cookie", &self.cookie)],
        );
        let answer = self.connection.send(&request)?;
        self.keep_cookie(&answer);
        Ok(answer)
    }

    fn submit(&mut self, form: &Form) -> Result<Answer> {
        let headers = [
            ("Host", self.host()),
            ("Cookie", &self.cookie),
            ("Origin", &self.origin),
            ("Accept", "text/html"),
        ];
        let request = Request::form(self.local(&form.action), &headers, &form.pairs);
        let answer = self.connection.send(&request)?;
        self.keep_cookie(&answer);
        Ok(answer)
    }

    fn keep_cookie(&mut self, answer: &Answer) {
        if let Some(cookie) = answer.header("set-cookie") {
            cookie
                .split(';')
                .next()
                .unwrap_or_default()
                .clone_into(&mut self.cookie);
        }
    }

    fn local<'a>(&self, address: &'a str) -> &'a str {
        address
            .strip_prefix(self.origin.as_str())
            .unwrap_or(address)
    }

    fn host(&self) -> &str {
        self.origin.trim_start_matches("http://")
    }
}

impl Tokens {
    pub(super) fn read(answer: &Answer) -> Result<Self> {
        let json = answer.json()?;
        let text = |name: &str| json[name].as_str().unwrap_or_default().to_owned();
        let tokens = Self {
            access: text("access_token"),
            refresh: text("refresh_token"),
            patient: text("patient"),
        };
        ensure!(
            !tokens.access.is_empty() && !tokens.refresh.is_empty(),
            "no tokens: {json}"
        );
        Ok(tokens)
    }

    pub(super) fn rotation(&self, client: &str) -> Request {
        let pairs = [
            ("grant_type", "refresh_token"),
            ("client_id", client),
            ("refresh_token", &self.refresh),
        ];
        Request::form("/oauth/token", &[("Host", "localhost")], &owned(&pairs))
    }
}

pub(super) fn owned(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}
