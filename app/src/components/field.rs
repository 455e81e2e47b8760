//! Form fields and what is said when one is wrong: label above, hint under the label, error under the field.

use leptos::prelude::*;

use super::{
    frame::use_frame,
    icon::{Glyph, Icon},
    style::{INPUT, LABEL, NOTE},
};
use crate::{facts::PortalError, words::frame::ProblemWords};

/// A line of text.
#[component]
pub fn TextField(
    id: &'static str,
    name: &'static str,
    label: &'static str,
    #[prop(default = "text")] kind: &'static str,
    #[prop(default = "off")] autocomplete: &'static str,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] hint: String,
    #[prop(default = None)] error: Option<String>,
    #[prop(optional)] required: bool,
    #[prop(optional)] minlength: Option<usize>,
    #[prop(optional)] maxlength: Option<usize>,
) -> impl IntoView {
    let hint_id = format!("{id}-hint");
    let error_id = format!("{id}-error");
    let described = match (hint.is_empty(), error.is_some()) {
        (true, false) => None,
        (false, false) => Some(hint_id.clone()),
        (true, true) => Some(error_id.clone()),
        (false, true) => Some(format!("{hint_id} {error_id}")),
    };
    view! {
        <div class="grid gap-1">
            <label class=LABEL for=id>{label}</label>
            {(!hint.is_empty()).then(|| view! { <p class=NOTE id=hint_id>{hint}</p> })}
            <input
                class=INPUT
                id=id
                name=name
                type=kind
                autocomplete=autocomplete
                value=value
                required=required
                minlength=minlength
                maxlength=maxlength
                aria-invalid=error.is_some().then_some("true")
                aria-describedby=described
            />
            {error.map(|error| view! { <FieldError id=error_id error/> })}
        </div>
    }
}

#[component]
pub fn FieldError(id: String, error: String) -> impl IntoView {
    view! {
        <p class="flex gap-1.5 text-small font-strong text-on-problem" id=id>
            <Glyph icon=Icon::Warning class="mbs-[0.1em]"/>
            {error}
        </p>
    }
}

/// Says at the top of a page what was wrong with its form, and leads to the field, or to each of several.
#[component]
pub fn ProblemBox(
    problem: PortalError,
    #[prop(optional)] field: Option<&'static str>,
    /// The ids of the fields that are wrong, each with what is said beside it.
    #[prop(optional)]
    lines: Vec<(&'static str, &'static str)>,
) -> impl IntoView {
    let w = ProblemWords(use_frame().language);
    // What was asked for is no problem.
    let (class, role, icon, heading) = if problem == PortalError::CodeSent {
        (
            "grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 px-6 py-4 mbe-8 rounded-control border-s-4 border-accent bg-accent-soft",
            "status",
            Icon::Letter,
            w.code_sent_title(),
        )
    } else {
        (
            "grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 px-6 py-4 mbe-8 rounded-control border-s-4 border-problem-line bg-problem text-on-problem",
            "alert",
            Icon::Warning,
            w.heading(),
        )
    };
    view! {
        <div
            class=class
            role=role
            tabindex="-1"
            autofocus
            data-problem=problem.key()
        >
            <Glyph icon class="mbs-[0.15em]"/>
            <div class="grid gap-1 min-inline-0">
                <h2 class="font-ui font-strong text-body tracking-normal">{heading}</h2>
                <p>
                    {match field {
                        Some(field) => {
                            view! {
                                <a class="text-on-problem hover:text-on-problem" href=format!("#{field}")>
                                    {w.of(problem)}
                                </a>
                            }
                                .into_any()
                        }
                        None => w.of(problem).into_any(),
                    }}
                </p>
                {(!lines.is_empty()).then(|| view! { <Lines lines/> })}
            </div>
        </div>
    }
}

#[component]
fn Lines(lines: Vec<(&'static str, &'static str)>) -> impl IntoView {
    let line = |(field, words): (&'static str, &'static str)| {
        view! {
            <li>
                <a class="text-on-problem hover:text-on-problem" href=format!("#{field}")>
                    {words}
                </a>
            </li>
        }
    };
    view! { <ul class="grid gap-1 list-disc ps-5">{lines.into_iter().map(line).collect_view()}</ul> }
}

/// One of several, from a list.
#[component]
pub fn SelectField(
    name: &'static str,
    label: &'static str,
    /// Values and words.
    options: Vec<(String, String)>,
    picked: String,
    #[prop(default = None)] error: Option<String>,
) -> impl IntoView {
    let error_id = format!("{name}-error");
    let option = move |(value, words): (String, String)| {
        let selected = value == picked;
        view! { <option value=value selected=selected>{words}</option> }
    };
    view! {
        <div class="grid gap-1">
            <label class=LABEL for=name>{label}</label>
            <select
                class=format!("{INPUT} select")
                id=name
                name=name
                aria-invalid=error.is_some().then_some("true")
                aria-describedby=error.is_some().then(|| error_id.clone())
            >
                {options.into_iter().map(option).collect_view()}
            </select>
            {error.map(|error| view! { <FieldError id=error_id error/> })}
        </div>
    }
}
