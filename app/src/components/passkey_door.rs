//! Signing in with a passkey: by a button, or from the list that the browser shows under the email field.

use std::{cell::Cell, rc::Rc, time::Duration};

use domain::language::Language;
use leptos::{prelude::*, task::spawn_local};

use super::{
    icon::{Glyph, Icon},
    style::BUTTON,
};
use crate::{
    api::passkeys::{ask_passkey, sign_in_with_passkey},
    browser::{
        go_to,
        webauthn::{self, NoAnswer, Stop},
    },
    facts::{PortalError, passkeys::PasskeySignInForm},
    words::proof::PasskeySignInWords,
};

/// Before the server's question is too old to be answered.
const ASK_AGAIN: Duration = Duration::from_mins(4);

/// What there is to say beside the button.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    Stopped,
    Refused(PortalError),
}

/// Why nobody is signed in.
enum NotIn {
    /// No passkey was shown to the server.
    Unanswered(Said),
    /// One was, and it opens nothing.
    Refused(PortalError),
}

impl NotIn {
    const fn said(self) -> Said {
        match self {
            Self::Unanswered(said) => said,
            Self::Refused(problem) => Said::Refused(problem),
        }
    }
}

/// The button, hidden where it could do nothing.
#[island]
pub fn PasskeyDoor(next: String, language: Language) -> impl IntoView {
    let w = PasskeySignInWords(language);
    let can = RwSignal::new(false);
    let said = RwSignal::new(None::<Said>);
    let next = StoredValue::new(next);
    Effect::new(move |_| {
        if !webauthn::has_passkeys() {
            return;
        }
        can.set(true);
        let next = next.get_value();
        spawn_local(async move {
            if !webauthn::offers_in_fields().await {
                return;
            }
            while let Some(stop) = Stop::new() {
                let old = Rc::new(Cell::new(false));
                let grows_old = (stop.clone(), Rc::clone(&old));
                set_timeout(
                    move || {
                        grows_old.1.set(true);
                        grows_old.0.stop();
                    },
                    ASK_AGAIN,
                );
                match open(&next, Some(&stop)).await {
                    Err(NotIn::Unanswered(_)) if old.get() => {}
                    // Nobody asked yet: neither going another way nor a browser that cannot ask is worth a word.
                    Ok(()) | Err(NotIn::Unanswered(_)) => break,
                    Err(NotIn::Refused(problem)) => {
                        said.set(Some(Said::Refused(problem)));
                        break;
                    }
                }
            }
        });
    });
    on_cleanup(webauthn::stop_quiet_question);
    let press = move |_| {
        webauthn::stop_quiet_question();
        said.set(None);
        spawn_local(async move {
            let opened = open(&next.get_value(), None).await;
            said.set(opened.err().map(NotIn::said));
        });
    };
    let words = move || {
        said.get().map(|said| match said {
            Said::Stopped => w.stopped(),
            Said::Refused(PortalError::PasskeyUnknown) => w.unknown(),
            Said::Refused(PortalError::RateLimited) => w.busy(),
            Said::Refused(_) => w.failed(),
        })
    };
    view! {
        <div class="grid gap-4" hidden=move || !can.get()>
            <p class="text-small text-soft text-center">{w.or()}</p>
            <button type="button" class=format!("{BUTTON} inline-full") on:click=press>
                <Glyph icon=Icon::Key/>
                {w.use_passkey()}
            </button>
            <p role="status" class="text-small font-strong" hidden=move || words().is_none()>
                {words}
            </p>
        </div>
    }
}

async fn open(next: &str, quietly: Option<&Stop>) -> Result<(), NotIn> {
    let question = ask_passkey()
        .await
        .map_err(|problem| NotIn::Unanswered(Said::Refused(problem)))?;
    let answer = webauthn::get(&question.options, quietly)
        .await
        .map_err(|why| {
            NotIn::Unanswered(match why {
                NoAnswer::Stopped => Said::Stopped,
                NoAnswer::KnownAlready | NoAnswer::Failed => {
                    Said::Refused(PortalError::PasskeyFailed)
                }
            })
        })?;
    let form = PasskeySignInForm {
        ceremony: question.ceremony,
        answer: answer.clone(),
        next: next.to_owned(),
    };
    match sign_in_with_passkey(form).await {
        Ok(address) => {
            go_to(&address);
            Ok(())
        }
        Err(problem) => {
            if problem == PortalError::PasskeyUnknown {
                webauthn::forget_unknown(&question.options, &answer);
            }
            Err(NotIn::Refused(problem))
        }
    }
}
