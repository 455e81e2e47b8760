//! A step written as SQL that both databases read, with the few words in which they differ.

use sea_orm_migration::{
    prelude::*,
    sea_orm::{DbBackend, Statement},
};

/// Runs the statements. SQLite takes any name for a type, so PostgreSQL's names serve both.
pub(crate) async fn run(manager: &SchemaManager<'_>, sql: &str) -> Result<(), DbErr> {
    let counted = if is_sqlite(manager) {
        "integer primary key autoincrement"
    } else {
        "bigint generated always as identity primary key"
    };
    let sql = sql.replace("{counted}", counted);
    manager.get_connection().execute_unprepared(&sql).await?;
    Ok(())
}

pub(crate) fn is_sqlite(manager: &SchemaManager<'_>) -> bool {
    manager.get_database_backend() == DbBackend::Sqlite
}

/// Lets a column that is checked against a list of words, and nothing else, hold one more, whatever the list is by now.
pub(crate) async fn allow(
    manager: &SchemaManager<'_>,
    table: &str,
    column: &str,
    word: &str,
) -> Result<(), DbErr> {
    let lists = [
        format!("check ({column} in ("),
        format!("(({column} = ANY (ARRAY["),
    ];
    widen(manager, (table, column), lists, "", word).await
}

/// As [`allow`], where the list is a part of a condition, and of several lists the one that begins with the word `first`.
pub(crate) async fn allow_beside(
    manager: &SchemaManager<'_>,
    table: &str,
    column: &str,
    (first, word): (&str, &str),
) -> Result<(), DbErr> {
    let lists = [format!("{column} in ("), format!("({column} = ANY (ARRAY[")];
    widen(manager, (table, column), lists, &format!("'{first}'"), word).await
}

/// Replaces the check of a column by another. The old one is written as the schema wrote it, and its name on PostgreSQL is
/// the column's.
pub(crate) async fn replace_check(
    manager: &SchemaManager<'_>,
    (table, column): (&str, &str),
    old: &str,
    new: &str,
) -> Result<(), DbErr> {
    if is_sqlite(manager) {
        let (old, new) = (format!("check ({old})"), format!("check ({new})"));
        return widen_on_sqlite(manager, (table, column), &old, &new).await;
    }
    let name = format!("{table}_{column}_check");
    let sql = format!(
        "alter table {table} drop constraint {name}; alter table {table} add constraint {name} check ({new});"
    );
    run(manager, &sql).await
}

/// `lists` are what stands before the words, on SQLite and on PostgreSQL. The name is the constraint's own on PostgreSQL; SQLite
/// changes no constraint, so the table is made anew from its own text.
async fn widen(
    manager: &SchemaManager<'_>,
    (table, column): (&str, &str),
    [on_sqlite, on_postgresql]: [String; 2],
    first: &str,
    word: &str,
) -> Result<(), DbErr> {
    if is_sqlite(manager) {
        let (list, longer) = (
            format!("{on_sqlite}{first}"),
            format!("{on_sqlite}'{word}', {first}"),
        );
        widen_on_sqlite(manager, (table, column), &list, &longer).await
    } else {
        let list = format!("{on_postgresql}{first}");
        let longer = format!("{on_postgresql}'{word}'::text, {first}");
        widen_on_postgresql(manager, (table, column), &list, &longer).await
    }
}

async fn widen_on_sqlite(
    manager: &SchemaManager<'_>,
    (table, column): (&str, &str),
    list: &str,
    longer: &str,
) -> Result<(), DbErr> {
    let of = |kind: &str| {
        format!(
            "select sql from sqlite_master where type = '{kind}' and tbl_name = '{table}' and sql is not null"
        )
    };
    let texts = texts(manager, &of("table"), "sql").await?;
    let widened = texts.first().and_then(|sql| {
        let (_, columns) = sql.split_once('(')?;
        let (before, after) = columns.split_once(list)?;
        Some(format!("({before}{longer}{after}"))
    });
    let widened = widened.ok_or_else(|| unlike(table, column))?;
    let indexes = self::texts(manager, &of("index"), "sql").await?;
    let made_anew = [
        format!("create table {table}_widened {widened}"),
        format!("insert into {table}_widened select * from {table}"),
        format!("drop table {table}"),
        format!("alter table {table}_widened rename to {table}"),
    ];
    let statements: Vec<_> = made_anew.into_iter().chain(indexes).collect();
    run(manager, &statements.join(";\n")).await
}

async fn widen_on_postgresql(
    manager: &SchemaManager<'_>,
    (table, column): (&str, &str),
    list: &str,
    longer: &str,
) -> Result<(), DbErr> {
    let found = format!(
        "select conname::text || ' ' || pg_get_constraintdef(oid) as sql from pg_constraint
         where conrelid = '{table}'::regclass and contype = 'c'"
    );
    let texts = texts(manager, &found, "sql").await?;
    let found = texts.iter().find_map(|text| {
        let (name, definition) = text.split_once(' ')?;
        let (before, after) = definition.split_once(list)?;
        Some((name, format!("{before}{longer}{after}")))
    });
    let (name, widened) = found.ok_or_else(|| unlike(table, column))?;
    let sql = format!(
        "alter table {table} drop constraint {name}; alter table {table} add constraint {name} {widened};"
    );
    run(manager, &sql).await
}

fn unlike(table: &str, column: &str) -> DbErr {
    DbErr::Migration(format!(
        "{table}.{column} is checked against no list of words"
    ))
}

async fn texts(manager: &SchemaManager<'_>, sql: &str, column: &str) -> Result<Vec<String>, DbErr> {
    let connection = manager.get_connection();
    let statement = Statement::from_string(manager.get_database_backend(), sql);
    let rows = connection.query_all_raw(statement).await?;
    rows.iter().map(|row| row.try_get("", column)).collect()
}
