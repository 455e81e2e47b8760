//! What runs beside the answers: evidence is chained twice a second, mail leaves within a second, and every hour what
//! ended is cleared away and birthdays that count are written down.
//!
//! Nothing rests on these: an end is seen by its date, and evidence is committed before it is chained.

use std::{error::Error, time::Duration};

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
            source_keys::renew_source_key,
        },
        delegations::settle_ages::settle_ages,
        notices::{
            deliver_mail::deliver_mail, remind::remind, remind_delegations::remind_delegations,
            tell_first_reads::tell_first_reads, tell_guessed::tell_guessed,
            tell_privacy_notice::tell_privacy_notice,
        },
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

pub fn start(deps: &Deps) -> Jobs {
    let mut jobs = JoinSet::new();
    let (stop, stopped) = watch::channel(false);
    let owned = deps.clone();
    jobs.spawn(every("seal", SEAL_EVERY, stopped.clone(), move || {
        let deps = owned.clone();
        async move { seal_audit(&deps).await }
    }));
    let owned = deps.clone();
    jobs.spawn(every(
        "checkpoint",
        SIGN_EVERY,
        stopped.clone(),
        move || {
            let deps = owned.clone();
            async move { sign_checkpoint(&deps).await }
        },
    ));
    let owned = deps.clone();
    jobs.spawn(every("mail", MAIL_EVERY, stopped.clone(), move || {
        let deps = owned.clone();
        async move { deliver_mail(&deps).await }
    }));
    let owned = deps.clone();
    jobs.spawn(every(
        "first reads",
        FIRST_READS_EVERY,
        stopped.clone(),
        move || {
            let deps = owned.clone();
            async move { tell_first_reads(&deps).await }
        },
    ));
    let owned = deps.clone();
    jobs.spawn(every(
        "refusals",
        SAVE_REFUSALS_EVERY,
        stopped.clone(),
        move || {
            let deps = owned.clone();
            async move { save_refusals(&deps).await }
        },
    ));
    let owned = deps.clone();
    jobs.spawn(every(
        "guessed",
        TELL_GUESSED_EVERY,
        stopped.clone(),
        move || {
            let deps = owned.clone();
            async move { tell_guessed(&deps).await }
        },
    ));
    let owned = deps.clone();
    jobs.spawn(every("remind", REMIND_EVERY, stopped.clone(), move || {
        let deps = owned.clone();
        async move { remind(&deps).await }
    }));
    let owned = deps.clone();
    jobs.spawn(every(
        "remind caregivers",
        REMIND_EVERY,
        stopped.clone(),
        move || {
            let deps = owned.clone();
            async move { remind_delegations(&deps).await }
        },
    ));
    let owned = deps.clone();
    jobs.spawn(every(
        "tell privacy notice",
        REMIND_EVERY,
        stopped.clone(),
        move || {
            let deps = owned.clone();
            async move { tell_privacy_notice(&deps).await }
        },
    ));
    let owned = deps.clone();
    jobs.spawn(every("prune", PRUNE_EVERY, stopped.clone(), move || {
        let deps = owned.clone();
        async move { prune(&deps).await }
    }));
    let owned = deps.clone();
    jobs.spawn(every(
        "source key",
        RENEW_SOURCE_KEY_EVERY,
        stopped.clone(),
        move || {
            let deps = owned.clone();
            async move { renew_source_key(&deps).await }
        },
    ));
    let owned = deps.clone();
    jobs.spawn(every(
        "ages",
        SETTLE_AGES_EVERY,
        stopped.clone(),
        move || {
            let deps = owned.clone();
            async move { settle_ages(&deps).await }
        },
    ));
    Jobs { turns: jobs, stop }
}

/// A failure is logged and tried again at the next turn.
async fn every<Work, E>(
    name: &'static str,
    time: Duration,
    mut stopped: watch::Receiver<bool>,
    work: impl Fn() -> Work,
) where
    Work: Future<Output = Result<u64, E>>,
    E: Error + 'static,
{
    let mut turn = interval(time);
    turn.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            // An end that came during a turn counts before the next.
            biased;
            _ = stopped.wait_for(|stopped| *stopped) => return,
            _ = turn.tick() => {}
        }
        match work().await {
            Ok(done) => tracing::trace!(job = name, done),
            Err(error) => {
                tracing::error!(
                    job = name,
                    error = &error as &dyn Error,
                    "background job failed"
                );
            }
        }
    }
}
