//! The setting `trusted_proxies`: whose word counts for where a request came from.

use std::{fmt, net::IpAddr, str::FromStr};

use ipnet::IpNet;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use thiserror::Error;

const NONE: &str = "none";

/// The networks that reverse proxies connect from. `none` is a list without any: people connect to Sayso itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrustedProxies(Vec<IpNet>);

/// The text names no network.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error(
    "`{0}` is not a network: write addresses or CIDR such as 10.0.0.0/8 and fd00::/8, or `none`"
)]
pub struct InvalidNetwork(String);

impl TrustedProxies {
    /// Whether this address is a proxy's. An IPv4 address counts as one, however it is written.
    pub fn trust(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.0.iter().any(|network| network.contains(&address))
    }

    fn read<'t>(words: impl IntoIterator<Item = &'t str>) -> Result<Self, InvalidNetwork> {
        let words: Vec<_> = words
            .into_iter()
            .map(str::trim)
            .filter(|word| !word.is_empty())
            .collect();
        match words.as_slice() {
            [NONE] => Ok(Self::default()),
            // An empty list is more likely forgotten than meant.
            [] => Err(InvalidNetwork(String::new())),
            words => words.iter().map(|word| network(word)).collect(),
        }
    }
}

impl FromIterator<IpNet> for TrustedProxies {
    fn from_iter<T: IntoIterator<Item = IpNet>>(networks: T) -> Self {
        Self(networks.into_iter().collect())
    }
}

/// Reads what a variable holds: networks between commas, or `none`.
impl FromStr for TrustedProxies {
    type Err = InvalidNetwork;

    fn from_str(line: &str) -> Result<Self, InvalidNetwork> {
        Self::read(line.split(','))
    }
}

fn network(word: &str) -> Result<IpNet, InvalidNetwork> {
    let network = match word.parse::<IpAddr>() {
        Ok(address) => Some(IpNet::from(address.to_canonical())),
        Err(_) => word.parse::<IpNet>().ok(),
    };
    network.ok_or_else(|| InvalidNetwork(word.to_owned()))
}

/// `["10.0.0.0/8"]` or `"none"` in a file, `10.0.0.0/8,fd00::/8` in a variable.
#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    List(Vec<String>),
    Line(String),
}

impl<'de> Deserialize<'de> for TrustedProxies {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Written::deserialize(deserializer)? {
            Written::List(words) => Self::read(words.iter().map(String::as_str)),
            Written::Line(line) => line.parse(),
        }
        .map_err(D::Error::custom)
    }
}

/// As a variable would say it.
impl fmt::Display for TrustedProxies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str(NONE);
        }
        let words: Vec<_> = self.0.iter().map(ToString::to_string).collect();
        f.write_str(&words.join(","))
    }
}

impl Serialize for TrustedProxies {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn networks_and_single_addresses_are_trusted_and_nobody_else() {
        let trusted: TrustedProxies = "10.1.0.0/16, 192.0.2.7, fd00::/8".parse().unwrap();
        for (address, is_one) in [
            ("10.1.255.1", true),
            ("10.2.0.1", false),
            ("192.0.2.7", true),
            ("192.0.2.8", false),
            ("::ffff:10.1.0.1", true),
            ("fd12::1", true),
            ("2001:db8::1", false),
        ] {
            assert_eq!(trusted.trust(address.parse().unwrap()), is_one, "{address}");
        }
        let nobody: TrustedProxies = "none".parse().unwrap();
        assert!(!nobody.trust([127, 0, 0, 1].into()));
        assert_eq!(nobody.to_string(), "none");
    }

    #[test]
    fn what_names_no_network_is_refused() {
        for wrong in [
            "",
            " , ",
            "none,10.0.0.0/8",
            "10.0.0.0/33",
            "proxy.example",
            "10.0.0",
        ] {
            assert!(wrong.parse::<TrustedProxies>().is_err(), "{wrong}");
        }
    }
}
