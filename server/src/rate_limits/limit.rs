//! Which limits are there, and whom is each about? What was typed is kept as a digest only.

use std::{
    net::{IpAddr, Ipv6Addr},
    num::NonZero,
    thread::available_parallelism,
};

use chrono::TimeDelta;
use sha2::{Digest as _, Sha256};

use crate::{context::Context, secret::Digest, store::Bucket};

/// So many tries at once, and then as many again within the time.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limit {
    /// It is part of every key, so that limits do not share buckets.
    name: &'static str,
    most: usize,
    /// How long tries beyond it may wait instead of being refused.
    longest_wait: TimeDelta,
}

impl Limit {
    pub(super) const WITHIN: TimeDelta = TimeDelta::minutes(15);

    const LONGEST_WAIT: TimeDelta = TimeDelta::seconds(30);

    pub(super) const fn refuses(name: &'static str, most: usize) -> Self {
        Self {
            name,
            most,
            longest_wait: TimeDelta::zero(),
        }
    }

    pub(super) const fn delays(name: &'static str, most: usize) -> Self {
        Self {
            name,
            most,
            longest_wait: Self::LONGEST_WAIT,
        }
    }

    /// The bucket of whoever these parts name together.
    pub(super) fn bucket(self, whose: &[&[u8]]) -> Bucket {
        let mut digest = Sha256::new();
        for part in [self.name.as_bytes()].iter().chain(whose) {
            digest.update((part.len() as u64).to_be_bytes());
            digest.update(part);
        }
        let most = i32::try_from(self.most).unwrap_or(i32::MAX);
        Bucket {
            key: Digest::from_bytes(digest.finalize().into()),
            one: Self::WITHIN / most,
            full: Self::WITHIN,
            beyond: self.longest_wait,
        }
    }
}

/// The longest text that can name an account (RFC 5321 §4.5.3.1.3), in bytes.
pub const LONGEST_ACCOUNT: usize = 254;

/// The name of an account, as typed, in keys. All that is too long to be one is one.
pub fn account_key(typed: &str) -> Digest {
    let typed = typed.trim();
    if typed.len() > LONGEST_ACCOUNT {
        return Digest::of(b"");
    }
    Digest::of(typed.to_ascii_lowercase().as_bytes())
}

/// The network that a request came from, in keys.
pub(super) fn from(ctx: Context) -> [u8; 16] {
    ctx.address.map(network).unwrap_or_default()
}

/// What stands for the network that a request came from where it is kept.
pub fn source(ctx: Context) -> Digest {
    Digest::of(&from(ctx))
}

/// The bucket of that network, where there is one: not on the command line.
pub(super) fn at_network(limit: Limit, ctx: Context) -> impl Iterator<Item = Bucket> {
    let from = ctx.address.map(network);
    from.into_iter().map(move |from| limit.bucket(&[&from]))
}

/// Whoever has an IPv6 address has all of its /64; an IPv4 address counts as one, however it is written.
pub fn network(address: IpAddr) -> [u8; 16] {
    let bits = match address.to_canonical() {
        IpAddr::V4(address) => u128::from(address.to_ipv6_mapped()),
        IpAddr::V6(address) => u128::from(address) & !u128::from(u64::MAX),
    };
    Ipv6Addr::from_bits(bits).octets()
}

/// How many strangers have their passwords checked at once: half of the machine is for those who are known.
pub(super) fn strangers_at_once() -> usize {
    let cores = available_parallelism().map_or(1, NonZero::get);
    (cores / 2).clamp(1, 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_is_an_ipv4_address_or_an_ipv6_block() {
        let same = |one: &str, other: &str| {
            network(one.parse().unwrap()) == network(other.parse().unwrap())
        };
        assert!(same("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff"));
        assert!(!same("2001:db8:1:2::1", "2001:db8:1:3::1"));
        assert!(same("198.51.100.7", "::ffff:198.51.100.7"));
        assert!(!same("198.51.100.7", "198.51.100.8"));
    }

    #[test]
    fn no_two_limits_and_no_two_names_share_a_bucket() {
        let (one, other) = (Limit::refuses("one", 1), Limit::refuses("other", 1));
        let key = |limit: Limit, parts: &[&[u8]]| limit.bucket(parts).key;
        assert_ne!(key(one, &[b"a"]), key(other, &[b"a"]));
        assert_ne!(key(one, &[b"ab", b"c"]), key(one, &[b"a", b"bc"]));
    }
}
