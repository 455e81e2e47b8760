//! Changing a few spans of a text and leaving every other byte alone.

use std::ops::Range;

/// Replaces the text at `span`. An empty span inserts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    pub span: Range<usize>,
    pub replacement: String,
}

impl Edit {
    /// Puts a JSON string literal in place of `span`.
    pub fn string(span: Range<usize>, value: &str) -> Self {
        Self {
            span,
            replacement: serde_json::Value::from(value).to_string(),
        }
    }

    pub fn insert(at: usize, replacement: String) -> Self {
        Self {
            span: at..at,
            replacement,
        }
    }
}

/// The text with all edits made. Edits may come in any order; of two that overlap, the one that
/// starts first wins.
pub fn apply(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let mut whole = String::with_capacity(text.len() + 64 * edits.len());
    let mut done = 0;
    for edit in edits {
        if edit.span.start < done {
            continue;
        }
        whole.push_str(text.get(done..edit.span.start).unwrap_or_default());
        whole.push_str(&edit.replacement);
        done = edit.span.end;
    }
    whole.push_str(text.get(done..).unwrap_or_default());
    whole
}

/// Where a span stands once all edits are made. `edits` do not overlap, and each lies within the span or outside of it.
pub fn moved(span: &Range<usize>, edits: &[Edit]) -> Range<usize> {
    let place = |at: usize, counts: &dyn Fn(&Edit) -> bool| {
        let changed = edits.iter().filter(|edit| counts(edit));
        let (more, less) = changed.fold((0, 0), |(more, less), edit| {
            (more + edit.replacement.len(), less + edit.span.len())
        });
        (at + more).saturating_sub(less)
    };
    let before = |edit: &Edit| edit.span.end <= span.start;
    let until_end = |edit: &Edit| edit.span.end <= span.end;
    place(span.start, &before)..place(span.end, &until_end)
}
