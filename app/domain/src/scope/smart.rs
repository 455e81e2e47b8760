//! The SMART scope grammar, versions 1 and 2: `(patient|user|system)/(Type|*).[c][r][u][d][s][?param=value(&…)]`.

use std::fmt;

use super::parameters::{CATEGORY, alternatives, holds_within, parse_filter};
use crate::catalogue::{
    CategorySet, ResourceType, SensitiveTopic, category_code::category_of_code,
};

/// Whose data a resource scope is about (SMART App Launch 2.2 §2.0.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ScopeContext {
    /// `patient/`: the record of the patient in context. The only context that is granted.
    Patient,
    /// `user/`: whatever the user may see. Parsed, never granted.
    User,
    /// `system/`: without a user. Parsed, never granted.
    System,
}

/// One resource type, or all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ResourcePattern {
    /// `*`.
    Any,
    /// One type by its FHIR name.
    Only(ResourceType),
}

/// The `cruds` permissions of SMART version 2, as a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Actions(u8);

impl Actions {
    /// `c`.
    pub const CREATE: Self = Self(1);
    /// `r`: FHIR `read`.
    pub const READ: Self = Self(2);
    /// `u`.
    pub const UPDATE: Self = Self(4);
    /// `d`.
    pub const DELETE: Self = Self(8);
    /// `s`: FHIR `search-type`.
    pub const SEARCH: Self = Self(16);
    /// `rs`: what version 1 calls `read`.
    pub const READ_AND_SEARCH: Self = Self(2 | 16);
    const WRITE: Self = Self(1 | 4 | 8);
    const ALL: Self = Self(31);
    const LETTERS: [(char, Self); 5] = [
        ('c', Self::CREATE),
        ('r', Self::READ),
        ('u', Self::UPDATE),
        ('d', Self::DELETE),
        ('s', Self::SEARCH),
    ];

    /// Whether it has every action of `other`.
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Returns the actions of both.
    #[must_use]
    pub const fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Whether it permits nothing.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Letters out of order, twice or unknown say nothing: they must never be read as a version 1 word.
    fn parse_letters(text: &str) -> Option<Self> {
        let mut left = Self::LETTERS.iter();
        let mut actions = 0;
        for letter in text.chars() {
            actions |= left.find(|(known, _)| *known == letter)?.1.0;
        }
        (actions != 0).then_some(Self(actions))
    }
}

/// In which version of SMART a scope was written, so that the response uses the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Spelling {
    /// `.read`, `.write`, `.*` (SMART App Launch 1.0).
    V1,
    /// `.cruds`, with search parameters (SMART App Launch 2.2 §2.0.6).
    V2,
}

/// How far scopes reach into one resource type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The type is outside the scopes: HTTP 403 `insufficient_scope`.
    Nothing,
    /// Only these categories of the type.
    Categories(CategorySet),
    /// The whole type.
    Everything,
}

impl Reach {
    /// Returns what either reaches.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        match (self, other) {
            (Self::Everything, _) | (_, Self::Everything) => Self::Everything,
            (Self::Nothing, reach) | (reach, Self::Nothing) => reach,
            (Self::Categories(one), Self::Categories(two)) => Self::Categories(one.union(two)),
        }
    }

    /// Returns the categories of `resource` that are within reach.
    pub fn categories(self, resource: ResourceType) -> CategorySet {
        match self {
            Self::Nothing => CategorySet::EMPTY,
            Self::Categories(set) => set,
            Self::Everything => CategorySet::of_resource(resource),
        }
    }

    /// Returns the categories that a record of this type may belong to. A type that belongs to none, such as a
    /// directory resource, goes with whatever points at it.
    pub fn allows(self, resource: ResourceType) -> CategorySet {
        match self {
            Self::Everything if CategorySet::of_resource(resource).is_empty() => CategorySet::all(),
            reach => reach.categories(resource),
        }
    }
}

/// One SMART scope over resources (SMART App Launch 2.2 §2.0.6).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ResourceScope {
    /// Whose data.
    pub context: ScopeContext,
    /// Which types.
    pub pattern: ResourcePattern,
    /// What may be done.
    pub actions: Actions,
    /// Search parameters that narrow the scope, in the order given.
    pub filter: Vec<(String, String)>,
    /// How it was written.
    pub spelling: Spelling,
}

