//! Copies the whole database into a file. The copy holds the evidence that it was made.

use std::path::Path;

use domain::audit::AuditAction;

use super::operator_event::record_command;
use crate::{operations::prelude::*, store::BackupError};

/// Returns the size of the copy in bytes.
///
/// # Errors
/// [`BackupError`]: nothing is copied on PostgreSQL, or over a file that is there.
pub async fn back_up(deps: &Deps, ctx: Context, file: &Path) -> Result<u64, BackupError> {
    deps.store.check_can_back_up(file)?;
    record_command(deps, ctx, AuditAction::DatabaseCopied).await?;
    deps.store.back_up(file).await
}
