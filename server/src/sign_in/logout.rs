//! Where is somebody signed out at the provider too (OpenID Connect RP-Initiated Logout 1.0)?

use app::paths;
use url::Url;

use crate::{state::Deps, upstream::Provider};

/// Returns where somebody who came in by the provider is signed out there; `None` if that is not set, or the provider does not
/// say where.
///
/// §2: without an ID token as hint the provider asks the person first. We keep none, for it says who they are.
pub async fn logout_address(deps: &Deps) -> Option<Url> {
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
