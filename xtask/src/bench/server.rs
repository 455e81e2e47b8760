//! The server under the load: filled with the demo's people by `sayso demo`, measured as `sayso serve`.

use std::fs::{self, File};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::client::{Connection, Request};
use crate::process;

const PATIENCE: Duration = Duration::from_mins(1);

/// How the server is set up, for each start the same.
pub(super) struct Setup {
    pub(super) binary: PathBuf,
    pub(super) folder: PathBuf,
    pub(super) database_url: String,
    pub(super) site: PathBuf,
    /// The core it may use, where it can be given one.
    pub(super) core: Option<&'static str>,
    pub(super) address: SocketAddr,
    /// What else is set.
    pub(super) settings: &'static [(&'static str, &'static str)],
}

impl Setup {
    pub(super) fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Starts `sayso` with one verb, and waits until it answers.
    pub(super) fn start(&self, verb: &str) -> Result<Server> {
        let mut command = self.command();
        let log = File::create(self.folder.join(format!("{verb}.log")))?;
        command
            .arg(verb)
            .stdout(log.try_clone()?)
            .stderr(log)
            .stdin(Stdio::null());
        let begun = Instant::now();
        let child = command
            .spawn()
            .with_context(|| format!("starting {}", self.binary.display()))?;
        let mut server = Server {
            child,
            started_in: Duration::ZERO,
        };
        self.wait(&mut server, verb, begun)?;
        Ok(server)
    }

    /// Takes records in, one resource a line.
    pub(super) fn import(&self, lines: &str) -> Result<()> {
        let file = self.folder.join("more.ndjson");
        fs::write(&file, lines)?;
        let done = self.command().arg("import").arg(&file).output()?;
        if !done.status.success() {
            bail!(
                "sayso import ended ({}): {}",
                done.status,
                String::from_utf8_lossy(&done.stderr)
            );
        }
        Ok(())
    }

    fn command(&self) -> Command {
        let mut command = match self.core {
            Some(core) => {
                let mut taskset = Command::new("taskset");
                taskset.args(["-c", core]).arg(&self.binary);
                taskset
            }
            None => Command::new(&self.binary),
        };
        command
            .current_dir(&self.folder)
            .env("SAYSO_DATABASE_URL", &self.database_url)
            .env("SAYSO_LISTEN", self.address.to_string())
            .env("SAYSO_PUBLIC_URL", self.origin())
            .env("SAYSO_DEMO_APP_LISTEN", "127.0.0.1:0")
            .env("SAYSO_SITE", &self.site)
            .envs(self.settings.iter().copied())
            .env("RUST_LOG", "warn");
        command
    }

    fn wait(&self, server: &mut Server, verb: &str, begun: Instant) -> Result<()> {
        let health = Request::get("/readyz", &[("Host", "localhost")]);
        while begun.elapsed() < PATIENCE {
            let answer = Connection::open(self.address).and_then(|mut open| open.send(&health));
            if answer.is_ok_and(|answer| answer.status == 200) {
                server.started_in = begun.elapsed();
                return Ok(());
            }
            if let Some(status) = server.child.try_wait()? {
                let log = fs::read_to_string(self.folder.join(format!("{verb}.log")))?;
                bail!("sayso {verb} ended ({status}): {log}");
            }
            sleep(Duration::from_millis(1));
        }
        bail!("sayso {verb} did not answer within a minute")
    }
}

/// A running server. It is ended when this is dropped.
pub(super) struct Server {
    child: Child,
    pub(super) started_in: Duration,
}

impl Server {
    pub(super) fn pid(&self) -> u32 {
        // `taskset` becomes the program that it starts.
        self.child.id()
    }
}

impl Server {
    /// Ends it as an operator would, so that it leaves its database tidy.
    pub(super) fn stop(mut self) -> Result<()> {
        let pid = self.pid().to_string();
        process::capture(Command::new("kill").args(["-TERM", &pid]))?;
        self.child.wait()?;
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(Some(_))) {
            return;
        }
        let ended = self.child.kill().and_then(|()| self.child.wait());
        if let Err(error) = ended {
            eprintln!("the server is left behind: {error}");
        }
    }
}

pub(super) fn free_address() -> Result<SocketAddr> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?)
}
