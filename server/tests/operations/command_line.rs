//! The program itself: exit codes, and what it refuses with a sentence.

mod care;
mod guards;

use std::{
    io::Write,
    process::{Command, Output, Stdio},
};

use sea_orm::{ConnectionTrait, DbBackend, Statement};
use tempfile::TempDir;

/// A folder with a database in it, and the program.
pub(crate) struct Shell {
    folder: TempDir,
}

impl Shell {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { folder }
    }

    pub(crate) fn migrated() -> Self {
        let shell = Self::new();
        assert!(shell.run(&["migrate", "up"]).status.success());
        shell
    }

    /// As `migrate up` leaves it, but unused.
    fn migrated_without_evidence() -> Self {
        let shell = Self::migrated();
        shell.execute("drop trigger audit_event_stays; delete from audit_event");
        shell
    }

    fn execute(&self, sql: &str) -> Vec<Vec<u8>> {
        let url = format!("sqlite://{}", self.folder.path().join("sayso.db").display());
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async {
            let raw = sea_orm::Database::connect(url).await.unwrap();
            raw.execute_unprepared(sql).await.unwrap();
            let keys = "select private_key from signing_key";
            let keys = Statement::from_string(DbBackend::Sqlite, keys);
            let rows = raw.query_all_raw(keys).await.unwrap();
            raw.close().await.unwrap();
            rows.iter()
                .map(|row| row.try_get_by_index(0).unwrap())
                .collect()
        })
    }

    /// How many keys lie open in the database, as PKCS #8.
    fn open_keys(&self) -> usize {
        let keys = self.execute("select 1");
        keys.iter().filter(|key| key[0] == 0x30).count()
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.folder.path().join(name), text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.folder.path().join(name)).unwrap()
    }

    fn with_keys(&self, arguments: &[&str]) -> Output {
        let mut command = self.command(arguments);
        command
            .env("SAYSO_KEY_ENCRYPTION_KEY_FILE", "keys")
            .output()
            .unwrap()
    }

    fn evidence(&self) -> Vec<serde_json::Value> {
        let lines = printed(&self.run(&["audit", "export"]));
        let event =
            |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap()["event"].take();
        lines.lines().map(event).collect()
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sayso"));
        command
            .args(arguments)
            .current_dir(self.folder.path())
            .env("SAYSO_DATABASE_URL", "sqlite://sayso.db")
            .env("RUST_LOG", "off");
        command
    }

    /// Of a file beside the database.
    pub(crate) fn path(&self, file: &str) -> std::path::PathBuf {
        self.folder.path().join(file)
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }
}

pub(crate) fn refusal(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(1));
    String::from_utf8(output.stderr.clone()).unwrap()
}

pub(crate) fn printed(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    String::from_utf8(output.stdout.clone()).unwrap()
}

const ADD: [&str; 13] = [
    "client",
    "add",
    "my-app",
    "--name",
    "My App",
    "--maker",
    "Me",
    "--redirect",
    "https://app.example/cb",
    "--scope",
    "patient/*.rs",
    "--purpose",
    "self-care",
];

const OLD_KEY: &str = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
const NEW_KEY: &str = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY=";

#[test]
fn wrong_usage_is_told_apart_from_a_refusal() {
    let shell = Shell::new();
    assert_eq!(shell.run(&["serv"]).status.code(), Some(2));
    assert!(refusal(&shell.run(&["serve"])).contains("sayso migrate up"));
}

#[test]
fn an_unknown_setting_refuses_to_start() {
    let shell = Shell::new();
    let mut command = shell.command(&["serve"]);
    let output = command.env("SAYSO_LISEN", "1").output().unwrap();
    assert!(refusal(&output).contains("SAYSO_LISEN"));
}

#[test]
fn settings_are_shown_without_their_secrets() {
    let shell = Shell::new();
    let mut command = shell.command(&["serve", "--print-config"]);
    let output = command
        .env("SAYSO_DEMO_PASSWORD", "hunter2")
        .env("SAYSO_MAIL", "smtp://sayso:hunter2@mail.example:587")
        .env("SAYSO_MAIL_FROM", "no-reply@mail.example")
        .output()
        .unwrap();
    let shown = printed(&output);
    assert!(shown.contains("listen = \"127.0.0.1:3000\""));
    assert!(
        shown.contains("mail = \"smtp://sayso:***@mail.example:587\""),
        "{shown}"
    );
    assert!(!shown.contains("hunter2"));
}