impl ResourceScope {
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (body, query) = match text.split_once('?') {
            Some((body, query)) => (body, Some(query)),
            None => (text, None),
        };
        let (context, rest) = body.split_once('/')?;
        let context = match context {
            "patient" => ScopeContext::Patient,
            "user" => ScopeContext::User,
            "system" => ScopeContext::System,
            _ => return None,
        };
        let (pattern, actions) = rest.split_once('.')?;
        let pattern = match pattern {
            "*" => ResourcePattern::Any,
            name => ResourcePattern::Only(name.parse().ok()?),
        };
        let (actions, spelling) = match actions {
            "read" => (Actions::READ_AND_SEARCH, Spelling::V1),
            "write" => (Actions::WRITE, Spelling::V1),
            "*" => (Actions::ALL, Spelling::V1),
            letters => (Actions::parse_letters(letters)?, Spelling::V2),
        };
        let filter = query.map_or(Some(Vec::new()), parse_filter)?;
        let scope = Self {
            context,
            pattern,
            actions,
            filter,
            spelling,
        };
        // Version 1 knows no search parameters.
        let is_grammar = scope.filter.is_empty() || spelling == Spelling::V2;
        (is_grammar && scope.is_understood()).then_some(scope)
    }

    /// Whether a record can be held against it: it reaches a type, or names a sensitive topic. So whatever is understood
    /// is made of words that are known here, and never of a stranger's.
    fn is_understood(&self) -> bool {
        let reaches = |resource| self.reach(resource) != Reach::Nothing;
        self.topic().is_some() || ResourceType::ALL.iter().copied().any(reaches)
    }

    pub(super) fn covers(&self, narrow: &Self) -> bool {
        self.context == narrow.context
            && (self.pattern == ResourcePattern::Any || self.pattern == narrow.pattern)
            && self.actions.contains(narrow.actions)
            && self
                .filter
                .iter()
                .all(|wide| narrow.filter.iter().any(|narrow| holds_within(narrow, wide)))
            // A type or a wildcard never implies a sensitive topic ([sensitive topics](crate::rules#sensitive-topics)).
            && narrow.topic().is_none_or(|topic| self.topic() == Some(topic))
    }

    /// Returns the sensitive topic that this scope requests by the search parameter `_security` (FHIR R4 §3.1.1.1);
    /// `None` if it requests none, or more than that.
    pub fn topic(&self) -> Option<SensitiveTopic> {
        match self.filter.as_slice() {
            [(name, value)] if name == "_security" => {
                let (system, code) = value.split_once('|')?;
                (system == "http://terminology.hl7.org/CodeSystem/v3-ActCode")
                    .then(|| SensitiveTopic::from_code(code))
                    .flatten()
            }
            _ => None,
        }
    }

    /// Whether it is about this resource type, whatever its search parameters.
    pub fn is_about(&self, resource: ResourceType) -> bool {
        match self.pattern {
            ResourcePattern::Any => true,
            ResourcePattern::Only(only) => only == resource,
        }
    }

    /// How far this scope reaches into one resource type, whatever its actions.
    pub fn reach(&self, resource: ResourceType) -> Reach {
        match self.filter.as_slice() {
            _ if !self.is_about(resource) => Reach::Nothing,
            [] => Reach::Everything,
            [parameter] if parameter.0 == CATEGORY => {
                let found = alternatives(&parameter.1).map(|code| category_of_code(resource, code));
                let found = found.collect::<Option<CategorySet>>();
                found.map_or(Reach::Nothing, Reach::Categories)
            }
            // What we cannot check a record against allows nothing: another parameter, and two at once, of which each must
            // hold (FHIR R4 §3.1.1.4.17).
            _ => Reach::Nothing,
        }
    }

    /// The categories that this scope names, in part or whole, if it reads or searches the patient's record.
    pub fn categories(&self) -> CategorySet {
        if self.context != ScopeContext::Patient
            || self
                .actions
                .intersection(Actions::READ_AND_SEARCH)
                .is_empty()
        {
            return CategorySet::EMPTY;
        }
        ResourceType::ALL
            .iter()
            .fold(CategorySet::EMPTY, |set, resource| {
                set.union(self.reach(*resource).categories(*resource))
            })
    }
}

impl fmt::Display for ResourceScope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.context {
            ScopeContext::Patient => "patient/",
            ScopeContext::User => "user/",
            ScopeContext::System => "system/",
        })?;
        match self.pattern {
            ResourcePattern::Any => f.write_str("*")?,
            ResourcePattern::Only(resource) => resource.fmt(f)?,
        }
        f.write_str(".")?;
        match (self.spelling, self.actions) {
            (Spelling::V1, Actions::READ_AND_SEARCH) => f.write_str("read")?,
            (Spelling::V1, Actions::WRITE) => f.write_str("write")?,
            (Spelling::V1, Actions::ALL) => f.write_str("*")?,
            (_, actions) => {
                for (letter, action) in Actions::LETTERS {
                    if actions.contains(action) {
                        write!(f, "{letter}")?;
                    }
                }
            }
        }
        for (position, (name, value)) in self.filter.iter().enumerate() {
            write!(f, "{}{name}={value}", if position == 0 { '?' } else { '&' })?;
        }
        Ok(())
    }
}
