//! The synthetic records of others: whole lives from Synthea, and notes of a bulk export.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use domain::catalogue::TopicSet;
use sea_orm::sea_query::{Expr, ExprTrait, Func, Query};
use sea_orm::{ConnectionTrait, DatabaseConnection};

use crate::store::records::entity::record::{self, Column};

use super::{ImportReport, database, import_files};

fn samples(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../shared/fhir")
        .join(folder)
}

#[tokio::test]
async fn every_sample_record_is_taken_once_and_none_is_refused() {
    let database = database().await;
    let paths = [samples("synthea-r4"), samples("notes")];
    let first = import_files(&database, &paths).await;
    assert_eq!((&first.refusals, first.stored()), (&Vec::new(), 3187 + 65));
    let second = import_files(&database, &paths).await;
    assert_eq!(
        (second.imported, second.updated, second.unchanged),
        (0, 0, first.stored())
    );
    assert_eq!(
        (second.categories, second.topics),
        (first.categories, first.topics)
    );
}

#[tokio::test]
async fn the_labels_of_the_sample_records_are_these() {
    let database = database().await;
    let lives = import_files(&database, &[samples("synthea-r4")]).await;
    let notes = import_files(&database, &[samples("notes")]).await;
    insta::assert_snapshot!(format!(
        "lives\n{}\nnotes\n{}",
        table(&lives),
        table(&notes)
    ));
}

fn table(report: &ImportReport) -> String {
    let mut table = format!("{:6} stored\n", report.stored());
    for (category, count) in &report.categories {
        writeln!(table, "{count:6} {}", category.key()).unwrap();
    }
    for (topic, count) in &report.topics {
        writeln!(table, "{count:6} labelled {}", topic.key()).unwrap();
    }
    writeln!(table, "{:6} unclassified", report.unclassified).unwrap();
    table
}

/// Hiding sensitive conditions alone would leave what repeats them in plain sight.
#[tokio::test]
async fn filtering_conditions_alone_would_be_a_leak() {
    let database = database().await;
    import_files(&database, &[samples("synthea-r4")]).await;
    let conditions = labelled(&database, "Condition").await;
    let claims = labelled(&database, "Claim").await;
    let benefits = labelled(&database, "ExplanationOfBenefit").await;
    assert!(conditions > 0);
    assert!(
        claims + benefits > 3 * conditions,
        "{conditions}, {claims}, {benefits}"
    );
}

async fn labelled(database: &DatabaseConnection, kind: &str) -> i64 {
    let query = Query::select()
        .expr(Func::count(Expr::col(Column::Pk)))
        .from(record::Entity)
        .and_where(Expr::col(Column::ResourceType).eq(kind))
        .and_where(
            Expr::col(Column::Topics)
                .bit_and(i64::from(TopicSet::all().mask()))
                .ne(0),
        )
        .to_owned();
    database
        .query_one(&query)
        .await
        .unwrap()
        .unwrap()
        .try_get_by_index(0)
        .unwrap()
}
