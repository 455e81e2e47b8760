//! The statements that every table needs, in the words that indexes and locks rely on.

use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait, ConnectionTrait, EntityTrait, IntoActiveModel,
    sea_query::Expr,
};

use super::error::StoreError;

/// A value written into the statement. A partial index is used only where the statement names its condition literally:
/// no database can know that a parameter will fit.
pub(super) fn literal(text: &'static str) -> Expr {
    Expr::Constant(text.into())
}

pub(super) async fn insert<E>(db: &impl ConnectionTrait, row: E::Model) -> Result<(), StoreError>
where
    E: EntityTrait,
    E::Model: IntoActiveModel<E::ActiveModel>,
    E::ActiveModel: ActiveModelTrait<Entity = E> + Send,
{
    E::insert(row.into_active_model())
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// Writes every column of a row that exists, found by its primary key.
pub(super) async fn replace<E>(
    db: &impl ConnectionTrait,
    table: &'static str,
    id: impl ToString,
    row: E::Model,
) -> Result<(), StoreError>
where
    E: EntityTrait,
    E::Model: IntoActiveModel<E::ActiveModel>,
    E::ActiveModel: ActiveModelTrait<Entity = E> + ActiveModelBehavior + Send,
{
    let changed = E::update(row.into_active_model().reset_all())
        .exec_without_returning(db)
        .await?;
    one_changed(table, id, changed.rows_affected)
}

pub(super) fn one_changed(
    table: &'static str,
    id: impl ToString,
    rows_affected: u64,
) -> Result<(), StoreError> {
    if rows_affected == 1 {
        return Ok(());
    }
    Err(StoreError::Missing {
        table,
        id: id.to_string(),
    })
}

/// Parameters that a statement may carry at most: SQLite's limit, and half of PostgreSQL's.
pub(super) const MAX_PARAMETERS: usize = 32_000;
