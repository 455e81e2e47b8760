//! The hospital's privacy notice: the version in use, or an old one at its own address.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::{
    components::{
        frame::use_frame,
        layout::{Around, DocumentTitle, Tab},
        markdown::Blocks,
        opened::opened,
        rich::Rich,
        style::{LEAD, NOTE, OPENING},
    },
    facts::{Page, PortalError, privacy::PrivacyPage as Facts},
    paths, session,
    words::{dates, privacy::PrivacyWords},
};

#[component]
pub fn PrivacyPage() -> impl IntoView {
    let version = || match use_params_map().read().get("version") {
        Some(text) => text.parse().map(Some).map_err(|_| PortalError::NotFound),
        None => Ok(None),
    };
    let page = Resource::new_blocking(version, open);
    opened(page, Around::Portal(Tab::Privacy), |facts| {
        view! { <Notice facts/> }.into_any()
    })
}

async fn open(version: Result<Option<u32>, PortalError>) -> Result<Page<Facts>, PortalError> {
    let frame = session::frame().await?;
    let page = match version {
        Ok(version) => session::portal()?.privacy(frame.language, version).await,
        Err(problem) => Err(problem),
    };
    Ok(session::page(&frame, page))
}

#[component]
pub(crate) fn Notice(facts: Facts) -> impl IntoView {
    let frame = use_frame();
    let w = PrivacyWords(frame.language);
    let title = w.title(&frame.organisation);
    let day = |at: domain::Timestamp| dates::day(w.0, frame.day_of(at));
    let language = facts.language;
    let fallback = (language != w.0).then(|| w.only_in(w.tongue(language)));
    view! {
        <DocumentTitle text=title.clone()/>
        <div class=OPENING>
            <h1 tabindex="-1">{title}</h1>
            <p class=LEAD>{w.lead(&frame.organisation)}</p>
        </div>
        <div class="max-inline-[46rem]">
            {(!facts.in_use)
                .then(|| {
                    view! {
                        <p class="px-6 py-4 mbe-6 rounded-control border-s-4 border-notice-line bg-notice text-on-notice" data-old>
                            {w.not_in_use()}
                            {frame
                                .privacy_notice
                                .map(|_| view! { " "<a href=paths::Privacy.to_string()>{w.in_use_now()}</a>"." })}
                        </p>
                    }
                })}
            {fallback
                .map(|words| {
                    view! {
                        <p class="px-6 py-4 mbe-6 rounded-control border-s-4 border-notice-line bg-notice text-on-notice" data-fallback>
                            {words}
                        </p>
                    }
                })}
            <article class="grid gap-4" lang=language.key()>
                <Blocks blocks=facts.text/>
            </article>
            <p class=format!("{NOTE} mbs-8")>
                <Rich text=w.since(facts.version, day(facts.since))/>
            </p>
            {(!facts.others.is_empty())
                .then(|| {
                    view! {
                        <section class="mbs-8" aria-labelledby="others">
                            <h2 id="others" class="text-h3 mbe-2">{w.others()}</h2>
                            <ul class="grid gap-2 text-small">
                                {facts
                                    .others
                                    .into_iter()
                                    .map(|(version, since)| {
                                        let words = w.since(version, day(since));
                                        view! {
                                            <li>
                                                <a href=paths::PrivacyOf(version).to_string()><Rich text=words/></a>
                                            </li>
                                        }
                                    })
                                    .collect_view()}
                            </ul>
                        </section>
                    }
                })}
        </div>
    }
}
