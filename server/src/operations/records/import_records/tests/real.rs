//! The synthetic records of others: whole lives from Synthea, and notes of a bulk export.

use std::fmt::Write;
use std::path::PathBuf;

use domain::catalogue::TopicSet;
use sea_orm::sea_query::{Expr, ExprTrait, Func, Query};
use sea_orm::{ConnectionTrait, Database};

use super::{ImportReport, World, import_files, world};
use crate::store::records::entity::record::{self, Column};

fn samples(folder: &str) -> PathBuf {
    let records = std::env::var_os("SAYSO_TEST_RECORDS");
    PathBuf::from(records.expect("SAYSO_TEST_RECORDS names a folder of sample records"))
        .join(folder)
}

#[tokio::test]
#[ignore = "reads the sample records that SAYSO_TEST_RECORDS names"]
async fn every_sample_record_is_taken_once_and_none_is_refused() {
    let world = world().await;
    let paths = [samples("synthea-r4"), samples("notes")];
    let first = import_files(&world, &paths).await;
    assert_eq!((&first.refusals, first.stored()), (&Vec::new(), 3187 + 65));
    let second = import_files(&world, &paths).await;
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
#[ignore = "reads the sample records that SAYSO_TEST_RECORDS names"]
async fn the_labels_of_the_sample_records_are_these() {
    let world = world().await;
    let lives = import_files(&world, &[samples("synthea-r4")]).await;
    let notes = import_files(&world, &[samples("notes")]).await;
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
#[ignore = "reads the sample records that SAYSO_TEST_RECORDS names"]
async fn filtering_conditions_alone_would_be_a_leak() {
    let world = world().await;
    import_files(&world, &[samples("synthea-r4")]).await;
    let conditions = labelled(&world, "Condition").await;
    let claims = labelled(&world, "Claim").await;
    let benefits = labelled(&world, "ExplanationOfBenefit").await;
    assert!(conditions > 0);
    assert!(
        claims + benefits > 3 * conditions,
        "{conditions}, {claims}, {benefits}"
    );
}

async fn labelled(world: &World, kind: &str) -> i64 {
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
    let file = world.folder.path().join("records.db");
    let database = Database::connect(format!("sqlite://{}", file.display()));
    database
        .await
        .unwrap()
        .query_one(&query)
        .await
        .unwrap()
        .unwrap()
        .try_get_by_index(0)
        .unwrap()
}
