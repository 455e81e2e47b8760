//! Whose are the files that the program makes? Its user's alone, whatever the shell before it allowed.

use std::{os::unix::fs::PermissionsExt, path::Path, process::Command};

fn mode(path: &Path) -> u32 {
    let found = std::fs::metadata(path).unwrap();
    found.permissions().mode() & 0o777
}

#[test]
fn nobody_else_looks_into_what_a_command_leaves_behind() {
    let folder = tempfile::tempdir().unwrap();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let ended = Command::new("sh")
        .args([
            "-c",
            "umask 0; exec \"$0\" demo",
            env!("CARGO_BIN_EXE_sayso"),
        ])
        .current_dir(folder.path())
        .env("SAYSO_LISTEN", taken.local_addr().unwrap().to_string())
        .output()
        .unwrap();
    let said = String::from_utf8(ended.stderr).unwrap();
    assert!(said.contains("cannot listen"), "{said}");
    let demo = folder.path().join("target/demo");
    assert_eq!(mode(&demo), 0o700);
    assert_eq!(mode(&demo.join("sayso.db")), 0o600);
}
