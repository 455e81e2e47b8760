//! What staff are told of an account that they look after.

use super::*;

const SAM: &str = "sam@hospital.example";
const DANIEL: &str = "daniel@hospital.example";

fn add_staff(shell: &Shell, email: &str) {
    let add = ["--email", email, "--name", "A", "--role", "support"];
    let mut process = shell
        .command(&["staff", "add"])
        .args(add)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let password = b"four small words here\n";
    process.stdin.take().unwrap().write_all(password).unwrap();
    printed(&process.wait_with_output().unwrap());
}

#[test]
fn a_lock_says_that_a_guardians_delegation_goes_on() {
    let shell = Shell::migrated();
    let child = r#"{"resourceType":"Patient","id":"kid","name":[{"given":["Kim"],"family":"Reyes"}],"birthDate":"2024-02-03"}"#;
    shell.write("child.json", child);
    printed(&shell.run(&["import", "child.json"]));
    for email in [SAM, DANIEL] {
        add_staff(&shell, email);
    }
    let add = ["guardian", "add", "--email", DANIEL, "--patient", "kid"];
    // What is for somebody without an account is not left aside in silence.
    let mut letter = shell.command(&add);
    let letter = letter.args(["--name", "Dan", "--letter", "dan.html"]);
    assert!(refusal(&letter.output().unwrap()).contains("leave out --name"));
    assert!(!shell.path("dan.html").exists());
    printed(&shell.command(&add).args(["--by", SAM]).output().unwrap());
    let events = printed(&shell.run(&["audit", "export"]));
    let began = events
        .lines()
        .find(|line| line.contains("delegation-changed"));
    assert!(began.unwrap().contains(r#""staff""#), "{began:?}");
    let why = ["--by", SAM, "--reason", "a lost phone"];
    let mut lock = shell.command(&["account", "lock", DANIEL]);
    let said = printed(&lock.args(why).output().unwrap());
    assert!(said.contains("is locked"), "{said}");
    assert!(
        said.contains("their delegation for kid goes on") && said.contains("sayso delegation end "),
        "{said}"
    );
    assert!(!said.contains("the record"), "they have none: {said}");
}
