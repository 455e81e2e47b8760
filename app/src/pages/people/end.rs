//! Ending a delegation, from either side: what stops, what does not, and who is told.

use domain::{delegation::Ability, ids::DelegationId};
use leptos::prelude::*;
use server_fn::ServerFn;

use crate::{
    api::people::EndDelegation,
    components::{
        crumb::Crumb,
        facts::Ticks,
        field::ProblemBox,
        frame::use_frame,
        icon::{Glyph, Icon},
        layout::{Around, DocumentTitle, Tab},
        opened::opened,
        rich::Rich,
        style::{BUTTON, BUTTON_END, HALF, LEAD, NOTE, TICK, TICKS},
    },
    facts::people::DelegationFacts,
    pages::{id_in_path, open, problem_in_query},
    paths,
    words::people::{EndWords, PeopleWords, sees, sees_any},
};

#[component]
pub fn EndDelegationPage() -> impl IntoView {
    let id = move || id_in_path::<DelegationId>("delegation");
    let page = Resource::new_blocking(id, |id| async move { open::delegation(id?).await });
    opened(page, Around::Portal(Tab::People), |delegation| {
        view! { <Asked delegation/> }.into_any()
    })
}

/// What is said to the one who stops it.
struct Said {
    title: String,
    stops: Vec<String>,
    goes_on: Vec<(Icon, String)>,
    keep: &'static str,
    yes: &'static str,
}

fn said(delegation: &DelegationFacts, w: EndWords) -> Said {
    let first = delegation.first_name();
    let apps = delegation.limits.abilities.contains(Ability::ManageApps);
    let log = (Icon::Records, w.log().to_owned());
    if delegation.by_me {
        let stops = [
            Some(w.you_see_nothing(first)),
            apps.then(|| w.your_apps_stop().to_owned()),
        ];
        return Said {
            title: w.leave_title(first),
            stops: stops.into_iter().flatten().collect(),
            goes_on: vec![(Icon::Document, w.your_copies().to_owned()), log],
            keep: w.keep_acting(),
            yes: w.yes_leave(),
        };
    }
    let less = if sees_any(delegation.limits) {
        w.sees_nothing_more(first, sees(w.0, delegation.limits))
    } else {
        w.acts_no_more(first)
    };
    let stops = [
        Some(less),
        Some(w.also_now(first)),
        apps.then(|| w.apps_stop(first)),
    ];
    Said {
        title: w.title(first),
        stops: stops.into_iter().flatten().collect(),
        goes_on: vec![
            (Icon::Document, w.copies(first)),
            log,
            (Icon::Person, w.own_account(first)),
            (Icon::Yes, w.care().to_owned()),
        ],
        keep: w.keep(),
        yes: w.yes_stop(),
    }
}

#[component]
pub(crate) fn Asked(delegation: DelegationFacts) -> impl IntoView {
    let frame = use_frame();
    let w = EndWords(frame.language);
    let first = delegation.first_name().to_owned();
    let Said {
        title,
        stops,
        goes_on,
        keep,
        yes,
    } = said(&delegation, w);
    let tells = if delegation.quiet {
        w.quiet(&first)
    } else {
        w.tells(&first)
    };
    let back = if delegation.by_me {
        paths::People.to_string()
    } else {
        paths::Caregiver(delegation.id).to_string()
    };
    let crumb = if delegation.by_me {
        PeopleWords(frame.language).patients_title().to_owned()
    } else {
        delegation.name.clone()
    };
    view! {
        <DocumentTitle text=title.clone()/>
        <div class="max-inline-[46rem] mx-auto">
            {problem_in_query().map(|problem| view! { <ProblemBox problem/> })}
            <Crumb href=back.clone() words=crumb/>
            <div class="grid gap-4 mbs-4 mbe-8">
                <h1 tabindex="-1">{title}</h1>
                <p class=LEAD>{w.lead()}</p>
            </div>
            <div class="grid gap-4 min-[46rem]:grid-cols-2">
                <section class=format!("{HALF} border-bs-ink") aria-labelledby="stops">
                    <h2 id="stops" class="text-h3 mbe-3">{w.stops()}</h2>
                    <Ticks lines=stops mark=Icon::Square/>
                </section>
                <section
                    class=format!("{HALF} [border-block-start-style:dashed] border-bs-edge")
                    aria-labelledby="goes-on"
                >
                    <h2 id="goes-on" class="text-h3 mbe-3">{w.goes_on()}</h2>
                    <ul class=TICKS>
                        {goes_on
                            .into_iter()
                            .map(|(icon, text)| {
                                view! {
                                    <li class=TICK>
                                        <Glyph icon class="mbs-[0.15em]"/>
                                        <span><Rich text/></span>
                                    </li>
                                }
                            })
                            .collect_view()}
                    </ul>
                </section>
            </div>
            <p class=format!("{NOTE} mbs-6") data-tells>{tells}</p>
            <form class="mbs-6" method="post" action=EndDelegation::url()>
                <input type="hidden" name="delegation" value=delegation.id.to_string()/>
                <div class="grid grid-cols-2 gap-3 items-stretch">
                    <a class=BUTTON href=back.clone()>{keep}</a>
                    <button class=BUTTON_END>{yes}</button>
                </div>
            </form>
            {(!delegation.by_me)
                .then(|| {
                    view! {
                        <p class="mbs-6 text-small">{w.less()}" "<a href=back>{w.change_it()}</a>"."</p>
                    }
                })}
        </div>
    }
}
