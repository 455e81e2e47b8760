//! Reading sensitive topics can ask for a stronger or a more recent sign-in than the token stands for (RFC 9470 §3).

use chrono::TimeDelta;
use domain::{
    acr::Acr,
    assurance::{Assurance, AuthenticationMethod},
    audit::Outcome,
    catalogue::{DataCategory::LabResults, SensitiveTopic},
    decision::Reason,
    grant::Grant,
};

use crate::resource_server::{
    samples::{LAB, a_record_with_much_to_hide},
    world::{App, World},
};

crate::on_every_database!(
    without_the_setting_nothing_is_asked_for,
    a_weaker_sign_in_is_told_what_is_needed_and_a_passkey_reads,
    an_old_sign_in_is_challenged_again,
    what_is_not_sensitive_is_read_as_ever
);

const LAB_AND_HIV: &str = "patient/Observation.rs?category=http://terminology.hl7.org/CodeSystem/observation-category|laboratory \
     patient/Observation.rs?_security=http://terminology.hl7.org/CodeSystem/v3-ActCode|HIV";

async fn with_hiv(world: &World) -> App<'_> {
    world.import(&a_record_with_much_to_hide()).await;
    world
        .connect(LAB_AND_HIV, &[LabResults], &[SensitiveTopic::Hiv], None)
        .await
}

/// The person behind the app's tokens was authenticated in this way, now.
async fn authenticated(world: &World, app: &App<'_>, method: AuthenticationMethod) {
    let grant = Grant {
        authentication: Assurance {
            method,
            authenticated_at: world.now(),
        },
        ..app.grant.clone()
    };
    let tx = world.deps.store.begin().await.unwrap();
    tx.grants().save(&grant).await.unwrap();
    tx.commit().await.unwrap();
}

async fn without_the_setting_nothing_is_asked_for(world: World) {
    let app = with_hiv(&world).await;
    assert_eq!(app.get("Observation/about-hiv").await.status, 200);
}

async fn a_weaker_sign_in_is_told_what_is_needed_and_a_passkey_reads(world: World) {
    let world = world.requiring(Some(Acr::PhishingResistant), None);
    let app = with_hiv(&world).await;
    for path in ["Observation", "Observation/about-hiv", "Observation/shared"] {
        let refused = app.get(path).await;
        refused.assert_outcome(401);
        let challenge = refused.header("www-authenticate");
        assert!(challenge.contains(r#"error="insufficient_user_authentication""#));
        assert!(challenge.ends_with(r#"acr_values="phr""#), "{challenge}");
    }
    let refusals = world.evidence(&app).await;
    assert_eq!(refusals.len(), 3);
    for event in refusals {
        assert_eq!(event.outcome, Outcome::Refused);
        assert_eq!(event.reasons, [Reason::StepUpRequired]);
        assert_eq!(event.count, Some(0));
    }
    authenticated(&world, &app, AuthenticationMethod::Passkey).await;
    assert_eq!(app.get("Observation/about-hiv").await.status, 200);
}

async fn an_old_sign_in_is_challenged_again(world: World) {
    let world = world.requiring(None, Some(120));
    let app = with_hiv(&world).await;
    world.pass(TimeDelta::seconds(120));
    assert_eq!(app.get("Observation/about-hiv").await.status, 200);
    world.pass(TimeDelta::seconds(1));
    let stale = app.get("Observation/about-hiv").await;
    stale.assert_outcome(401);
    let challenge = stale.header("www-authenticate");
    assert!(challenge.ends_with(r#"max_age="120""#), "{challenge}");
    assert!(!challenge.contains("acr_values"));
    authenticated(&world, &app, AuthenticationMethod::Password).await;
    assert_eq!(app.get("Observation/about-hiv").await.status, 200);
}

async fn what_is_not_sensitive_is_read_as_ever(world: World) {
    let world = world.requiring(Some(Acr::PhishingResistant), Some(1));
    world.import(&a_record_with_much_to_hide()).await;
    let app = world.app(LAB, &[LabResults]).await;
    world.pass(TimeDelta::minutes(5));
    assert_eq!(app.get("Observation/shared").await.status, 200);
    // Hidden is as absent as ever: no challenge says that there is more.
    app.get("Observation/about-hiv").await.assert_outcome(404);
}
