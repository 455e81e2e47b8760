//! How many connections may there be, in all and of one network?

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::{
    config::{Config, TrustedProxies},
    rate_limits::network,
};

/// How many connections there may be, if the system gives us as many.
const MOST: usize = 4096;
/// What else needs open files: the database, mail, the pages.
const OTHER_FILES: usize = 128;
/// How many connections there may be where metrics are told, of these: few ask, and whoever floods that listener takes none
/// of the people's.
const FOR_METRICS: usize = 16;

/// Counts connections. Those of trusted proxies count in all, but for no network: everybody comes through them.
#[derive(Clone, Debug)]
pub struct Connections {
    all: Arc<Semaphore>,
    most: usize,
    of_networks: Arc<Mutex<HashMap<[u8; 16], usize>>>,
    trusted: Arc<TrustedProxies>,
}

impl Connections {
    /// A clinic shares one network; a stranger with a thousand connections needs ten of them.
    pub const PER_NETWORK: usize = 100;

    pub fn of(config: &Config) -> Self {
        let room = open_files().saturating_sub(OTHER_FILES);
        Self::at_most(room.clamp(Self::PER_NETWORK, MOST), config)
    }

    /// Those of the listener that tells metrics alone.
    pub fn of_metrics(config: &Config) -> Self {
        Self::at_most(FOR_METRICS, config)
    }

    fn at_most(most: usize, config: &Config) -> Self {
        Self {
            all: Arc::new(Semaphore::new(most)),
            most,
            of_networks: Arc::default(),
            trusted: Arc::new(config.trusted_proxies.clone().unwrap_or_default()),
        }
    }

    /// Whether less than half of the room is left: then nobody may take their time.
    pub(super) fn are_scarce(&self) -> bool {
        self.all.available_permits() < self.most / 2
    }

    /// Waits until one more connection has room.
    pub(super) async fn room(&self) -> Option<OwnedSemaphorePermit> {
        // It is never closed.
        Arc::clone(&self.all).acquire_owned().await.ok()
    }

    /// Takes a place for a connection from there; `None` if its network has as many as it may have.
    pub(super) fn take(&self, room: Option<OwnedSemaphorePermit>, peer: IpAddr) -> Option<Place> {
        let counted = (!self.trusted.trust(peer)).then(|| network(peer));
        if let Some(network) = counted {
            let mut networks = self.networks();
            let taken = networks.entry(network).or_default();
            if *taken >= Self::PER_NETWORK {
                return None;
            }
            *taken += 1;
        }
        Some(Place {
            connections: self.clone(),
            network: counted,
            _room: room,
        })
    }

    fn networks(&self) -> MutexGuard<'_, HashMap<[u8; 16], usize>> {
        self.of_networks
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// The place of one connection, free again when it is dropped.
#[derive(Debug)]
pub(super) struct Place {
    connections: Connections,
    network: Option<[u8; 16]>,
    _room: Option<OwnedSemaphorePermit>,
}

impl Drop for Place {
    fn drop(&mut self) {
        let Some(network) = self.network else { return };
        let mut networks = self.connections.networks();
        if let Some(taken) = networks.get_mut(&network) {
            *taken -= 1;
            if *taken == 0 {
                networks.remove(&network);
            }
        }
    }
}

/// How many files this process may open. Many systems begin with 1,024 and let a process raise that by itself.
fn open_files() -> usize {
    let wanted = (MOST + OTHER_FILES) as u64;
    let mut limit = getrlimit(Resource::Nofile);
    let allowed = limit.maximum.unwrap_or(wanted).min(wanted);
    if limit.current.is_some_and(|current| current < allowed) {
        let raised = Rlimit {
            current: Some(allowed),
            ..limit
        };
        match setrlimit(Resource::Nofile, raised) {
            Ok(()) => limit.current = Some(allowed),
            Err(error) => tracing::warn!(%error, "the limit of open files could not be raised"),
        }
    }
    usize::try_from(limit.current.unwrap_or(wanted)).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trusting(proxies: &str) -> Connections {
        Connections::of(&Config {
            trusted_proxies: Some(proxies.parse().unwrap()),
            ..Config::default()
        })
    }

    #[tokio::test]
    async fn one_network_takes_its_share_and_gets_it_back() {
        let connections = trusting("none");
        let take = async |peer: &str| {
            let room = connections.room().await;
            connections.take(room, peer.parse().unwrap())
        };
        let mut places = Vec::new();
        for host in 0..Connections::PER_NETWORK {
            places.push(take(&format!("2001:db8::{host:x}")).await.unwrap());
        }
        assert!(take("2001:db8::ffff").await.is_none());
        assert!(take("2001:db8:0:1::1").await.is_some());
        places.pop();
        assert!(take("2001:db8::ffff").await.is_some());
        drop(places);
        assert!(connections.networks().is_empty());
    }

    #[tokio::test]
    async fn proxies_may_have_as_many_as_there_are() {
        let connections = trusting("10.0.0.0/8");
        let mut places = Vec::new();
        for _ in 0..2 * Connections::PER_NETWORK {
            let room = connections.room().await;
            places.push(connections.take(room, [10, 1, 2, 3].into()).unwrap());
        }
    }

    #[tokio::test]
    async fn connections_are_scarce_once_half_of_them_are_taken() {
        let connections = Connections::at_most(4, &Config::default());
        let mut taken = Vec::new();
        for scarce in [false, false, false, true, true] {
            assert_eq!(
                connections.are_scarce(),
                scarce,
                "{} are taken",
                taken.len()
            );
            if taken.len() < 4 {
                taken.push(connections.room().await);
            }
        }
        drop(taken);
        assert!(!connections.are_scarce());
    }

    #[test]
    fn a_process_opens_more_files_than_a_system_gives_at_first() {
        let limit = getrlimit(Resource::Nofile);
        let allowed = limit.maximum.map_or(MOST + OTHER_FILES, |most| {
            usize::try_from(most).unwrap().min(MOST + OTHER_FILES)
        });
        assert!(open_files() >= allowed, "{limit:?}");
    }
}
