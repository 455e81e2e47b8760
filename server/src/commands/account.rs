//! `sayso account`: what staff do about somebody's account. Each says what it leaves running.

use domain::{audit::StatedReason, person::Email};

use super::{open, staff::staff_actor};
use crate::{
    operations::{
        activation::find_record::RecordName,
        administration::{
            account_care::{AccountName, Care},
            end_account_sessions::end_account_sessions,
            lock_account::{lock_account, unlock_account},
            move_record::move_record,
            reset_passkeys::reset_passkeys,
            show_account::{ShownAccount, show_account},
        },
    },
    state::Deps,
};

/// Who does it, and why. Both become evidence.
#[derive(Debug, clap::Args)]
pub struct Why {
    /// The address of the member of staff who does it.
    #[arg(long, value_name = "EMAIL")]
    by: Email,
    /// Why, in one line.
    #[arg(long)]
    reason: StatedReason,
}

impl Why {
    pub(super) async fn care(self, deps: &Deps) -> anyhow::Result<Care> {
        Ok(Care {
            by: staff_actor(deps, &self.by).await?,
            reason: self.reason,
        })
    }
}

#[derive(Debug, clap::Args)]
pub struct About {
    /// The address of the account, or its record: an id, or `system|value` of a business identifier.
    account: AccountName,
    #[command(flatten)]
    why: Why,
}

#[derive(Debug, clap::Subcommand)]
pub enum Action {
    /// Show how somebody signs in and what is shared with whom, and nothing of the record.
    Show {
        /// The address of the account, or its record.
        account: AccountName,
    },
    /// Let nobody sign in, and sign out every browser. Apps go on until they are stopped.
    Lock(About),
    /// Let the holder sign in again.
    Unlock(About),
    /// Sign out every browser. The holder can sign in again, and apps go on.
    EndSessions(About),
    /// Give the account a record: its first one, or another that takes the place of the old. What is shared from the old one
    /// ends.
    MoveRecord {
        /// The address of the account, or its record.
        account: AccountName,
        /// The record that becomes its own.
        #[arg(long)]
        to: RecordName,
        #[command(flatten)]
        why: Why,
    },
    /// Remove every passkey. What was agreed to with a passkey waits for a new yes.
    ResetPasskeys(About),
}

pub async fn run(action: Action) -> anyhow::Result<()> {
    let deps = open().await?;
    let ctx = deps.own_context();
    match action {
        Action::Show { account } => print(&deps, &show_account(&deps, &account).await?),
        Action::Lock(About { account, why }) => {
            let care = why.care(&deps).await?;
            let locked = lock_account(&deps, ctx, &account, &care).await?;
            let email = &locked.person.email;
            println!(
                "{email} is locked; {} browsers were signed out",
                locked.sessions
            );
            still_running(&deps, &account).await?;
        }
        Action::Unlock(About { account, why }) => {
            let care = why.care(&deps).await?;
            let person = unlock_account(&deps, ctx, &account, &care).await?;
            println!("{} can sign in again", person.email);
        }
        Action::EndSessions(About { account, why }) => {
            let care = why.care(&deps).await?;
            let (person, ended) = end_account_sessions(&deps, ctx, &account, &care).await?;
            println!("{ended} browsers of {} were signed out", person.email);
            still_running(&deps, &account).await?;
        }
        Action::MoveRecord { account, to, why } => {
            let care = why.care(&deps).await?;
            let moved = move_record(&deps, ctx, &account, &to, &care).await?;
            println!(
                "{} has another record now, and was signed out",
                moved.person.email
            );
            println!(
                "ended with the old one: {} apps, {} people who help",
                moved.ended.consents, moved.ended.delegations
            );
        }
        Action::ResetPasskeys(About { account, why }) => {
            let care = why.care(&deps).await?;
            let reset = reset_passkeys(&deps, ctx, &account, &care).await?;
            println!(
                "{} passkeys of {} are gone, {} apps wait for a new yes",
                reset.removed, reset.person.email, reset.held
            );
            println!(
                "the password still signs in; without one, a mailed code sets one at /sign-in/help"
            );
            still_running(&deps, &account).await?;
        }
    }
    Ok(())
}

/// Says what goes on all the same: apps of the record, and what people do for somebody.
async fn still_running(deps: &Deps, account: &AccountName) -> anyhow::Result<()> {
    let now = deps.clock.now();
    let zone = deps.config.time_zone.zone(now);
    let shown = show_account(deps, account).await?;
    let live: Vec<_> = shown.live_consents(now).collect();
    let holder = shown.person.as_ref();
    if live.is_empty() && holder.is_some_and(|holder| holder.patient.is_some()) {
        println!("no app can look at the record");
    }
    for consent in live {
        let (id, client, until) = (
            consent.id,
            &consent.client,
            zone.last_day(consent.expires_at),
        );
        println!("{client} goes on until {until}; stop it with: sayso consent stop {id}");
    }
    for one in shown.delegations.iter().filter(|one| one.is_active(now)) {
        let (id, subject) = (one.id, &one.subject);
        let what = if holder.is_some_and(|holder| holder.id == one.caregiver) {
            "their delegation"
        } else {
            "somebody else's delegation"
        };
        println!(
            "{what} for {subject} goes on; end it and what was connected under it with: sayso delegation end {id}"
        );
    }
    Ok(())
}

fn print(deps: &Deps, shown: &ShownAccount) {
    let now = deps.clock.now();
    let zone = deps.config.time_zone.zone(now);
    if let Some(person) = &shown.person {
        let record = person
            .patient
            .as_ref()
            .map_or("none", |patient| patient.as_str());
        let role = person.role.map_or("none", domain::actor::StaffRole::key);
        println!(
            "{} ({}), record {record}, role {role}",
            person.name, person.email
        );
        match shown.locked_at {
            Some(at) => println!("locked since {at}"),
            None => println!("not locked"),
        }
    } else {
        println!("no account yet");
    }
    for one in &shown.activations {
        let (status, until) = (one.status(now).key(), zone.last_day(one.expires_at()));
        println!("activation\t{}\t{status}\tuntil {until}", one.basis.key());
    }
    for session in &shown.sessions {
        let (method, seen) = (session.assurance.method.key(), session.last_seen_at);
        println!("session\t{method}\tlast seen {seen}");
    }
    for passkey in &shown.passkeys {
        println!(
            "passkey\t{}\tsince {}",
            passkey.name.as_str(),
            passkey.created_at
        );
    }
    for consent in &shown.consents {
        let (code, client, until) = (consent.id.code(), &consent.client, consent.expires_at);
        let state = if consent.is_active(now) {
            "active"
        } else {
            "not active"
        };
        println!(
            "consent\t{}\t{code}\t{client}\t{state}\tuntil {until}",
            consent.id
        );
    }
    for one in &shown.delegations {
        let (status, subject) = (one.status(now).key(), &one.subject);
        println!(
            "delegation\t{}\tfor {subject}\t{status}\tuntil {}",
            one.id, one.until
        );
    }
}
