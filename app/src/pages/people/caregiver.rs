//! One caregiver: what they can see and how to change that, what they ask for, and everything they did.

use domain::{
    delegation::{DelegationStatus, Lasting},
    ids::DelegationId,
};
use leptos::prelude::*;
use server_fn::ServerFn;

use super::invite::months;
use crate::{
    api::people::{ChangeCaregiver, DeclineAsk},
    components::{
        button::EndsLink,
        chip::DelegationChip,
        crumb::Crumb,
        delegation::{Face, WhoIsIt, how_it_ended},
        facts::Ticks,
        field::{ProblemBox, SelectField},
        frame::use_frame,
        history::History,
        icon::{Glyph, Icon},
        layout::{Around, DocumentTitle, Tab},
        opened::opened,
        rich::Rich,
        saved::Saved,
        style::{ASIDE, BUTTON, BUTTON_MAIN, CARD, NOTE, RULE_HEAD, SPLIT},
        tick::{AbilityTicks, KindTicks, TopicTicks},
    },
    facts::{
        PortalError,
        people::{CaregiverForm, CaregiverPage as Facts, DelegationFacts, MoreAsked},
    },
    pages::{id_in_path, in_query, open, problem_in_query},
    paths,
    words::{
        categories, dates,
        people::{CaregiverWords, DelegationPartWords, InviteWords, PeopleWords, sees, sees_any},
        seen, topics,
    },
};

#[component]
pub fn CaregiverPage() -> impl IntoView {
    let id = move || id_in_path::<DelegationId>("delegation");
    let page = Resource::new_blocking(id, |id| async move { open::caregiver(id?).await });
    opened(page, Around::Portal(Tab::People), |facts| {
        view! { <Caregiver facts/> }.into_any()
    })
}

#[component]
pub(crate) fn Caregiver(facts: Facts) -> impl IntoView {
    let language = use_frame().language;
    let (w, p) = (CaregiverWords(language), PeopleWords(language));
    let delegation = facts.delegation.clone();
    let first = delegation.first_name().to_owned();
    let saved = in_query("saved").map(|_| w.saved(&first));
    let declined = in_query("declined").map(|_| p.asked_is_declined().to_owned());
    let history = facts.history.clone();
    let over = delegation.is_over();
    view! {
        <DocumentTitle text=delegation.name.clone()/>
        {problem_in_query().map(|problem| view! { <ProblemBox problem/> })}
        {saved.or(declined).map(|text| view! { <Saved text/> })}
        <Head delegation=delegation.clone()/>
        <div class=SPLIT>
            <div class="grid gap-section min-inline-0">
                {facts.asked.clone().map(|asked| view! { <Asks asked/> })}
                {(!over).then(|| view! { <ChangeForm facts/> })}
                <section aria-labelledby="did">
                    <div class=RULE_HEAD><h2 id="did">{w.did(first)}</h2></div>
                    {if history.is_empty() {
                        view! { <p class="text-soft">{w.did_nothing()}</p> }.into_any()
                    } else {
                        view! { <History entries=history/> }.into_any()
                    }}
                </section>
            </div>
            <Beside delegation/>
        </div>
    }
}

#[component]
fn Head(delegation: DelegationFacts) -> impl IntoView {
    let frame = use_frame();
    let language = use_frame().language;
    let w = CaregiverWords(language);
    let first = delegation.first_name().to_owned();
    let date = dates::day(language, frame.last_day(delegation.until));
    let topics = (!delegation.limits.topics.is_empty()
        && delegation.topics_until < delegation.until)
        .then(|| {
            w.topics_end(dates::day(
                language,
                frame.last_day(delegation.topics_until),
            ))
        });
    let said = match delegation.status {
        DelegationStatus::NeedsReview => w.sees_nothing(&first),
        _ if delegation.is_over() => how_it_ended(&delegation, language),
        _ if !sees_any(delegation.limits) => w.acts_until(&first, date),
        _ => {
            let said = w.sees_until(&first, sees(language, delegation.limits), date);
            format!("{said} {}", topics.unwrap_or_default())
        }
    };
    view! {
        <Crumb href=paths::People.to_string() words=w.all_people()/>
        <div class="grid gap-4 mbs-4 mbe-12">
            <div class="flex flex-wrap items-center gap-x-4 gap-y-3">
                <Face name=delegation.name.clone()/>
                <div class="grow basis-72 min-inline-0">
                    <h1 tabindex="-1"><bdi>{delegation.name.clone()}</bdi></h1>
                    <WhoIsIt delegation=delegation.clone()/>
                </div>
                <DelegationChip status=delegation.status by_me=false language/>
            </div>
            <p class="font-voice text-[clamp(1.25rem,1.1rem+0.7vw,1.625rem)] leading-[1.45] max-inline-[44rem]">
                <Rich text=said.trim().to_owned()/>
            </p>
        </div>
    }
}

