//! The real program, and clients that ask until it is gone.

use std::{
    io::{BufRead, BufReader, Lines},
    process::{Child, ChildStdout, Command, ExitStatus, Stdio},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use domain::ids::CorrelationId;
use reqwest::{RequestBuilder, StatusCode, header::HeaderMap};
use rustix::process::{Pid, Signal, kill_process};

/// A server of its own on a database. It is killed without warning when it is dropped.
pub(crate) struct Program {
    process: Child,
    printed: Lines<BufReader<ChildStdout>>,
    pub(crate) origin: String,
}

/// A key-encryption key.
const KEY: &str = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

/// The program with these arguments, on a database.
pub(crate) fn program(database_url: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sayso"));
    command
        .args(arguments)
        .env("SAYSO_DATABASE_URL", database_url)
        .env("RUST_LOG", "off");
    if database_url.starts_with("postgres") {
        // On SQLite one is made beside the database.
        command.env("SAYSO_KEY_ENCRYPTION_KEY", KEY);
    }
    command
}

impl Program {
    pub(crate) fn serve(database_url: &str, settings: &[(&str, &str)]) -> Self {
        let mut command = program(database_url, &["serve"]);
        command
            .env("SAYSO_LISTEN", "127.0.0.1:0")
            .env("RUST_LOG", "warn")
            .envs(settings.iter().copied());
        Self::start(command)
    }

    pub(crate) fn start(mut command: Command) -> Self {
        let mut process = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut printed = BufReader::new(process.stdout.take().unwrap()).lines();
        let line = printed.next().unwrap().unwrap();
        let address = line.split_whitespace().nth(3).unwrap();
        Self {
            origin: format!("http://{address}"),
            process,
            printed,
        }
    }

    /// The next line that it prints.
    pub(crate) fn line(&mut self) -> String {
        self.printed.next().unwrap().unwrap()
    }

    pub(crate) fn kill(mut self) {
        // SIGKILL on Unix: nothing is flushed, nothing is closed.
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    /// Asks it to end, as a service manager does, and waits for it.
    pub(crate) fn stop(mut self) -> ExitStatus {
        let id = Pid::from_child(&self.process);
        kill_process(id, Signal::TERM).unwrap();
        self.process.wait().unwrap()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        if self.process.try_wait().unwrap().is_none() {
            self.process.kill().unwrap();
            self.process.wait().unwrap();
        }
    }
}

/// One answer that came whole.
pub(crate) struct Answered {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) correlation: CorrelationId,
}

/// Asks again and again until the server is gone, and counts in `heard`. An answer that begins and does not end is a fault.
pub(crate) async fn ask_until_gone(
    request: RequestBuilder,
    heard: Arc<AtomicUsize>,
) -> Vec<Answered> {
    let mut answered = Vec::new();
    while let Ok(answer) = request.try_clone().unwrap().send().await {
        let (status, headers) = (answer.status(), answer.headers().clone());
        let body = answer.bytes().await;
        assert!(body.is_ok(), "an answer broke off: {body:?}");
        let correlation = headers["x-correlation-id"].to_str().unwrap();
        answered.push(Answered {
            correlation: correlation.parse().unwrap(),
            status,
            headers,
        });
        heard.fetch_add(1, Ordering::Relaxed);
    }
    answered
}

/// Waits until so many answers came.
pub(crate) async fn until_heard(heard: &AtomicUsize, many: usize) {
    for _ in 0..6000 {
        if heard.load(Ordering::Relaxed) >= many {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    unreachable!("the server does not answer");
}
