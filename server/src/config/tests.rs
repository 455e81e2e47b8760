//! Do settings come from where they should, and are the wrong ones refused?

use std::collections::BTreeSet;

use domain::{acr::Acr, proof::GuardedAction};

use super::*;

pub(super) fn with(file: &str, variables: &[(&str, &str)]) -> Result<Config, ConfigError> {
    let variables = variables
        .iter()
        .map(|(name, value)| ((*name).into(), (*value).into()));
    Config::from_sources(file, variables)
}

fn refusal(file: &str, variables: &[(&str, &str)]) -> String {
    with(file, variables).unwrap_err().to_string()
}

#[test]
fn a_variable_wins_over_the_file() {
    let file = "listen = \"127.0.0.1:1\"";
    let config = with(file, &[("SAYSO_LISTEN", "127.0.0.1:2"), ("HOME", "/")]).unwrap();
    assert_eq!(config.listen.port(), 2);
}

#[test]
fn an_unknown_key_refuses_to_start() {
    let problem = refusal("lisen = 1", &[]);
    assert!(
        problem.starts_with("sayso.toml: unknown field `lisen`"),
        "{problem}"
    );
    let typo = with("", &[("SAYSO_LISEN", "x")]);
    assert!(matches!(typo, Err(ConfigError::UnknownVariable(name)) if name == "SAYSO_LISEN"));
    assert!(with("", &[("SAYSO_TEST_POSTGRES_URL", "x")]).is_ok());
}

#[test]
fn plain_http_works_on_a_loopback_address_only() {
    assert!(with("", &[("SAYSO_PUBLIC_URL", "http://sayso.example")]).is_err());
    assert!(with("", &[("SAYSO_PUBLIC_URL", "https://sayso.example/path")]).is_err());
    let config = with("", &[("SAYSO_PUBLIC_URL", "https://sayso.example")]).unwrap();
    assert_eq!(config.fhir_base(), "https://sayso.example/fhir");
}

#[test]
fn whoever_others_reach_says_which_proxies_it_trusts() {
    let set = |url: &str, proxies: &str| {
        let url = ("SAYSO_PUBLIC_URL", url);
        let proxies = ("SAYSO_TRUSTED_PROXIES", proxies);
        let said = if proxies.1.is_empty() { 1 } else { 2 };
        with("", &[url, proxies][..said])
    };
    let public = "https://sayso.example";
    for (url, proxies) in [
        ("http://localhost:3000", ""),
        (public, "none"),
        (public, "10.0.0.0/8, 2001:db8::/32"),
    ] {
        assert!(set(url, proxies).unwrap().require_servable().is_ok());
    }
    let nothing_said = set(public, "").unwrap().require_servable().unwrap_err();
    assert!(
        nothing_said
            .to_string()
            .starts_with("trusted_proxies is missing")
    );
    let problem = set(public, "10.0.0.0/33").unwrap_err().to_string();
    assert!(
        problem.starts_with("SAYSO_TRUSTED_PROXIES: `10.0.0.0/33`"),
        "{problem}"
    );
}

#[test]
fn what_sensitive_topics_ask_for_can_be_set() {
    let config = with(
        "require_acr_for_sensitive = \"phr\"",
        &[("SAYSO_SENSITIVE_MAX_AGE", "300")],
    );
    let step_up = config.unwrap().step_up_for_sensitive();
    assert_eq!(step_up.acr, Some(Acr::PhishingResistant));
    assert_eq!(step_up.max_age, Some(300));
    assert!(with("require_acr_for_sensitive = \"strong\"", &[]).is_err());
}

#[test]
fn what_is_the_demos_is_not_for_the_public() {
    let address = ("SAYSO_PUBLIC_URL", "https://records.hospital.example");
    let faults = |file| with(file, &[address]).unwrap().faults_in_public();
    assert_eq!(faults("").len(), 4);
    let own =
        "organisation = \"Lakeside\"\nphone = \"555 0123\"\nleave_to = \"https://www.example.org\"";
    assert_eq!(faults(own).len(), 1);
    let keys = format!("{own}\nkey_encryption_key_file = \"/etc/sayso.keys\"");
    assert_eq!(faults(&keys), Vec::<String>::new());
    let one = keys.replace("555 0123", "555-0100");
    assert!(faults(&one)[0].contains("`phone`"));
}

