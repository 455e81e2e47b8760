//! Evidence of reads and refusals, committed in groups: one commit serves every request in the queue.

use std::slice;

use domain::audit::AuditEvent;
use thiserror::Error;
use tokio::sync::{mpsc, oneshot};

use crate::store::{MOST_ROWS, Store};

/// The evidence could not be written, so nothing may be served.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("audit event could not be written")]
pub struct Unavailable;

/// An event, or nothing: whoever only waits until all before it are committed.
type Waiting = (Option<AuditEvent>, oneshot::Sender<Result<(), Unavailable>>);

/// Takes evidence and answers once it is committed.
#[derive(Clone, Debug)]
pub struct AuditWriter(mpsc::Sender<Waiting>);

impl AuditWriter {
    /// The length of the queue; beyond it a request waits for a place in it.
    const QUEUE: usize = 4096;

    /// Starts the task that commits. It ends when the last writer is dropped and the queue is empty.
    pub fn start(store: Store) -> Self {
        let (sender, receiver) = mpsc::channel(Self::QUEUE);
        tokio::spawn(commit_groups(store, receiver));
        Self(sender)
    }

    /// Returns once the event survives a crash.
    ///
    /// # Errors
    /// [`Unavailable`] if it could not be written: nothing may be served then.
    pub async fn record(&self, event: AuditEvent) -> Result<(), Unavailable> {
        self.send(Some(event)).await
    }

    /// Returns once everything that was given before this is committed or has failed.
    ///
    /// # Errors
    /// [`Unavailable`] if nothing commits any more.
    pub async fn drain(&self) -> Result<(), Unavailable> {
        self.send(None).await
    }

    /// Returns how many events wait for their commit.
    pub fn waiting(&self) -> usize {
        self.0.max_capacity() - self.0.capacity()
    }

    async fn send(&self, event: Option<AuditEvent>) -> Result<(), Unavailable> {
        let (done, committed) = oneshot::channel();
        self.0.send((event, done)).await.map_err(|_| Unavailable)?;
        committed.await.map_err(|_| Unavailable)?
    }
}

async fn commit_groups(store: Store, mut queue: mpsc::Receiver<Waiting>) {
    let mut group = Vec::new();
    while queue.recv_many(&mut group, MOST_ROWS).await > 0 {
        let (mut events, mut waiting, mut drained) = (Vec::new(), Vec::new(), Vec::new());
        for (event, done) in group.drain(..) {
            match event {
                Some(event) => {
                    events.push(event);
                    waiting.push(done);
                }
                None => drained.push(done),
            }
        }
        let committed = events.is_empty() || store.record(&events).await.is_ok();
        for (event, done) in events.iter().zip(waiting) {
            // One event that cannot be written must not take the others with it.
            let result = if committed {
                Ok(())
            } else {
                commit_alone(&store, event).await
            };
            // The request may be gone; the evidence stays.
            let _gone = done.send(result);
        }
        for done in drained {
            let _gone = done.send(Ok(()));
        }
    }
}

async fn commit_alone(store: &Store, event: &AuditEvent) -> Result<(), Unavailable> {
    let committed = store.record(slice::from_ref(event)).await;
    committed.map_err(|error| {
        let error = &error as &dyn std::error::Error;
        let (event, correlation) = (event.id, event.correlation);
        tracing::error!(error, %event, %correlation, "audit events could not be written");
        Unavailable
    })
}
