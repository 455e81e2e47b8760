//! Names that are taken, names that are not, and what becomes of those that were kept before.

use super::*;

fn refused(text: &str) -> InvalidName {
    PersonName::parse(text).expect_err(text)
}

#[test]
fn people_are_called_what_people_are_called() {
    for name in [
        "José María",
        "St. John",
        "J.R. Ewing",
        "Mary-Jane O’Neil",
        "O'Brien, Pat (Paddy)",
        "Henry 8",
        "Ngọc Nguyễn",
        "Łukasz Żółć",
        "Kamakaʻeha",
        "Мария Иванова",
        "Αλέξανδρος Παπαδόπουλος",
        "مريم الزهراء",
        "مُحَمَّد",
        "علی\u{200c}رضا",
        "שָׂרָה לוי",
        "श्रीमती क्षत्रिय",
        "ক\u{9cd}\u{200d}ষমা",
        "สมชาย ใจดี",
        "山田 花子",
        "さくら 山田",
        "김민준",
        "Sara 山田",
        "ጸጋዬ",
        "ნინო ბერიძე",
        "Արմեն Պետրոսյան",
        "ᏍᏏᏉᏯ",
        "ކަމަލާ",
        "Zoe\u{308}",
    ] {
        let parsed = PersonName::parse(name);
        assert_eq!(parsed.map(String::from).as_deref(), Ok(name));
    }
}

#[test]
fn blanks_around_and_between_are_tidied() {
    assert_eq!(
        PersonName::parse(" Ana \u{a0}\u{3000} Ríos\n")
            .unwrap()
            .as_str(),
        "Ana Ríos"
    );
}

#[test]
fn the_first_of_several_names_is_the_one_that_greets() {
    for (name, first) in [
        ("Maria Keller", "Maria"),
        ("José María García", "José"),
        ("Sukarno", "Sukarno"),
        ("山田 花子", "山田"),
    ] {
        assert_eq!(PersonName::parse(name).unwrap().first(), first);
    }
}

#[test]
fn a_name_of_a_person_is_no_address() {
    for address in [
        "evil.example",
        "Ana www.evil",
        "t.co",
        "Ana .example",
        "J.Smith",
        "a.Bank",
    ] {
        assert_eq!(refused(address), InvalidName::Address, "{address}");
    }
    for (address, letter) in [
        ("a@b", '@'),
        ("win/x", '/'),
        ("http://x", ':'),
        ("evil。example", '。'),
        ("evil．example", '．'),
        ("evil\u{2024}example", '\u{2024}'),
        ("ev\\il", '\\'),
        ("ｅvil", 'ｅ'),
    ] {
        assert_eq!(refused(address), InvalidName::Letter(letter), "{address}");
    }
}

#[test]
fn a_name_of_a_person_is_no_telephone_number() {
    for number in [
        "Call 5550",
        "Ana 555-0199",
        "Ana 1 2 3 4",
        "Ana 55,50,19",
        "١٢٣٤ مريم",
        "Ana ①②③④",
    ] {
        assert_eq!(refused(number), InvalidName::Number, "{number}");
    }
    assert!(PersonName::parse("Ana 123 Bo 456").is_ok());
}

#[test]
fn what_nobody_sees_or_what_turns_the_text_is_in_no_name() {
    for letter in [
        '\0',
        '\u{7}',
        '\u{ad}',
        '\u{34f}',
        '\u{61c}',
        '\u{200b}',
        '\u{200c}',
        '\u{200d}',
        '\u{200e}',
        '\u{202e}',
        '\u{2066}',
        '\u{2069}',
        '\u{2800}',
        '\u{3164}',
        '\u{fe0f}',
        '\u{feff}',
        '\u{e0041}',
        '\u{f8ff}',
        '\u{10ffff}',
        '<',
        '>',
        '"',
        '*',
        '~',
        '{',
        '=',
        '🏥',
        '✓',
        '\u{1d400}',
        '²',
    ] {
        let name = format!("Dan{letter}iel");
        let seen = PersonName::parse(&name).is_ok_and(|name| name.as_str().contains(letter));
        assert!(!seen || letter == '²', "{letter:?}");
        assert!(
            AppName::parse(&name).is_err() || letter == '²',
            "{letter:?}"
        );
    }
}

#[test]
fn a_word_is_written_in_one_script_and_carries_few_accents() {
    for fake in ["Mаria", "Раul", "Αnna", "Αнна", "Ana-Mаria"] {
        assert_eq!(refused(fake), InvalidName::MixedScripts, "{fake}");
    }
    assert_eq!(
        refused(&format!("A{}", "\u{300}".repeat(25))),
        InvalidName::Letter('\u{300}')
    );
    assert_eq!(refused("\u{301}Ana"), InvalidName::Letter('\u{301}'));
    assert_eq!(
        AppName::parse("Sugаr Coach"),
        Err(InvalidName::MixedScripts)
    );
}

#[test]
fn sixty_letters_are_enough() {
    assert!(PersonName::parse(&"é".repeat(LONGEST)).is_ok());
    assert_eq!(refused(&"é".repeat(LONGEST + 1)), InvalidName::TooLong);
    assert_eq!(
        AppName::parse(&"x".repeat(10_000)),
        Err(InvalidName::TooLong)
    );
    for nothing in ["", " ", "...", "-", "12"] {
        assert_eq!(refused(nothing), InvalidName::NoLetter, "{nothing:?}");
    }
}

#[test]
fn apps_are_called_what_apps_are_called() {
    for name in [
        "Sugar Coach",
        "b.well",
        "Coach 2.0",
        "Salt & Pepper",
        "1upHealth",
        "My+Care!",
        "2024: Health",
    ] {
        assert_eq!(AppName::parse(name).map(String::from).as_deref(), Ok(name));
    }
    for name in [
        "a@b.example",
        "x/y",
        "x\u{202e}y",
        "Sugar\u{200b}Coach",
        "+",
        "",
    ] {
        assert!(AppName::parse(name).is_err(), "{name}");
    }
}

#[test]
fn what_was_kept_before_is_shown_without_what_breaks_a_page() {
    let kept = |text: &str| String::from(PersonName::kept(text));
    assert_eq!(kept("Dan\u{202e}\u{2066}iel\u{200b}\u{0}"), "Daniel");
    assert_eq!(kept("Ana\r\nBcc: x"), "Ana Bcc: x");
    assert_eq!(kept("علی\u{200c}رضا"), "علی\u{200c}رضا");
    assert_eq!(kept(&"A\u{300}".repeat(5)), "A\u{300}".repeat(5));
    assert_eq!(
        kept(&format!("A{}", "\u{300}".repeat(25))),
        "A\u{300}\u{300}\u{300}"
    );
    assert_eq!(kept(&"x".repeat(10_000)).chars().count(), LONGEST);
    assert_eq!(kept("\u{200b}\u{3164}"), "?");
    assert_eq!(kept("</title>"), "</title>");
}