/// What the caregiver asks for, and the way to say no. Saying yes is the form below.
#[component]
fn Asks(asked: MoreAsked) -> impl IntoView {
    let frame = use_frame();
    let language = use_frame().language;
    let w = CaregiverWords(language);
    let first = crate::facts::frame::first_name(&asked.name).to_owned();
    let more = asked.more;
    let kinds = (!more.categories.is_empty())
        .then(|| w.asks_kinds(categories::short_list(language, more.categories.iter())));
    let sensitive =
        (!more.topics.is_empty()).then(|| w.asks_kinds(topics::short_list(language, more.topics)));
    let until = asked
        .until
        .map(|until| w.asks_until(dates::day(language, frame.last_day(until))));
    let lines: Vec<String> = [kinds, sensitive, until].into_iter().flatten().collect();
    view! {
        <section class=CARD aria-labelledby="asks" data-asks>
            <h2 id="asks" class="text-h3 mbe-3">{w.asks(&first)}</h2>
            <Ticks lines mark=Icon::Ask/>
            <p class="mbs-3 text-small text-soft">{w.to_say_yes()}</p>
            <form class="mbs-4" method="post" action=DeclineAsk::url()>
                <input type="hidden" name="delegation" value=asked.delegation.to_string()/>
                <button class=BUTTON>
                    <span>{w.say_no()}<span class="hush">{w.say_no_hint(first)}</span></span>
                </button>
            </form>
        </section>
    }
}

#[component]
fn ChangeForm(facts: Facts) -> impl IntoView {
    let frame = use_frame();
    let language = frame.language;
    let (w, i) = (CaregiverWords(language), InviteWords(language));
    let seen = seen::delegation(&facts.delegation, &frame);
    let Facts {
        delegation,
        ticks,
        form,
        ..
    } = facts;
    let first = delegation.first_name().to_owned();
    // After a form that lacked something, what was ticked in it; otherwise how it is.
    let lacked = problem_in_query() == Some(PortalError::NothingTicked);
    let form = form.filter(|_| lacked);
    let limits = form
        .as_ref()
        .map_or(delegation.limits, CaregiverForm::limits);
    let picked = form.map(|form| form.months).unwrap_or_default();
    let hint = if delegation.status == DelegationStatus::NeedsReview {
        w.review_hint()
    } else {
        w.change_hint()
    };
    let tells = if delegation.quiet {
        w.quiet(&first)
    } else {
        w.tells(&first)
    };
    view! {
        <section aria-labelledby="change">
            <h2 id="change">{w.change_title()}</h2>
            <p class="text-soft mbs-2 mbe-6">{hint}</p>
            <form
                method="post"
                action=ChangeCaregiver::url()
                autocomplete="off"
                aria-label=w.change_form(first)
                class="grid gap-8"
            >
                <input type="hidden" name="delegation" value=delegation.id.to_string()/>
                <input type="hidden" name="shown" value=seen/>
                <fieldset class="min-inline-0">
                    <legend class="font-strong mbe-2">{i.kinds()}</legend>
                    <KindTicks ticks=ticks.clone() on=limits.categories/>
                </fieldset>
                <fieldset class="min-inline-0 edge-control rounded-card bg-surface pad-card">
                    <legend class="hush">{i.sensitive_legend()}</legend>
                    <p class="font-strong">{i.sensitive()}</p>
                    <p class="mbs-1 mbe-4 text-small text-soft">{i.sensitive_hint()}</p>
                    <TopicTicks topics=ticks.topics on=limits.topics/>
                </fieldset>
                <fieldset class="min-inline-0">
                    <legend class="font-strong mbe-2">{i.can_legend()}</legend>
                    <AbilityTicks on=limits.abilities/>
                </fieldset>
                <EndsOn delegation picked/>
                <div>
                    <p class=format!("{NOTE} mbe-4")>{tells}</p>
                    <button class=BUTTON_MAIN>{w.save()}</button>
                </div>
            </form>
        </section>
    }
}

/// The end as now, or counted from today.
#[component]
fn EndsOn(delegation: DelegationFacts, picked: String) -> impl IntoView {
    let frame = use_frame();
    let language = frame.language;
    let (w, i) = (CaregiverWords(language), InviteWords(language));
    let as_now = w.as_now(dates::day(language, frame.last_day(delegation.until)));
    let lengths = Lasting::MONTHS
        .iter()
        .filter_map(|n| Lasting::of_months(*n).ok())
        .map(|lasting| {
            let date = dates::day(language, frame.last_day(lasting.ends_at(frame.now)));
            (
                lasting.months().to_string(),
                w.from_today(months(i, lasting), date),
            )
        });
    let options = [(String::new(), as_now)]
        .into_iter()
        .chain(lengths)
        .collect();
    view! {
        <div class="max-inline-[24rem]">
            <SelectField name="months" label=w.ends() options picked/>
        </div>
    }
}

#[component]
fn Beside(delegation: DelegationFacts) -> impl IntoView {
    let language = use_frame().language;
    let (w, p) = (CaregiverWords(language), DelegationPartWords(language));
    let code = delegation.id.code();
    view! {
        <aside class=ASIDE aria-label=w.aside()>
            {(!delegation.is_over())
                .then(|| {
                    view! {
                        <div class=CARD>
                            <h2 class="text-h3">{w.stop_title()}</h2>
                            <p class="mbs-2 mbe-4 text-small text-soft">{w.stop_hint()}</p>
                            <div class="grid">
                                <EndsLink
                                    href=paths::EndDelegation(delegation.id).to_string()
                                    words=p.stop()
                                    hint=p.stop_with(delegation.first_name())
                                />
                            </div>
                        </div>
                    }
                })}
            <ul class="grid gap-2 text-small">
                <li>
                    <a href=paths::DelegationReceipt(delegation.id).to_string()>
                        <Glyph icon=Icon::Document/>
                        " "
                        {w.receipt_for(code)}
                    </a>
                </li>
                {delegation
                    .is_over()
                    .then(|| {
                        view! {
                            <li><a href=paths::DelegationEnded(delegation.id).to_string()>{w.proof()}</a></li>
                        }
                    })}
            </ul>
        </aside>
    }
}
