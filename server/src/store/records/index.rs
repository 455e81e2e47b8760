//! How is what a search finds records by written beside them?

use sea_orm::sea_query::{Expr, ExprTrait, Query, SimpleExpr};
use sea_orm::{ConnectionTrait, DbErr};

use super::{
    IndexedDate, IndexedToken, RecordIndex,
    entity::{record_date, record_token},
};
use crate::store::statements::MAX_PARAMETERS;

/// Writes the index of records, each with the key of its record.
pub(super) async fn save(
    tx: &impl ConnectionTrait,
    indexes: &[(i64, &RecordIndex)],
) -> Result<(), DbErr> {
    let of = indexes.iter();
    let tokens = of
        .clone()
        .flat_map(|(pk, index)| index.tokens.iter().map(|one| (*pk, one)));
    save_tokens(tx, &tokens.collect::<Vec<_>>()).await?;
    let dates = of.flat_map(|(pk, index)| index.dates.iter().map(|one| (*pk, one)));
    save_dates(tx, &dates.collect::<Vec<_>>()).await
}

/// Forgets the index of these records.
pub(super) async fn forget(tx: &impl ConnectionTrait, pks: &[i64]) -> Result<(), DbErr> {
    for some in pks.chunks(MAX_PARAMETERS / 2) {
        let tokens = Query::delete()
            .from_table(record_token::Entity)
            .and_where(Expr::col(record_token::Column::RecordPk).is_in(some.iter().copied()))
            .to_owned();
        tx.execute(&tokens).await?;
        let dates = Query::delete()
            .from_table(record_date::Entity)
            .and_where(Expr::col(record_date::Column::RecordPk).is_in(some.iter().copied()))
            .to_owned();
        tx.execute(&dates).await?;
    }
    Ok(())
}

async fn save_tokens(
    tx: &impl ConnectionTrait,
    rows: &[(i64, &IndexedToken)],
) -> Result<(), DbErr> {
    use record_token::Column as T;
    for some in rows.chunks(MAX_PARAMETERS / 2 / 4) {
        let mut insert = Query::insert();
        insert.into_table(record_token::Entity).columns([
            T::RecordPk,
            T::Param,
            T::System,
            T::Code,
        ]);
        for (pk, token) in some {
            let row: [SimpleExpr; 4] = [
                (*pk).into(),
                token.param.as_str().into(),
                token.system.as_str().into(),
                token.code.as_str().into(),
            ];
            insert
                .values(row)
                .map_err(|problem| DbErr::Custom(problem.to_string()))?;
        }
        tx.execute(&insert).await?;
    }
    Ok(())
}

async fn save_dates(tx: &impl ConnectionTrait, rows: &[(i64, &IndexedDate)]) -> Result<(), DbErr> {
    use record_date::Column as D;
    for some in rows.chunks(MAX_PARAMETERS / 2 / 4) {
        let mut insert = Query::insert();
        insert.into_table(record_date::Entity).columns([
            D::RecordPk,
            D::Param,
            D::DateStart,
            D::DateEnd,
        ]);
        for (pk, date) in some {
            let row: [SimpleExpr; 4] = [
                (*pk).into(),
                date.param.into(),
                date.start.timestamp_millis().into(),
                date.end.timestamp_millis().into(),
            ];
            insert
                .values(row)
                .map_err(|problem| DbErr::Custom(problem.to_string()))?;
        }
        tx.execute(&insert).await?;
    }
    Ok(())
}
