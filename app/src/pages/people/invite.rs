//! Inviting somebody: who, what they can see, what they can do, until when. Nothing is ticked beforehand.

use domain::delegation::{Lasting, Relationship};
use leptos::prelude::*;
use server_fn::ServerFn;

use crate::{
    api::people::KeepInvite,
    components::{
        crumb::Crumb,
        field::{FieldError, ProblemBox, SelectField, TextField},
        frame::use_frame,
        layout::{Around, DocumentTitle, Tab},
        length::Pick,
        opened::opened,
        style::{ASIDE, BUTTON_MAIN, BUTTON_QUIET, LEAD, NOTE, SPLIT, WELL},
        tick::{AbilityTicks, KindTicks, TopicTicks},
    },
    facts::{
        PortalError,
        people::{InviteForm, InvitePage as Facts, InviteProblems},
    },
    pages::{open, problem_in_query},
    paths,
    words::{
        dates,
        frame::ProblemWords,
        people::{InviteWords, PeopleWords, relation_option},
    },
};

#[component]
pub fn InvitePage() -> impl IntoView {
    let page = Resource::new_blocking(|| (), |()| open::invite());
    opened(page, Around::Portal(Tab::People), |facts| {
        view! { <Form facts/> }.into_any()
    })
}

#[component]
pub(crate) fn Form(facts: Facts) -> impl IntoView {
    let language = use_frame().language;
    let (w, p) = (InviteWords(language), PeopleWords(language));
    let problem = problem_in_query();
    let Facts { ticks, form, quiet } = facts;
    let lacks = match problem {
        Some(PortalError::FormIncomplete) => form.read().err().unwrap_or_default(),
        _ => InviteProblems::default(),
    };
    let lines = wrong(w, lacks, problem);
    let email_wrong = lines
        .iter()
        .find(|(field, _)| *field == "email")
        .map(|(_, words)| *words);
    let limits = form.limits();
    view! {
        <DocumentTitle text=w.page_title()/>
        <Crumb href=paths::People.to_string() words=p.title()/>
        <div class="grid gap-4 mbs-4 mbe-12">
            {problem.map(|problem| view! { <InviteProblem problem lines/> })}
            <h1 tabindex="-1">{w.title()}</h1>
            <p class=LEAD>{w.lead()}</p>
        </div>
        <div class=SPLIT>
            <form
                method="post"
                action=KeepInvite::url()
                autocomplete="off"
                aria-label=w.page_title()
                class="grid gap-section min-inline-0"
            >
                <Who form=form.clone() lacks email_wrong/>
                <section aria-labelledby="see">
                    <h2 id="see" class="mbe-4">{w.see()}</h2>
                    <fieldset
                        class="min-inline-0"
                        id="share"
                        aria-describedby=lacks.share.then_some("share-error")
                    >
                        <legend class="hush">{w.kinds()}</legend>
                        {lacks.share.then(|| view! { <FieldError id="share-error".to_owned() error=w.kinds_wrong().to_owned()/> })}
                        <KindTicks ticks=ticks.clone() on=limits.categories/>
                    </fieldset>
                </section>
                <section aria-labelledby="sensitive">
                    <div class="edge-control rounded-card bg-surface pad-card">
                        <h2 id="sensitive">{w.sensitive()}</h2>
                        <p class="mbs-2 mbe-4 text-small text-soft">{w.sensitive_hint()}</p>
                        <fieldset class="min-inline-0">
                            <legend class="hush">{w.sensitive_legend()}</legend>
                            <TopicTicks topics=ticks.topics on=limits.topics/>
                        </fieldset>
                    </div>
                </section>
                <section aria-labelledby="can">
                    <h2 id="can" class="mbe-4">{w.can()}</h2>
                    <fieldset
                        class="min-inline-0"
                        id="abilities"
                        aria-describedby=lacks.can.then_some("can-error")
                    >
                        <legend class="hush">{w.can_legend()}</legend>
                        {lacks.can.then(|| view! { <FieldError id="can-error".to_owned() error=w.can_wrong().to_owned()/> })}
                        <AbilityTicks on=limits.abilities/>
                    </fieldset>
                    <p class=format!("{NOTE} mbs-3")>{w.never()}</p>
                </section>
                <Until form lacks/>
                <section aria-labelledby="send">
                    <h2 id="send">{w.send()}</h2>
                    <p class="text-soft mbs-3 mbe-6">
                        {w.send_hint()}
                        {quiet.then(|| format!(" {}", w.quiet_mail()))}
                    </p>
                    <div class="flex flex-wrap gap-3">
                        <button class=BUTTON_MAIN data-keeps>{w.next()}</button>
                        <a class=BUTTON_QUIET href=paths::People.to_string()>{w.cancel()}</a>
                    </div>
                </section>
            </form>
            <How/>
        </div>
    }
}

