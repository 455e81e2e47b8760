//! The clients that Rust programs are written with (crates `openidconnect` and `oauth2`) take every step, as they come.

use std::convert::Infallible;

use axum::{
    body::Body,
    http::{Request, Response},
};
use chrono::{TimeZone, Utc};
use oauth2::{
    AccessToken, ClientId, ClientSecret, IntrospectionUrl, RevocationUrl, StandardRevocableToken,
    TokenIntrospectionResponse, basic::BasicClient,
};
use openidconnect::{
    AuthenticationFlow, AuthorizationCode, CsrfToken, EmptyAdditionalClaims, HttpRequest,
    HttpResponse, IssuerUrl, Nonce, OAuth2TokenResponse, PkceCodeChallenge, RedirectUrl, Scope,
    TokenResponse, UserInfoClaims,
    core::{CoreClient, CoreGenderClaim, CoreProviderMetadata, CoreResponseType},
};
use server::demo::clients;

use crate::{
    protocol::story::{CALLBACK, ISSUER, Reply, Story as World, asked_for, lab_results},
    support::samples,
};

crate::on_every_database!(
    openidconnect_finds_the_way_signs_in_and_renews,
    oauth2_introspects_and_revokes
);

/// What the crates ask for, answered by the router.
async fn send(story: &World, request: HttpRequest) -> Result<HttpResponse, Infallible> {
    let (mut parts, body) = request.into_parts();
    let path = parts.uri.path_and_query().unwrap().as_str();
    parts.uri = path.parse().unwrap();
    let request = Request::from_parts(parts, Body::from(body));
    let answer = story.world.send(request).await;
    let mut response = Response::new(answer.body);
    *response.status_mut() = answer.status;
    *response.headers_mut() = answer.headers;
    Ok(response)
}

async fn openidconnect_finds_the_way_signs_in_and_renews(story: World) {
    story.with_keys().await;
    let http = |request| send(&story, request);
    let issuer = IssuerUrl::new(ISSUER.to_owned()).unwrap();
    let found = CoreProviderMetadata::discover_async(issuer, &http).await;
    let id = ClientId::new(samples::SUGAR_COACH.to_owned());
    let callback = RedirectUrl::new(CALLBACK.to_owned()).unwrap();
    let client =
        CoreClient::from_provider_metadata(found.unwrap(), id, None).set_redirect_uri(callback);
    let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
    let flow = AuthenticationFlow::<CoreResponseType>::AuthorizationCode;
    let scopes = ["fhirUser", "offline_access", "patient/Observation.rs"];
    let asked = client.authorize_url(flow, CsrfToken::new_random, Nonce::new_random);
    let (url, state, nonce) = asked
        .add_scopes(scopes.map(|scope| Scope::new(scope.to_owned())))
        .add_extra_param("aud", format!("{ISSUER}/fhir"))
        .set_pkce_challenge(challenge)
        .url();
    let path = format!("{}?{}", url.path(), url.query().unwrap());
    let request = asked_for(&story.get(&path).await);
    let approved = story.decide(request, lab_results(), true).await.unwrap();
    let answer = Reply::leading_to(&approved.location());
    assert_eq!(answer.parameter("state").as_ref(), Some(state.secret()));
    let code = AuthorizationCode::new(answer.code());
    let exchange = client.exchange_code(code).unwrap();
    let exchange = exchange.set_pkce_verifier(verifier);
    let tokens = exchange.request_async(&http).await.unwrap();
    let now = story.world.now();
    let clock = move || Utc.from_utc_datetime(&now.naive_utc());
    let verifier = client.id_token_verifier().set_time_fn(clock);
    let claims = tokens
        .id_token()
        .unwrap()
        .claims(&verifier, &nonce)
        .unwrap();
    let subject = claims.subject().clone();
    let renewed = client.exchange_refresh_token(tokens.refresh_token().unwrap());
    let renewed = renewed.unwrap().request_async(&http).await.unwrap();
    assert_ne!(
        renewed.access_token().secret(),
        tokens.access_token().secret()
    );
    let info = client.user_info(renewed.access_token().clone(), Some(subject.clone()));
    let info: UserInfoClaims<EmptyAdditionalClaims, CoreGenderClaim> =
        info.unwrap().request_async(&http).await.unwrap();
    assert_eq!(info.subject(), &subject);
}

async fn oauth2_introspects_and_revokes(story: World) {
    let http = |request| send(&story, request);
    let held = story.connect().await;
    let introspect = IntrospectionUrl::new(format!("{ISSUER}/oauth/introspect")).unwrap();
    let gateway = BasicClient::new(ClientId::new(samples::BILL_HELPER.to_owned()))
        .set_client_secret(ClientSecret::new(clients::BILL_HELPER_SECRET.to_owned()))
        .set_introspection_url(introspect);
    let token = AccessToken::new(held.access.clone());
    let known = gateway.introspect(&token).request_async(&http).await;
    let known = known.unwrap();
    assert!(known.active() && known.client_id().is_some());
    // The crate revokes over https only.
    let revoke = RevocationUrl::new("https://localhost:3000/oauth/revoke".to_owned()).unwrap();
    let app =
        BasicClient::new(ClientId::new(samples::SUGAR_COACH.to_owned())).set_revocation_url(revoke);
    let gone = app.revoke_token(StandardRevocableToken::AccessToken(token.clone()));
    gone.unwrap().request_async(&http).await.unwrap();
    let after = gateway.introspect(&token).request_async(&http).await;
    assert!(!after.unwrap().active());
}
