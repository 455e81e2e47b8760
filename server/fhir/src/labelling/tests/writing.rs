//! Words are found however they are written, and only where they are words.

use super::*;

#[test]
fn letters_in_another_form_are_the_letters_they_stand_for() {
    for text in [
        "ＨＩＶ positive",
        "𝐇𝐈𝐕 test",
        "H\u{200b}I\u{200d}V",
        "H\u{ad}IV",
        "\u{202e}HIV\u{202c}",
        "HIV1/2 antibody",
        "Anti-HIV1/2 Ab",
        "HIVRNA",
        "H I V",
        "H.I.V.",
        "VIH-1",
    ] {
        assert!(said(text).contains(&SensitiveTopic::Hiv), "{text}");
    }
    assert_eq!(
        said("trastorno de ansiedad con ﬁebre"),
        [SensitiveTopic::MentalHealth]
    );
    assert_eq!(said("Con\u{fb02}icto, a\u{301}spera"), []);
}

#[test]
fn markup_inside_a_word_and_between_words_is_read_both_ways() {
    for text in [
        "<div>H<b>IV</b> positive</div>",
        "<p>H<!-- -->I<span class='x'>V</span></p>",
        "<td>HIV</td><td>positive</td>",
        "<ul><li>substance</li> <li>abuse</li></ul>",
        "<img alt=\"HIV clinic\"/>",
        "opioid&nbsp;abuse",
        "&#72;&#x49;&shy;V",
        "depres-\nsion",
    ] {
        assert!(!said(text).is_empty(), "{text}");
    }
    assert_eq!(said("a < b, hives > 3"), []);
}

#[test]
fn hives_hearing_aids_and_alcohol_swabs_touch_nothing() {
    for text in [
        "hives after peanuts",
        "hearing aids",
        "alcohol swab, isopropyl alcohol 70%",
        "Not in labor force",
        "lactated Ringer's",
        "ST depression in V5",
        "respiratory depression",
        "environmental dust",
        "Estrogen receptor positive",
        "cardiac stress test",
        "CPAP at night",
        "pacemaker battery",
    ] {
        assert_eq!(said(text), [], "{text}");
    }
}

#[test]
fn negation_and_family_history_are_no_reason_to_release() {
    for text in [
        "Denies alcohol abuse",
        "no HIV",
        "Father with depression",
        "niega violencia",
    ] {
        assert!(!said(text).is_empty(), "{text}");
    }
}

#[test]
fn questions_of_screenings_are_found_by_their_words() {
    use SensitiveTopic::{MentalHealth, SubstanceUse, Violence};
    for (text, topic) in [
        (
            "Within the last year, have you been afraid of your partner or ex-partner?",
            Violence,
        ),
        (
            "Do you feel physically and emotionally safe where you currently live?",
            Violence,
        ),
        (
            "How often does anyone insult or talk down to you?",
            Violence,
        ),
        ("Total score [HITS]", Violence),
        ("Abuse status [OMAHA]", Violence),
        (
            "Little interest or pleasure in doing things in last 2 weeks",
            MentalHealth,
        ),
        ("Feeling nervous, anxious, or on edge", MentalHealth),
        ("How many times have you used illegal drugs", SubstanceUse),
        (
            "Have you used drugs other than those required for medical reasons?",
            SubstanceUse,
        ),
        (
            "¿Se siente segura en su casa? ¿Miedo de su pareja?",
            Violence,
        ),
    ] {
        assert!(said(text).contains(&topic), "{text}");
    }
}

#[test]
fn a_structured_document_is_read_by_its_codes() {
    use base64::{Engine, engine::general_purpose::STANDARD};
    let document = |kind: &str, text: &str| {
        note(&format!(
            r#"{{"contentType":"{kind}","data":"{}"}}"#,
            STANDARD.encode(text)
        ))
    };
    let cda =
        r#"<observation><value code="042" codeSystem="2.16.840.1.113883.6.103"/></observation>"#;
    assert_eq!(
        document("text/xml", cda).topics,
        TopicSet::of(SensitiveTopic::Hiv)
    );
    let unknown = r#"<value code="7" codeSystem="1.2.3"/>"#;
    assert!(!document("text/xml", unknown).is_classified());
    let named = r#"<value code="7" codeSystem="1.2.3" displayName="Sprained ankle"/>"#;
    assert_eq!(document("text/xml", named), Label::default());
    let fhir = r#"{"resourceType":"Condition","code":{"coding":[{"code":"F20.0"}]}}"#;
    assert!(!document("application/fhir+json", fhir).topics.is_empty());
}

