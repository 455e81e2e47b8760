//! `sayso keys`: which keys sign ID tokens, and new ones when the old ones have served.

use super::open;
use crate::{
    operations::{
        administration::rewrap_keys::rewrap_keys,
        tokens::signing_keys::{list_signing_keys, rotate_signing_keys},
    },
    state::Deps,
};

#[derive(Debug, clap::Subcommand)]
pub enum Action {
    /// Make new keys. The old ones sign no more, and are shown to verifiers for a day.
    Rotate,
    /// Wrap every key by the first key in `key_encryption_key_file`, after which older ones can leave the file.
    Rewrap,
    /// Print the keys there are, newest first. Private halves are never printed.
    List,
}

pub async fn run(action: Action) -> anyhow::Result<()> {
    let deps = open().await?;
    match action {
        Action::Rotate => rotate(&deps).await,
        Action::Rewrap => rewrap(&deps).await,
        Action::List => list(&deps).await,
    }
}

async fn rotate(deps: &Deps) -> anyhow::Result<()> {
    let made = rotate_signing_keys(deps, deps.own_context()).await?;
    for key in made {
        println!("{} signs from now on", key.id);
    }
    Ok(())
}

async fn rewrap(deps: &Deps) -> anyhow::Result<()> {
    let wrapped = rewrap_keys(deps, deps.own_context()).await?;
    println!("{wrapped} keys wrapped anew");
    Ok(())
}

async fn list(deps: &Deps) -> anyhow::Result<()> {
    for key in list_signing_keys(deps).await? {
        let made = key.created_at.format("%Y-%m-%d %H:%M");
        match key.retired_at {
            None => println!("{}  made {made} UTC, signs", key.id),
            Some(at) => println!(
                "{}  made {made} UTC, retired {} UTC",
                key.id,
                at.format("%Y-%m-%d %H:%M")
            ),
        }
    }
    Ok(())
}
