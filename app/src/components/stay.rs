//! Shortly before a session ends: one polite message, and a way to stay. When it has ended, what was on the page is hidden, and
//! what was filled in is kept over the next sign-in. Without scripts a page that is sent too late keeps it too.

use std::time::Duration;

use domain::{language::Language, session::Session};
use leptos::prelude::*;

use super::{
    frame::use_frame,
    style::{BUTTON, PAGE_WIDTH},
};
use crate::{api::sign_in::session_left, browser, words::frame::FrameWords};

/// What is said, in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Said {
    /// There is more time for whoever wants it.
    Soon,
    /// However much it is used, it ends now.
    Last,
    Over,
}

#[component]
pub fn StaySignedIn() -> impl IntoView {
    let frame = use_frame();
    let left = frame
        .person
        .as_ref()
        .map(|person| (person.session_ends - frame.now).num_seconds());
    left.map(|left| {
        let left = u32::try_from(left).unwrap_or_default();
        view! { <Stay left language=frame.language/> }
    })
}

/// `left`: the seconds that the session lives when the page comes.
#[island]
pub fn Stay(left: u32, language: Language) -> impl IntoView {
    let w = FrameWords(language);
    let said = RwSignal::new(None);
    Effect::new(move |_| wait(left, said));
    Effect::new(move |_| {
        if said.get() == Some(Said::Over) {
            browser::hide_page();
        }
    });
    let stay = move |_| {
        leptos::task::spawn_local(async move {
            match session_left(true).await {
                Ok(Some(left)) if left <= warn_at() => said.set(Some(Said::Last)),
                Ok(Some(left)) => {
                    said.set(None);
                    wait(left, said);
                }
                Ok(None) => said.set(Some(Said::Over)),
                // The line is down. The message stays, and so does the button.
                Err(_) => {}
            }
        });
    };
    let words = move |said| match said {
        Said::Soon => w.session_soon(),
        Said::Last => w.session_last(),
        Said::Over => w.session_over(),
    };
    let message = move || {
        said.get().map(|now| {
            view! {
                <div class="bg-notice text-on-notice border-be border-notice-line">
                    <div class=format!("{PAGE_WIDTH} flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-3")>
                        <p class="text-small font-strong">{words(now)}</p>
                        {(now == Said::Soon)
                            .then(|| view! { <button type="button" class=BUTTON on:click=stay>{w.stay()}</button> })}
                        {(now == Said::Over)
                            .then(|| {
                                let again = |_| browser::sign_in_again();
                                view! { <button type="button" class=BUTTON on:click=again>{w.session_in()}</button> }
                            })}
                    </div>
                </div>
            }
        })
    };
    view! { <div class="sticky inset-bs-0 z-5 print:hidden" aria-live="polite">{message}</div> }
}

fn warn_at() -> u32 {
    u32::try_from(Session::WARN_BEFORE.num_seconds()).unwrap_or_default()
}

/// Waits until the session is about to end, and asks whether it still is: another page may have kept it alive.
fn wait(left: u32, said: RwSignal<Option<Said>>) {
    let pause = left.saturating_sub(warn_at());
    after(pause, move || {
        leptos::task::spawn_local(async move {
            match session_left(false).await {
                Ok(Some(left)) if left > warn_at() => wait(left, said),
                Ok(Some(left)) => {
                    said.set(Some(Said::Soon));
                    after(left + 1, move || ask_whether_over(said));
                }
                Ok(None) => said.set(Some(Said::Over)),
                // Nobody knows: nothing is said that might not be so.
                Err(_) => {}
            }
        });
    });
}

fn ask_whether_over(said: RwSignal<Option<Said>>) {
    leptos::task::spawn_local(async move {
        match session_left(false).await {
            Ok(None) => said.set(Some(Said::Over)),
            // Another page kept it alive: what was said is not so any more.
            Ok(Some(left)) if left > warn_at() && said.get_untracked() == Some(Said::Soon) => {
                said.set(None);
                wait(left, said);
            }
            _ => {}
        }
    });
}

fn after(seconds: u32, act: impl FnOnce() + 'static) {
    set_timeout(act, Duration::from_secs(seconds.into()));
}
