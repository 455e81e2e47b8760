//! What an OAuth `scope` says: a set of typed scopes, parsed once at the edge and typed all the way into storage.

mod compile;
mod parameters;
mod smart;

use std::{collections::HashSet, fmt};

use serde::{Deserialize, Serialize};

pub use compile::compile;
pub use smart::{Actions, Reach, ResourcePattern, ResourceScope, ScopeContext, Spelling};

use crate::catalogue::{CategorySet, DataCategory, ResourceType, TopicSet};

/// Scopes longer than this are refused before they are parsed.
pub const MAX_SCOPE_BYTES: usize = 16 * 1024;

/// The most scopes of one authorization request.
pub const MOST_SCOPES: usize = 100;

/// One scope that this server supports.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// `openid`: an ID token (OpenID Connect Core §3.1.2.1).
    OpenId,
    /// `fhirUser`: that claim in the ID token (SMART App Launch 2.2 §2.0.8).
    FhirUser,
    /// `offline_access`: a refresh token that works while the person is away (SMART App Launch 2.2 §2.0.10).
    OfflineAccess,
    /// `launch/patient`: the patient in context (SMART App Launch 2.2 §2.0.9).
    LaunchPatient,
    /// Access to resources, such as `patient/Observation.rs`.
    Resource(ResourceScope),
}

impl Scope {
    /// Reads one scope; `None` if this server does not support it. Such a scope is dropped, never guessed at.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "openid" => Some(Self::OpenId),
            "fhirUser" => Some(Self::FhirUser),
            "offline_access" => Some(Self::OfflineAccess),
            "launch/patient" => Some(Self::LaunchPatient),
            other => ResourceScope::parse(other).map(Self::Resource),
        }
    }

    /// Whether this scope permits everything that `other` permits.
    pub fn covers(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Resource(wide), Self::Resource(narrow)) => wide.covers(narrow),
            (one, same) => one == same,
        }
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OpenId => f.write_str("openid"),
            Self::FhirUser => f.write_str("fhirUser"),
            Self::OfflineAccess => f.write_str("offline_access"),
            Self::LaunchPatient => f.write_str("launch/patient"),
            Self::Resource(scope) => scope.fmt(f),
        }
    }
}

/// A set of scopes in the order in which they were given. Empty means nothing, never everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScopeSet(Vec<Scope>);

impl ScopeSet {
    /// The set without scopes: it permits nothing.
    pub const EMPTY: Self = Self(Vec::new());

    /// Reads a space-separated scope (RFC 6749 §3.3). What this server does not support is dropped.
    pub fn parse(text: &str) -> Self {
        text.split(' ').filter_map(Scope::parse).collect()
    }

    /// Iterates over the scopes in the order in which they were given.
    pub fn iter(&self) -> impl Iterator<Item = &Scope> {
        self.0.iter()
    }

    /// Whether it has no scope.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the number of scopes.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether it is about nothing but who signed in: `openid`, and no resource.
    pub fn is_sign_in(&self) -> bool {
        self.contains(&Scope::OpenId) && self.resources().next().is_none()
    }

    /// Whether it has exactly this scope; a wider one does not count.
    pub fn contains(&self, scope: &Scope) -> bool {
        self.0.contains(scope)
    }

    /// Iterates over the scopes about resources, also those that name a sensitive topic only.
    pub fn resources(&self) -> impl Iterator<Item = &ResourceScope> {
        self.0.iter().filter_map(|scope| match scope {
            Scope::Resource(resource) => Some(resource),
            _ => None,
        })
    }

    /// Whether each of these scopes is covered by one of `wider`.
    pub fn is_subset(&self, wider: &Self) -> bool {
        self.0
            .iter()
            .all(|narrow| wider.0.iter().any(|wide| wide.covers(narrow)))
    }

    /// Returns how far these scopes reach into one resource type of the patient's record, for reads (`r`) or searches
    /// (`s`).
    pub fn reach(&self, resource: ResourceType, actions: Actions) -> Reach {
        self.resources()
            .filter(|scope| {
                scope.context == ScopeContext::Patient && scope.actions.contains(actions)
            })
            .fold(Reach::Nothing, |reach, scope| {
                reach.union(scope.reach(resource))
            })
    }

    /// Returns the categories that these scopes reach, in part or whole, for reads or searches.
    pub fn categories(&self) -> CategorySet {
        self.resources().fold(CategorySet::EMPTY, |set, scope| {
            set.union(scope.categories())
        })
    }

    /// Returns the sensitive topics that these scopes request, each by its own label.
    pub fn topics(&self) -> TopicSet {
        self.resources().filter_map(ResourceScope::topic).collect()
    }

    /// Returns the sensitive topics that these scopes name for one resource type of the patient's record.
    pub fn topics_within(&self, resource: ResourceType, actions: Actions) -> TopicSet {
        self.resources()
            .filter(|scope| {
                scope.context == ScopeContext::Patient
                    && scope.actions.contains(actions)
                    && scope.is_about(resource)
            })
            .filter_map(ResourceScope::topic)
            .collect()
    }

    /// Whether these scopes reach this category at all.
    pub fn names(&self, category: DataCategory) -> bool {
        self.categories().contains(category)
    }
}

impl FromIterator<Scope> for ScopeSet {
    fn from_iter<I: IntoIterator<Item = Scope>>(scopes: I) -> Self {
        let mut known = HashSet::new();
        let mut set = Vec::new();
        for scope in scopes {
            if known.insert(scope.clone()) {
                set.push(scope);
            }
        }
        Self(set)
    }
}

impl fmt::Display for ScopeSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, scope) in self.0.iter().enumerate() {
            if position > 0 {
                f.write_str(" ")?;
            }
            scope.fmt(f)?;
        }
        Ok(())
    }
}

impl Serialize for ScopeSet {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ScopeSet {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|text| Self::parse(&text))
    }
}
