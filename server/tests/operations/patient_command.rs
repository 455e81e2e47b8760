//! `sayso patient`: letters, mails, a file of thousands, and a second run that changes nothing.

use std::fs;

use super::command_line::{Shell, printed, refusal};

/// Three people, one of them without a birth date.
const RECORDS: &str = r#"{"resourceType":"Patient","id":"ana","birthDate":"1984-03-07","name":[{"text":"Ana Keller"}],"identifier":[{"system":"urn:mrn","value":"1"}]}
{"resourceType":"Patient","id":"bob","birthDate":"1990-12-31","name":[{"text":"Bob Keller"}],"identifier":[{"system":"urn:mrn","value":"2"}]}
{"resourceType":"Patient","id":"cleo","name":[{"text":"Cleo Keller"}]}
"#;

fn hospital() -> Shell {
    let shell = Shell::migrated();
    fs::write(shell.path("records.ndjson"), RECORDS).unwrap();
    printed(&shell.run(&["import", "records.ndjson"]));
    shell
}

#[test]
fn a_letter_is_written_once_and_its_code_stands_nowhere_else() {
    let shell = hospital();
    let add = [
        "patient",
        "add",
        "urn:mrn|1",
        "--letter",
        "ana.html",
        "--language",
        "es",
    ];
    assert!(printed(&shell.run(&add)).contains("Ana Keller: a letter"));
    let letter = fs::read_to_string(shell.path("ana.html")).unwrap();
    let code = letter
        .split("class=\"code\">")
        .nth(1)
        .unwrap()
        .split('<')
        .next()
        .unwrap();
    assert!(
        letter.contains("Hola, Ana Keller:") && code.len() == 14,
        "{letter}"
    );
    let database = fs::read(shell.path("sayso.db")).unwrap();
    let bare = code.replace('-', "");
    assert!(!String::from_utf8_lossy(&database).contains(&bare));
    assert!(refusal(&shell.run(&add)).contains("cannot make ana.html"));
    let other = ["patient", "add", "ana", "--letter", "other.html"];
    assert!(refusal(&shell.run(&other)).contains("withdraw it"));
    assert!(!shell.path("other.html").exists());
    let withdraw = [
        "patient",
        "withdraw",
        "ana",
        "--reason",
        "the letter was lost",
    ];
    printed(&shell.run(&withdraw));
    assert!(printed(&shell.run(&["audit", "export"])).contains("the letter was lost"));
}

#[test]
fn a_file_is_done_line_by_line_and_a_second_run_changes_nothing() {
    let shell = hospital();
    let file = "record,email,language\nurn:mrn|1,ana@mail.example,es\nbob,,\ncleo,,\nnobody,,\n";
    fs::write(shell.path("people.csv"), file).unwrap();
    let import = |letters| shell.run(&["patient", "import", "people.csv", "--letters", letters]);
    let first = import("one.html");
    assert_eq!(first.status.code(), Some(1));
    let said = String::from_utf8(first.stdout).unwrap();
    for line in [
        "line 2: a mail for ana",
        "line 3: a letter for bob",
        "line 4: refused: the record does not say",
        "line 5: refused: there is no such record",
        "1 by mail, 1 by letter, 0 as before, 2 refused",
        "no mail leaves this server",
    ] {
        assert!(said.contains(line), "{line}: {said}");
    }
    let made = || {
        printed(&shell.run(&["audit", "export"]))
            .matches("activation-made")
            .count()
    };
    assert_eq!(made(), 2);
    let second = String::from_utf8(import("two.html").stdout).unwrap();
    assert!(
        second.contains("0 by mail, 0 by letter, 2 as before, 2 refused"),
        "{second}"
    );
    assert_eq!(made(), 2);
    let letters = fs::read_to_string(shell.path("one.html")).unwrap();
    assert_eq!(letters.matches("<article").count(), 1);
    // Without a letter there is no file that would stand in the way.
    assert!(!shell.path("two.html").exists());
}

#[test]
fn wrong_columns_and_missing_ways_are_told_before_anything_happens() {
    let shell = hospital();
    fs::write(shell.path("people.csv"), "mrn\n1\n").unwrap();
    let wrong = refusal(&shell.run(&["patient", "import", "people.csv"]));
    assert!(wrong.contains("`mrn` is no column"), "{wrong}");
    assert_eq!(shell.run(&["patient", "add", "ana"]).status.code(), Some(2));
}
