//! A medicine is known by its ingredient; a brand or a pack says nothing.

use super::*;

fn medicine(name: &str) -> Label {
    labelled(&format!(
        r#"{{"resourceType":"MedicationRequest","medicationCodeableConcept":{{"coding":[
        {{"system":"http://www.nlm.nih.gov/research/umls/rxnorm","code":"9999999","display":"{name}"}}],"text":"{name}"}}}}"#
    ))
}

#[test]
fn a_brand_or_a_pack_alone_is_not_known() {
    for name in [
        "Camila 28 Day Pack",
        "Yaz 28 Day Pack",
        "Seasonique 91 Day Pack",
        "NuvaRing 0.12/0.015 MG per 24HR 21 Day Vaginal Ring",
        "Zoloft 50 MG Oral Tablet",
        "Suboxone 8 MG / 2 MG Film",
        "Biktarvyx 50 MG",
        "Lasix 40mg",
        "Metformin 500 MG / Unheardof 5 MG Oral Tablet",
        // A salt is no ingredient, however much it looks like one.
        "Brandol sodium 5 MG",
        "Brandol sulfate 5 MG",
        "12345",
    ] {
        let label = medicine(name);
        assert!(
            !(label.topics.is_empty() && label.is_classified()),
            "{name}"
        );
    }
}

#[test]
fn an_ingredient_of_a_harmless_class_makes_it_known() {
    for name in [
        "24 HR metoprolol succinate 100 MG Extended Release Oral Tablet [Toprol]",
        "Acetaminophen 325 MG / HYDROcodone Bitartrate 7.5 MG Oral Tablet",
        "Amoxicillin 250 MG / Clavulanate 125 MG Oral Tablet",
        "120 ACTUAT fluticasone propionate 0.044 MG/ACTUAT Metered Dose Inhaler [Flovent]",
        "insulin human, isophane 70 UNT/ML / Regular Insulin, Human 30 UNT/ML Injectable Suspension [Humulin]",
        "Simvastatin 20 MG Oral Tablet",
        "Metformina 850 mg comprimidos",
        "Ácido acetilsalicílico 100 mg",
        "Losartán potásico 50 mg",
        "Vitamin B 12 5 MG/ML Injectable Solution",
        "NDA020800 0.3 ML Epinephrine 1 MG/ML Auto-Injector",
        "sacubitril 97 MG / valsartan 103 MG Oral Tablet",
        "1 ML pembrolizumab 25 MG/ML Injection",
        "Rosuvastatina 10 mg",
        "1000 ML sodium chloride 9 MG/ML Injection",
        "ticagrelor 90 MG Oral Tablet",
    ] {
        assert_eq!(medicine(name), Label::default(), "{name}");
    }
}

#[test]
fn an_ingredient_of_a_sensitive_class_touches_its_topic_in_both_languages() {
    use SensitiveTopic::{Hiv, MentalHealth, SexualReproductive, SubstanceUse};
    for (name, topic) in [
        (
            "Ethinyl Estradiol 0.03 MG / Norgestrel 0.3 MG [Nobrand]",
            SexualReproductive,
        ),
        (
            "Drospirenona 3 mg / etinilestradiol 0,02 mg",
            SexualReproductive,
        ),
        ("Etonogestrel 68 MG Drug Implant", SexualReproductive),
        ("Sertralina 50 mg", MentalHealth),
        ("Clordiazepóxido 10 mg", MentalHealth),
        (
            "lisdexamfetamine dimesylate 30 MG Oral Capsule",
            MentalHealth,
        ),
        ("Buprenorfina 8 mg / naloxona 2 mg", SubstanceUse),
        (
            "bictegravir 50 MG / emtricitabine 200 MG / tenofovir alafenamide 25 MG",
            Hiv,
        ),
        ("newtegravir 25 MG Oral Tablet", Hiv),
    ] {
        assert!(medicine(name).topics.contains(topic), "{name}");
    }
}

#[test]
fn an_ndc_a_billing_code_and_a_pharmacy_claim_are_medicines_too() {
    for json in [
        r#"{"resourceType":"Observation","code":{"coding":[{"system":"http://hl7.org/fhir/sid/ndc","code":"0555-9043-58","display":"Nobrand Fe 28"}]}}"#,
        r#"{"resourceType":"Claim","item":[{"productOrService":{"coding":[{"system":"HCPCS","code":"J3490","display":"Ringdol"}]}}]}"#,
        r#"{"resourceType":"ExplanationOfBenefit","type":{"coding":[{"code":"pharmacy","system":"http://terminology.hl7.org/CodeSystem/claim-type"}]},
            "item":[{"productOrService":{"text":"Packdol 28 Day Pack"}}]}"#,
        r#"{"resourceType":"Medication","code":{"text":"Plaindol 28"}}"#,
        r#"{"resourceType":"MedicationRequest","contained":[{"resourceType":"Medication","id":"m","code":{"text":"Otherdol 28"}}]}"#,
    ] {
        assert!(!labelled(json).is_classified(), "{json}");
    }
}

#[test]
fn a_medicine_that_lists_its_ingredients_is_known_by_them() {
    let of = |ingredient: &str| {
        labelled(&format!(
            r#"{{"resourceType":"Medication","code":{{"text":"Brandol 5"}},
            "ingredient":[{{"itemCodeableConcept":{{"text":"{ingredient}"}}}}]}}"#
        ))
    };
    assert_eq!(of("amlodipine"), Label::default());
    assert!(!of("secretol").is_classified());
    assert!(
        of("norethindrone")
            .topics
            .contains(SensitiveTopic::SexualReproductive)
    );
}

#[test]
fn a_vaccine_and_an_allergen_are_no_unknown_medicines() {
    let vaccine = r#"{"resourceType":"Immunization","vaccineCode":{"coding":[
        {"system":"http://hl7.org/fhir/sid/cvx","code":"140"},{"system":"http://hl7.org/fhir/sid/ndc","code":"49281-0"}]}}"#;
    assert_eq!(labelled(vaccine), Label::default());
    let allergy = r#"{"resourceType":"AllergyIntolerance","code":{"coding":[
        {"system":"http://www.nlm.nih.gov/research/umls/rxnorm","code":"1","display":"Penicillins"}]}}"#;
    assert_eq!(labelled(allergy), Label::default());
}
