//! Asks the browser for a new passkey.

use domain::language::Language;
use leptos::{html, prelude::*, task::spawn_local};

use crate::{
    browser::{
        forms::before_sending,
        webauthn::{self, NoAnswer},
    },
    facts::proof::PasskeyChallenge,
    words::proof::AddPasskeyWords,
};

/// The form that asks the browser for a new passkey before it is sent. Without scripts there is none to ask.
#[island]
pub fn MakePasskey(
    question: PasskeyChallenge,
    language: Language,
    action: String,
    children: Children,
) -> impl IntoView {
    let w = AddPasskeyWords(language);
    let can = RwSignal::new(false);
    let no_answer = RwSignal::new(None::<NoAnswer>);
    let field: NodeRef<html::Input> = NodeRef::new();
    let options = StoredValue::new(question.options);
    Effect::new(move |_| {
        let Some(field) = field.get().filter(|_| webauthn::has_passkeys()) else {
            return;
        };
        can.set(true);
        let filled = field.clone();
        let listening = before_sending(field, &["credential"], move |held| {
            let field = filled.clone();
            spawn_local(async move {
                let options = options.get_value();
                match webauthn::create(&options).await {
                    Ok(answer) => {
                        field.set_value(&answer);
                        held.send();
                    }
                    Err(why) => no_answer.set(Some(why)),
                }
            });
        });
        on_cleanup(move || listening.remove());
    });
    let said = move || {
        no_answer.get().map(|why| match why {
            NoAnswer::KnownAlready => w.known_already(),
            NoAnswer::Stopped | NoAnswer::Failed => w.stopped(),
        })
    };
    view! {
        <p hidden=move || can.get()>{w.needs_scripts()}</p>
        <form method="post" action=action class="grid gap-6" hidden=move || !can.get()>
            <input type="hidden" name="ceremony" value=question.ceremony.to_string()/>
            <input type="hidden" name="credential" node_ref=field/>
            <p role="status" class="font-strong" hidden=move || said().is_none()>
                {said}
            </p>
            {children()}
        </form>
    }
}
