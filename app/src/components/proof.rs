//! Asks a person to show again who they are, inside the form of what they are about to do.
//!
//! Where there is a passkey and the browser can use it, the form's own button asks for it before the form is sent.
//! Without scripts, and behind "Try another way", the other ways are plain fields.

use domain::language::Language;
use leptos::{html, prelude::*, task::spawn_local};

use super::{
    field::TextField,
    frame::use_frame,
    icon::{Glyph, Icon},
    rich::Rich,
    style::{BUTTON, NOTE, SUMMARY, WELL},
};
use crate::{
    browser::{
        forms::before_sending,
        webauthn::{self, NoAnswer},
    },
    facts::{
        PortalError,
        proof::{PasskeyChallenge, RequiredProof},
    },
    paths,
    words::{dates, frame::ProblemWords, proof::ProofWords},
};

/// The fields of which one is enough.
const FIELDS: &[&str] = &["password", "code", "passkey"];

/// The fields that the form sends as [`crate::facts::proof::ProofForm`].
#[component]
pub fn ProofFields(asked: RequiredProof, problem: Option<PortalError>) -> impl IntoView {
    let w = ProofWords(use_frame().language);
    if asked.has_no_way() {
        return view! { <NoWay asked/> }.into_any();
    }
    let Some(question) = asked.passkey.clone() else {
        return view! {
            <Weak asked=asked.clone()/>
            <OtherWays asked problem/>
        }
        .into_any();
    };
    if !asked.has_other_way() {
        return view! {
            <Weak asked/>
            <ByPasskey question language=w.0 alone=true/>
            <p class="text-small">
                <a href=paths::Recovery.to_string()>{w.lost_passkey()}</a>
            </p>
        }
        .into_any();
    }
    let about_others = problem.is_some_and(is_about_other_ways);
    view! {
        <Weak asked=asked.clone()/>
        <ByPasskey question language=w.0 alone=false/>
        <details open=about_others>
            <summary class=SUMMARY>{w.other_way()}</summary>
            <div class="grid gap-4 mbs-4">
                <p class="text-small text-soft">{w.other_way_hint()}</p>
                <OtherWays asked problem/>
            </div>
        </details>
    }
    .into_any()
}

/// Nothing that this person has is enough: a passkey has to be added, or to grow older.
#[component]
fn NoWay(asked: RequiredProof) -> impl IntoView {
    let frame = use_frame();
    let language = use_frame().language;
    let w = ProofWords(language);
    let words = if asked.has_passkey {
        w.too_new()
    } else {
        w.needs_passkey()
    };
    let from = asked.full_from;
    let from =
        from.map(|from| w.too_new_until(dates::breakable_moment(language, &frame.zone, from)));
    view! {
        <div class=format!("{WELL} grid gap-2")>
            <p>{words} " " {from.map(|from| view! { <Rich text=from/> })}</p>
            {(!asked.has_passkey)
                .then(|| {
                    view! { <p><a href=paths::AddPasskey.to_string()>{w.add_passkey()}</a></p> }
                })}
        </div>
    }
}

/// Says how little a proof is worth without a passkey, or with one that a weaker proof let in.
#[component]
fn Weak(asked: RequiredProof) -> impl IntoView {
    let frame = use_frame();
    let language = use_frame().language;
    let w = ProofWords(language);
    let words = match (asked.has_passkey, asked.full_from) {
        // A paper code alone is no weak proof of what it can prove.
        (false, _) if asked.password || asked.mail => w.weak().to_owned(),
        (true, Some(from)) if asked.passkey.is_some() => {
            w.new_key(dates::breakable_moment(language, &frame.zone, from))
        }
        _ => return ().into_any(),
    };
    view! { <p class=NOTE><Rich text=words/></p> }.into_any()
}

const fn is_about_other_ways(problem: PortalError) -> bool {
    matches!(
        problem,
        PortalError::WrongPassword
            | PortalError::PasswordMissing
            | PortalError::WrongCode
            | PortalError::CodeSent
            | PortalError::ProofTooWeak
            | PortalError::RateLimited
    )
}

