//! What an app asks for, from whose record: the part of a consent page that its sentences are made of.

use domain::consent::Offer;

use crate::facts::consent::{AppFacts, ConsentPage};

/// What an app asks for, from whose record: the part of a consent page that its sentences are made of.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    pub app: &'a AppFacts,
    pub person: &'a str,
    pub offer: &'a Offer,
}

impl<'a> Question<'a> {
    pub fn of(page: &'a ConsentPage) -> Self {
        Self {
            app: &page.app,
            person: &page.person,
            offer: &page.offer,
        }
    }
}
