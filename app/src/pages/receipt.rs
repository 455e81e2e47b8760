//! The receipt: looks like a document, prints alone on one page, and keeps the words that were shown.

use domain::ids::ConsentId;
use leptos::prelude::*;

use super::{id_in_path, in_query, open};
use crate::{
    components::{
        crumb::Crumb,
        frame::use_frame,
        icon::{Glyph, Icon},
        layout::{Around, DocumentTitle, Tab},
        opened::opened,
        rich::Rich,
        style::{FOLD, FOLD_SUMMARY, NOTE},
    },
    facts::connected_apps::ReceiptPage as Facts,
    paths,
    words::{
        apps::ReceiptWords, categories, consent::FactWords, dates, privacy::PrivacyWords,
        purposes::answer, shown, text, topics,
    },
};

#[component]
pub fn ReceiptPage() -> impl IntoView {
    let version = in_query("version").and_then(|version| version.parse().ok());
    let consent = move || (id_in_path::<ConsentId>("consent"), version);
    let page = Resource::new_blocking(consent, |(consent, version)| async move {
        open::receipt(consent?, version).await
    });
    opened(page, Around::Portal(Tab::Apps), |facts| {
        view! { <Receipt facts/> }.into_any()
    })
}

#[component]
pub(crate) fn Receipt(facts: Facts) -> impl IntoView {
    let w = ReceiptWords(use_frame().language);
    let (consent, code) = (facts.connection.consent, facts.connection.consent.code());
    view! {
        <DocumentTitle text=w.page_title(&code)/>
        <div class="max-inline-[46rem] mx-auto">
            <div class="print:hidden mbe-4">
                <Crumb href=paths::App(consent).to_string() words=facts.connection.app.name.clone()/>
            </div>
            <Document facts=facts.clone()/>
            <p class=format!("{NOTE} mbs-4 print:hidden")>{w.to_print()}</p>
            <WordsShown facts/>
        </div>
    }
}

#[component]
fn Document(facts: Facts) -> impl IntoView {
    let frame = use_frame();
    let w = ReceiptWords(frame.language);
    let code = facts.connection.consent.code();
    let title = if facts.connection.given_by_me {
        w.title()
    } else {
        w.title_of_others()
    };
    view! {
        <article class="bg-surface edge rounded-card shadow-lift p-[clamp(1.25rem,0.6rem+2.6vw,2.5rem)] print:border-0 print:p-0">
            <header class="flex flex-wrap justify-between items-start gap-x-6 gap-y-3 pbe-6">
                <div>
                    <p class=NOTE>{w.from(&frame.organisation)}</p>
                    <h1 class="text-h2" tabindex="-1">{title}</h1>
                </div>
                <p class="font-code text-[1.75rem] leading-none tracking-[0.04em]">{code}</p>
            </header>
            <dl class="border-bs-2 border-ink">
                {rows(&facts, &frame).into_iter().map(|(name, said)| view! { <Row name said/> }).collect_view()}
            </dl>
            <Seal facts/>
        </article>
    }
}

