//! The figures, as a table for people and as JSON for programs.

use serde_json::{Value, json};

use super::load::Seen;

/// One line of the table.
pub(super) struct Row {
    pub(super) database: &'static str,
    pub(super) what: &'static str,
    pub(super) connections: usize,
    pub(super) seen: Seen,
}

/// What is known of the server besides its speed.
pub(super) struct Footprint {
    pub(super) database: &'static str,
    pub(super) start_seconds: f64,
    pub(super) idle_mb: f64,
    pub(super) loaded_mb: f64,
}

#[derive(Default)]
pub(super) struct Report {
    pub(super) rows: Vec<Row>,
    pub(super) footprints: Vec<Footprint>,
}

impl Report {
    pub(super) fn table(&self) -> String {
        let mut table = format!(
            "{:<12} {:<38} {:>5} {:>10} {:>9} {:>9} {:>12}\n",
            "database", "what", "conn.", "req/s", "p50 ms", "p99 ms", "CPU s/1,000"
        );
        for Row {
            database,
            what,
            connections,
            seen,
        } in &self.rows
        {
            table.push_str(&format!(
                "{database:<12} {what:<38} {connections:>5} {:>10.0} {:>9.2} {:>9.2} {:>12.4}\n",
                seen.per_second, seen.p50_ms, seen.p99_ms, seen.cpu_per_1000
            ));
        }
        for one in &self.footprints {
            table.push_str(&format!(
                "{:<12} start to first answer {:.2} s, memory idle {:.0} MB, after the load {:.0} MB\n",
                one.database, one.start_seconds, one.idle_mb, one.loaded_mb
            ));
        }
        table
    }

    pub(super) fn json(&self) -> Value {
        let rows: Vec<Value> = self.rows.iter().map(row).collect();
        let footprints: Vec<Value> = self.footprints.iter().map(footprint).collect();
        json!({ "rows": rows, "servers": footprints })
    }
}

fn row(row: &Row) -> Value {
    json!({
        "database": row.database,
        "what": row.what,
        "connections": row.connections,
        "requests_per_second": row.seen.per_second,
        "p50_ms": row.seen.p50_ms,
        "p99_ms": row.seen.p99_ms,
        "cpu_seconds_per_1000": row.seen.cpu_per_1000,
    })
}

fn footprint(one: &Footprint) -> Value {
    json!({
        "database": one.database,
        "start_seconds": one.start_seconds,
        "idle_mb": one.idle_mb,
        "loaded_mb": one.loaded_mb,
    })
}
