//! The receipt of help, the same for both sides: looks like a document, and prints alone on one page.

use domain::ids::DelegationId;
use leptos::prelude::*;

use crate::{
    api::{Frame, people::Help},
    components::{
        crumb::Crumb,
        layout::{Around, DocumentTitle, Tab, use_frame},
        opened::opened,
        rich::Rich,
        style::NOTE,
    },
    pages::{id_in_path, open},
    paths,
    words::{
        apps::ReceiptWords,
        dates,
        people::{HelpPartWords, PeopleWords, abilities_given, abilities_missing, relation_option},
    },
};

#[component]
pub fn HelpReceiptPage() -> impl IntoView {
    let id = move || id_in_path::<DelegationId>("delegation");
    let page = Resource::new_blocking(id, |id| async move { open::help(id?).await });
    opened(page, Around::Portal(Tab::People), |help| {
        view! { <Receipt help/> }.into_any()
    })
}

#[component]
fn Receipt(help: Help) -> impl IntoView {
    let frame = use_frame();
    let (w, r) = (HelpPartWords(frame.language), ReceiptWords(frame.language));
    let p = PeopleWords(frame.language);
    let code = help.delegation.code();
    let crumb = if help.by_me {
        p.helper_title()
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
                        <h1 class="text-h2" tabindex="-1">{w.document_title()}</h1>
                    </div>
                    <p class="font-code text-[1.75rem] leading-none tracking-[0.04em]">{code}</p>
                </header>
                <dl class="border-bs-2 border-ink">
                    {rows(&help, &frame)
                        .into_iter()
                        .map(|(name, lines)| view! { <Row name lines/> })
                        .collect_view()}
                </dl>
            </article>
            <p class=format!("{NOTE} mbs-4 print:hidden")>{r.to_print()}</p>
        </div>
    }
}

fn rows(help: &Help, frame: &Frame) -> Vec<(&'static str, Vec<String>)> {
    let language = frame.language;
    let (w, r) = (HelpPartWords(language), ReceiptWords(language));
    let me = frame
        .person
        .as_ref()
        .map_or_else(|| w.you().to_owned(), |person| person.name.clone());
    let (whose, helper) = if help.by_me {
        (help.name.clone(), me)
    } else {
        (me, help.name.clone())
    };
    let role = relation_option(language, help.relationship);
    let period = r.period(
        dates::day(language, help.since.date_naive()),
        dates::day(language, dates::last_day(help.until)),
    );
    let topics = (!help.limits.topics.is_empty() && help.topics_until < help.until)
        .then(|| w.topics_until(dates::day(language, dates::last_day(help.topics_until))));
    let ended = help
        .is_over()
        .then(|| crate::components::help::how_it_ended(help, language));
    vec![
        (w.whose(), vec![whose]),
        (
            w.who_helps(),
            vec![format!("{helper} ({})", role.to_lowercase())],
        ),
        (w.can_see(), abilities_given(language, help.limits)),
        (w.cannot_do(), abilities_missing(language, help.limits)),
        (
            w.from_until(),
            [Some(period), topics, ended]
                .into_iter()
                .flatten()
                .collect(),
        ),
        (w.how_to_stop_label(), vec![w.how_to_stop(&frame.phone)]),
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
