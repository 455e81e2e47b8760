//! What may stand in a hospital's text: headings, paragraphs, lists, quotations, and links to https. Nothing that a page
//! would run or load.

use serde::{Deserialize, Serialize};

/// The depth of the largest heading; two smaller ones follow.
pub const LARGEST_HEADING: u8 = 1;

/// A part of a text that stands by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Block {
    /// A heading. No level is left out between one and the next.
    Heading {
        /// From [`LARGEST_HEADING`] to 3.
        depth: u8,
        /// What it says.
        words: Vec<Inline>,
    },
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list.
    List {
        /// Whether its items are numbered.
        numbered: bool,
        /// What stands in each.
        items: Vec<Vec<Self>>,
    },
    /// A quotation.
    Quote(Vec<Self>),
    /// A line between two parts.
    Rule,
}

/// A part of a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Inline {
    /// Plain words.
    Text(String),
    /// Words that carry weight.
    Strong(Vec<Self>),
    /// Words in another voice.
    Emphasis(Vec<Self>),
    /// A link to another place.
    Link {
        /// An absolute https address.
        href: String,
        /// What it says.
        words: Vec<Self>,
    },
    /// The end of a line.
    Break,
}
