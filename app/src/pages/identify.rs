//! An app asks who somebody is, and nothing of their record: what it would learn, what not, and yes or no.

use domain::ids::AuthorizationRequestId;
use leptos::prelude::*;
use server_fn::ServerFn;

use super::{id_in_path, open, problem_in_query, whose::WaysOut};
use crate::{
    api::{consent::Identify, sign_in::SignOut},
    components::{
        facts::Ticks,
        field::ProblemBox,
        frame::use_frame,
        icon::Icon,
        layout::{Around, DocumentTitle},
        notice_beside::NoticeBeside,
        opened::opened,
        rich::Rich,
        style::{BUTTON_QUIET, BUTTON_WEIGH, CARD, LEAD, OPENING},
    },
    facts::consent::IdentifyPage as Facts,
    words::{
        consent::FactWords,
        identify::{self, IdentifyWords},
        people::ActingWords,
        seen,
    },
};

#[component]
pub fn IdentifyPage() -> impl IntoView {
    let request = move || id_in_path::<AuthorizationRequestId>("request");
    let page = Resource::new_blocking(
        request,
        |request| async move { open::identify(request?).await },
    );
    opened(page, Around::Decision, |facts| {
        view! { <AsksWho facts/> }.into_any()
    })
}

#[component]
pub(crate) fn AsksWho(facts: Facts) -> impl IntoView {
    let w = IdentifyWords(use_frame().language);
    let title = w.title(&facts.app.name);
    view! {
        <DocumentTitle text=title.clone()/>
        <div class="max-inline-[41rem] mx-auto">
            {problem_in_query().map(|problem| view! { <ProblemBox problem/> })}
            <div class=OPENING>
                <h1 tabindex="-1">{title}</h1>
                {facts.has_record.then(|| view! { <p class=LEAD><Rich text=w.signed_in_as(&facts.person)/></p> })}
            </div>
            {if facts.has_record {
                view! { <YesOrNo facts/> }.into_any()
            } else {
                view! {
                    <p class="mbe-4" data-cannot>{w.no_record(&facts.app.name)}</p>
                    <WaysOut
                        request=facts.request
                        hears=ActingWords(w.0).app_hears(&facts.app.name)
                        app=facts.app.name
                    />
                }
                    .into_any()
            }}
        </div>
    }
}

#[component]
fn YesOrNo(facts: Facts) -> impl IntoView {
    let frame = use_frame();
    let w = IdentifyWords(frame.language);
    let shown = seen::identify(&facts, &frame);
    let learns = identify::learns(&facts, frame.language);
    let learns_not = identify::learns_not(frame.language);
    let f = FactWords(frame.language);
    view! {
        <form method="post" action=SignOut::url() class="mbe-6">
            <button class=BUTTON_QUIET>{f.not_you()}</button>
        </form>
        <form method="post" action=Identify::url() class="grid gap-6">
            <input type="hidden" name="request" value=facts.request.to_string()/>
            <input type="hidden" name="shown" value=shown/>
            <p><Rich text=identify::who_asks(&facts, &frame)/></p>
            <div class=format!("{CARD} grid gap-6")>
                <section aria-labelledby="learns">
                    <h2 id="learns" class="text-h3 mbe-2">{w.learns()}</h2>
                    <Ticks lines=learns mark=Icon::Check/>
                </section>
                <section aria-labelledby="learns-not">
                    <h2 id="learns-not" class="text-h3 mbe-2">{w.learns_not()}</h2>
                    <Ticks lines=learns_not mark=Icon::Cross/>
                </section>
            </div>
            <p>{w.how_long()}" "{w.may_keep()}</p>
            <NoticeBeside/>
            <div class="grid grid-cols-2 gap-3 items-stretch">
                <button class=BUTTON_WEIGH name="press" value="deny">{w.no()}</button>
                <button class=BUTTON_WEIGH name="press" value="share">{w.yes()}</button>
            </div>
        </form>
    }
}
