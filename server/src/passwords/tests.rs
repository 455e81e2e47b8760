//! Is only the right password right, however it is typed?

use domain::{ids::PersonId, language::Language, person::Email};
use uuid::Uuid;

use super::*;
use crate::entropy::SeededEntropy;

fn password(text: &str) -> Password {
    Password::new(text.to_owned())
}

#[tokio::test]
async fn only_the_right_password_is_right() {
    let passwords = Passwords::default();
    let entropy = SeededEntropy::from_seed(1);
    let hash = passwords.hash(password("one"), &entropy).await.unwrap();
    assert!(hash.expose().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
    assert!(
        passwords
            .is_right(password("one"), Some(hash.clone()))
            .await
            .unwrap()
    );
    assert!(
        !passwords
            .is_right(password("two"), Some(hash))
            .await
            .unwrap()
    );
}

fn maria() -> Person {
    Person {
        id: PersonId::from_uuid(Uuid::nil()),
        email: Email::parse("maria.keller@mail.example").unwrap(),
        name: "Maria Keller".parse().unwrap(),
        language: Language::English,
        patient: None,
        role: None,
        created_at: chrono::DateTime::UNIX_EPOCH,
    }
}

#[test]
fn what_many_people_use_is_no_password_whoever_changes_it_a_little() {
    for common in [
        "password1234",
        "Password1234",
        "passwordpassword",
        "qwertyuiop12",
        "123456789012",
        "iloveyou1234",
        "maria1234567",
        "Password2024!",
    ] {
        let checked = password(common).check(&maria());
        assert_eq!(checked, Err(WeakPassword::Common), "{common}");
    }
    for good in [
        "try-sayso-now",
        "four small words here",
        "another long password",
        "una clave m\u{e1}s",
    ] {
        assert_eq!(password(good).check(&maria()), Ok(()), "{good}");
    }
}

#[tokio::test]
async fn letters_composed_in_another_way_are_the_same_password() {
    let (passwords, entropy) = (Passwords::default(), SeededEntropy::from_seed(1));
    let (composed, apart) = ("contrase\u{f1}a larga", "contrasen\u{303}a larga");
    let hash = passwords.hash(password(apart), &entropy).await.unwrap();
    for typed in [composed, apart] {
        let right = passwords.is_right(password(typed), Some(hash.clone()));
        assert!(right.await.unwrap(), "{typed}");
    }
    // A hash from before, of the letters as they were typed.
    let salt = SaltString::encode_b64(&[7; 16]).unwrap();
    let older = Argon2::default().hash_password(apart.as_bytes(), &salt);
    let older = PasswordHash::new(older.unwrap().to_string());
    let right = passwords.is_right(password(apart), Some(older));
    assert!(right.await.unwrap());
}

#[tokio::test(start_paused = true)]
async fn who_does_not_get_a_turn_in_two_seconds_is_told() {
    let passwords = Passwords::default();
    let _held = passwords.turns.acquire_many(4).await.unwrap();
    let refused = passwords.is_right(password("one"), None);
    let (refused, waiting) = tokio::join!(refused, async { passwords.waiting() });
    assert!(matches!(refused, Err(PasswordError::Busy)));
    assert_eq!((waiting, passwords.waiting()), (1, 0));
}

#[tokio::test]
async fn work_that_nobody_waits_for_any_more_keeps_its_turn() {
    let passwords = Passwords::default();
    let (go_on, held) = std::sync::mpsc::channel::<()>();
    let work = passwords.off_thread(move || held.recv());
    let given_up = timeout(Duration::from_millis(10), work).await;
    assert!(given_up.is_err());
    assert_eq!(passwords.turns.available_permits(), Passwords::AT_ONCE - 1);
    drop(go_on);
}

#[tokio::test]
async fn nobody_has_a_password() {
    let right = Passwords::default().is_right(password("one"), None).await;
    assert!(!right.unwrap());
}
