//! How often may somebody give a wrong password, or have mail sent? Counted for the account and for the address that it
//! comes from.

pub mod window;

use std::{net::IpAddr, sync::Arc};

use chrono::TimeDelta;
use domain::Timestamp;

use crate::{context::Context, rate_limits::window::SlidingWindow};

/// Wrong passwords of late. Unknown accounts are counted like known ones, so that a wait tells nothing.
#[derive(Clone, Debug)]
pub struct RateLimits {
    accounts: Arc<SlidingWindow<String>>,
    addresses: Arc<SlidingWindow<IpAddr>>,
    /// Codes that were mailed of late: a flood of mail is an attack on a mailbox.
    mails: Arc<SlidingWindow<String>>,
    /// Attempts to get back in, whatever accounts they name.
    recoveries: Arc<SlidingWindow<IpAddr>>,
    /// Questions to passkeys that nobody who is known asked for.
    challenges: Arc<SlidingWindow<IpAddr>>,
    /// Right passwords of late: each is hashed and begins a session all the same.
    sign_ins: Arc<SlidingWindow<String>>,
}

impl Default for RateLimits {
    fn default() -> Self {
        Self {
            accounts: Arc::new(SlidingWindow::new(Self::PER_ACCOUNT, Self::WITHIN)),
            addresses: Arc::new(SlidingWindow::new(Self::PER_ADDRESS, Self::WITHIN)),
            mails: Arc::new(SlidingWindow::new(Self::MAILS, Self::WITHIN)),
            recoveries: Arc::new(SlidingWindow::new(Self::PER_ADDRESS, Self::WITHIN)),
            challenges: Arc::new(SlidingWindow::new(Self::CHALLENGES, Self::WITHIN)),
            sign_ins: Arc::new(SlidingWindow::new(Self::SIGN_INS, Self::WITHIN)),
        }
    }
}

impl RateLimits {
    pub const PER_ACCOUNT: usize = 10;
    /// A household or a clinic shares one address.
    pub const PER_ADDRESS: usize = 100;
    pub const WITHIN: TimeDelta = TimeDelta::minutes(15);
    pub const MAILS: usize = 5;
    pub const CHALLENGES: usize = 500;
    /// More often nobody signs in to one account.
    pub const SIGN_INS: usize = 30;

    /// Whether one more try may be made at this account; it counts at once, as if it were wrong.
    pub(super) fn try_acquire(&self, account: &str, ctx: Context, now: Timestamp) -> bool {
        take_both(&self.accounts, account, &self.addresses, ctx, now)
    }

    /// The try that was taken at this moment was right. The account is forgiven; the address gets this one try back and
    /// no other, or one good account would buy tries at the others.
    pub(super) fn succeeded(&self, account: &str, ctx: Context, taken_at: Timestamp) {
        self.accounts.reset(&account.to_owned());
        if let Some(address) = ctx.address {
            self.addresses.refund(&address, taken_at);
        }
    }

    /// Whether one more sign-in to this account may be made; it counts at once.
    pub(super) fn try_sign_in(&self, account: &str, now: Timestamp) -> bool {
        self.sign_ins.try_acquire(account.to_owned(), now)
    }

    /// The sign-in that was taken at this moment did not come about.
    pub(super) fn no_sign_in(&self, account: &str, taken_at: Timestamp) {
        self.sign_ins.refund(&account.to_owned(), taken_at);
    }

    /// Whether one more mail may go to this address; it counts at once.
    pub(super) fn try_mail(&self, email: &str, now: Timestamp) -> bool {
        self.mails.try_acquire(email.to_owned(), now)
    }

    /// Whether one more attempt to get back in may begin, and its code be mailed; it counts at once.
    pub(super) fn try_recovery(&self, email: &str, ctx: Context, now: Timestamp) -> bool {
        take_both(&self.mails, email, &self.recoveries, ctx, now)
    }

    /// Whether one more question may be asked from this address; it counts at once.
    pub(super) fn try_challenge(&self, ctx: Context, now: Timestamp) -> bool {
        ctx.address
            .is_none_or(|address| self.challenges.try_acquire(address, now))
    }
}

/// One try for the account and one for the address, or none of both: what an account refuses costs the neighbours at the
/// address nothing.
fn take_both(
    accounts: &SlidingWindow<String>,
    account: &str,
    addresses: &SlidingWindow<IpAddr>,
    ctx: Context,
    now: Timestamp,
) -> bool {
    if ctx
        .address
        .is_some_and(|address| !addresses.try_acquire(address, now))
    {
        return false;
    }
    let may = accounts.try_acquire(account.to_owned(), now);
    if !may && let Some(address) = ctx.address {
        addresses.refund(&address, now);
    }
    may
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use domain::ids::CorrelationId;
    use uuid::Uuid;

    use super::*;

    fn from(last: u8) -> Context {
        let correlation = CorrelationId::from_uuid(Uuid::nil());
        Context::new(correlation).from(Some([192, 0, 2, last].into()))
    }

    #[test]
    fn an_address_pays_for_what_was_wrong_and_for_nothing_else() {
        let (limits, now) = (
            RateLimits::default(),
            DateTime::from_timestamp(1_000_000, 0).unwrap(),
        );
        for _ in 0..2 * RateLimits::PER_ADDRESS {
            assert!(limits.try_acquire("maria", from(1), now));
            limits.succeeded("maria", from(1), now);
        }
        for _ in 0..RateLimits::PER_ACCOUNT {
            assert!(limits.try_acquire("daniel", from(1), now));
        }
        // Nothing is tried at an account that is closed.
        for _ in 0..RateLimits::PER_ADDRESS {
            assert!(!limits.try_acquire("daniel", from(1), now));
        }
        for account in RateLimits::PER_ACCOUNT..RateLimits::PER_ADDRESS {
            assert!(limits.try_acquire(&account.to_string(), from(1), now));
        }
        assert!(!limits.try_acquire("maria", from(1), now));
        assert!(limits.try_acquire("maria", from(2), now));
    }
}
