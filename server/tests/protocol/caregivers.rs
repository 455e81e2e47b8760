//! An app that a caregiver uses: it knows who uses it and whose record it is, reads what both allow, and ends with the
//! delegation (SMART App Launch 2.2, `fhirUser`; the project's [rule 10](domain::rules#rule-10-delegation)).

mod ending;

use axum::{body::Body, http::Request, http::StatusCode};
use domain::{
    assurance::AuthenticationMethod,
    audit::AuditAction,
    catalogue::{CategorySet, DataCategory, TopicSet},
    consent::{AccessChoice, Choice},
    decision::Reason,
    delegation::{Delegation, Limits},
    ids::{AuthorizationRequestId, DelegationId},
    person::Person,
};
use serde_json::Value;
use server::operations::{
    acting::Acting,
    connect::{
        approval_proof::proof_for_approval,
        approve_consent::{ApproveConsent, ApproveError, Approved, approve_consent},
        choose::choose,
        consent_offer::{ConsentOffer, consent_offer},
    },
    delegations::change_delegation::{ChangeDelegation, change_delegation},
    records::import_records::Import,
};

use crate::{
    protocol::story::{ISSUER, Question, Reply, Story as World, Tokens, WORDS, asked_for, wording},
    support::caregivers::{acting, usual},
};

const SCOPE: &str = "openid fhirUser launch/patient offline_access patient/*.rs \
    patient/*.rs?_security=http://terminology.hl7.org/CodeSystem/v3-ActCode|SUD";

pub(crate) fn question() -> Question {
    Question::of_sugar_coach().with("scope", SCOPE)
}

pub(crate) fn everything_of(limits: Limits) -> Choice {
    Choice {
        categories: limits.categories,
        topics: TopicSet::EMPTY,
        access: AccessChoice::Days(30),
        period: None,
    }
}

/// Maria, Daniel who helps her, and a record.
pub(crate) async fn patients(story: &World, limits: Limits) -> (Person, Delegation) {
    story.with_keys().await;
    story.world.small_record().await;
    let daniel = story.world.daniel().await;
    let delegation = story
        .world
        .delegation_to(&story.maria, &daniel, limits)
        .await;
    (daniel, delegation)
}

async fn approve(
    story: &World,
    on_behalf: &Acting,
    choice: Choice,
) -> Result<Approved, ApproveError> {
    let request = asked_for(&story.ask(&question()).await);
    let (deps, ctx) = (&story.world.deps, story.world.ctx());
    let session = story.session(story.shown(AuthenticationMethod::Password));
    let sign_in = session.sign_in();
    choose(deps, ctx, on_behalf, request, choice.clone(), sign_in)
        .await
        .ok();
    Box::pin(say_yes(story, on_behalf, request, choice)).await
}

/// The last step alone, with a proof.
pub(crate) async fn say_yes(
    story: &World,
    on_behalf: &Acting,
    request: AuthorizationRequestId,
    choice: Choice,
) -> Result<Approved, ApproveError> {
    let offer = consent_offer(&story.world.deps, story.world.ctx(), on_behalf, request).await?;
    Box::pin(say_yes_to(story, on_behalf, offer, choice)).await
}

/// A yes to what was loaded before, whatever became of it since.
pub(crate) async fn say_yes_to(
    story: &World,
    on_behalf: &Acting,
    offer: ConsentOffer,
    choice: Choice,
) -> Result<Approved, ApproveError> {
    let action = proof_for_approval(offer.request.id, &choice);
    let session = story.session(story.shown(AuthenticationMethod::Password));
    let approve = ApproveConsent {
        offer,
        acting: on_behalf.clone(),
        proof: Some(story.world.proof(on_behalf.person, action)),
        choice,
        wording: wording(),
        text: WORDS.to_owned(),
        sign_in: session.sign_in(),
    };
    approve_consent(&story.world.deps, story.world.ctx(), approve).await
}

/// The answer of the token endpoint to an app that Daniel connected.
pub(crate) async fn connected(story: &World, delegation: &Delegation) -> Reply {
    let on_behalf = Acting::for_another(delegation.clone());
    let approved = approve(story, &on_behalf, everything_of(delegation.limits));
    let approved = Box::pin(approved).await.unwrap();
    let code = Reply::leading_to(&approved.location()).code();
    story.exchange(&code).await
}

async fn fhir(story: &World, tokens: &Tokens, path: &str) -> (StatusCode, Value) {
    let request = Request::get(format!("/fhir/{path}"))
        .header("authorization", format!("Bearer {}", tokens.access))
        .body(Body::empty());
    let answer = story.world.send(request.unwrap()).await;
    (answer.status, answer.json())
}

/// The ids of what a search finds, or the status of its refusal.
pub(crate) async fn finds(story: &World, tokens: &Tokens, kind: &str) -> Result<Vec<String>, u16> {
    let (status, bundle) = fhir(story, tokens, kind).await;
    if status != StatusCode::OK {
        return Err(status.as_u16());
    }
    let entries = bundle["entry"].as_array().cloned().unwrap_or_default();
    let id = |entry: &Value| entry["resource"]["id"].as_str().unwrap().to_owned();
    let mut ids: Vec<String> = entries.iter().map(id).collect();
    ids.sort();
    Ok(ids)
}

