//! What the program refuses so that no demo and no open door meets the public.

use super::*;

/// What a hospital sets before it serves people.
const PUBLIC: [(&str, &str); 6] = [
    ("SAYSO_PUBLIC_URL", "https://records.hospital.example"),
    ("SAYSO_ORGANISATION", "Lakeside"),
    ("SAYSO_PHONE", "555 0123"),
    ("SAYSO_LEAVE_TO", "https://www.example.org"),
    ("SAYSO_KEY_ENCRYPTION_KEY", OLD_KEY),
    ("SAYSO_TRUSTED_PROXIES", "none"),
];

#[test]
fn the_demo_takes_an_empty_database_or_its_own() {
    let shell = Shell::migrated();
    printed(&shell.run(&ADD));
    let demo = |shell: &Shell| {
        // Its own app has no port to listen on, so that it ends.
        let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let mut demo = shell.command(&["demo"]);
        // Named otherwise than by default, which is the demo's own.
        demo.env("SAYSO_DATABASE_URL", "sqlite://sayso.db?mode=rwc");
        demo.env("SAYSO_LISTEN", taken.local_addr().unwrap().to_string());
        refusal(&demo.output().unwrap())
    };
    assert!(demo(&shell).contains("not a demo's"));
    assert_eq!(shell.evidence().len(), 3, "nothing was added");
    let empty = Shell::migrated_without_evidence();
    for _ in 0..2 {
        assert!(demo(&empty).contains("cannot listen"));
    }
}

#[test]
fn a_demos_database_is_never_served_to_the_public() {
    let shell = Shell::migrated_without_evidence();
    let sql = "insert into installation (id, kind) values (1, 'demo')";
    shell.execute(sql);
    let mut serve = shell.command(&["serve"]);
    serve.envs(PUBLIC);
    assert!(refusal(&serve.output().unwrap()).contains("a demo's"));
}

#[test]
fn the_public_is_served_with_settings_of_ones_own_only() {
    let shell = Shell::migrated();
    for (left, _) in PUBLIC.iter().skip(1) {
        let mut serve = shell.command(&["serve"]);
        let output = serve.envs(PUBLIC).env_remove(left).output().unwrap();
        let setting = left.trim_start_matches("SAYSO_").to_lowercase();
        assert!(refusal(&output).contains(&setting), "{left}");
    }
    let mut serve = shell.command(&["serve"]);
    let output = serve.env("SAYSO_LISTEN", "0.0.0.0:0").output().unwrap();
    assert!(refusal(&output).contains("plain http"));
}

#[test]
fn a_privacy_notice_that_cannot_be_shown_as_it_is_meant_is_not_served() {
    let shell = Shell::migrated();
    let serve = |folder: &str| {
        let mut serve = shell.command(&["serve"]);
        refusal(&serve.env("SAYSO_PRIVACY_NOTICE", folder).output().unwrap())
    };
    assert!(serve("gone").contains("privacy_notice: cannot read gone"));
    std::fs::create_dir(shell.folder.path().join("privacy")).unwrap();
    assert!(serve("privacy").contains("has no text"));
    shell.write(
        "privacy/en.md",
        "# Ours\n\nSee <a href='https://x.example'>x</a>.",
    );
    assert!(serve("privacy").contains("en.md, line 3: HTML is not shown"));
    shell.write("privacy/en.md", "Ours");
    shell.write("privacy/de.md", "Unseres");
    assert!(serve("privacy").contains("de.md is in no language"));
}

#[test]
fn an_app_that_reaches_for_more_than_one_patient_or_address_is_not_added() {
    let shell = Shell::migrated();
    for (wrong, why) in [
        (
            ["--redirect", "https://*.example/cb"],
            "a wildcard for a host",
        ),
        (["--redirect", "https://app.example/*"], "many addresses"),
        (["--needs", "system/*.rs"], "no single patient"),
        (
            ["--needs", "patient/*.rs system/Patient.read"],
            "no single patient",
        ),
    ] {
        let arguments: Vec<_> = ADD.into_iter().chain(wrong).collect();
        let refused = shell.run(&arguments);
        assert_ne!(refused.status.code(), Some(0), "{wrong:?}");
        let said = String::from_utf8_lossy(&refused.stderr);
        assert!(said.contains(why), "{wrong:?}: {said}");
    }
    assert_eq!(printed(&shell.run(&["client", "list"])), "");
}
