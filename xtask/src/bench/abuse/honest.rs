//! The honest patient: they sign in with a browser that is known, and their app reads.

use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};

use super::super::client::{Answer, Connection, Request};
use super::super::course::{PASSWORD, PATIENT};
use super::super::journey::{Browser, Tokens};
use super::super::load::percentile;
use super::super::server::Setup;
use super::super::work::CLIENT;

/// Where the patient is: in a network without strangers.
const HOME: &str = "198.51.100.7";
/// Few: nobody signs in to one account more than thirty times in a quarter of an hour.
const SIGN_INS: usize = 2;
const READS: usize = 200;
/// People and their apps are not in a hurry.
const BETWEEN: Duration = Duration::from_millis(10);

/// The 99th percentiles.
pub(super) struct Times {
    pub(super) sign_in_ms: f64,
    pub(super) read_ms: f64,
}

pub(super) struct Honest<'s> {
    setup: &'s Setup,
    browser: Browser,
    app: Tokens,
}

impl<'s> Honest<'s> {
    /// Signs in once, so that the browser is known, and connects an app.
    pub(super) fn known(setup: &'s Setup) -> Result<Self> {
        let mut browser = Browser::open(setup.address, &setup.origin(), PASSWORD)?;
        HOME.clone_into(&mut browser.forwarded);
        browser.sign_in(PATIENT)?;
        let app = browser.connect(CLIENT)?;
        Ok(Self {
            setup,
            browser,
            app,
        })
    }

    /// The token of the app, which a greedy app would use as well.
    pub(super) fn another_app(&mut self) -> Result<Tokens> {
        self.browser.sign_in(PATIENT)?;
        self.browser.connect(CLIENT)
    }

    pub(super) fn measure(&mut self) -> Result<Times> {
        let read = Request::get(
            &format!("/fhir/Patient/{}", self.app.patient),
            &[
                ("Host", self.browser.host()),
                ("Authorization", &format!("Bearer {}", self.app.access)),
                ("X-Forwarded-For", HOME),
            ],
        );
        let (mut sign_ins, mut reads) = (Vec::new(), Vec::new());
        let mut answer = Answer::default();
        for _ in 0..SIGN_INS {
            let begun = Instant::now();
            self.browser.sign_in(PATIENT)?;
            sign_ins.push(begun.elapsed());
            let mut connection = Connection::open(self.setup.address)?;
            for _ in 0..READS {
                thread::sleep(BETWEEN);
                let begun = Instant::now();
                connection.exchange(&read, &mut answer)?;
                reads.push(begun.elapsed());
                ensure!(answer.status == 200, "{}: {}", answer.status, answer.text());
            }
        }
        sign_ins.sort_unstable();
        reads.sort_unstable();
        Ok(Times {
            sign_in_ms: percentile(&sign_ins, 99),
            read_ms: percentile(&reads, 99),
        })
    }
}
