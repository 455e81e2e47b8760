//! One page in all its states and both languages: held against what holds everywhere, and kept to be read in review.

use std::sync::Arc;

use domain::language::Language;
use leptos::prelude::*;
use serde::Serialize;

use super::{
    document::{Document, Show},
    language::english_in_spanish,
    manners::faults,
    outline::outline,
    subjects::wrong_person,
};
use crate::{
    components::layout::{Around, Tab},
    facts::Frame,
};

/// How every id of [`super::given`] begins.
const IDS: &str = "0190000000007000800000000000";

/// A page, state by state.
pub(super) struct Golden<T: 'static> {
    name: &'static str,
    show: fn(T) -> AnyView,
    around: Around,
    /// What the snapshot holds of each document.
    part: &'static str,
    states: Vec<String>,
    wrong: Vec<String>,
}

impl<T: Clone + Serialize + Send + Sync + 'static> Golden<T> {
    pub(super) fn of(name: &'static str, show: fn(T) -> AnyView) -> Self {
        Self {
            name,
            show,
            around: Around::Portal(Tab::Apps),
            part: "main",
            states: Vec::new(),
            wrong: Vec::new(),
        }
    }

    /// The snapshot holds what stands around the page, too.
    pub(super) fn whole(self, around: Around) -> Self {
        Self {
            around,
            part: "body",
            ..self
        }
    }

    /// Adds a state: who looks, and at which address.
    #[must_use]
    pub(super) fn state(mut self, said: &str, frame: &Frame, address: &str, facts: T) -> Self {
        let page = |language| {
            let (show, facts) = (self.show, facts.clone());
            let show: Show = Arc::new(move || show(facts.clone()));
            let frame = Frame {
                language,
                ..frame.clone()
            };
            Document::of(&frame, address, self.around, show)
        };
        let (english, spanish) = (page(Language::English), page(Language::Spanish));
        let wrong = [
            faults(&english),
            faults(&spanish),
            english_in_spanish(&english, &spanish, &(frame, &facts)),
            wrong_person(&english, frame),
            wrong_person(&spanish, frame),
        ];
        let wrong = wrong.concat();
        self.wrong
            .extend(wrong.iter().map(|fault| format!("{said}: {fault}")));
        self.states.push(format!(
            "═══ {said} · {address}\n{}\n\n─── español\n{}\n",
            self.said(&english),
            self.said(&spanish)
        ));
        self
    }

    fn said(&self, document: &Document) -> String {
        let said = format!(
            "{}\n{}",
            document.part("title").text(),
            outline(document.part(self.part))
        );
        // Of the ids that tests make up, their number is enough.
        without_digests(&said.replace(IDS, "…"))
    }

    /// Compares all states with what was reviewed.
    pub(super) fn compare(self) {
        let mut settings = insta::Settings::clone_current();
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        assert!(self.wrong.is_empty(), "{}", self.wrong.join("\n"));
        settings.bind(|| insta::assert_snapshot!(self.name, self.states.join("\n")));
    }
}

/// The digest of what a page says changes with each of its words, which stand beside it.
fn without_digests(said: &str) -> String {
    let mut parts = said.split("{shown=");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |said, part| {
        let rest = part.trim_start_matches(|sign: char| sign.is_ascii_hexdigit());
        format!("{said}{{shown=…{rest}")
    })
}