#[test]
fn plain_http_is_for_this_machine_alone() {
    let listening = |on| with("", &[("SAYSO_LISTEN", on)]).unwrap();
    for (on, faults) in [
        ("127.0.0.1:3000", 0),
        ("[::1]:3000", 0),
        ("0.0.0.0:3000", 1),
        ("[::]:80", 1),
    ] {
        let config = listening(on);
        assert_eq!(config.faults_in_public().len(), faults, "{on}");
        assert_eq!(config.is_this_machine_only(), faults == 0, "{on}");
    }
}

#[test]
fn only_the_command_makes_a_demo() {
    assert!(with("demo = true", &[]).is_err());
    assert!(with("", &[("SAYSO_DEMO", "true")]).is_err());
}

#[test]
fn mail_needs_a_sender() {
    let relay = ("SAYSO_MAIL", "smtps://mail.example");
    assert!(matches!(with("", &[relay]), Err(ConfigError::NoSender)));
    let sender = ("SAYSO_MAIL_FROM", "Sayso <no-reply@hospital.example>");
    assert!(with("", &[relay, sender]).is_ok());
    assert!(with("", &[("SAYSO_MAIL", "mail.example")]).is_err());
}

#[test]
fn shown_settings_hide_secrets() {
    let url = "postgres://sayso:hunter2@db/sayso";
    let shown = with(
        "demo_password = \"hunter3\"\nupstream_client_secret = \"hunter4\"\nmail_from = \"Sayso <a@b.example>\"",
        &[
            ("SAYSO_DATABASE_URL", url),
            ("SAYSO_MAIL", "smtp://u:hunter5@mail.example"),
            ("SAYSO_UPSTREAM_ISSUER", "https://id.hospital.example"),
            ("SAYSO_UPSTREAM_CLIENT_ID", "sayso"),
        ],
    )
    .unwrap();
    assert!(!shown.to_string().contains("hunter"));
    let parameter = "postgres://db/sayso?user=sayso&password=hunter6&sslmode=verify-full";
    let shown = with("", &[("SAYSO_DATABASE_URL", parameter)]).unwrap();
    let shown = shown.to_string();
    assert!(
        !shown.contains("hunter") && shown.contains("sslmode=verify-full"),
        "{shown}"
    );
}

