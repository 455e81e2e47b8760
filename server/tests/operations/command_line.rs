//! The program itself: exit codes, and what it refuses with a sentence.

use std::{
    io::Write,
    process::{Command, Output, Stdio},
};

use tempfile::TempDir;

/// A folder with a database in it, and the program.
struct Shell {
    folder: TempDir,
}

impl Shell {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { folder }
    }

    fn migrated() -> Self {
        let shell = Self::new();
        assert!(shell.run(&["migrate", "up"]).status.success());
        shell
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sayso"));
        command
            .args(arguments)
            .current_dir(self.folder.path())
            .env("SAYSO_DATABASE_URL", "sqlite://sayso.db")
            .env("RUST_LOG", "off");
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }
}

fn refusal(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(1));
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn printed(output: &Output) -> String {
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
    assert!(printed(&shell.run(&["audit", "verify"])).contains("3 written"));
    assert_eq!(printed(&shell.run(&["audit", "export"])).lines().count(), 3);
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
