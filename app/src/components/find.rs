//! Looking for something in a long list, without scripts. What is looked for may name an illness: it is posted, and stands in
//! no address.

use domain::catalogue::DataCategory;
use leptos::prelude::*;
use server_fn::ServerFn;

use super::{
    frame::use_frame,
    style::{BUTTON, BUTTON_QUIET, INPUT, LABEL},
};
use crate::{api::find::LookFor, words::frame::FrameWords};

/// The form, with what was looked for.
#[component]
pub fn Find(
    label: &'static str,
    /// `None` in the list of apps.
    kind: Option<DataCategory>,
    find: String,
    /// Where all are shown.
    all: String,
) -> impl IntoView {
    let w = FrameWords(use_frame().language);
    let all = (!find.is_empty()).then_some(all);
    view! {
        <form
            method="post"
            action=LookFor::url()
            class="flex flex-wrap items-end gap-3 mbe-8"
            role="search"
        >
            <InKind kind/>
            <div class="grid gap-1 grow max-inline-[24rem]">
                <label class=LABEL for="find">{label}</label>
                <input class=INPUT id="find" name="find" type="search" value=find maxlength="100"/>
            </div>
            <button class=BUTTON>{w.find_button()}</button>
            {all.map(|href| view! { <a class=BUTTON_QUIET href=href>{w.find_all()}</a> })}
        </form>
    }
}

/// The form behind [`SameName`], once on a page.
#[component]
pub fn SameNames(kind: DataCategory) -> impl IntoView {
    view! {
        <form id=SAME method="post" action=LookFor::url()>
            <InKind kind=Some(kind)/>
        </form>
    }
}

const SAME: &str = "same-name";

/// A name that leads to all entries of that name.
#[component]
pub fn SameName(name: String) -> impl IntoView {
    let value = name.clone();
    view! {
        <button
            class="text-start text-accent underline underline-offset-[0.2em] cursor-pointer hover:text-accent-deep"
            form=SAME
            name="find"
            value=value
        >
            {name}
        </button>
    }
}

#[component]
fn InKind(kind: Option<DataCategory>) -> impl IntoView {
    kind.map(|kind| view! { <input type="hidden" name="kind" value=kind.key()/> })
}
