//! A copy is made while others write; what is restored from it is whole, and people sign in there as before.

use std::{
    os::unix::fs::PermissionsExt,
    path::Path,
    process::{Command, Output},
    sync::{Arc, atomic::AtomicUsize},
};

use server::clock::{Clock, SystemClock};

use crate::support::{
    Database, OnDatabase, World,
    program::{Program, ask_until_gone, program, until_heard},
    samples::{EMAIL, PASSWORD},
};

/// Has a database copied while a server on it serves a reader, whose every look is written down.
async fn copied_in_use(world: &World, copy: impl FnOnce()) {
    world.clock.set(SystemClock.now());
    let shared = world.shared().await;
    let server = Program::serve(world.database.url(), &[]);
    let read = reqwest::Client::new().get(format!("{}/fhir/Observation", server.origin));
    let heard = Arc::new(AtomicUsize::new(0));
    let reading = ask_until_gone(read.bearer_auth(shared.access.expose()), heard.clone());
    let reading = tokio::spawn(reading);
    until_heard(&heard, 50).await;
    tokio::task::block_in_place(copy);
    let before = heard.load(std::sync::atomic::Ordering::Relaxed);
    until_heard(&heard, before + 50).await;
    server.kill();
    reading.await.unwrap();
}

/// The log of a restored database is whole, and Maria signs in there.
async fn assert_restored(url: &str) {
    let checked = program(url, &["audit", "verify"]).output().unwrap();
    let printed = said(&checked.stdout);
    assert_eq!(checked.status.code(), Some(0), "{}", said(&checked.stderr));
    assert!(!printed.contains(" 0 sealed"), "{printed}");
    let server = Program::serve(url, &[]);
    let form = [("email", EMAIL), ("password", PASSWORD)];
    let stays = reqwest::redirect::Policy::none();
    let client = reqwest::Client::builder().redirect(stays).build().unwrap();
    let sign_in = client.post(format!("{}/api/sign-in", server.origin));
    let answer = sign_in.form(&form).send().await.unwrap();
    let mut cookies = answer.headers().get_all("set-cookie").iter();
    assert!(cookies.any(|cookie| cookie.to_str().unwrap().starts_with("sayso=sayso_session_")));
    assert!(server.stop().success());
}

fn said(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn backup(world: &World, file: &Path) -> Output {
    let file = file.to_str().unwrap();
    program(world.database.url(), &["backup", file])
        .output()
        .unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn sqlite_is_copied_while_others_write() {
    let world = World::new().await;
    let folder = tempfile::tempdir().unwrap();
    // Characters that mean something in the address of a database.
    let copy = folder.path().join("copy 100%?#.db");
    copied_in_use(&world, || {
        let copied = backup(&world, &copy);
        assert!(copied.status.success(), "{}", said(&copied.stderr));
    })
    .await;
    let mode = std::fs::metadata(&copy).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600, "others may not read the copy");
    let restored = folder.path().join("sayso.db");
    std::fs::copy(&copy, &restored).unwrap();
    // The key-encryption key is no part of the database, and has a backup of its own.
    let file = world.database.url().strip_prefix("sqlite://").unwrap();
    let keys = format!("{}.keys", file.split('?').next().unwrap());
    std::fs::copy(keys, folder.path().join("sayso.db.keys")).unwrap();
    assert_restored(&format!("sqlite://{}", restored.display())).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_copy_takes_the_place_of_nothing_and_tells_of_itself() {
    let world = World::new().await;
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("copy.db");
    std::fs::write(&copy, "something").unwrap();
    let refused = backup(&world, &copy);
    assert_eq!(refused.status.code(), Some(1));
    assert!(said(&refused.stderr).contains("is there already"));
    assert_eq!(std::fs::read(&copy).unwrap(), b"something");
    std::fs::remove_file(&copy).unwrap();
    let made = backup(&world, &copy);
    assert!(made.status.success());
    assert_eq!(said(&made.stderr), "", "nobody asked for a log");
    let url = format!("sqlite://{}", copy.display());
    let printed = program(&url, &["audit", "export"]).output().unwrap();
    assert_eq!(said(&printed.stdout).matches("database-copied").count(), 1);
}

mod on_postgresql {
    use super::*;

    fn run(tool: &str, arguments: &[&str]) {
        let output = Command::new(tool).args(arguments).output().unwrap();
        assert!(output.status.success(), "{tool}: {}", said(&output.stderr));
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
    async fn a_dump_made_while_others_write_is_restored_whole() {
        let world = World::on(Database::postgres().await).await;
        let folder = tempfile::tempdir().unwrap();
        let dump = folder.path().join("backup.dump");
        let file = format!("--file={}", dump.display());
        copied_in_use(&world, || {
            run(
                "pg_dump",
                &["--format=custom", &file, world.database.owner_url()],
            );
        })
        .await;
        let empty = Database::empty_postgres().await;
        let into = format!("--dbname={}", empty.owner_url());
        run(
            "pg_restore",
            &["--exit-on-error", &into, dump.to_str().unwrap()],
        );
        assert_restored(empty.url()).await;
    }

    #[tokio::test]
    async fn it_is_copied_by_its_own_tools() {
        let world = World::on(Database::postgres().await).await;
        let refused = backup(&world, Path::new("copy.db"));
        assert_eq!(refused.status.code(), Some(1));
        assert!(said(&refused.stderr).contains("pg_dump --format=custom"));
    }
}
