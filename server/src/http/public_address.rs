//! Is a page opened under another name of this machine? Then it leads to the public address: sessions, forms and passkeys
//! belong to that origin and work nowhere else.

use std::{net::SocketAddr, sync::Arc};

use axum::{
    extract::{ConnectInfo, Request, State},
    http::{
        HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri,
        header::{FORWARDED, HOST, LOCATION, VIA},
    },
    middleware::Next,
    response::{IntoResponse, Response},
};
use url::Url;

use crate::config::{Config, TrustedProxies};

const X_FORWARDED_HOST: HeaderName = HeaderName::from_static("x-forwarded-host");
const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// Where people find this server, and who may say under which name they came.
#[derive(Clone, Debug)]
pub struct PublicAddress {
    /// Scheme, host and port, without a slash at the end.
    origin: Arc<str>,
    /// Host and port as a browser names them, and with the port written out.
    names: [Arc<str>; 2],
    /// The host alone, which is all that is compared of what a proxy says.
    host: Arc<str>,
    proxies: Arc<TrustedProxies>,
}

impl PublicAddress {
    pub fn of(config: &Config) -> Self {
        let url: &Url = &config.public_url;
        let host = url.host_str().unwrap_or_default();
        let port = url.port_or_known_default().unwrap_or_default();
        let written_out = format!("{host}:{port}");
        let name = url
            .port()
            .map_or_else(|| host.to_owned(), |_| written_out.clone());
        Self {
            origin: config.issuer().into(),
            names: [name.into(), written_out.into()],
            host: host.into(),
            proxies: Arc::new(config.trusted_proxies.clone().unwrap_or_default()),
        }
    }

    /// Returns the address of ours that a person meant who asks by another name. Nothing of that name stands in it.
    fn meant(&self, request: &Request) -> Option<String> {
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            return None;
        }
        let ours = match self.asked_for(request)? {
            Asked::Directly(name) => self.names.iter().any(|one| one.eq_ignore_ascii_case(name)),
            Asked::OfProxy(name) => self.host.eq_ignore_ascii_case(host(name)),
        };
        let path = request
            .uri()
            .path_and_query()
            .map_or("/", |path| path.as_str());
        (!ours).then(|| format!("{}{path}", self.origin))
    }

    /// The name that the browser asked for; `None` where it cannot be told. A proxy may write its own name into `Host`:
    /// what that says is nothing that a redirect would change.
    fn asked_for<'r>(&self, request: &'r Request) -> Option<Asked<'r>> {
        let headers = request.headers();
        let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
        if peer.is_some_and(|peer| self.proxies.trust(peer.0.ip().to_canonical())) {
            let lines = headers.get_all(X_FORWARDED_HOST);
            let last = lines.iter().next_back()?.to_str().ok()?;
            return last.rsplit(',').next().map(str::trim).map(Asked::OfProxy);
        }
        if came_through_somebody(headers) {
            return None;
        }
        let name = authority(request.uri()).or_else(|| headers.get(HOST)?.to_str().ok());
        name.map(Asked::Directly)
    }
}

/// The name that a browser asked for, by who says so.
enum Asked<'r> {
    Directly(&'r str),
    /// Proxies leave ports out, or write the port on which they listen themselves. A redirect changes neither, so one that
    /// went by the port would never end.
    OfProxy(&'r str),
}

/// The host of an authority (RFC 3986 §3.2), without its port. An address of IPv6 has colons of its own, in brackets.
fn host(authority: &str) -> &str {
    match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|digit| digit.is_ascii_digit()) => host,
        _ => authority,
    }
}

/// Whether a proxy that nobody vouched for stands between.
fn came_through_somebody(headers: &HeaderMap) -> bool {
    [X_FORWARDED_HOST, X_FORWARDED_FOR, FORWARDED, VIA]
        .iter()
        .any(|name| headers.contains_key(name))
}