fn claims(reply: &Reply) -> Value {
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
    let body = reply.json();
    let token = body["id_token"]
        .as_str()
        .unwrap()
        .split('.')
        .nth(1)
        .unwrap()
        .to_owned();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(token).unwrap()).unwrap()
}

crate::on_every_database!(
    the_app_knows_the_caregiver_and_the_patient,
    who_uses_it_is_told_also_where_about_you_is_not_shared,
    the_app_does_not_meet_the_others_who_help,
    the_app_reads_exactly_what_consent_and_delegation_share
);

async fn the_app_knows_the_caregiver_and_the_patient(story: World) {
    let limits = Limits {
        categories: CategorySet::all(),
        ..usual()
    };
    let (daniel, delegation) = patients(&story, limits).await;
    let reply = connected(&story, &delegation).await;
    let related = format!("RelatedPerson/{}", delegation.id.uuid().as_simple());
    let claims = claims(&reply);
    assert_eq!(claims["sub"], daniel.id.to_string());
    assert_eq!(claims["fhirUser"], format!("{ISSUER}/fhir/{related}"));
    assert_eq!(reply.json()["patient"], story.patient_id());
    let tokens = reply.tokens();
    let (status, person) = fhir(&story, &tokens, &related).await;
    assert_eq!(
        (status, &person["active"]),
        (StatusCode::OK, &Value::Bool(true))
    );
    assert_eq!(
        person["patient"]["reference"],
        format!("Patient/{}", story.patient_id())
    );
    assert_eq!(person["name"][0]["text"], "Daniel Keller");
    let told = story.introspect(&tokens.access).await.json();
    assert_eq!(
        (told["sub"].clone(), told["patient"].as_str()),
        (claims["sub"].clone(), Some(story.patient_id()))
    );
}

async fn who_uses_it_is_told_also_where_about_you_is_not_shared(story: World) {
    let (_, delegation) = patients(&story, usual()).await;
    let tokens = connected(&story, &delegation).await.tokens();
    let related = format!("RelatedPerson/{}", delegation.id.uuid().as_simple());
    let (status, person) = fhir(&story, &tokens, &related).await;
    assert_eq!((status, person.get("name")), (StatusCode::OK, None));
    let (status, _) = fhir(&story, &tokens, &format!("Patient/{}", story.patient_id())).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
}

async fn the_app_does_not_meet_the_others_who_help(story: World) {
    let limits = Limits {
        categories: CategorySet::all(),
        ..usual()
    };
    let (_, delegation) = patients(&story, limits).await;
    let (deps, ctx) = (&story.world.deps, story.world.ctx());
    let other: DelegationId = deps.new_id(story.world.now());
    let (own, other) = (delegation.id.related_person(), other.related_person());
    let ana = serde_json::json!({
        "resourceType": "RelatedPerson",
        "id": other,
        "patient": { "reference": "Patient/maria" },
        "name": [{ "text": "Ana Costa" }],
    });
    let mut import = Import::new(deps, ctx);
    import.text("ana", &ana.to_string()).await.unwrap();
    let tokens = connected(&story, &delegation).await.tokens();
    assert_eq!(
        finds(&story, &tokens, "RelatedPerson").await,
        Ok(vec![own.to_string()])
    );
    let by_id = format!("RelatedPerson?_id={other}");
    assert_eq!(finds(&story, &tokens, &by_id).await, Ok(Vec::new()));
    let (status, told) = fhir(&story, &tokens, &format!("RelatedPerson/{other}")).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert!(!told.to_string().contains("Ana"));
    let history = story.history().await;
    let read = history
        .iter()
        .find(|event| event.action == AuditAction::RecordRead)
        .unwrap();
    assert_eq!(read.reasons, [Reason::DelegationTooNarrow]);
}

async fn the_app_reads_exactly_what_consent_and_delegation_share(story: World) {
    let (_, delegation) = patients(&story, usual()).await;
    let tokens = connected(&story, &delegation).await.tokens();
    assert_eq!(
        finds(&story, &tokens, "Observation").await,
        Ok(vec!["lab".to_owned()])
    );
    assert_eq!(
        finds(&story, &tokens, "Condition").await,
        Ok(vec!["knee".to_owned()])
    );
    assert_eq!(finds(&story, &tokens, "Immunization").await, Err(403));
    // The patient lets Daniel see less: the app sees less at the next request.
    let less = ChangeDelegation {
        delegation: delegation.id,
        limits: Limits {
            categories: CategorySet::of(DataCategory::LabResults),
            ..usual()
        },
        lasting: None,
        proof: None,
    };
    change_delegation(
        &story.world.deps,
        story.world.ctx(),
        &acting(&story.maria),
        less,
    )
    .await
    .unwrap();
    assert_eq!(
        finds(&story, &tokens, "Observation").await,
        Ok(vec!["lab".to_owned()])
    );
    assert_eq!(finds(&story, &tokens, "Condition").await, Err(403));
    let told = story.introspect(&tokens.access).await.json();
    assert!(
        !told["scope"].as_str().unwrap().contains("Condition"),
        "{told}"
    );
}
