//! Whose turn is it among strangers? A flood waits behind itself: all tries of one network at one account take one place
//! in the queue of that network, and all of one network take one place in the queue of everybody.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError, Weak},
    time::Duration,
};

use tokio::{
    sync::{AcquireError, OwnedSemaphorePermit, Semaphore},
    time::timeout,
};

use crate::secret::Digest;

/// How long a stranger waits for a turn at most.
const LONGEST_TURN: Duration = Duration::from_secs(10);

/// The queues. One exists for as long as somebody waits in it, so there are no more of them than connections.
#[derive(Debug)]
pub(super) struct Turns {
    everybody: Arc<Semaphore>,
    narrower: Mutex<HashMap<Digest, Weak<Semaphore>>>,
}

/// A turn, held for as long as the work lasts.
#[derive(Debug)]
pub(super) struct Turn {
    _places: Vec<OwnedSemaphorePermit>,
}

impl Turns {
    pub(super) fn new(at_once: usize) -> Self {
        Self {
            everybody: Arc::new(Semaphore::new(at_once)),
            narrower: Mutex::default(),
        }
    }

    /// Waits in each of these queues in turn, the narrowest first, and then in that of everybody. `None` if that took
    /// longer than [`LONGEST_TURN`].
    pub(super) async fn wait(&self, queues: &[Digest]) -> Option<Turn> {
        let turn = timeout(LONGEST_TURN, self.all_of(queues)).await;
        turn.ok()?.ok()
    }

    async fn all_of(&self, queues: &[Digest]) -> Result<Turn, AcquireError> {
        let mut places = Vec::with_capacity(queues.len() + 1);
        for queue in queues {
            places.push(self.queue(*queue).acquire_owned().await?);
        }
        places.push(Arc::clone(&self.everybody).acquire_owned().await?);
        Ok(Turn { _places: places })
    }

    fn queue(&self, name: Digest) -> Arc<Semaphore> {
        let mut queues = self.narrower.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(queue) = queues.get(&name).and_then(Weak::upgrade) {
            return queue;
        }
        queues.retain(|_, queue| queue.strong_count() > 0);
        let queue = Arc::new(Semaphore::new(1));
        queues.insert(name, Arc::downgrade(&queue));
        queue
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn queue(name: &str) -> Digest {
        Digest::of(name.as_bytes())
    }

    #[tokio::test(start_paused = true)]
    async fn a_flood_takes_one_place_in_the_queue_of_everybody() {
        let turns = Arc::new(Turns::new(1));
        let holder = turns.wait(&[queue("flood")]).await.unwrap();
        let flood: Vec<_> = (0..100)
            .map(|_| {
                let turns = Arc::clone(&turns);
                tokio::spawn(async move {
                    let turn = turns.wait(&[queue("flood")]).await;
                    tokio::time::sleep(Duration::from_millis(100)).await;
                    drop(turn);
                })
            })
            .collect();
        tokio::time::sleep(Duration::from_millis(1)).await;
        let before = tokio::time::Instant::now();
        drop(holder);
        let other = turns.wait(&[queue("somebody else")]).await;
        assert!(other.is_some());
        assert!(
            before.elapsed() <= Duration::from_millis(100),
            "{:?}",
            before.elapsed()
        );
        for task in flood {
            task.abort();
        }
    }

    #[tokio::test(start_paused = true)]
    async fn at_one_network_a_flood_of_one_account_keeps_nobody_waiting_at_another() {
        let turns = Arc::new(Turns::new(4));
        let network = queue("network");
        let _holder = turns.wait(&[queue("one account")]).await.unwrap();
        let flood = {
            let turns = Arc::clone(&turns);
            tokio::spawn(
                async move { turns.wait(&[queue("one account"), network]).await.is_some() },
            )
        };
        tokio::time::sleep(Duration::from_millis(1)).await;
        let before = tokio::time::Instant::now();
        let other = turns.wait(&[queue("another account"), network]).await;
        assert!(other.is_some() && before.elapsed() < Duration::from_millis(1));
        assert!(
            !flood.await.unwrap(),
            "it waited no longer than the longest turn"
        );
    }

    #[tokio::test(start_paused = true)]
    async fn queues_in_which_nobody_waits_are_forgotten() {
        let turns = Turns::new(4);
        for name in 0..1_000 {
            drop(turns.wait(&[queue(&name.to_string())]).await);
        }
        assert_eq!(turns.narrower.lock().unwrap().len(), 1);
    }
}
