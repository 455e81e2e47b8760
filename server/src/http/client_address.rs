//! Where is the client? The other end of the connection, or, where that is a trusted proxy, the rightmost address of
//! `X-Forwarded-For` or `Forwarded` (RFC 7239) that is none: everything left of it is what somebody says of themselves.

mod forwarded;

use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
};

use axum::{
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, header::FORWARDED},
    middleware::Next,
    response::Response,
};

use crate::config::{Config, TrustedProxies};

const X_FORWARDED_FOR: &str = "x-forwarded-for";

/// The address of the client, in the extensions of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientAddress(pub IpAddr);

/// Whose word counts.
#[derive(Clone, Debug)]
pub struct Proxies(Arc<TrustedProxies>);

impl Proxies {
    pub fn of(config: &Config) -> Self {
        Self(Arc::new(config.trusted_proxies.clone().unwrap_or_default()))
    }
}

/// Puts the [`ClientAddress`] into the extensions of each request that came over a connection.
pub async fn find_client(
    State(proxies): State<Proxies>,
    mut request: Request,
    next: Next,
) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    if let Some(peer) = peer.map(|peer| peer.0.ip()) {
        let client = client(peer, request.headers(), &proxies.0);
        request.extensions_mut().insert(ClientAddress(client));
    }
    next.run(request).await
}

/// Returns the address of the client. Where both headers are there and name different clients, only one of them was
/// written by our proxies, and which one cannot be told: then it is the proxy's own.
fn client(peer: IpAddr, headers: &HeaderMap, trusted: &TrustedProxies) -> IpAddr {
    let peer = peer.to_canonical();
    if !trusted.trust(peer) {
        return peer;
    }
    let lines = |name| {
        let lines = headers.get_all(name).iter().rev();
        lines.map(|line| line.to_str().unwrap_or_default())
    };
    let plain = headers.contains_key(X_FORWARDED_FOR).then(|| {
        let hops = lines(X_FORWARDED_FOR).flat_map(|line| line.rsplit(',').map(forwarded::node));
        rightmost_untrusted(peer, hops, trusted)
    });
    let standard = headers.contains_key(FORWARDED.as_str()).then(|| {
        let hops = lines(FORWARDED.as_str()).flat_map(forwarded::nodes_from_the_right);
        rightmost_untrusted(peer, hops, trusted)
    });
    match (plain, standard) {
        (Some(plain), Some(standard)) if plain != standard => peer,
        (Some(client), _) | (None, Some(client)) => client,
        (None, None) => peer,
    }
}

/// A hop that names no address ends the way: what lies left of it came through somebody unknown.
fn rightmost_untrusted(
    peer: IpAddr,
    hops: impl Iterator<Item = Option<IpAddr>>,
    trusted: &TrustedProxies,
) -> IpAddr {
    let mut last = peer;
    for hop in hops {
        let Some(hop) = hop else { break };
        last = hop;
        if !trusted.trust(hop) {
            break;
        }
    }
    last
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Who the client is behind a proxy at 127.0.0.1 and another in 10.0.0.0/8.
    fn seen(peer: &str, lines: &[(&'static str, &'static str)]) -> String {
        let trusted = "127.0.0.1,10.0.0.0/8".parse().unwrap();
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            headers.append(*name, value.parse().unwrap());
        }
        client(peer.parse().unwrap(), &headers, &trusted).to_string()
    }

    #[test]
    fn behind_trusted_proxies_the_rightmost_other_address_is_the_client() {
        for (line, expected) in [
            ("198.51.100.7", "198.51.100.7"),
            // What the client says of itself stands on the left.
            ("203.0.113.1, 198.51.100.7", "198.51.100.7"),
            ("127.0.0.1, 198.51.100.7, 10.0.0.9", "198.51.100.7"),
            ("198.51.100.7:4711", "198.51.100.7"),
            ("2001:db8::7", "2001:db8::7"),
            ("[2001:db8::7]:4711", "2001:db8::7"),
            ("::ffff:198.51.100.7", "198.51.100.7"),
            // Nobody but proxies: the first of them.
            ("10.0.0.1, 10.0.0.2", "10.0.0.1"),
            // A hop that tells no address hides what is behind it.
            ("203.0.113.1, unknown", "127.0.0.1"),
            ("203.0.113.1, unknown, 10.0.0.9", "10.0.0.9"),
            ("", "127.0.0.1"),
        ] {
            assert_eq!(
                seen("127.0.0.1", &[("x-forwarded-for", line)]),
                expected,
                "{line}"
            );
        }
    }

    #[test]
    fn nobody_else_is_believed() {
        let lines = [
            ("x-forwarded-for", "203.0.113.1"),
            ("forwarded", "for=203.0.113.1"),
        ];
        assert_eq!(seen("198.51.100.7", &lines), "198.51.100.7");
        assert_eq!(seen("::ffff:198.51.100.7", &lines), "198.51.100.7");
    }

    #[test]
    fn several_lines_are_one_list() {
        let lines = [
            ("x-forwarded-for", "203.0.113.1"),
            ("x-forwarded-for", "198.51.100.7, 10.0.0.9"),
        ];
        assert_eq!(seen("127.0.0.1", &lines), "198.51.100.7");
    }

    #[test]
    fn the_standard_header_is_read_like_the_other_one() {
        for (line, expected) in [
            ("for=198.51.100.7", "198.51.100.7"),
            (
                "for=203.0.113.1, For=198.51.100.7;proto=https;by=10.0.0.1",
                "198.51.100.7",
            ),
            (r#"for="[2001:db8::7]:4711""#, "2001:db8::7"),
            (
                r#"for=203.0.113.1;host="a,for=192.0.2.1", for=198.51.100.7"#,
                "198.51.100.7",
            ),
            (r#"for=198.51.100.7;host="a,for=192.0.2.1""#, "198.51.100.7"),
            ("for=203.0.113.1, for=_hidden", "127.0.0.1"),
            ("for=203.0.113.1, proto=https", "127.0.0.1"),
        ] {
            assert_eq!(
                seen("127.0.0.1", &[("forwarded", line)]),
                expected,
                "{line}"
            );
        }
    }

    #[test]
    fn a_header_that_the_proxy_does_not_write_cannot_name_the_client() {
        let both = |plain, standard| {
            let lines = [("x-forwarded-for", plain), ("forwarded", standard)];
            seen("127.0.0.1", &lines)
        };
        assert_eq!(both("198.51.100.7", "for=203.0.113.1"), "127.0.0.1");
        assert_eq!(both("198.51.100.7", "for=198.51.100.7"), "198.51.100.7");
    }
}
