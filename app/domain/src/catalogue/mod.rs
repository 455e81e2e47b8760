//! The one catalogue: what a patient reads ⇄ what FHIR holds ⇄ what SMART scopes name.
//!
//! Words for these entries live in the `app` crate, rules that use them everywhere else; both match on the same closed
//! enums, so a word and a rule cannot drift apart.

mod category;
pub mod category_code;
pub mod code_system;
mod negation;
mod purpose;
mod resource;
mod topic;

pub use category::{CategorySet, DataCategory};
pub use negation::Negation;
pub use purpose::PurposeOfUse;
pub use resource::ResourceType;
pub use topic::{SensitiveTopic, TopicSet};

/// Declares a set over one of the catalogue's enums, kept as the bit mask that also goes into queries.
macro_rules! mask_set {
    ($(#[$doc:meta])* $set:ident of $item:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
        pub struct $set(u32);

        impl $set {
            /// The set without members.
            pub const EMPTY: Self = Self(0);

            /// Returns the set of every member.
            pub fn all() -> Self {
                $item::ALL.iter().copied().collect()
            }

            /// Returns the set of one member.
            pub const fn of(item: $item) -> Self {
                Self(item.bit())
            }

            /// Returns the stored form: one bit per member, at the member's stable index.
            pub const fn mask(self) -> u32 {
                self.0
            }

            /// Returns the set behind a stored mask; `None` if it has a bit that belongs to no member.
            pub fn from_mask(mask: u32) -> Option<Self> {
                (mask & !Self::all().0 == 0).then_some(Self(mask))
            }

            /// Whether it has this member.
            pub const fn contains(self, item: $item) -> bool {
                self.0 & item.bit() != 0
            }

            /// Whether it has no member.
            pub const fn is_empty(self) -> bool {
                self.0 == 0
            }

            /// Returns the number of members.
            pub const fn len(self) -> u32 {
                self.0.count_ones()
            }

            /// Whether `of` has every member of this set.
            pub const fn is_subset(self, of: Self) -> bool {
                self.0 & !of.0 == 0
            }

            /// Returns the members of either set.
            #[must_use]
            pub const fn union(self, other: Self) -> Self {
                Self(self.0 | other.0)
            }

            /// Returns the members of both sets.
            #[must_use]
            pub const fn intersection(self, other: Self) -> Self {
                Self(self.0 & other.0)
            }

            /// Returns the members that `other` does not have.
            #[must_use]
            pub const fn without(self, other: Self) -> Self {
                Self(self.0 & !other.0)
            }

            /// Adds a member; nothing changes if the set has it.
            pub fn insert(&mut self, item: $item) {
                self.0 |= item.bit();
            }

            /// Iterates over the members in the order of the catalogue.
            pub fn iter(self) -> impl Iterator<Item = $item> {
                $item::ALL.iter().copied().filter(move |item| self.contains(*item))
            }
        }

        impl FromIterator<$item> for $set {
            fn from_iter<I: IntoIterator<Item = $item>>(items: I) -> Self {
                Self(items.into_iter().fold(0, |mask, item| mask | item.bit()))
            }
        }

        impl std::fmt::Debug for $set {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_set().entries(self.iter()).finish()
            }
        }

        impl serde::Serialize for $set {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_seq(self.iter())
            }
        }

        impl<'de> serde::Deserialize<'de> for $set {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Vec::<$item>::deserialize(deserializer).map(|items| items.into_iter().collect())
            }
        }
    };
}
pub(crate) use mask_set;

/// Declares a closed enum of the catalogue whose members have a stable key and a stable index.
macro_rules! catalogue_enum {
    ($(#[$doc:meta])* $name:ident { $($(#[$member_doc:meta])* $member:ident = $key:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($(#[$member_doc])* #[serde(rename = $key)] $member,)*
        }

        impl $name {
            /// Every member. The order is stored (as bit positions): append, never reorder.
            pub const ALL: &'static [Self] = &[$(Self::$member,)*];

            /// The stable name in addresses, forms and storage.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$member => $key,)* }
            }

            /// Returns the member with this key; `None` for any other text.
            pub fn from_key(key: &str) -> Option<Self> {
                match key { $($key => Some(Self::$member),)* _ => None }
            }

            /// The stable position of this member's bit in stored masks.
            pub const fn index(self) -> u8 {
                self as u8
            }

            /// Returns this member's bit in stored masks.
            pub const fn bit(self) -> u32 {
                1 << self.index()
            }
        }
    };
}
pub(crate) use catalogue_enum;
