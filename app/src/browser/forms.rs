//! Forms that put something in before they are sent, and what a form says.

use leptos::{ev, leptos_dom::helpers::WindowListenerHandle, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{HtmlButtonElement, HtmlElement, HtmlFormElement, HtmlInputElement, SubmitEvent};

use crate::words::seen::ON;

/// A form that was held back, and the button that sent it.
pub(crate) struct Held {
    form: HtmlFormElement,
    by: Option<HtmlElement>,
}

impl Held {
    /// Sends it on, as if its button were pressed now.
    pub(crate) fn send(&self) {
        let sent = match &self.by {
            Some(by) => self.form.request_submit_with_submitter(Some(by)),
            None => self.form.request_submit(),
        };
        if sent.is_err() {
            leptos::logging::warn!("the form was not sent");
        }
    }
}

/// Calls `hold` when the form around `inside` is about to be sent without any of these fields filled. A button that skips
/// the form's checks skips this too.
pub(crate) fn before_sending(
    inside: HtmlInputElement,
    fields: &'static [&'static str],
    hold: impl Fn(Held) + 'static,
) -> WindowListenerHandle {
    window_event_listener(ev::submit, move |event: SubmitEvent| {
        let Some(form) = inside.form().filter(|form| is_target(&event, form)) else {
            return;
        };
        let by = event.submitter();
        let skips = by
            .as_ref()
            .is_some_and(|by| by.has_attribute("formnovalidate"));
        let filled = fields.iter().any(|name| is_filled(&form, name));
        if !skips && !filled {
            event.prevent_default();
            hold(Held { form, by });
        }
    })
}

/// What a form shows, part by part: the text of everything marked `data-seen`, and a mark for each such switch that is on.
pub(crate) fn seen_in(form: &HtmlFormElement) -> Option<Vec<String>> {
    let marked = form.query_selector_all("[data-seen]").ok()?;
    let nodes = (0..marked.length()).filter_map(|at| marked.item(at));
    let said = nodes.filter_map(|node| match node.dyn_ref::<HtmlInputElement>() {
        Some(switch) => switch.checked().then(|| ON.to_owned()),
        None => node.text_content(),
    });
    Some(said.collect())
}

/// Sends the form of the button with this mark, as if it were pressed. Returns whether there is one.
pub(crate) fn send_marked(mark: &str) -> bool {
    let found = document().query_selector(&format!("button[{mark}]"));
    let button = found.ok().flatten();
    let Some(button) = button.and_then(|found| found.dyn_into::<HtmlButtonElement>().ok()) else {
        return false;
    };
    let Some(form) = button.form() else {
        return false;
    };
    // A field that is out of sight cannot be asked for: the server looks.
    form.set_no_validate(true);
    form.request_submit_with_submitter(Some(&button)).is_ok()
}

fn is_target(event: &SubmitEvent, form: &HtmlFormElement) -> bool {
    event
        .target()
        .is_some_and(|target| target.dyn_ref::<HtmlFormElement>() == Some(form))
}

fn is_filled(form: &HtmlFormElement, name: &str) -> bool {
    let field = form.elements().named_item(name);
    let field = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok());
    field.is_some_and(|field| !field.value().is_empty())
}
