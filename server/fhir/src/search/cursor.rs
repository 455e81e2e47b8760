//! Where a page starts: after or before a record of the page that the app already holds.
//!
//! A cursor names that record and nothing else. Where it stands in the order is looked up under the filter of the
//! request, so a made-up cursor says nothing about records that are hidden.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use domain::ids::ResourceId;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    After,
    Before,
}

/// The place from which a page is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    pub direction: Direction,
    pub record: ResourceId,
}

impl Cursor {
    /// The name of the parameter.
    pub const PARAMETER: &'static str = "_cursor";

    pub fn parse(text: &str) -> Option<Self> {
        // The longest id has 64 characters.
        let decoded = (text.len() <= 96).then(|| BASE64_URL_SAFE_NO_PAD.decode(text).ok())??;
        let (direction, id) = match decoded.split_first()? {
            (b'>', id) => (Direction::After, id),
            (b'<', id) => (Direction::Before, id),
            _ => return None,
        };
        let record = ResourceId::parse(std::str::from_utf8(id).ok()?).ok()?;
        Some(Self { direction, record })
    }
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = match self.direction {
            Direction::After => '>',
            Direction::Before => '<',
        };
        f.write_str(&BASE64_URL_SAFE_NO_PAD.encode(format!("{sign}{}", self.record)))
    }
}