#[test]
fn what_holds_where_nobody_said_is_shown() {
    let shown = with("", &[]).unwrap().to_string();
    assert!(
        shown.contains(r#"require_passkey_for = ["sensitive-topic", "export-record"]"#)
            && shown.contains(r#"staff_sign_in = "passkey-or-hospital""#),
        "{shown}"
    );
    let none = with("require_passkey_for = []", &[]).unwrap();
    assert!(none.to_string().contains("require_passkey_for = []"));
}

#[test]
fn a_passkey_is_required_for_actions_by_their_keys() {
    let listed = with("require_passkey_for = [\"share\", \"export-record\"]", &[]).unwrap();
    let variable = ("SAYSO_REQUIRE_PASSKEY_FOR", "share, export-record");
    assert_eq!(
        listed.require_passkey_for,
        with("", &[variable]).unwrap().require_passkey_for
    );
    assert_eq!(listed.guarded().len(), 2);
    let unsaid = with("", &[]).unwrap();
    assert_eq!(
        unsaid.guarded(),
        [GuardedAction::SensitiveTopic, GuardedAction::ExportRecord]
    );
    let demo = Config {
        demo: true,
        ..unsaid
    };
    assert!(demo.guarded().is_empty());
    let none = with("require_passkey_for = []", &[]).unwrap();
    assert!(none.guarded().is_empty());
    assert!(with("require_passkey_for = [\"sharing\"]", &[]).is_err());
}

#[test]
fn ages_of_guardians_grow_or_nothing_starts() {
    let set = with("", &[("SAYSO_GUARDIAN_AGES", "13,15,18")]).unwrap();
    assert!(set.to_string().contains("guardian_ages = \"13,15,18\""));
    assert!(with("guardian_ages = \"18,16,12\"", &[]).is_err());
}

#[test]
fn every_setting_stands_in_the_table_for_operators() {
    let table = include_str!("../../docs/operating.md");
    let rows = table.lines().filter_map(|line| {
        let mut cells = line.strip_prefix("| `")?.split("` | `");
        let (key, variable) = (cells.next()?, cells.next()?);
        variable.starts_with("SAYSO_").then(|| {
            let end = variable.find('`').unwrap_or(variable.len());
            (key.to_owned(), variable[..end].to_owned())
        })
    });
    let known = Config::keys().into_iter().map(|key| {
        let variable = format!("SAYSO_{}", key.to_uppercase());
        (key, variable)
    });
    assert_eq!(rows.collect::<BTreeSet<_>>(), known.collect());
}

#[test]
fn a_wrong_value_is_refused_by_its_name_and_its_source() {
    let problem = refusal("listen = \"here\"", &[]);
    assert!(problem.starts_with("`listen` in sayso.toml: "), "{problem}");
    let problem = refusal("listen = \"127.0.0.1:1\"", &[("SAYSO_LISTEN", "here")]);
    assert!(problem.starts_with("SAYSO_LISTEN: "), "{problem}");
    let problem = refusal("sensitive_max_age = -1", &[]);
    assert!(
        problem.starts_with("`sensitive_max_age` in sayso.toml: "),
        "{problem}"
    );
}

#[test]
fn a_file_that_cannot_be_parsed_gives_no_secret_away() {
    let problem = refusal("demo_password = \"hunter2", &[]);
    assert!(problem.contains("line 1"), "{problem}");
    assert!(!problem.contains("hunter"), "{problem}");
}

#[test]
fn a_text_of_digits_stays_as_it_was_written() {
    let set = with(
        "",
        &[("SAYSO_DEMO_PASSWORD", "007"), ("SAYSO_PHONE", "0100")],
    )
    .unwrap();
    assert_eq!(
        (set.demo_password.as_str(), set.phone.as_str()),
        ("007", "0100")
    );
}

#[test]
fn shown_settings_can_be_read_again() {
    let set = with(
        "phone = \"0100\"\ntrusted_proxies = [\"10.1.2.3\", \"fd00::/8\"]",
        &[("SAYSO_REQUIRE_PASSKEY_FOR", "share")],
    )
    .unwrap();
    let again = with(&set.to_string(), &[]).unwrap();
    assert_eq!(again.to_string(), set.to_string());
}

#[test]
fn a_value_that_is_no_text_is_refused() {
    let bytes = std::os::unix::ffi::OsStringExt::from_vec(vec![0xff]);
    let set = Config::from_sources("", [("SAYSO_PHONE".into(), bytes)]);
    assert!(matches!(set, Err(ConfigError::NotText(name)) if name == "SAYSO_PHONE"));
}

#[test]
fn the_example_for_hospitals_is_fit_for_the_public() {
    let example = with(include_str!("../../../deploy/sayso.toml"), &[]).unwrap();
    assert_eq!(example.faults_in_public(), Vec::<String>::new());
    assert!(example.require_servable().is_ok());
}

#[test]
fn what_opens_the_metrics_is_never_shown() {
    let token = "hunter2-hunter2-hunter2-hunter2-hunter2";
    let set = with("", &[("SAYSO_METRICS_TOKEN", token)]).unwrap();
    assert!(!set.to_string().contains("hunter2"), "{set}");
    let short = refusal("metrics_token = \"hunter2\"", &[]);
    assert!(
        !short.contains("hunter2") && short.contains("metrics_token"),
        "{short}"
    );
}