fn authority(uri: &Uri) -> Option<&str> {
    uri.authority().map(axum::http::uri::Authority::as_str)
}

/// Sends whoever opens a page under another name to the public address. Forms are never sent on: what they carry was
/// typed on another origin.
pub async fn lead_to_public_address(
    State(address): State<PublicAddress>,
    request: Request,
    next: Next,
) -> Response {
    let meant = address.meant(&request);
    match meant.and_then(|meant| HeaderValue::from_str(&meant).ok()) {
        Some(meant) => (StatusCode::TEMPORARY_REDIRECT, [(LOCATION, meant)]).into_response(),
        None => next.run(request).await,
    }
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    const PROXY: &str = "10.0.0.1:4711";
    const STRANGER: &str = "198.51.100.7:4711";

    fn led_from(public: &str, peer: &str, path: &str, headers: &[(&str, &str)]) -> Option<String> {
        let address = PublicAddress::of(&Config {
            public_url: public.parse().unwrap(),
            trusted_proxies: Some("10.0.0.1".parse().unwrap()),
            ..Config::default()
        });
        let mut request = Request::get(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let peer: SocketAddr = peer.parse().unwrap();
        let request = request.extension(ConnectInfo(peer)).body(Body::empty());
        address.meant(&request.unwrap())
    }

    #[test]
    fn another_name_leads_to_the_same_page_at_the_public_address() {
        for (public, name, led) in [
            ("http://localhost:3000", "127.0.0.1:3000", true),
            ("http://localhost:3000", "localhost", true),
            ("http://localhost:3000", "LocalHost:3000", false),
            ("https://records.example", "www.records.example", true),
            ("https://records.example", "records.example:443", false),
            ("https://records.example", "records.example", false),
            ("https://records.example", "records.example:80", true),
            ("https://records.example:8443", "records.example", true),
        ] {
            let found = led_from(public, STRANGER, "/apps?x=1", &[("host", name)]);
            let meant = led.then(|| format!("{public}/apps?x=1"));
            assert_eq!(found, meant, "{name} for {public}");
        }
    }

    #[test]
    fn nothing_of_the_other_name_stands_in_the_address() {
        for name in [
            "evil.example",
            "evil.example:1/",
            "localhost:3000.evil.example",
        ] {
            let led = led_from(
                "http://localhost:3000",
                STRANGER,
                "//evil.example",
                &[("host", name)],
            );
            assert_eq!(led.as_deref(), Some("http://localhost:3000//evil.example"));
        }
    }

    #[test]
    fn behind_a_proxy_only_what_a_trusted_one_says_of_the_name_counts() {
        let public = "https://records.example";
        let own_name = ("host", "backend:3000");
        let said = |name| [own_name, ("x-forwarded-host", name)];
        assert_eq!(led_from(public, PROXY, "/", &[own_name]), None);
        assert_eq!(led_from(public, PROXY, "/", &said("records.example")), None);
        let www = said("records.example, www.records.example");
        assert!(led_from(public, PROXY, "/", &www).is_some());
        let address = said("127.0.0.1:8443");
        assert!(led_from(public, PROXY, "/", &address).is_some());
        assert_eq!(led_from(public, STRANGER, "/", &said("x.example")), None);
        let through = [own_name, ("via", "1.1 somebody")];
        assert_eq!(led_from(public, STRANGER, "/", &through), None);
    }

    #[test]
    fn a_port_that_a_proxy_leaves_out_or_makes_up_leads_nowhere() {
        for (public, said) in [
            ("https://records.example:8443", "records.example"),
            ("https://records.example:8443", "Records.Example:8443"),
            ("https://records.example", "records.example:8080"),
            ("https://[2001:db8::7]:8443", "[2001:db8::7]"),
            ("https://[2001:db8::7]", "[2001:db8::7]:443"),
        ] {
            let found = led_from(public, PROXY, "/apps", &[("x-forwarded-host", said)]);
            assert_eq!(found, None, "{said} for {public}");
        }
    }
}
