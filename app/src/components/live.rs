//! What follows the switches when scripts are on: the facts, the count and the line in the dock.

use std::sync::Arc;

use domain::consent::Choice;
use leptos::{
    form::FromFormData, html, leptos_dom::helpers::window_event_listener_untyped, prelude::*,
};

use super::{
    dock::DecisionDock, facts::FactLabel, frame::use_frame, preview::PreviewCard, rich::Rich,
};
use crate::{
    api::consent::count_preview,
    browser::forms::seen_in,
    facts::{
        choice::ChoiceForm,
        consent::{ConsentPage, Preview},
        frame::Frame,
    },
    words::{
        consent::ConsentWords,
        facts::Facts,
        picked::Control,
        seen,
        shown::{self, Question},
        text,
    },
};

/// What the script that wakes the islands calls out when the last of them is awake.
pub const AWAKE: &str = "awake";

/// The state of the form, and everything that is said of it.
#[derive(Clone, Copy)]
struct Live {
    form: NodeRef<html::Form>,
    /// The digest of what the page showed.
    seen: NodeRef<html::Input>,
    /// Every island of the page is awake.
    awake: StoredValue<bool>,
    facts: Memo<Facts>,
    summary: Signal<String>,
    preview: Signal<Preview>,
    /// The line of each control, in their order.
    picked: Memo<Vec<String>>,
    /// The count was renewed at least once.
    counted: Signal<bool>,
    choice: RwSignal<Choice>,
    count: Action<ChoiceForm, Option<Preview>>,
    /// The page, as it was made: its time and its zone.
    frame: StoredValue<Arc<Frame>>,
}

impl Live {
    fn new(page: Arc<ConsentPage>) -> Self {
        let frame = use_frame();
        let choice = RwSignal::new(page.choice.clone());
        let request = page.request;
        let count = Action::new(move |form: &ChoiceForm| {
            let form = form.clone();
            async move { count_preview(request, form).await.ok() }
        });
        let latest = count.value();
        let start = page.preview.clone();
        let (of_facts, of_picked, of_summary) = (Arc::clone(&page), Arc::clone(&page), page);
        let made = StoredValue::new(Arc::clone(&frame));
        let (for_picked, for_summary) = (Arc::clone(&frame), Arc::clone(&frame));
        let preview =
            Signal::derive(move || latest.get().flatten().unwrap_or_else(|| start.clone()));
        let live = Self {
            form: NodeRef::new(),
            seen: NodeRef::new(),
            awake: StoredValue::new(false),
            facts: Memo::new(move |_| {
                choice.with(|choice| {
                    Facts::of(&shown::about_request(
                        Question::of(&of_facts),
                        choice,
                        &frame,
                    ))
                })
            }),
            summary: Signal::derive(move || {
                choice
                    .with(|choice| shown::summary(Question::of(&of_summary), choice, &for_summary))
            }),
            preview,
            picked: Memo::new(move |_| {
                let question = Question::of(&of_picked);
                let line = |control: Control| {
                    choice
                        .with(|choice| control.line(question, choice, &preview.get(), &for_picked))
                };
                Control::ALL.map(line).to_vec()
            }),
            counted: Signal::derive(move || latest.with(|latest| matches!(latest, Some(Some(_))))),
            choice,
            count,
            frame: made,
        };
        Effect::new(move |_| {
            window_event_listener_untyped(AWAKE, move |_| live.wake());
        });
        live
    }

    /// Takes over what was picked before: the person was faster than the bundle, or the browser kept it. An island inside
    /// this one that still sleeps would adopt the old words as the new ones.
    fn wake(self) {
        self.awake.set_value(true);
        // From here on the page as it was sent is no longer what is shown. If a script fails, nothing is.
        self.show("");
        if let Some(picked) = self.picked() {
            self.take(&picked, false);
        }
    }

    /// A switch, a length or a date changed.
    fn follow(self) {
        if let Some(picked) = self.picked().filter(|_| self.awake.get_value()) {
            self.take(&picked, true);
        }
    }

    /// The form is about to be sent: with what the page says now, whatever the state here holds.
    fn send(self) {
        if let Some(form) = self.form.get_untracked() {
            self.show(&seen_in(&form).map(seen::digest).unwrap_or_default());
        }
    }

    fn show(self, digest: &str) {
        if let Some(field) = self.seen.get_untracked() {
            field.set_value(digest);
        }
    }

    fn picked(self) -> Option<ChoiceForm> {
        let form = self.form.get_untracked()?;
        let data = web_sys::FormData::new_with_form(&form).ok()?;
        ChoiceForm::from_form_data(&data).ok()
    }

    /// A date that says nothing yet leaves the rest of the choice as it is picked; the server asks for it again, and counts
    /// nothing by it.
    fn take(self, picked: &ChoiceForm, always_count: bool) {
        let read = self
            .frame
            .with_value(|frame| picked.read(frame.now, &frame.hospital_zone));
        let whole = read.is_ok();
        let choice = read.unwrap_or_else(|(rest, _)| rest);
        let changed = self.choice.with_untracked(|before| *before != choice);
        if changed {
            self.choice.set(choice);
        }
        if whole && (changed || always_count) {
            self.count.dispatch(picked.clone());
        }
    }
}

/// The form, with everything that follows it in it.
#[island]
pub fn LiveForm(
    page: ConsentPage,
    /// The digest of the page as it is sent.
    shown: String,
    frame: Frame,
    action: String,
    label: String,
    children: Children,
) -> impl IntoView {
    provide_context(Arc::new(frame));
    let live = Live::new(Arc::new(page));
    provide_context(live);
    view! {
        <form
            method="post"
            action=action
            autocomplete="off"
            // A field out of sight that the browser holds back would block both answers without a word; the server looks.
            novalidate
            aria-label=label
            node_ref=live.form
            on:input=move |_| live.follow()
            on:submit=move |_| live.send()
        >
            <input type="hidden" name="shown" value=shown node_ref=live.seen/>
            {children()}
        </form>
    }
}

#[island]
pub fn LiveFacts() -> impl IntoView {
    let facts = expect_context::<Live>().facts;
    view! { <FactLabel facts/> }
}

#[island]
pub fn LivePreview(app: String) -> impl IntoView {
    let preview = expect_context::<Live>().preview;
    view! { <PreviewCard app preview/> }
}

#[island]
pub fn LiveDock() -> impl IntoView {
    let summary = expect_context::<Live>().summary;
    view! { <DecisionDock summary/> }
}

/// What is picked, beside the name of its control.
#[island]
pub fn LivePicked(of: Control) -> impl IntoView {
    let picked = expect_context::<Live>().picked;
    let line = move || {
        let at = Control::ALL.iter().position(|control| *control == of)?;
        picked.with(|lines| lines.get(at).cloned())
    };
    view! { <span data-seen>{move || line().map(|text| view! { <Rich text/> })}</span> }
}

/// Tells who cannot see it that the count was renewed, and what would be stored now.
#[island]
pub fn LiveStatus() -> impl IntoView {
    let w = ConsentWords(use_frame().language);
    let live = expect_context::<Live>();
    let said = move || {
        let counted = live.counted.get();
        counted.then(|| format!("{} {}", w.counted_again(), text::plain(&live.summary.get())))
    };
    view! { <p class="hush" role="status">{said}</p> }
}
