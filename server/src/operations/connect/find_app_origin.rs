//! Is a web origin that of a registered browser app?

use domain::client::RedirectUri;
use url::Url;

use crate::operations::prelude::*;

/// Whether a public client has a redirect URI of this origin (RFC 6454): what CORS permits.
pub async fn is_app_origin(deps: &Deps, origin: &str) -> Result<bool, StoreError> {
    let Ok(origin) = Url::parse(origin) else {
        return Ok(false);
    };
    let Some(host) = origin.host_str() else {
        return Ok(false);
    };
    let uris = deps.store.read().clients().redirects_to(host).await?;
    Ok(uris.iter().any(|uri| serves(uri, &origin)))
}

fn serves(uri: &RedirectUri, origin: &Url) -> bool {
    Url::parse(uri.as_str()).is_ok_and(|uri| {
        let mut same_port = origin.clone();
        // A loopback registration holds for every port (RFC 8252 §7.3), and so do its pages.
        let moved = uri.scheme() == "http" && same_port.set_port(uri.port()).is_ok();
        origin.origin() == uri.origin() || (moved && same_port.origin() == uri.origin())
    })
}
