//! A form that is answered with a file: the page stays, and what was typed into it must not.

use std::time::Duration;

use leptos::{ev::SubmitEvent, html, prelude::*};

/// Without scripts it is a plain form. With them it empties itself once it is sent: a proof counts once, and whoever comes
/// to this screen next finds none.
#[island]
pub fn SaveForm(action: String, asked: String, again: String, children: Children) -> impl IntoView {
    let sent = RwSignal::new(false);
    let form: NodeRef<html::Form> = NodeRef::new();
    let said: NodeRef<html::Div> = NodeRef::new();
    let follow = move |event: SubmitEvent| {
        // Who holds the form back for a passkey says so only after this, and sends it again.
        let settle = move || {
            if event.default_prevented() || asks_for_something_else(&event) {
                return;
            }
            if let Some(form) = form.get_untracked() {
                form.reset();
            }
            sent.set(true);
            // The button that had the focus is gone.
            if let Some(Err(_)) = said.get_untracked().map(|said| said.focus()) {
                leptos::logging::warn!("the focus did not move");
            }
        };
        set_timeout(settle, Duration::ZERO);
    };
    let here = action.clone();
    view! {
        <form
            method="post"
            action=action
            class="grid gap-6"
            node_ref=form
            hidden=move || sent.get()
            on:submit=follow
        >
            {children()}
        </form>
        <div role="status" tabindex="-1" node_ref=said class="grid gap-2">
            {move || {
                sent.get()
                    .then(|| {
                        view! {
                            <p class="font-strong">{asked.clone()}</p>
                            <p><a href=here.clone()>{again.clone()}</a></p>
                        }
                    })
            }}
        </div>
    }
}

/// A button that skips the form's checks, such as the one for a code by mail, leads to a page.
fn asks_for_something_else(event: &SubmitEvent) -> bool {
    let by = event.submitter();
    by.is_some_and(|by| by.has_attribute("formnovalidate"))
}
