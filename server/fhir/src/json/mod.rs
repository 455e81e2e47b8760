//! How do we read FHIR JSON without changing a byte that is not ours to change?
//!
//! A resource is parsed into a tree whose nodes remember where they stand in the text. Facts are
//! read from the tree; the few fields that we own are edited in the text itself. So decimals keep
//! their digits, keys their order, and fields that we do not know stay where they were.

pub mod dates;
pub mod days;
mod edit;
pub mod facts;
mod pointers;
mod scan;
mod tree;

#[cfg(test)]
mod tests;

pub use edit::{Edit, apply, moved};
pub use scan::{Member, elements, members};
pub use tree::{Kind, Node};

/// The deepest nesting that is read. R4's own types stay below 20.
pub const MAX_DEPTH: usize = 64;
/// The largest single resource.
pub const MAX_RESOURCE_BYTES: usize = 16 * 1024 * 1024;

/// Why a text is not read. Each says it in words that fit behind "entry 7: ".
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JsonError {
    #[error("this is not valid JSON ({0})")]
    Syntax(String),
    #[error("it is larger than 16 MiB")]
    TooLarge,
    #[error("it is nested deeper than 64 levels")]
    TooDeep,
    #[error("the field \"{0}\" stands in one object twice")]
    TwiceTheSameField(String),
    #[error("it holds the NUL character")]
    Nul,
    #[error("it holds half a surrogate pair, which is no character")]
    BrokenCharacter,
    #[error("a JSON object was expected here")]
    NotAnObject,
}
