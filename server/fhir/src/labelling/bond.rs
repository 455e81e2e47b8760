//! How do two records go together, when one points at the other?

use std::collections::BTreeSet;

use crate::json::Node;

/// What a reference means for labels. Of several references to the same record the strongest counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bond {
    /// What is pointed at is only the occasion, such as the visit: what happened there besides says nothing of the pointer.
    Occasion,
    None,
    /// What is pointed at is a part of the pointer: it is what its whole is.
    Part,
    /// What is pointed at says what the pointer is: a request for a medicine that is not known is not known.
    Tells,
    /// The two are one: a note and its content.
    Content,
}

impl Bond {
    /// The bonds by which a record is not known when the other is not.
    pub const SHARING_DOUBT: [Self; 2] = [Self::Tells, Self::Content];

    pub const fn stored(self) -> i16 {
        match self {
            Self::None => 0,
            Self::Tells => 1,
            Self::Content => 2,
            Self::Part => 3,
            Self::Occasion => 4,
        }
    }

    pub const fn from_stored(stored: i16) -> Self {
        match stored {
            1 => Self::Tells,
            2 => Self::Content,
            3 => Self::Part,
            4 => Self::Occasion,
            _ => Self::None,
        }
    }

    /// Whether what is pointed at says what the pointer is: also that it is not known.
    pub fn shares_doubt(self) -> bool {
        Self::SHARING_DOUBT.contains(&self)
    }

    /// Whether what is pointed at is all that the pointer is.
    pub(super) const fn is_within(self) -> bool {
        matches!(self, Self::Part | Self::Content)
    }
}

/// Fields that name the occasion of a record, and not what it is about.
const OCCASIONS: &[&str] = &[
    "encounter",
    "context",
    "episodeOfCare",
    "partOf",
    "basedOn",
    "specimen",
    "parent",
    "device",
];

/// What a resource points at, as it is written, as nothing but an occasion.
pub fn occasions<'n>(root: &'n Node<'_>) -> BTreeSet<&'n str> {
    let (mut occasions, mut others) = (BTreeSet::new(), BTreeSet::new());
    root.each_object(&mut |name, object| {
        if let Some(target) = object.text_of("reference") {
            let found = if OCCASIONS.contains(&name) {
                &mut occasions
            } else {
                &mut others
            };
            found.insert(target);
        }
    });
    &occasions - &others
}