#[test]
fn a_note_in_other_letters_or_another_language_cannot_be_read() {
    use base64::{Engine, engine::general_purpose::STANDARD};
    let plain = |text: &str| {
        note(&format!(
            r#"{{"contentType":"text/plain","data":"{}"}}"#,
            STANDARD.encode(text)
        ))
    };
    assert!(!plain("Пациентка жалуется на головную боль").is_classified());
    assert!(
        !plain("Der Patient ist nicht mit der Behandlung durch das Team und ohne Schmerz")
            .is_classified()
    );
    assert!(
        plain("Seen with Dr. Иванов today, no pain, walks well, back in a month").is_classified()
    );
    assert!(plain("La paciente no tiene dolor y camina bien, se cita en un mes").is_classified());
}

/// A note names medicines, scores and diagnoses as people at work do.
#[test]
fn brands_and_abbreviations_of_a_topic_count_in_free_text() {
    use SensitiveTopic::{Genetics, Hiv, MentalHealth, SexualReproductive, SubstanceUse, Violence};
    for (text, topic) in [
        ("Started Zoloft 50 mg daily", MentalHealth),
        ("Dx: MDD, recurrent; began CBT", MentalHealth),
        ("On Descovy for PrEP", Hiv),
        ("viral load undetectable", Hiv),
        ("CIWA 12, last EtOH yesterday", SubstanceUse),
        ("UDS pending, h/o IVDU", SubstanceUse),
        ("Nexplanon removed, wants Yaz", SexualReproductive),
        ("CT/NG NAAT sent", SexualReproductive),
        ("GSW to the thigh", Violence),
        ("Ruled out MTHFR", Genetics),
    ] {
        assert!(said(text).contains(&topic), "{text}");
    }
}

#[test]
fn everyday_words_of_a_ward_touch_nothing() {
    for text in [
        "Bowel prep done, skin prep with chlorhexidine",
        "Hepatitis C viral load 40",
        "anti-GAD antibodies negative",
        "IPV and MMR given, bullet points attached",
        "Injection, ceftriaxone sodium; IV drugs given on time",
        "Cardiac rehab, 12 steps climbed, family at bedside",
    ] {
        assert_eq!(said(text), [], "{text}");
    }
}

#[test]
fn words_in_comments_cdata_and_instructions_of_markup_count() {
    for hidden in [
        "<!-- HIV positive -->",
        "<![CDATA[HIV positive]]>",
        "<?note HIV positive?>",
        "<p title='HIV'/>",
    ] {
        let record = format!(
            r#"{{"resourceType":"Observation","text":{{"status":"additional","div":"<div>All well {hidden}</div>"}}}}"#
        );
        assert_eq!(topics(&record), [SensitiveTopic::Hiv], "{hidden}");
    }
}

#[test]
fn the_address_of_an_extension_a_profile_or_a_system_says_what_it_is_about() {
    let about = |rest: &str| topics(&format!(r#"{{"resourceType":"Observation",{rest}}}"#));
    for rest in [
        r#""extension":[{"url":"http://x.example/hiv-status","valueBoolean":true}]"#,
        r#""extension":[{"url":"http://x.example/e","extension":[{"url":"hivStatus","valueBoolean":true}]}]"#,
        r#""meta":{"profile":["http://x.example/StructureDefinition/HIVTest|1.0"]}"#,
        r#""identifier":[{"system":"http://hiv-clinic.example/ids","value":"7"}]"#,
    ] {
        assert_eq!(about(rest), [SensitiveTopic::Hiv], "{rest}");
    }
    let person = r#"{"resourceType":"Patient","extension":[{"url":"http://x.example/substance-abuse","valueCode":"no"}]}"#;
    assert_eq!(topics(person), [SensitiveTopic::SubstanceUse]);
    let usual = r#""meta":{"profile":["http://hl7.org/fhir/us/core/StructureDefinition/us-core-smokingstatus"]},
        "identifier":[{"system":"https://github.com/synthetichealth/synthea","value":"7"}]"#;
    assert_eq!(about(usual), []);
}
