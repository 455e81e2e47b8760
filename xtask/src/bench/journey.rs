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

/// The cookie of a session, and that of a browser that signed in before.
const SESSION: &str = "sayso";
const KNOWN_DEVICE: &str = "sayso_device";

/// A browser that keeps its cookies, on one connection.
pub(super) struct Browser {
    address: SocketAddr,
    connection: Connection,
    origin: String,
    cookies: Vec<(String, String)>,
    password: String,
    /// What a proxy writes of it; nothing where there is none.
    pub(super) forwarded: String,
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
            address,
            connection: Connection::open(address)?,
            origin: origin.to_owned(),
            cookies: Vec::new(),
            password: password.to_owned(),
            forwarded: String::new(),
        })
    }

    pub(super) fn sign_in(&mut self, email: &str) -> Result<()> {
        self.cookies.retain(|(name, _)| name == KNOWN_DEVICE);
        // The server may have closed one that was idle.
        self.connection = Connection::open(self.address)?;
        let page = self.get("/sign-in")?.expect(200)?;
        let form = Form::find(&page.text(), "name=\"password\"")?.fill("email", email);
        let password = self.password.clone();
        let answer = self.submit(&form.fill("password", &password))?;
        answer.location()?;
        let signed_in = self.cookies.iter().any(|(name, _)| name == SESSION);
        ensure!(signed_in, "no session after signing in: {answer:?}");
        Ok(())
    }

    /// Asks, looks at the page, shares, and exchanges the code.
    pub(super) fn connect(&mut self, client: &str) -> Result<Tokens> {
        let asked = authorization(client, &self.origin);
        let consent = self.get(&asked)?.location()?.to_owned();
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
            &[
                ("Host", self.host()),
                ("Cookie", &self.cookies()),
                ("X-Forwarded-For", &self.forwarded),
            ],
        );
        let answer = self.connection.send(&request)?;
        self.keep_cookie(&answer);
        Ok(answer)
    }

    fn submit(&mut self, form: &Form) -> Result<Answer> {
        let headers = [
            ("Host", self.host()),
            ("Cookie", &self.cookies()),
            ("X-Forwarded-For", &self.forwarded),
            ("Origin", &self.origin),
            ("Accept", "text/html"),
        ];
        let request = Request::form(self.local(&form.action), &headers, &form.pairs);
        let answer = self.connection.send(&request)?;
        self.keep_cookie(&answer);
        Ok(answer)
    }

    fn keep_cookie(&mut self, answer: &Answer) {
        for (_, line) in answer.headers.iter().filter(|(name, _)| is_cookie(name)) {
            let pair = line.split(';').next().unwrap_or_default();
            let Some((name, value)) = pair.split_once('=') else {
                continue;
            };
            self.cookies.retain(|(known, _)| known != name);
            if !value.is_empty() {
                self.cookies.push((name.to_owned(), value.to_owned()));
            }
        }
    }

    fn cookies(&self) -> String {
        let pairs = self.cookies.iter();
        let pairs = pairs.map(|(name, value)| format!("{name}={value}"));
        pairs.collect::<Vec<_>>().join("; ")
    }

    fn local<'a>(&self, address: &'a str) -> &'a str {
        address
            .strip_prefix(self.origin.as_str())
            .unwrap_or(address)
    }

    pub(super) fn host(&self) -> &str {
        self.origin.trim_start_matches("http://")
    }
}

/// Where an app sends a browser to ask for authorization.
pub(super) fn authorization(client: &str, origin: &str) -> String {
    let query = [
        ("response_type", "code"),
        ("client_id", client),
        ("redirect_uri", REDIRECT),
        ("scope", SCOPE),
        ("state", "bench"),
        ("aud", &format!("{origin}/fhir")),
        ("code_challenge", CHALLENGE),
        ("code_challenge_method", "S256"),
    ]
    .map(|(name, value)| format!("{name}={}", escape(value)))
    .join("&");
    format!("/oauth/authorize?{query}")
}

fn is_cookie(name: &str) -> bool {
    name.eq_ignore_ascii_case("set-cookie")
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
