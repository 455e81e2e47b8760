//! The page for operators: each command that stands in it is run here, in its order, or says there why it is not.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use std::io::Write;
use tempfile::TempDir;

const DOCUMENT: &str = include_str!("../../docs/operating.md");
const SETTINGS: &str = include_str!("../../../deploy/sayso.toml");
const WHY: &str = "Not run by a test, because ";

/// Who has a mail address gets a mail, and who has none a letter.
const PEOPLE: &str = "record,email,language\nurn:mrn|4713,ana@mail.example,es\nurn:mrn|4714,,en\n";
const PATIENTS: [(&str, &str, &str); 5] = [
    ("maria", "4711", "1985-03-02"),
    ("bob", "4712", "1970-10-11"),
    ("ana", "4713", "1990-01-31"),
    ("tom", "4714", "1961-12-24"),
    ("leo", "4715", "2020-05-09"),
];

#[derive(PartialEq)]
struct Block {
    /// What stands behind the fence.
    kind: &'static str,
    commands: Vec<&'static str>,
    /// The paragraph before it.
    before: &'static str,
}

fn blocks() -> Vec<Block> {
    let parts: Vec<_> = DOCUMENT.split("```").collect();
    let pairs = parts.chunks_exact(2).filter_map(|pair| {
        let (kind, text) = pair[1].split_once('\n')?;
        kind.starts_with("sh").then(|| Block {
            kind,
            commands: text.lines().filter(|line| !line.is_empty()).collect(),
            before: pair[0].trim_end().rsplit("\n\n").next().unwrap_or_default(),
        })
    });
    pairs.collect()
}

fn commands(kind: &str) -> Vec<&'static str> {
    let blocks = blocks().into_iter().filter(|block| block.kind == kind);
    blocks.flat_map(|block| block.commands).collect()
}

/// The machine of a hospital: its folders are in one of ours.
struct Machine(TempDir);

impl Machine {
    fn installed() -> Self {
        let machine = Self(tempfile::tempdir().unwrap());
        for folder in ["/etc/sayso", "/srv/fhir", "/var/backups", "/var/lib/sayso"] {
            fs::create_dir_all(machine.place(folder)).unwrap();
        }
        machine.write("/etc/sayso/sayso.toml", &machine.here(SETTINGS));
        machine.write("/etc/sayso/people.csv", PEOPLE);
        for (id, number, born) in PATIENTS {
            let record = serde_json::json!({
                "resourceType": "Patient", "id": id, "birthDate": born,
                "identifier": [{ "system": "urn:mrn", "value": number }],
                "name": [{ "given": [id], "family": "Rivera" }],
            });
            machine.write(&format!("/srv/fhir/{id}.json"), &record.to_string());
        }
        machine
    }

    fn place(&self, path: &str) -> PathBuf {
        self.0.path().join(path.trim_start_matches('/'))
    }

    fn write(&self, path: &str, text: &str) {
        fs::write(self.place(path), text).unwrap();
    }

    /// With every path of a hospital's machine in our folder.
    fn here(&self, text: &str) -> String {
        let folders = ["/etc/sayso", "/srv/fhir", "/var/backups", "/var/lib/sayso"];
        folders.iter().fold(text.to_owned(), |text, folder| {
            text.replace(folder, self.place(folder).to_str().unwrap())
        })
    }

    fn run(&self, command: &str, variables: &[(&str, String)]) {
        let program = Path::new(env!("CARGO_BIN_EXE_sayso")).parent().unwrap();
        let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
        let mut shell = Command::new("sh")
            .args(["-e", "-c", &self.here(command)])
            .current_dir(self.place("/etc/sayso"))
            .env("PATH", path)
            .env("RUST_LOG", "off")
            .envs(variables.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A password, for who asks for one; nobody else listens.
        let _unheard = shell
            .stdin
            .take()
            .unwrap()
            .write_all(b"four small words here\n");
        let output = shell.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{command}\n{said}");
    }
}

#[test]
fn what_no_test_runs_says_why() {
    let known = ["sh", "sh by hand", "sh on PostgreSQL"];
    for block in blocks() {
        assert!(known.contains(&block.kind), "{}", block.kind);
        let excused = block.before.starts_with(WHY);
        assert_eq!(block.kind == "sh by hand", excused, "{:?}", block.commands);
    }
    assert!(commands("sh").len() > 20);
}

#[test]
fn each_command_does_what_it_is_there_for() {
    let machine = Machine::installed();
    for command in commands("sh") {
        machine.run(command, &[]);
    }
    let letters = machine.place("/etc/sayso/letters.html");
    let letters = fs::read_to_string(letters).unwrap();
    assert_eq!(letters.matches("class=\"code\"").count(), 1);
    assert!(machine.place("/var/backups/sayso.db").exists());
}

mod on_postgresql {
    use url::Url;

    use super::*;

    fn address(user: &str, database: &str) -> String {
        let server = std::env::var("SAYSO_TEST_POSTGRES_URL").unwrap();
        let mut url = Url::parse(&server).unwrap();
        url.set_username(user).unwrap();
        url.set_path(database);
        url.into()
    }

    /// What the tools of PostgreSQL are told by their environment: where the server is, and that we are its administrator.
    fn variables() -> Vec<(&'static str, String)> {
        let server = std::env::var("SAYSO_TEST_POSTGRES_URL").unwrap();
        let server = Url::parse(&server).unwrap();
        vec![
            ("PGHOST", server.host_str().unwrap().to_owned()),
            ("PGPORT", server.port().unwrap_or(5432).to_string()),
            ("PGUSER", server.username().to_owned()),
            (
                "PGPASSWORD",
                server.password().unwrap_or_default().to_owned(),
            ),
            ("OWNER_URL", address("sayso_owner", "sayso")),
            ("SERVER_URL", address("sayso", "sayso")),
            ("RESTORED_URL", address("sayso_owner", "restored")),
        ]
    }

    const REMOVE: &str = "dropdb --if-exists --force restored; dropdb --if-exists --force sayso; \
        dropuser --if-exists sayso; dropuser --if-exists sayso_owner";

    #[test]
    fn each_command_about_postgresql_does_what_it_is_there_for() {
        let (machine, variables) = (Machine::installed(), variables());
        machine.run("umask 077; openssl rand -base64 32 > keys", &variables);
        machine.run(REMOVE, &variables);
        for command in commands("sh on PostgreSQL") {
            machine.run(command, &variables);
        }
        machine.run(REMOVE, &variables);
    }
}
