//! Every limit of a sign-in and of what nobody in particular asks. Its name is part of its keys.

use super::{RateLimits, limit::Limit};

pub(super) const PASSWORD_DEVICE: Limit =
    Limit::refuses("password, known device", RateLimits::PER_ACCOUNT);
pub(super) const PASSWORD_PAIR: Limit =
    Limit::refuses("password, account and network", RateLimits::PER_ACCOUNT);
pub(super) const PASSWORD_ACCOUNT: Limit =
    Limit::refuses("password, account", RateLimits::PER_ACCOUNT_OF_STRANGERS);
pub(super) const PASSWORD_NETWORK: Limit =
    Limit::delays("password, network", RateLimits::PER_ADDRESS);
pub(super) const SIGN_IN: Limit = Limit::refuses("sign-in", RateLimits::SIGN_INS);
pub(super) const PROOF: Limit = Limit::refuses("proof", RateLimits::PER_ACCOUNT);
pub(super) const OPENING: Limit = Limit::refuses("opening an account", RateLimits::PER_ACCOUNT);
pub(super) const MAIL: Limit = Limit::refuses("mailed code", RateLimits::MAILS);
pub(super) const RECOVERY_DEVICE: Limit =
    Limit::refuses("recovery, known device", RateLimits::MAILS);
pub(super) const RECOVERY_PAIR: Limit =
    Limit::refuses("recovery, account and network", RateLimits::MAILS);
pub(super) const RECOVERY_ACCOUNT: Limit =
    Limit::refuses("recovery, account", 2 * RateLimits::MAILS);
pub(super) const RECOVERY_NETWORK: Limit =
    Limit::delays("recovery, network", RateLimits::RECOVERIES);
pub(super) const CHALLENGE_DEVICE: Limit =
    Limit::delays("challenge, known device", RateLimits::CHALLENGES);
pub(super) const CHALLENGE_NETWORK: Limit =
    Limit::delays("challenge, network", RateLimits::CHALLENGES);
pub(super) const AUTHORIZATION_NETWORK: Limit =
    Limit::refuses("authorization, network", 2 * RateLimits::AUTHORIZATIONS);
pub(super) const AUTHORIZATION_PAIR: Limit = Limit::refuses(
    "authorization, client and network",
    RateLimits::AUTHORIZATIONS,
);
