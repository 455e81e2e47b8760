//! Every limit of a sign-in and of what nobody in particular asks. Its name is part of its keys.

use super::limit::Limit;

/// Wrong passwords of one network, or of one known browser, at one account.
pub(super) const PER_ACCOUNT: usize = 10;
/// Wrong passwords of all strangers at one account: a hundred an hour with what comes back (OWASP ASVS 4.0.3, 2.2.1).
pub(super) const PER_ACCOUNT_OF_STRANGERS: usize = 20;
/// A household or a clinic shares one network.
pub(super) const PER_ADDRESS: usize = 100;
/// More often nobody signs in to one account.
pub(super) const SIGN_INS: usize = 30;
pub(super) const MAILS: usize = 5;
pub(super) const RECOVERIES: usize = 30;
pub(super) const CHALLENGES: usize = 100;
pub(super) const AUTHORIZATIONS: usize = 60;

pub(super) const PASSWORD_DEVICE: Limit = Limit::refuses("password, known device", PER_ACCOUNT);
pub(super) const PASSWORD_PAIR: Limit =
    Limit::refuses("password, account and network", PER_ACCOUNT);
pub(super) const PASSWORD_ACCOUNT: Limit =
    Limit::refuses("password, account", PER_ACCOUNT_OF_STRANGERS);
pub(super) const PASSWORD_NETWORK: Limit = Limit::delays("password, network", PER_ADDRESS);
pub(super) const SIGN_IN: Limit = Limit::refuses("sign-in", SIGN_INS);
pub(super) const PROOF: Limit = Limit::refuses("proof", PER_ACCOUNT);
pub(super) const OPENING: Limit = Limit::refuses("opening an account", PER_ACCOUNT);
pub(super) const MAIL: Limit = Limit::refuses("mailed code", MAILS);
pub(super) const RECOVERY_DEVICE: Limit = Limit::refuses("recovery, known device", MAILS);
pub(super) const RECOVERY_PAIR: Limit = Limit::refuses("recovery, account and network", MAILS);
pub(super) const RECOVERY_ACCOUNT: Limit = Limit::refuses("recovery, account", 2 * MAILS);
pub(super) const RECOVERY_NETWORK: Limit = Limit::delays("recovery, network", RECOVERIES);
pub(super) const CHALLENGE_DEVICE: Limit = Limit::delays("challenge, known device", CHALLENGES);
pub(super) const CHALLENGE_NETWORK: Limit = Limit::delays("challenge, network", CHALLENGES);
pub(super) const AUTHORIZATION_NETWORK: Limit =
    Limit::refuses("authorization, network", 2 * AUTHORIZATIONS);
pub(super) const AUTHORIZATION_PAIR: Limit =
    Limit::refuses("authorization, client and network", AUTHORIZATIONS);
