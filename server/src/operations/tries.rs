//! How often may somebody give a wrong password? Counted for the account and for the address that it comes from.

use std::{net::IpAddr, sync::Arc};

use chrono::TimeDelta;
use domain::Timestamp;

use super::Context;
use crate::throttle::Throttle;

/// Wrong passwords of late. Unknown accounts are counted like known ones, so that a wait tells nothing.
#[derive(Clone, Debug)]
pub struct PasswordTries {
    accounts: Arc<Throttle<String>>,
    addresses: Arc<Throttle<IpAddr>>,
    /// Codes that were mailed of late: a flood of mail is an attack on a mailbox.
    mails: Arc<Throttle<String>>,
    /// Questions to passkeys that nobody who is known asked for.
    questions: Arc<Throttle<IpAddr>>,
}

impl Default for PasswordTries {
    fn default() -> Self {
        Self {
            accounts: Arc::new(Throttle::new(Self::PER_ACCOUNT, Self::WITHIN)),
            addresses: Arc::new(Throttle::new(Self::PER_ADDRESS, Self::WITHIN)),
            mails: Arc::new(Throttle::new(Self::MAILS, Self::WITHIN)),
            questions: Arc::new(Throttle::new(Self::QUESTIONS, Self::WITHIN)),
        }
    }
}

impl PasswordTries {
    pub const PER_ACCOUNT: usize = 10;
    /// A household or a clinic shares one address.
    pub const PER_ADDRESS: usize = 100;
    pub const WITHIN: TimeDelta = TimeDelta::minutes(15);
    pub const MAILS: usize = 5;
    pub const QUESTIONS: usize = 500;

    pub(super) fn allow(&self, account: &str, ctx: Context, now: Timestamp) -> bool {
        let address_may = ctx
            .address
            .is_none_or(|address| self.addresses.allows(&address, now));
        address_may && self.accounts.allows(&account.to_owned(), now)
    }

    pub(super) fn failed(&self, account: &str, ctx: Context, now: Timestamp) {
        self.accounts.failed(account.to_owned(), now);
        if let Some(address) = ctx.address {
            self.addresses.failed(address, now);
        }
    }

    /// The account is forgiven; the address is not, or one good account would buy tries at the others.
    pub(super) fn succeeded(&self, account: &str) {
        self.accounts.succeeded(&account.to_owned());
    }

    /// Whether one more code may be mailed to this account; it counts at once.
    pub(super) fn may_mail(&self, account: &str, now: Timestamp) -> bool {
        let may = self.mails.allows(&account.to_owned(), now);
        if may {
            self.mails.failed(account.to_owned(), now);
        }
        may
    }

    /// Whether one more question may be asked from this address; it counts at once.
    pub(super) fn may_ask(&self, ctx: Context, now: Timestamp) -> bool {
        let Some(address) = ctx.address else {
            return true;
        };
        let may = self.questions.allows(&address, now);
        if may {
            self.questions.failed(address, now);
        }
        may
    }
}
