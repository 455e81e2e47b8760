//! Health records: the body as it came, beside it what filters and searches need.
//!
//! Moments are milliseconds since 1970 in UTC, the same number on both databases. Masks have one
//! bit for each data category or sensitive topic, at the member's stable index.

use sea_orm_migration::{
    prelude::*,
    schema::{
        big_integer, big_integer_null, boolean, string_len, string_len_null, text, text_null,
    },
};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[derive(DeriveIden)]
enum Record {
    Table,
    Pk,
    ResourceType,
    Id,
    Patient,
    Categories,
    OwnTopics,
    Topics,
    Classified,
    DateStart,
    DateEnd,
    LastUpdated,
    Status,
    Title,
    Digest,
    Body,
}

#[derive(DeriveIden)]
enum RecordToken {
    Table,
    RecordPk,
    Param,
    System,
    Code,
}

#[derive(DeriveIden)]
enum RecordReference {
    Table,
    RecordPk,
    TargetType,
    TargetId,
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(record()).await?;
        manager.create_table(record_token()).await?;
        manager.create_table(record_reference()).await?;
        for index in indexes() {
            manager.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table(RecordReference::Table).to_owned())
            .await?;
        manager
            .drop_table(Table::drop().table(RecordToken::Table).to_owned())
            .await?;
        manager
            .drop_table(Table::drop().table(Record::Table).to_owned())
            .await
    }
}

fn record() -> TableCreateStatement {
    Table::create()
        .table(Record::Table)
        .col(big_integer(Record::Pk).auto_increment().primary_key())
        .col(string_len(Record::ResourceType, 40))
        .col(string_len(Record::Id, 64))
        // Null: nobody's in particular, such as a practitioner.
        .col(string_len_null(Record::Patient, 64))
        .col(big_integer(Record::Categories))
        // What the record says by itself; `topics` adds what it points at.
        .col(big_integer(Record::OwnTopics))
        .col(big_integer(Record::Topics))
        .col(boolean(Record::Classified))
        .col(big_integer_null(Record::DateStart))
        .col(big_integer_null(Record::DateEnd))
        .col(big_integer(Record::LastUpdated))
        .col(string_len_null(Record::Status, 64))
        .col(text_null(Record::Title))
        .col(string_len(Record::Digest, 64))
        .col(text(Record::Body))
        // A patient's record without a category would pass every filter on categories.
        .check(
            Expr::col(Record::Patient)
                .is_null()
                .or(Expr::col(Record::Categories).gt(0)),
        )
        // A label is never lost: what a record says by itself is part of its label.
        .check(
            Expr::col(Record::Topics)
                .bit_and(Expr::col(Record::OwnTopics))
                .eq(Expr::col(Record::OwnTopics)),
        )
        .check(
            Expr::col(Record::DateStart)
                .is_null()
                .or(Expr::col(Record::DateEnd).gte(Expr::col(Record::DateStart))),
        )
        .to_owned()
}

fn record_token() -> TableCreateStatement {
    Table::create()
        .table(RecordToken::Table)
        .col(big_integer(RecordToken::RecordPk))
        .col(string_len(RecordToken::Param, 16))
        // Empty: the coding named no system.
        .col(text(RecordToken::System))
        .col(text(RecordToken::Code))
        .primary_key(
            Index::create()
                .col(RecordToken::RecordPk)
                .col(RecordToken::Param)
                .col(RecordToken::Code)
                .col(RecordToken::System),
        )
        .foreign_key(&mut belongs_to(RecordToken::Table, RecordToken::RecordPk))
        .to_owned()
}

fn record_reference() -> TableCreateStatement {
    Table::create()
        .table(RecordReference::Table)
        .col(big_integer(RecordReference::RecordPk))
        .col(string_len(RecordReference::TargetType, 40))
        .col(string_len(RecordReference::TargetId, 64))
        .primary_key(
            Index::create()
                .col(RecordReference::RecordPk)
                .col(RecordReference::TargetType)
                .col(RecordReference::TargetId),
        )
        .foreign_key(&mut belongs_to(
            RecordReference::Table,
            RecordReference::RecordPk,
        ))
        .to_owned()
}

fn belongs_to(
    table: impl IntoIden + 'static,
    column: impl IntoIden + 'static,
) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .from(table.into_iden(), column.into_iden())
        .to(Record::Table, Record::Pk)
        .on_delete(ForeignKeyAction::Cascade)
        .to_owned()
}

fn indexes() -> [IndexCreateStatement; 4] {
    [
        Index::create()
            .name("record_by_type_and_id")
            .table(Record::Table)
            .col(Record::ResourceType)
            .col(Record::Id)
            .unique()
            .to_owned(),
        // Holds every column of the filter, so that counting reads no body.
        Index::create()
            .name("record_by_patient")
            .table(Record::Table)
            .col(Record::Patient)
            .col(Record::ResourceType)
            .col(Record::DateStart)
            .col(Record::Pk)
            .col(Record::Categories)
            .col(Record::Topics)
            .col(Record::Classified)
            .to_owned(),
        Index::create()
            .name("record_token_by_code")
            .table(RecordToken::Table)
            .col(RecordToken::Param)
            .col(RecordToken::Code)
            .col(RecordToken::System)
            .col(RecordToken::RecordPk)
            .to_owned(),
        Index::create()
            .name("record_reference_by_target")
            .table(RecordReference::Table)
            .col(RecordReference::TargetType)
            .col(RecordReference::TargetId)
            .col(RecordReference::RecordPk)
            .to_owned(),
    ]
}
