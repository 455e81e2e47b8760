//! Signs out at the provider too (OpenID Connect RP-Initiated Logout 1.0): a page of ours that leads there. The form that
//! signed out here may lead to no other origin, so a page stands between, and works without scripts.

use app::{markup::escaped, paths, words::hospital::HospitalWords};
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use domain::language::Language;
use url::Url;

use crate::{
    http::{language, redirect::see_other},
    state::Deps,
    upstream::Provider,
};

const POLICY: &str = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Whether somebody who came in by the provider can be signed out there: it is set, and the provider says where.
pub async fn is_possible(deps: &Deps) -> bool {
    address(deps).await.is_some()
}

pub(super) async fn leave(State(deps): State<Deps>, headers: HeaderMap) -> Response {
    let (Some(address), Some(provider)) = (address(&deps).await, &deps.upstream) else {
        return see_other(&paths::SignIn::default().to_string(), &[]);
    };
    let page = Html(page(&address, provider.name(), language::of(&headers)));
    let headers = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (StatusCode::OK, headers, page).into_response()
}

/// §2: without an ID token as hint the provider asks the person first. We keep none, for it says who they are.
async fn address(deps: &Deps) -> Option<Url> {
    let provider = deps
        .upstream
        .as_ref()
        .filter(|_| deps.config.upstream_logout)?;
    let metadata = match provider.metadata(deps.clock.now()).await {
        Ok(metadata) => metadata,
        Err(error) => {
            let error = &error as &dyn std::error::Error;
            tracing::warn!(error, "upstream sign-out: the provider cannot be asked");
            return None;
        }
    };
    let end = metadata.additional_metadata().end_session_endpoint.clone();
    let mut end = end.filter(|end| is_fit(end, provider))?;
    let back = format!("{}{}", deps.config.issuer(), paths::SignIn::default());
    end.query_pairs_mut()
        .append_pair("client_id", &provider.settings.client_id)
        .append_pair("post_logout_redirect_uri", &back);
    Some(end)
}

/// https, or the plain http of a provider on this machine.
fn is_fit(end: &Url, provider: &Provider) -> bool {
    end.scheme() == "https" || (end.scheme() == "http" && provider.issuer().starts_with("http://"))
}

fn page(address: &Url, name: &str, language: Language) -> String {
    let w = HospitalWords(language);
    format!(
        "<!doctype html><html lang=\"{lang}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta http-equiv=\"refresh\" content=\"2;url={address}\"><title>{title} – Sayso</title>\
         <link rel=\"stylesheet\" href=\"/pkg/sayso.css\"></head>\
         <body><main id=\"main\" class=\"block px-4 py-8\"><h1>{title}</h1><p>{lead}</p>\
         <p><a href=\"{address}\">{go}</a></p></main></body></html>",
        lang = language.key(),
        address = escaped(address.as_str()),
        title = escaped(w.left_title()),
        lead = escaped(&w.left_lead(name)),
        go = escaped(&w.go(name)),
    )
}
