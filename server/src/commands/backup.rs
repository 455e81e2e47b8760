//! `sayso backup`: a copy of the database while others write to it.

use std::path::PathBuf;

use super::open;
use crate::operations::administration::back_up::back_up;

#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The file to make; there must be none of that name.
    file: PathBuf,
}

pub async fn run(arguments: Arguments) -> anyhow::Result<()> {
    let deps = open().await?;
    let bytes = back_up(&deps, deps.own_context(), &arguments.file).await?;
    println!("{} ({bytes} bytes)", arguments.file.display());
    if let Some(keys) = deps.config.beside_own_database(".keys")
        && keys.exists()
    {
        println!(
            "What it holds of keys opens with {}: keep that file, too",
            keys.display()
        );
    }
    Ok(())
}
