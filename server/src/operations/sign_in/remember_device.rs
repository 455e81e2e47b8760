//! The browser that somebody signed in with is known from then on.

use domain::{Timestamp, person::Person};

use crate::{
    operations::prelude::*,
    rate_limits::account_key,
    secret::{Secret, SecretKind},
};

/// Browsers of one account that are known at once.
const MOST_DEVICES: u64 = 20;

/// Gives the browser a new cookie, which takes over what the old one was known for: one that was planted in it is worth
/// nothing from here on.
pub(super) async fn remember_device(
    deps: &Deps,
    tx: &Tx,
    ctx: Context,
    person: &Person,
    now: Timestamp,
) -> Result<Secret, StoreError> {
    let secret = deps.secret(SecretKind::Device);
    let (devices, cookie) = (tx.known_devices(), secret.digest());
    if let Some(shown) = ctx.known_device {
        devices.renew(&shown, &cookie).await?;
    }
    let (id, account) = (deps.new_id(now), account_key(person.email.as_str()));
    devices
        .remember(id, &cookie, &account, person.id, MOST_DEVICES, now)
        .await?;
    Ok(secret)
}