/// The eight facts, as they were agreed.
fn rows(facts: &Facts, frame: &crate::facts::Frame) -> [(&'static str, String); 8] {
    let language = frame.language;
    let (w, f) = (ReceiptWords(language), FactWords(language));
    let connection = &facts.connection;
    let sees = shown::shared_lines(connection.sees, connection.topics, language);
    let since = connection
        .since
        .map(|since| f.only_since(dates::day(language, since)));
    let app = &connection.app;
    let period = w.period(
        dates::day(language, frame.day_of(facts.decided)),
        dates::day(language, frame.last_day(connection.ends)),
    );
    [
        (f.whose(), facts.person.clone()),
        (
            w.who_may_look(),
            text::plain(&f.made_by(&app.name, &app.maker)),
        ),
        (
            f.what_for(),
            if connection.is_sign_in() {
                w.to_know_you().to_owned()
            } else {
                answer(language, connection.purpose, frame.other())
            },
        ),
        (
            f.can_see(),
            if connection.is_sign_in() {
                w.that_it_is_you().to_owned()
            } else {
                format!("{}. {}", sees.join("; "), since.unwrap_or_default())
            },
        ),
        (f.cannot_see(), cannot_see(facts, w)),
        (
            w.from_until(),
            if connection.one_time {
                f.once().to_owned()
            } else {
                period
            },
        ),
        (f.copies(), w.may_keep(&app.name)),
        (f.how_to_stop(), w.how_to_stop().to_owned()),
    ]
}

fn cannot_see(facts: &Facts, w: ReceiptWords) -> String {
    let kinds = categories::short_list(w.0, facts.not_shared.iter());
    let sensitive = topics::short_list(w.0, facts.topics_not_shared);
    let refused = [kinds, sensitive]
        .into_iter()
        .filter(|list| !list.is_empty());
    let refused = refused.map(|list| w.asked_said_no(text::capital(&list)));
    refused
        .chain([w.everything_else().to_owned()])
        .collect::<Vec<_>>()
        .join(" ")
}

#[component]
fn Row(name: &'static str, said: String) -> impl IntoView {
    view! {
        <div class="grid gap-x-6 gap-y-0.5 py-3 rule-be sm:grid-cols-[9.5rem_1fr] print:grid-cols-[9.5rem_1fr] break-inside-avoid">
            <dt class="text-small text-soft">{name}</dt>
            <dd class="text-small"><Rich text=said/></dd>
        </div>
    }
}

/// When it was decided, and the number by which the kept words can be checked.
#[component]
fn Seal(facts: Facts) -> impl IntoView {
    let frame = use_frame();
    let w = ReceiptWords(frame.language);
    let decided = w.decided(
        dates::breakable_moment(w.0, &frame.zone, facts.decided),
        facts.connection.version,
    );
    let number: Vec<&str> = facts
        .shown_sha256
        .as_bytes()
        .chunks(4)
        .take(4)
        .filter_map(|part| std::str::from_utf8(part).ok())
        .collect();
    view! {
        <div class="grid grid-cols-[auto_1fr] gap-3 mbs-6 text-note text-soft items-start">
            <Glyph icon=Icon::Document/>
            <p>
                <Rich text=decided/>
                " "
                {w.kept()}
                " "
                {w.check_number()}
                " "
                <span class="font-code text-[0.9em]" title=facts.shown_sha256.clone()>{number.join(" ")}</span>
                {facts
                    .privacy_notice
                    .map(|version| {
                        let words = PrivacyWords(w.0).beside(&frame.organisation, version);
                        view! { ". "<a href=paths::PrivacyOf(version).to_string()>{words}</a>"." }
                    })}
            </p>
        </div>
    }
}

/// The exact words, and the other versions.
#[component]
fn WordsShown(facts: Facts) -> impl IntoView {
    let w = ReceiptWords(use_frame().language);
    let consent = facts.connection.consent;
    let several = facts.versions.len() > 1;
    let link = move |version: u32| {
        view! { <li><a href=paths::ReceiptOf(consent, version).to_string() rel="external">{w.version(version)}</a></li> }
    };
    view! {
        <div class="mbs-8 print:hidden">
            <details class=FOLD>
                <summary class=FOLD_SUMMARY>{w.words_shown()}</summary>
                <div class="ps-4.5 pbe-6 text-small whitespace-pre-line" data-words>{facts.shown}</div>
            </details>
            {several
                .then(|| {
                    view! {
                        <section class="mbs-8" aria-labelledby="versions">
                            <h2 id="versions" class="text-h3 mbe-2">{w.versions()}</h2>
                            <ul class="flex flex-wrap gap-x-6 gap-y-2 text-small">
                                {facts.versions.into_iter().map(link).collect_view()}
                            </ul>
                        </section>
                    }
                })}
        </div>
    }
}
