//! Many rows in one statement: one for each number of rows, so that whatever is queued fits into one, and few enough
//! for a connection to keep them all prepared.

/// The most rows that one statement takes.
pub const MOST_ROWS: usize = 32;

/// One statement for each number of rows.
pub(super) struct Statements([String; MOST_ROWS]);

impl Statements {
    /// Writes the statement for each number of rows.
    pub(super) fn write(statement: impl Fn(usize) -> String) -> Self {
        Self(std::array::from_fn(|place| statement(place + 1)))
    }

    /// The statement for these rows: at least one, and at most [`MOST_ROWS`].
    pub(super) fn of<T>(&self, rows: &[T]) -> &str {
        &self.0[rows.len() - 1]
    }
}

/// `($1, $2), ($3, $4)`: numbered places for the values of rows.
pub(super) fn value_marks(rows: usize, columns: usize) -> String {
    let row = |row: usize| {
        let first = row * columns + 1;
        let marks: Vec<_> = (first..first + columns).map(|n| format!("${n}")).collect();
        format!("({})", marks.join(", "))
    };
    (0..rows).map(row).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_has_a_number_of_its_own() {
        let statements = Statements::write(|rows| value_marks(rows, 2));
        assert_eq!(statements.of(&['a']), "($1, $2)");
        assert_eq!(statements.of(&['a', 'b']), "($1, $2), ($3, $4)");
        assert!(statements.of(&[(); MOST_ROWS]).ends_with("($63, $64)"));
    }
}
