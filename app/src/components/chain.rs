//! "Why could it look?": you said yes, it asked, we checked, we shared or did not. Codes come last.

use domain::{
    assurance::AuthenticationMethod,
    audit::{AuditAction, Outcome, Statement, StatementFacts},
    language::Language,
};
use leptos::prelude::*;

use super::{
    frame::use_frame,
    style::{SUMMARY, TECH, TECH_ROW},
};
use crate::{
    facts::activity::{Entry, Under},
    paths,
    words::{
        activity::{ChainWords, ReasonWords},
        categories, dates,
        purposes::purpose,
        statement::{Told, sentence},
    },
};

/// What stands behind an entry.
#[component]
pub fn Why(entry: Entry) -> impl IntoView {
    let frame = use_frame();
    let language = frame.language;
    let w = ChainWords(language);
    let statement = entry.statement.clone();
    let question = match (is_look(&statement), statement.outcome) {
        (true, Outcome::Done) => w.why(),
        (true, _) => w.why_no(),
        (false, _) => w.more(),
    };
    let hint = format!(
        " {}",
        sentence(language, &frame.zone, &statement, Told::Whole)
    );
    view! {
        <details>
            <summary class=SUMMARY>
                <span>{question}<span class="hush">{hint}</span></span>
            </summary>
            <div class="grid gap-3 ps-4.5 pbs-3 pbe-2 text-small">
                <p class="font-voice text-body leading-[1.45]">
                    {sentence(language, &frame.zone, &statement, Told::Whole)}
                </p>
                {is_look(&statement).then(|| view! { <Steps entry=entry.clone()/> })}
                <Codes entry/>
            </div>
        </details>
    }
}

fn is_look(statement: &Statement) -> bool {
    matches!(
        statement.action,
        AuditAction::RecordRead | AuditAction::RecordSearched
    )
}

#[component]
fn Steps(entry: Entry) -> impl IntoView {
    let language = use_frame().language;
    let Entry {
        statement, under, ..
    } = entry;
    view! {
        <ol class="chain grid my-2">
            {under.map(|under| view! { <SaidYes under facts=statement.facts.clone() language/> })}
            <Asked statement=statement.clone() language/>
            <Checked statement=statement.clone() under language/>
            <Shared statement language/>
        </ol>
    }
}

#[component]
fn Step(
    title: String,
    #[prop(optional, into)] text: String,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <li class="grid grid-cols-[1.75rem_1fr] gap-3 pbe-4 leading-[1.45]">
            <span>
                <b class="block">{title}</b>
                {text}
                {children.map(|children| children())}
            </span>
        </li>
    }
}

#[component]
fn SaidYes(under: Under, facts: StatementFacts, language: Language) -> impl IntoView {
    let frame = use_frame();
    let w = ChainWords(language);
    let when = dates::moment(language, &frame.zone, under.given).replace('~', "");
    let on = w
        .on_under(when, under.consent.code(), under.version)
        .replace('~', "");
    let how = match under.method {
        Some(AuthenticationMethod::Password) => w.with_password(),
        Some(AuthenticationMethod::Passkey) => w.with_passkey(),
        Some(AuthenticationMethod::Upstream) => w.with_upstream(),
        Some(AuthenticationMethod::RecoveryCode | AuthenticationMethod::EmailCode) => w.with_code(),
        None => "",
    };
    // A caregiver may have said it, or a caregiver reads of what the patient said.
    let (title, how) = match facts.caregiver.or(facts.subject) {
        Some(person) => (w.said_yes_by(person), ""),
        None => (w.you_said_yes().to_owned(), how),
    };
    let receipt = paths::ReceiptOf(under.consent, under.version).to_string();
    let receipt = under.method.is_some().then_some(receipt);
    view! {
        <Step title text=format!("{on} {how} ")>
            {receipt.map(|receipt| view! { <a href=receipt>{w.see_words()}</a> })}
        </Step>
    }
}

#[component]
fn Asked(statement: Statement, language: Language) -> impl IntoView {
    let w = ChainWords(language);
    let app = statement.facts.app.clone().unwrap_or_default();
    let kinds = categories::short_list(language, statement.categories.iter());
    let text = match statement.purpose {
        Some(why) => w.for_kinds_to(kinds, purpose(language, why).noun),
        None => w.for_kinds(kinds),
    };
    view! { <Step title=w.it_asked(app) text/> }
}

#[component]
fn Checked(statement: Statement, under: Option<Under>, language: Language) -> impl IntoView {
    let frame = use_frame();
    let w = ChainWords(language);
    let text = match (statement.reasons.first(), under) {
        (Some(reason), _) => w.stopped_at_rule(reason.rule(), ReasonWords(language).of(*reason)),
        (None, Some(under)) => {
            let ends = dates::day(language, frame.last_day(under.ends));
            w.it_covers(under.consent.code(), ends).replace('~', "")
        }
        (None, None) => String::new(),
    };
    view! { <Step title=w.we_checked().to_owned() text/> }
}

#[component]
fn Shared(statement: Statement, language: Language) -> impl IntoView {
    let w = ChainWords(language);
    let app = statement.facts.app.clone().unwrap_or_default();
    let (title, text) = match (statement.outcome, statement.count) {
        (Outcome::Done, Some(0)) => (
            w.we_shared_none().to_owned(),
            w.nothing_matched().to_owned(),
        ),
        (Outcome::Done, Some(1)) => (w.we_shared_one().to_owned(), w.wrote_down().to_owned()),
        (Outcome::Done, count) => (
            w.we_shared(count.unwrap_or_default()),
            w.wrote_down().to_owned(),
        ),
        (Outcome::Refused | Outcome::Failed, _) => {
            (w.we_shared_none().to_owned(), w.not_told_why(app))
        }
    };
    view! { <Step title text/> }
}

/// What an expert asks for: consent, trace number, type.
#[component]
fn Codes(entry: Entry) -> impl IntoView {
    let w = ChainWords(use_frame().language);
    let rows = [
        entry.under.map(|under| {
            (
                w.consent(),
                w.code_version(under.consent.code(), under.version),
            )
        }),
        Some((w.trace(), entry.trace.to_string())),
        entry
            .resource
            .map(|resource| (w.data_type(), resource.to_string())),
    ];
    view! { <Technical rows=rows.into_iter().flatten().collect()/> }
}

/// The third layer: names and codes, as they stand on the wire.
#[component]
pub fn Technical(rows: Vec<(&'static str, String)>) -> impl IntoView {
    view! {
        <dl class=TECH>
            {rows
                .into_iter()
                .map(|(name, value)| {
                    view! {
                        <div class=TECH_ROW>
                            <dt class="text-soft">{name}</dt>
                            <dd class="font-code text-[0.875rem] leading-[1.6] wrap-anywhere">{value}</dd>
                        </div>
                    }
                })
                .collect_view()}
        </dl>
    }
}
