//! What is looked up when somebody asks: how much waits, and for how long.

use std::sync::atomic::AtomicU64;

use prometheus_client::{
    encoding::EncodeLabelSet,
    metrics::{family::Family, gauge::Gauge, info::Info},
    registry::Registry,
};

/// What stands at one moment.
#[derive(Clone, Debug, Default)]
pub struct Readings {
    pub queues: Vec<Queue>,
    pub pools: Vec<Pool>,
    /// `None` if the database does not answer.
    pub backlog: Option<Backlog>,
}

/// Work that waits for its turn in this process.
#[derive(Clone, Copy, Debug)]
pub struct Queue {
    pub name: &'static str,
    pub waiting: usize,
}

/// Connections to the database.
#[derive(Clone, Copy, Debug)]
pub struct Pool {
    pub name: &'static str,
    /// Connections that are open.
    pub open: u32,
    /// Open ones that nobody uses.
    pub idle: usize,
    /// The most there may be.
    pub most: u32,
}

/// What waits in the database, for all nodes together.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Backlog {
    /// Rows of evidence without a place in the chain.
    pub unsealed: u64,
    /// How long the oldest of them has waited, in seconds.
    pub unsealed_seconds: f64,
    /// Mails that are still to leave.
    pub mails: u64,
    /// How long the oldest of them has waited, in seconds.
    pub mails_seconds: f64,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct QueueLabels {
    queue: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct PoolLabels {
    pool: &'static str,
}

type Seconds = Gauge<f64, AtomicU64>;

impl Readings {
    pub(super) fn registry(&self) -> Registry {
        let mut registry = Registry::with_prefix("sayso");
        let version = Info::new([("version", env!("CARGO_PKG_VERSION"))]);
        registry.register("build", "The program that answers", version);
        gauge(
            &mut registry,
            "database_up",
            "Whether the database answered just now",
            u64::from(self.backlog.is_some()),
        );
        if let Some(backlog) = self.backlog {
            backlog.register(&mut registry);
        }
        let queued = Family::<QueueLabels, Gauge<u64, AtomicU64>>::default();
        for Queue { name, waiting } in self.queues.iter().copied() {
            let waits = queued.get_or_create_owned(&QueueLabels { queue: name });
            waits.set(waiting as u64);
        }
        registry.register("queue_waiting", "Work that waits for its turn", queued);
        self.register_pools(&mut registry);
        registry
    }

    fn register_pools(&self, registry: &mut Registry) {
        let [open, idle, most] =
            [(); 3].map(|()| Family::<PoolLabels, Gauge<u64, AtomicU64>>::default());
        for pool in &self.pools {
            let labels = PoolLabels { pool: pool.name };
            open.get_or_create_owned(&labels).set(pool.open.into());
            idle.get_or_create_owned(&labels).set(pool.idle as u64);
            most.get_or_create_owned(&labels).set(pool.most.into());
        }
        registry.register(
            "database_connections_open",
            "Connections to the database that are open",
            open,
        );
        registry.register(
            "database_connections_idle",
            "Open connections that nobody uses",
            idle,
        );
        registry.register(
            "database_connections_most",
            "The most connections that there may be",
            most,
        );
    }
}

impl Backlog {
    fn register(self, registry: &mut Registry) {
        gauge(
            registry,
            "evidence_unsealed_rows",
            "Rows of evidence without a place in the chain",
            self.unsealed,
        );
        seconds(
            registry,
            "evidence_unsealed_age_seconds",
            "How long the oldest of them has waited",
            self.unsealed_seconds,
        );
        gauge(
            registry,
            "mails_waiting",
            "Mails that are still to leave",
            self.mails,
        );
        seconds(
            registry,
            "mails_waiting_age_seconds",
            "How long the oldest of them has waited",
            self.mails_seconds,
        );
    }
}

fn gauge(registry: &mut Registry, name: &str, help: &str, value: u64) {
    let gauge = Gauge::<u64, AtomicU64>::default();
    gauge.set(value);
    registry.register(name, help, gauge);
}

fn seconds(registry: &mut Registry, name: &str, help: &str, value: f64) {
    let gauge = Seconds::default();
    gauge.set(value);
    registry.register(name, help, gauge);
}