/// Each field that is wrong, in the order of the page, with what is said beside it.
fn wrong(
    w: InviteWords,
    lacks: InviteProblems,
    problem: Option<PortalError>,
) -> Vec<(&'static str, &'static str)> {
    let about_email = problem.filter(|problem| {
        matches!(
            problem,
            PortalError::OwnAddress | PortalError::AlreadyCaregiver
        )
    });
    let email = about_email.map_or(w.email_wrong(), |problem| ProblemWords(w.0).of(problem));
    let fields = [
        (lacks.name, "name", w.name_wrong()),
        (lacks.email || about_email.is_some(), "email", email),
        (lacks.relationship, "relationship", w.relationship_wrong()),
        (lacks.share, "share", w.kinds_wrong()),
        (lacks.can, "abilities", w.can_wrong()),
        (lacks.months, "months", w.months_wrong()),
    ];
    let wrong = fields.into_iter().filter(|(wrong, ..)| *wrong);
    wrong.map(|(_, field, words)| (field, words)).collect()
}

/// One field with its own sentence is led to by that sentence; fields that lack something are listed.
#[component]
fn InviteProblem(problem: PortalError, lines: Vec<(&'static str, &'static str)>) -> impl IntoView {
    let said = ProblemWords(use_frame().language).of(problem);
    match lines.first().copied() {
        Some((field, words)) if words == said => view! { <ProblemBox problem field/> }.into_any(),
        _ => view! { <ProblemBox problem lines/> }.into_any(),
    }
}

#[component]
fn Who(
    form: InviteForm,
    lacks: InviteProblems,
    email_wrong: Option<&'static str>,
) -> impl IntoView {
    let language = use_frame().language;
    let w = InviteWords(language);
    let error = |is: bool, words: &str| is.then(|| words.to_owned());
    let relationships = Relationship::ALL.iter().map(|relationship| {
        (
            relationship.key().to_owned(),
            relation_option(language, *relationship).to_owned(),
        )
    });
    let options = [(String::new(), w.choose_one().to_owned())]
        .into_iter()
        .chain(relationships)
        .collect();
    view! {
        <section aria-labelledby="who">
            <h2 id="who" class="mbe-6">{w.who()}</h2>
            <div class="grid gap-6 max-inline-[30rem]">
                <TextField
                    id="name"
                    name="name"
                    label=w.name()
                    value=form.name
                    error=error(lacks.name, w.name_wrong())
                />
                <TextField
                    id="email"
                    name="email"
                    kind="email"
                    label=w.email()
                    hint=w.email_hint()
                    value=form.email
                    error=email_wrong.map(str::to_owned)
                />
                <SelectField
                    name="relationship"
                    label=w.relationship()
                    options
                    picked=form.relationship
                    error=error(lacks.relationship, w.relationship_wrong())
                />
            </div>
        </section>
    }
}

/// "6 months".
pub(super) fn months(w: InviteWords, lasting: Lasting) -> String {
    match lasting.months() {
        1 => w.month().to_owned(),
        n => w.months(n),
    }
}

#[component]
fn Until(form: InviteForm, lacks: InviteProblems) -> impl IntoView {
    let frame = use_frame();
    let w = InviteWords(frame.language);
    let picked = form
        .months
        .parse()
        .unwrap_or_else(|_| Lasting::USUAL.months());
    let pick = |n: &u8| {
        let lasting = Lasting::of_months(*n).unwrap_or(Lasting::USUAL);
        let ends = dates::day(frame.language, frame.last_day(lasting.ends_at(frame.now)));
        view! {
            <Pick name="months" value=n.to_string() words=months(w, lasting) hint=Some(ends) picked=*n == picked/>
        }
    };
    view! {
        <section aria-labelledby="until">
            <h2 id="until" class="mbe-6">{w.until()}</h2>
            <fieldset
                class="min-inline-0"
                id="months"
                aria-describedby=lacks.months.then_some("months-error")
            >
                <legend class="hush">{w.until_legend()}</legend>
                {lacks.months.then(|| view! { <FieldError id="months-error".to_owned() error=w.months_wrong().to_owned()/> })}
                <div class="grid gap-2 grid-cols-2">{Lasting::MONTHS.iter().map(pick).collect_view()}</div>
            </fieldset>
            <p class=format!("{NOTE} mbs-3")>{w.remind()}</p>
        </section>
    }
}

#[component]
fn How() -> impl IntoView {
    let w = InviteWords(use_frame().language);
    let steps = [
        (w.how_link(), w.how_link_more()),
        (w.how_code(), w.how_code_more()),
        (w.how_answer(), w.how_answer_more()),
        (w.how_look(), w.how_look_more()),
    ];
    view! {
        <aside class=ASIDE aria-labelledby="how">
            <div class=WELL>
                <h2 id="how" class="text-h3 mbe-6">{w.how()}</h2>
                <super::Steps steps=steps.to_vec()/>
            </div>
        </aside>
    }
}