/// Asks for a passkey when the form is about to be sent with nothing else in it.
#[island]
pub fn ByPasskey(question: PasskeyChallenge, language: Language, alone: bool) -> impl IntoView {
    let w = ProofWords(language);
    let not_here = if alone {
        w.no_passkey_here_alone()
    } else {
        w.no_passkey_here()
    };
    let can = RwSignal::new(false);
    let stopped = RwSignal::new(None::<NoAnswer>);
    let field: NodeRef<html::Input> = NodeRef::new();
    let options = StoredValue::new(question.options);
    Effect::new(move |_| {
        let Some(field) = field.get().filter(|_| webauthn::has_passkeys()) else {
            return;
        };
        can.set(true);
        let filled = field.clone();
        let listening = before_sending(field, FIELDS, move |held| {
            let field = filled.clone();
            spawn_local(async move {
                let options = options.get_value();
                match webauthn::get(&options, None).await {
                    Ok(answer) => {
                        field.set_value(&answer);
                        held.send();
                    }
                    Err(no_answer) => stopped.set(Some(no_answer)),
                }
            });
        });
        on_cleanup(move || listening.remove());
    });
    view! {
        <input type="hidden" name="ceremony" value=question.ceremony.to_string()/>
        <input type="hidden" name="passkey" node_ref=field/>
        <div class="flex items-start gap-3" hidden=move || !can.get()>
            <Glyph icon=Icon::Key class="size-6"/>
            <p class="text-soft">{w.passkey_hint()}</p>
        </div>
        <p class=NOTE hidden=move || can.get()>{not_here}</p>
        <p role="status" class="font-strong" hidden=move || stopped.get().is_none()>
            {move || stopped.get().map(|_| w.stopped())}
        </p>
    }
}

/// What the form's own button says: by a passkey where there is one and the browser can use it.
#[island]
pub fn ProofLabel(by_passkey: bool, with: String, without: String) -> impl IntoView {
    let can = RwSignal::new(false);
    Effect::new(move |_| can.set(by_passkey && webauthn::has_passkeys()));
    move || {
        if can.get() {
            with.clone()
        } else {
            without.clone()
        }
    }
}

/// A password, a code from paper, a code by mail.
#[component]
fn OtherWays(asked: RequiredProof, problem: Option<PortalError>) -> impl IntoView {
    let language = use_frame().language;
    let w = ProofWords(language);
    let p = ProblemWords(language);
    let password_error = match problem {
        Some(PortalError::WrongPassword) => Some(p.password_wrong().to_owned()),
        Some(PortalError::PasswordMissing) => Some(p.password_missing().to_owned()),
        _ => None,
    };
    let code_error = problem
        .filter(|problem| *problem == PortalError::WrongCode)
        .map(|problem| p.of(problem).to_owned());
    let code_is_meant = matches!(
        problem,
        Some(PortalError::WrongCode | PortalError::CodeSent)
    );
    let folded = asked.password && asked.passkey.is_none();
    let mail = asked.mail;
    let code = move || {
        view! {
            <div class="grid gap-3">
                <TextField
                    id="code"
                    name="code"
                    label=w.code()
                    autocomplete="one-time-code"
                    hint=w.code_hint()
                    error=code_error.clone()
                />
                {mail
                    .then(|| {
                        view! {
                            <div>
                                <button class=BUTTON name="send_code" value="yes" formnovalidate>
                                    {w.mail_code()}
                                </button>
                            </div>
                        }
                    })}
            </div>
        }
    };
    view! {
        // The first button is the one that Enter presses: without this one, it would mail a code.
        <button class="hush" tabindex="-1" aria-hidden="true"></button>
        {asked
            .password
            .then(|| {
                view! {
                    <TextField
                        id="password"
                        name="password"
                        label=w.password()
                        kind="password"
                        autocomplete="current-password"
                        hint=w.password_hint()
                        error=password_error
                    />
                }
            })}
        {asked
            .code
            .then(|| {
                if folded {
                    view! {
                        <details open=code_is_meant>
                            <summary class=SUMMARY>{w.other_way()}</summary>
                            <div class="mbs-4">{code()}</div>
                        </details>
                    }
                        .into_any()
                } else {
                    code().into_any()
                }
            })}
    }
}
