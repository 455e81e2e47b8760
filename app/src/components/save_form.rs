//! A form that is answered with a file: the page stays, and what was typed into it must not.

use std::time::Duration;

use leptos::{ev::SubmitEvent, html, prelude::*};

/// Without scripts it is a plain form. With them it empties itself once it is sent: a proof counts once, and whoever comes
/// to this screen next finds none.
#[island]
pub fn SaveForm(
    action: String,
    on_its_way: String,
    again: String,
    children: Children,
) -> impl IntoView {
    let sent = RwSignal::new(false);
    let form: NodeRef<html::Form> = NodeRef::new();
    let follow = move |event: SubmitEvent| {
        // Who holds the form back for a passkey says so only after this, and sends it again.
        let settle = move || {
            if event.default_prevented() {
                return;
            }
            sent.set(true);
            if let Some(form) = form.get_untracked() {
                form.reset();
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
        <div role="status" class="grid gap-2">
            {move || {
                sent.get()
                    .then(|| {
                        view! {
                            <p class="font-strong">{on_its_way.clone()}</p>
                            <p><a href=here.clone()>{again.clone()}</a></p>
                        }
                    })
            }}
        </div>
    }
}
