//! What runs beside the answers: evidence is chained twice a second, mail leaves within a second, and every hour what
//! ended is cleared away and birthdays that count are written down.
//!
//! Nothing rests on these: an end is seen by its date, and evidence is committed before it is chained.

use std::{error::Error, time::Duration};

use futures::{FutureExt, TryFutureExt, future::BoxFuture};
use tokio::{
    sync::watch,
    task::JoinSet,
    time::{MissedTickBehavior, interval, timeout},
};

use crate::{
    operations::{
        administration::{
            prune::prune,
            save_refusals::save_refusals,
            seal_audit::{seal_audit, sign_checkpoint},
        },
        delegations::settle_ages::settle_ages,
        notices::{
            deliver_mail::deliver_mail, remind::remind, remind_delegations::remind_delegations,
            tell_first_reads::tell_first_reads, tell_guessed::tell_guessed,
            tell_privacy_notice::tell_privacy_notice,
        },
        source_keys::renew_source_key,
    },
    state::Deps,
};

const SEAL_EVERY: Duration = Duration::from_millis(500);
const SIGN_EVERY: Duration = Duration::from_mins(1);
const MAIL_EVERY: Duration = Duration::from_secs(1);
const FIRST_READS_EVERY: Duration = Duration::from_secs(2);
const SAVE_REFUSALS_EVERY: Duration = Duration::from_secs(10);
const TELL_GUESSED_EVERY: Duration = Duration::from_secs(10);
const REMIND_EVERY: Duration = Duration::from_mins(10);
const PRUNE_EVERY: Duration = Duration::from_hours(1);
const RENEW_SOURCE_KEY_EVERY: Duration = Duration::from_hours(1);
const SETTLE_AGES_EVERY: Duration = Duration::from_hours(1);

/// How long the last turns may take: a mail server that is slow is not waited for.
const LAST_TURNS: Duration = Duration::from_secs(5);

/// Jobs at work. They are cut off when this is dropped.
#[must_use]
pub struct Jobs {
    turns: JoinSet<()>,
    stop: watch::Sender<bool>,
}

impl Jobs {
    /// Begins no further turn, and waits for those that have begun, so that a mail that has left is noted as sent.
    pub async fn finish(mut self) {
        self.stop.send_replace(true);
        let finished = async { while self.turns.join_next().await.is_some() {} };
        if timeout(LAST_TURNS, finished).await.is_err() {
            tracing::warn!("shutdown: jobs were cut off after {LAST_TURNS:?}");
        }
    }
}

/// One turn of a job; how much was done, or why nothing was.
type Turn<'d> = BoxFuture<'d, Result<u64, Box<dyn Error + Send + Sync>>>;

/// What is done, how often, and under which name it stands in the log.
struct Job {
    name: &'static str,
    every: Duration,
    work: for<'d> fn(&'d Deps) -> Turn<'d>,
}

const fn job(name: &'static str, every: Duration, work: for<'d> fn(&'d Deps) -> Turn<'d>) -> Job {
    Job { name, every, work }
}

/// The turn that an operation is.
fn turn<'d, E>(work: impl Future<Output = Result<u64, E>> + Send + 'd) -> Turn<'d>
where
    E: Error + Send + Sync + 'static,
{
    work.err_into().boxed()
}

const JOBS: [Job; 12] = [
    job("seal", SEAL_EVERY, |deps| turn(seal_audit(deps))),
    job("checkpoint", SIGN_EVERY, |deps| turn(sign_checkpoint(deps))),
    job("mail", MAIL_EVERY, |deps| turn(deliver_mail(deps))),
    job("first reads", FIRST_READS_EVERY, |deps| {
        turn(tell_first_reads(deps))
    }),
    job("refusals", SAVE_REFUSALS_EVERY, |deps| {
        turn(save_refusals(deps))
    }),
    job("guessed", TELL_GUESSED_EVERY, |deps| {
        turn(tell_guessed(deps))
    }),
    job("remind", REMIND_EVERY, |deps| turn(remind(deps))),
    job("remind caregivers", REMIND_EVERY, |deps| {
        turn(remind_delegations(deps))
    }),
    job("tell privacy notice", REMIND_EVERY, |deps| {
        turn(tell_privacy_notice(deps))
    }),
    job("prune", PRUNE_EVERY, |deps| turn(prune(deps))),
    job("source key", RENEW_SOURCE_KEY_EVERY, |deps| {
        turn(renew_source_key(deps))
    }),
    job("ages", SETTLE_AGES_EVERY, |deps| turn(settle_ages(deps))),
];

pub fn start(deps: &Deps) -> Jobs {
    let mut turns = JoinSet::new();
    let (stop, stopped) = watch::channel(false);
    for job in JOBS {
        turns.spawn(run(job, deps.clone(), stopped.clone()));
    }
    Jobs { turns, stop }
}

/// A failure is logged and tried again at the next turn.
async fn run(job: Job, deps: Deps, mut stopped: watch::Receiver<bool>) {
    let Job { name, every, work } = job;
    let mut due = interval(every);
    due.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            // An end that came during a turn counts before the next.
            biased;
            _ = stopped.wait_for(|stopped| *stopped) => return,
            _ = due.tick() => {}
        }
        match work(&deps).await {
            Ok(done) => tracing::trace!(job = name, done),
            Err(error) => {
                let error = error.as_ref() as &dyn Error;
                tracing::error!(job = name, error, "background job failed");
            }
        }
    }
}