#[test]
fn the_demo_answers_this_machine_only() {
    let shell = Shell::new();
    for (name, value) in [
        ("SAYSO_LISTEN", "0.0.0.0:0"),
        ("SAYSO_PUBLIC_URL", "https://sayso.example"),
    ] {
        let output = shell.command(&["demo"]).env(name, value).output().unwrap();
        assert!(refusal(&output).contains("this machine only"), "{name}");
    }
}

#[test]
fn an_app_is_added_approved_and_suspended() {
    let shell = Shell::migrated();
    let confidential: Vec<_> = ADD.into_iter().chain(["--confidential"]).collect();
    assert!(printed(&shell.run(&confidential)).contains("sayso_client_"));
    assert!(refusal(&shell.run(&ADD)).contains("already"));
    printed(&shell.run(&["client", "approve", "my-app"]));
    assert!(
        printed(&shell.run(&["client", "list"])).contains("my-app\tverified\tclient_secret_basic")
    );
    printed(&shell.run(&["client", "suspend", "my-app"]));
    assert!(refusal(&shell.run(&["client", "suspend", "other"])).contains("no app"));
    assert!(printed(&shell.run(&["audit", "verify"])).contains("4 written"));
    assert_eq!(shell.evidence().len(), 6);
}

#[test]
fn the_command_line_is_no_way_around_the_rule_of_names() {
    let shell = Shell::migrated();
    let long = "x".repeat(61);
    for name in [
        "Sugar Coach\u{202e}",
        "Co\u{200b}ach",
        "coach.example/x",
        "S\u{443}gar",
        &long,
    ] {
        for (place, called) in [(4, "an app"), (6, "its maker")] {
            let mut add = ADD;
            add[place] = name;
            let output = shell.run(&add);
            assert_eq!(output.status.code(), Some(2), "{called} {name:?}");
        }
        let member = [
            "staff",
            "add",
            "--email",
            "a@b.example",
            "--role",
            "support",
            "--name",
            name,
        ];
        assert_eq!(shell.run(&member).status.code(), Some(2), "{name:?}");
    }
    assert_eq!(printed(&shell.run(&["client", "list"])), "");
}

#[test]
fn commands_leave_evidence_of_who_gave_them() {
    let shell = Shell::migrated();
    printed(&shell.run(&ADD));
    printed(&shell.run(&["audit", "verify"]));
    printed(&shell.run(&["audit", "refusals"]));
    let evidence = shell.evidence();
    let actions: Vec<_> = evidence
        .iter()
        .map(|event| event["action"].as_str().unwrap())
        .collect();
    let expected = [
        "schema-migrated",
        "client-registered",
        "audit-verified",
        "audit-exported",
        "audit-exported",
    ];
    assert_eq!(actions, expected);
    let user = String::from_utf8(Command::new("id").arg("-un").output().unwrap().stdout).unwrap();
    for event in &evidence {
        let operator = event["operator"].as_str().unwrap();
        assert!(operator.starts_with(user.trim()), "{operator}");
    }
}

#[test]
fn keys_are_wrapped_by_a_key_that_is_not_in_the_database() {
    let shell = Shell::migrated();
    // Where none is set, this machine makes one beside the database.
    printed(&shell.run(&["keys", "rotate"]));
    assert_eq!(shell.open_keys(), 0);
    assert!(printed(&shell.run(&["keys", "rewrap"])).starts_with("0 keys"));
    shell.write("keys", OLD_KEY);
    assert!(refusal(&shell.with_keys(&["keys", "rewrap"])).contains("key_encryption_key_file"));
    let own = shell.read("sayso.db.keys");
    shell.write("keys", &format!("{OLD_KEY}\n{own}"));
    assert!(printed(&shell.with_keys(&["keys", "rewrap"])).starts_with("2 keys"));
    shell.write("keys", &format!("{NEW_KEY}\n{OLD_KEY}\n"));
    assert!(printed(&shell.with_keys(&["keys", "rewrap"])).starts_with("2 keys"));
    shell.write("keys", NEW_KEY);
    assert!(printed(&shell.with_keys(&["keys", "rewrap"])).starts_with("0 keys"));
    shell.write("keys", "too short");
    assert!(refusal(&shell.with_keys(&["keys", "list"])).contains("32 bytes"));
}

#[test]
fn staff_give_their_password_where_nobody_else_sees_it() {
    let shell = Shell::migrated();
    let add = [
        "staff",
        "add",
        "--email",
        "a@b.example",
        "--name",
        "A",
        "--role",
        "support",
    ];
    let mut process = shell
        .command(&add)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    process
        .stdin
        .take()
        .unwrap()
        .write_all(b"correct horse\n")
        .unwrap();
    assert!(printed(&process.wait_with_output().unwrap()).contains("a@b.example"));
}
