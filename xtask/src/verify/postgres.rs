//! A PostgreSQL of our own for one run: made in a temporary folder, reachable from this machine only, and gone
//! afterwards.

use std::env;
use std::fs::{self, File};
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::thread::sleep;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use super::machine;
use crate::process::{answers, capture, run};
use crate::workspace::Workspace;

/// What a commit is worth.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Commits {
    /// It is on the disk, as in a hospital: what is measured has to be.
    Durable,
    /// It survives the end of a connection and of Sayso, but no power cut. Tests end no more than those, and make a
    /// database of a thousand files each, which takes a second on a disk and a thirtieth of that in memory.
    InMemory,
}

impl Commits {
    const fn settings(self) -> &'static [&'static str] {
        match self {
            Self::Durable => &[],
            Self::InMemory => &["-c", "fsync=off", "-c", "full_page_writes=off"],
        }
    }

    /// Where the folder of the server is made.
    fn place(self, workspace: &Workspace) -> Result<PathBuf> {
        let memory = Path::new("/dev/shm");
        if self == Self::InMemory && memory.exists() && free_bytes(workspace, memory)? > ROOM {
            return Ok(memory.to_owned());
        }
        Ok(env::temp_dir())
    }
}

/// What the tests' databases and PostgreSQL's own log take at most, and as much again.
const ROOM: u64 = 4 << 30;

fn free_bytes(workspace: &Workspace, folder: &Path) -> Result<u64> {
    let table = capture(workspace.command("df").arg("-Pk").arg(folder))?;
    let kilobytes = table
        .lines()
        .nth(1)
        .and_then(|row| row.split_whitespace().nth(3))
        .and_then(|free| free.parse::<u64>().ok());
    let kilobytes = kilobytes.with_context(|| format!("reading what df says: {table}"))?;
    Ok(kilobytes * 1024)
}

pub(crate) struct Postgres {
    server: Child,
    stop: Command,
    folder: PathBuf,
    url: String,
}

impl Postgres {
    pub(crate) fn start(workspace: &Workspace, commits: Commits) -> Result<Self> {
        let programs = machine::postgres(workspace)?;
        let as_root = machine::is_root(workspace)?;
        let program = |name: &str| as_its_user(as_root, &programs.join(name));

        let place = commits.place(workspace)?;
        let mktemp = capture(
            as_its_user(as_root, Path::new("mktemp"))
                .arg("-d")
                .arg(place.join("sayso-postgres.XXXXXX")),
        )?;
        let folder = PathBuf::from(mktemp);
        let data = folder.join("data");
        // Byte order like SQLite's, so that both databases sort alike.
        let arguments = [
            "--username=postgres",
            "--auth=trust",
            "--encoding=UTF8",
            "--no-locale",
        ];
        capture(program("initdb").arg("--pgdata").arg(&data).args(arguments))?;

        let port = free_port()?;
        let log = folder.join("log");
        let server = program("postgres")
            .arg("-D")
            .arg(&data)
            .arg("-k")
            .arg(&folder)
            .args([
                "-p",
                &port,
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "max_connections=300",
            ])
            .args(commits.settings())
            .stdout(File::create(&log)?)
            .stderr(File::options().append(true).open(&log)?)
            .spawn()
            .context("starting postgres")?;
        let mut stop = program("pg_ctl");
        stop.args(["stop", "--silent", "--wait", "--mode=fast", "--pgdata"])
            .arg(&data);
        let url = format!("postgres://postgres@127.0.0.1:{port}/postgres");
        let mut postgres = Self {
            server,
            stop,
            folder,
            url,
        };
        postgres
            .wait_until(|| answers(program("pg_isready").args(["-h", "127.0.0.1", "-p", &port])))?;
        Ok(postgres)
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// The process whose children do the work.
    pub(crate) fn pid(&self) -> u32 {
        self.server.id()
    }

    fn wait_until(&mut self, ready: impl Fn() -> Result<bool>) -> Result<()> {
        for _ in 0..300 {
            if ready()? {
                return Ok(());
            }
            if self.server.try_wait()?.is_some() {
                break;
            }
            sleep(Duration::from_millis(100));
        }
        bail!(
            "PostgreSQL did not start: {}",
            fs::read_to_string(self.folder.join("log"))?.trim()
        )
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let stopped = run(&mut self.stop)
            .and_then(|()| Ok(self.server.wait()?))
            .and_then(|_| Ok(fs::remove_dir_all(&self.folder)?));
        if let Err(error) = stopped {
            eprintln!(
                "PostgreSQL in {} is left behind: {error:#}",
                self.folder.display()
            );
        }
    }
}

/// PostgreSQL refuses to run as root; its package brings a user for it.
fn as_its_user(as_root: bool, program: &Path) -> Command {
    if !as_root {
        return Command::new(program);
    }
    let mut runuser = Command::new("runuser");
    runuser
        .args(["-u", "postgres", "--"])
        .arg(program)
        .current_dir("/");
    runuser
}

fn free_port() -> Result<String> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    Ok(listener.local_addr()?.port().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_root_another_user_is_taken() {
        assert_eq!(
            as_its_user(true, Path::new("initdb")).get_program(),
            "runuser"
        );
        assert_eq!(
            as_its_user(false, Path::new("initdb")).get_program(),
            "initdb"
        );
    }
}
