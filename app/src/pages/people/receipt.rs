//! The receipt of a delegation, the same for both sides: looks like a document, and prints alone on one page.

use domain::{delegation::Basis, ids::DelegationId};
use leptos::prelude::*;

use crate::{
    components::{
        crumb::Crumb,
        frame::use_frame,
        layout::{Around, DocumentTitle, Tab},
        opened::opened,
        rich::Rich,
        style::NOTE,
    },
    facts::{Frame, people::DelegationFacts},
    pages::{id_in_path, open},
    paths,
    words::{
        apps::ReceiptWords,
        dates,
        people::{
            DelegationPartWords, PeopleWords, abilities_given, abilities_missing, relation_option,
        },
        text,
    },
};

#[component]
pub fn DelegationReceiptPage() -> impl IntoView {
    let id = move || id_in_path::<DelegationId>("delegation");
    let page = Resource::new_blocking(id, |id| async move { open::delegation(id?).await });
    opened(page, Around::Portal(Tab::People), |delegation| {
        view! { <Receipt delegation/> }.into_any()
    })
}

#[component]
pub(crate) fn Receipt(delegation: DelegationFacts) -> impl IntoView {
    let frame = use_frame();
    let (w, r) = (
        DelegationPartWords(frame.language),
        ReceiptWords(frame.language),
    );
    let p = PeopleWords(frame.language);
    let code = delegation.id.code();
    let title = match delegation.basis {
        Basis::Guardian => w.document_title_of_guardian(),
        Basis::Invited => w.document_title(),
    };
    let crumb = if delegation.by_me {
        p.patients_title()
    } else {
        p.title()
    };
    view! {
        <DocumentTitle text=r.page_title(&code)/>
        <div class="max-inline-[46rem] mx-auto">
            <div class="print:hidden mbe-4">
                <Crumb href=paths::People.to_string() words=crumb/>
            </div>
            <article class="bg-surface edge rounded-card shadow-lift p-[clamp(1.25rem,0.6rem+2.6vw,2.5rem)] print:border-0 print:p-0">
                <header class="flex flex-wrap justify-between items-start gap-x-6 gap-y-3 pbe-6">
                    <div>
                        <p class=NOTE>{r.from(&frame.organisation)}</p>
                        <h1 class="text-h2" tabindex="-1">{title}</h1>
                    </div>
                    <p class="font-code text-[1.75rem] leading-none tracking-[0.04em]">{code}</p>
                </header>
                <dl class="border-bs-2 border-ink">
                    {rows(&delegation, &frame)
                        .into_iter()
                        .map(|(name, lines)| view! { <Row name lines/> })
                        .collect_view()}
                </dl>
            </article>
            <p class=format!("{NOTE} mbs-4 print:hidden")>{r.to_print()}</p>
        </div>
    }
}

fn rows(delegation: &DelegationFacts, frame: &Frame) -> Vec<(&'static str, Vec<String>)> {
    let language = frame.language;
    let (w, r) = (DelegationPartWords(language), ReceiptWords(language));
    let me = frame
        .person
        .as_ref()
        .map_or_else(|| w.you().to_owned(), |person| person.name.clone());
    let (whose, caregiver) = if delegation.by_me {
        (delegation.name.clone(), me)
    } else {
        (me, delegation.name.clone())
    };
    let role = relation_option(language, delegation.relationship);
    let period = r.period(
        dates::day(language, frame.day_of(delegation.since)),
        dates::day(language, frame.last_day(delegation.until)),
    );
    let topics = (!delegation.limits.topics.is_empty()
        && delegation.topics_until < delegation.until)
        .then(|| {
            w.topics_until(dates::day(
                language,
                frame.last_day(delegation.topics_until),
            ))
        });
    let ended = delegation
        .is_over()
        .then(|| crate::components::delegation::how_it_ended(delegation, language));
    vec![
        (w.whose(), vec![whose]),
        (
            w.who_acts(),
            vec![format!(
                "{} ({})",
                text::isolated(caregiver),
                role.to_lowercase()
            )],
        ),
        (w.can_see(), abilities_given(language, delegation.limits)),
        (
            w.cannot_do(),
            abilities_missing(language, delegation.limits),
        ),
        (
            w.from_until(),
            [Some(period), topics, ended]
                .into_iter()
                .flatten()
                .collect(),
        ),
        (w.how_to_stop_label(), vec![w.how_to_stop().to_owned()]),
    ]
}

#[component]
fn Row(name: &'static str, lines: Vec<String>) -> impl IntoView {
    view! {
        <div class="grid gap-x-6 gap-y-0.5 py-3 rule-be sm:grid-cols-[9.5rem_1fr] print:grid-cols-[9.5rem_1fr] break-inside-avoid">
            <dt class="text-small text-soft">{name}</dt>
            {lines
                .into_iter()
                .map(|text| view! { <dd class="text-small sm:col-start-2 print:col-start-2"><Rich text/></dd> })
                .collect_view()}
        </div>
    }
}
