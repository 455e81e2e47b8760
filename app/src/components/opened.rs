//! Waits for a page's facts, puts its surroundings around it, and tells what went wrong where there are none.

use std::sync::Arc;

use leptos::{context::Provider, prelude::*};
use serde::{Serialize, de::DeserializeOwned};

use super::{
    frame::use_frame,
    layout::{Around, DocumentTitle, Surroundings},
    rich::Rich,
    style::{BUTTON, LEAD, OPENING},
};
use crate::{
    facts::{Page, PortalError},
    paths,
    words::frame::ProblemWords,
};

/// A page's facts, on their way.
pub type Opening<T> = Resource<Result<Page<T>, PortalError>>;

/// Shows the page once its facts are there. Routes render asynchronously, so this never streams a placeholder.
pub fn opened<T>(page: Opening<T>, around: Around, show: fn(T) -> AnyView) -> impl IntoView
where
    T: Clone + Send + Sync + Serialize + DeserializeOwned + 'static,
{
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match page.await {
                    Ok(Page { frame, body }) => {
                        view! {
                            <Provider value=Arc::new(frame)>
                                {framed(body, around, show)}
                            </Provider>
                        }
                            .into_any()
                    }
                    Err(problem) => view! { <BareProblem problem/> }.into_any(),
                }
            })}
        </Suspense>
    }
}

fn framed<T>(body: Result<T, PortalError>, around: Around, show: fn(T) -> AnyView) -> AnyView
where
    T: Send + 'static,
{
    let around = match (&body, around) {
        (Err(_), Around::Nothing) => Around::Decision,
        _ => around,
    };
    view! {
        <Surroundings around>
            {match body {
                Ok(facts) => show(facts),
                Err(problem) => view! { <ProblemPage problem/> }.into_any(),
            }}
        </Surroundings>
    }
    .into_any()
}

/// A page that is nothing but the problem. It says the same for every cause that must not be told apart.
#[component]
pub fn ProblemPage(problem: PortalError) -> impl IntoView {
    let frame = use_frame();
    let w = ProblemWords(frame.language);
    view! {
        <DocumentTitle text=w.title(problem)/>
        <div class=OPENING data-problem=problem.key()>
            <h1 tabindex="-1">{w.title(problem)}</h1>
            <p class=LEAD>{w.of(problem)}</p>
            <p>
                <Rich text=w.call(&frame.phone)/>
            </p>
        </div>
        <p>
            <a class=BUTTON href=paths::Home.to_string()>{w.go_home()}</a>
        </p>
    }
}

/// The page without its surroundings: not even those could be had. Said in every language.
#[component]
fn BareProblem(problem: PortalError) -> impl IntoView {
    use domain::language::Language;
    view! {
        <main id="main" class="px-gutter py-section grid gap-12" data-problem=problem.key()>
            {Language::ALL
                .iter()
                .map(|language| {
                    let w = ProblemWords(*language);
                    view! {
                        <div class="grid gap-4" lang=language.key()>
                            <p class="font-voice text-h2">{w.title(problem)}</p>
                            <p>{w.of(problem)}</p>
                        </div>
                    }
                })
                .collect_view()}
        </main>
    }
}
