//! A JSON tree whose nodes remember their place in the text.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

use serde::de::IgnoredAny;

use super::scan::{self, unescape};
use super::{JsonError, MAX_DEPTH, MAX_RESOURCE_BYTES};

/// One value and the span of text that it was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node<'a> {
    pub span: Range<usize>,
    pub kind: Kind<'a>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind<'a> {
    Object(Vec<(Cow<'a, str>, Node<'a>)>),
    Array(Vec<Node<'a>>),
    Text(Cow<'a, str>),
    /// A number, true, false or null, as it was written.
    Plain(&'a str),
}

impl<'a> Node<'a> {
    /// Reads one resource. Refuses what two readers could understand differently.
    pub fn parse(text: &'a str) -> Result<Self, JsonError> {
        if text.len() > MAX_RESOURCE_BYTES {
            return Err(JsonError::TooLarge);
        }
        if let Err(problem) = serde_json::from_str::<IgnoredAny>(text) {
            return Err(JsonError::Syntax(problem.to_string()));
        }
        let start = text.len() - text.trim_ascii_start().len();
        Self::read(text, start..text.trim_ascii_end().len(), 0)
    }

    fn read(text: &'a str, span: Range<usize>, depth: usize) -> Result<Self, JsonError> {
        if depth >= MAX_DEPTH {
            return Err(JsonError::TooDeep);
        }
        let literal = text.get(span.clone()).unwrap_or_default();
        let kind = match literal.as_bytes().first() {
            Some(b'{') => Kind::Object(Self::read_object(text, &span, depth)?),
            Some(b'[') => Kind::Array(
                scan::elements(text, span.clone())?
                    .into_iter()
                    .map(|element| Self::read(text, element, depth + 1))
                    .collect::<Result<_, _>>()?,
            ),
            Some(b'"') => Kind::Text(unescape(text, span.clone())?),
            _ => Kind::Plain(literal),
        };
        Ok(Self { span, kind })
    }

    fn read_object(
        text: &'a str,
        span: &Range<usize>,
        depth: usize,
    ) -> Result<Vec<(Cow<'a, str>, Self)>, JsonError> {
        let members = scan::members(text, span.clone())?;
        // RFC 8259 §4: readers differ on a name that comes twice. A label must not depend on it.
        let mut seen = HashSet::with_capacity(members.len());
        if let Some(twice) = members.iter().find(|member| !seen.insert(&member.name)) {
            return Err(JsonError::TwiceTheSameField(
                twice.name.clone().into_owned(),
            ));
        }
        members
            .into_iter()
            .map(|member| Ok((member.name, Self::read(text, member.value, depth + 1)?)))
            .collect()
    }

    /// The members of an object; `None` for any other value.
    pub fn members(&self) -> &[(Cow<'a, str>, Self)] {
        match &self.kind {
            Kind::Object(members) => members,
            _ => &[],
        }
    }

    /// A value that is no object and no array, as it was written.
    pub fn plain(&self) -> Option<&str> {
        match &self.kind {
            Kind::Text(text) => Some(text),
            Kind::Plain(written) => Some(written),
            Kind::Object(_) | Kind::Array(_) => None,
        }
    }

    pub fn is_object(&self) -> bool {
        matches!(self.kind, Kind::Object(_))
    }

    /// The member of that name.
    pub fn get(&self, name: &str) -> Option<&Self> {
        self.members()
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value)
    }

    /// The elements of an array, the value itself for anything else: FHIR's `0..1` and `0..*`
    /// fields are then read the same way.
    pub fn each(&self) -> &[Self] {
        match &self.kind {
            Kind::Array(elements) => elements,
            _ => std::slice::from_ref(self),
        }
    }

    /// Every value at a path of names, through arrays.
    pub fn all<'n>(&'n self, path: &[&str]) -> Vec<&'n Self> {
        let mut here = vec![self];
        for name in path {
            here = here
                .into_iter()
                .filter_map(|node| node.get(name))
                .flat_map(Self::each)
                .collect();
        }
        here
    }

    pub fn text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The text of the member of that name.
    pub fn text_of(&self, name: &str) -> Option<&str> {
        self.get(name).and_then(Self::text)
    }

    /// Calls `visit` for every object in the tree, with the name it hangs on (empty at the root).
    pub fn each_object<'n>(&'n self, visit: &mut impl FnMut(&'n str, &'n Self)) {
        self.walk("", visit);
    }

    /// Calls `visit` for every text in the tree, with the name it hangs on.
    pub fn each_text<'n>(&'n self, visit: &mut impl FnMut(&'n str, &'n str)) {
        self.each_object(&mut |_, object| {
            for (name, value) in object.members() {
                for text in value.each().iter().filter_map(Node::text) {
                    visit(name, text);
                }
            }
        });
    }

    fn walk<'n>(&'n self, name: &'n str, visit: &mut impl FnMut(&'n str, &'n Self)) {
        match &self.kind {
            Kind::Object(members) => {
                visit(name, self);
                for (key, value) in members {
                    value.walk(key, visit);
                }
            }
            Kind::Array(elements) => {
                for element in elements {
                    element.walk(name, visit);
                }
            }
            Kind::Text(_) | Kind::Plain(_) => {}
        }
    }
}
