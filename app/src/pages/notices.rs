//! What the person was told, newest first, and which mails they get.

use domain::notice::NoticeKind;
use leptos::prelude::*;
use server_fn::ServerFn;

use super::{in_query, open, problem_in_query};
use crate::{
    api::notices::{ChooseMails, MarkNoticesRead},
    components::{
        acting::OwnPage,
        chip::MarkChip,
        field::ProblemBox,
        frame::use_frame,
        icon::{Glyph, Icon},
        layout::{Around, DocumentTitle, Tab},
        opened::opened,
        proof::ProofFields,
        rich::Rich,
        style::{BUTTON, BUTTON_MAIN, LEAD, NOTE, OPENING, RULE_HEAD},
    },
    facts::{
        notices::{NoticesPage as Facts, Told},
        proof::RequiredProof,
    },
    words::{
        apps::AppsWords,
        dates,
        facts::length,
        notices::{Place, Zones, news, page::NoticePageWords, place},
    },
};

#[component]
pub fn NoticesPage() -> impl IntoView {
    let page = Resource::new_blocking(|| (), |()| open::notices());
    opened(page, Around::Portal(Tab::Notices), |facts| {
        view! { <Everything facts/> }.into_any()
    })
}

#[component]
pub(crate) fn Everything(facts: Facts) -> impl IntoView {
    let w = NoticePageWords(use_frame().language);
    let Facts {
        told,
        more,
        kept_days,
        mails,
        proof,
    } = facts;
    let shown = told.len();
    let saved = in_query("saved").is_some();
    view! {
        <DocumentTitle text=w.title()/>
        {problem_in_query().map(|problem| view! { <ProblemBox problem/> })}
        {saved.then(|| view! { <Saved/> })}
        <div class=OPENING>
            <h1 tabindex="-1">{w.title()}</h1>
            <p class=LEAD>{w.lead()}</p>
            <OwnPage/>
        </div>
        <section class="max-inline-[46rem]" aria-labelledby="told">
            <h2 id="told" class="hush">{w.title()}</h2>
            {if told.is_empty() {
                view! { <p class="text-soft max-inline-measure">{w.none()}</p> }.into_any()
            } else {
                view! {
                    <ReadAll told=told.clone()/>
                    <ol class="rule-bs">
                        {told.into_iter().map(|one| view! { <Row told=one/> }).collect_view()}
                    </ol>
                }
                    .into_any()
            }}
            {more.then(|| view! { <p class=format!("{NOTE} mbs-4")>{w.newest_only(shown)}</p> })}
            {kept_days
                .map(|days| {
                    view! { <p class=format!("{NOTE} mbs-4")>{w.go_after(length(w.0, days))}</p> }
                })}
        </section>
        <Mails mails proof/>
    }
}

/// Says that the mails were chosen, once, where the focus is.
#[component]
fn Saved() -> impl IntoView {
    let w = NoticePageWords(use_frame().language);
    view! {
        <p
            class="flex items-center gap-3 px-6 py-4 mbe-8 rounded-control border-s-4 border-accent bg-accent-soft"
            role="status"
            tabindex="-1"
            autofocus
        >
            <Glyph icon=Icon::Check/>
            {w.saved()}
        </p>
    }
}

/// How many are new, and the button that makes them old.
#[component]
fn ReadAll(told: Vec<Told>) -> impl IntoView {
    let w = NoticePageWords(use_frame().language);
    let new = told.iter().filter(|one| one.unread).count();
    let newest = told.first().map(|one| one.at.to_rfc3339());
    let said = match new {
        0 => w.all_read().to_owned(),
        1 => w.one_new().to_owned(),
        n => w.unseen(n),
    };
    view! {
        <div class="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 mbe-6">
            <p class="text-small text-soft">{said}</p>
            {newest
                .filter(|_| new > 0)
                .map(|newest| {
                    view! {
                        <form method="post" action=MarkNoticesRead::url()>
                            <input type="hidden" name="up_to" value=newest/>
                            <button class=BUTTON>{w.mark_all()}</button>
                        </form>
                    }
                })}
        </div>
    }
}

#[component]
fn Row(told: Told) -> impl IntoView {
    let frame = use_frame();
    let language = use_frame().language;
    let w = NoticePageWords(language);
    let zones = Zones {
        reader: &frame.zone,
        hospital: &frame.hospital_zone,
    };
    let said = news(language, zones, told.kind, &told.facts, told.at).said();
    let goes_on = place(told.kind, &told.facts).map(|place| {
        let words = match (place, &told.facts.app) {
            (Place::App(_), Some(app)) => AppsWords(language).look_at(app),
            (Place::App(_), None) => w.look().to_owned(),
            (Place::Home, _) => w.to_home().to_owned(),
            (Place::People, _) => w.to_people().to_owned(),
            (Place::Security, _) => w.to_security().to_owned(),
            (Place::Privacy, _) => w.to_privacy().to_owned(),
        };
        (place.href(), words)
    });
    view! {
        <li class="grid grid-cols-[2.5rem_1fr] gap-x-4 py-4 rule-be" data-notice=told.kind.key()>
            <span class="grid place-items-center size-10 rounded-full border-(length:--edge-control) border-solid bg-surface border-edge text-ink">
                <Glyph icon=icon(told.kind) class="size-[1.15rem]"/>
            </span>
            <div class="min-inline-0 grid gap-1 justify-items-start">
                <p class="font-voice text-lead leading-[1.45] max-inline-[36rem]"><Rich text=said/></p>
                <p class="flex flex-wrap items-center gap-x-3 gap-y-1 text-note text-soft">
                    {told.unread.then(|| view! { <MarkChip icon=Icon::Dot words=w.mark_new() key="new"/> })}
                    {dates::moment(language, &frame.zone, told.at)}
                </p>
                {goes_on.map(|(href, words)| view! { <a class="text-small" href=href>{words}</a> })}
            </div>
        </li>
    }
}

const fn icon(kind: NoticeKind) -> Icon {
    match kind {
        NoticeKind::AppConnected => Icon::Apps,
        NoticeKind::FirstRead | NoticeKind::BreakGlass => Icon::Eye,
        NoticeKind::ConsentEndsSoon
        | NoticeKind::ConsentOnHold
        | NoticeKind::DelegationEndsSoon
        | NoticeKind::AgeEventAhead => Icon::Clock,
        NoticeKind::ConsentEnded
        | NoticeKind::AppSuspended
        | NoticeKind::DelegationEnded
        | NoticeKind::InvitationWithdrawn => Icon::Square,
        NoticeKind::Invited
        | NoticeKind::Activation
        | NoticeKind::MoreAsked
        | NoticeKind::SignInCode => Icon::Letter,
        NoticeKind::InvitationAccepted | NoticeKind::DelegationChanged => Icon::Check,
        NoticeKind::InvitationDeclined | NoticeKind::MoreDeclined => Icon::Cross,
        NoticeKind::RecordExported | NoticeKind::PrivacyNoticeChanged => Icon::Document,
        NoticeKind::RecordMerged | NoticeKind::RecordMoved => Icon::Records,
        NoticeKind::PasskeyAdded
        | NoticeKind::PasskeyRemoved
        | NoticeKind::PasskeyKept
        | NoticeKind::RecoveryCodesMade
        | NoticeKind::UpstreamUnlinked
        | NoticeKind::MailsMuted
        | NoticeKind::PasswordChanged
        | NoticeKind::AccountRecovered
        | NoticeKind::AccountActivated
        | NoticeKind::AddressInUse
        | NoticeKind::AccountLocked
        | NoticeKind::AccountUnlocked
        | NoticeKind::SessionsEnded
        | NoticeKind::UpstreamLinked
        | NoticeKind::SignInGuessed
        | NoticeKind::ReplayDetected => Icon::Key,
    }
}

/// The switches, and what has none.
#[component]
fn Mails(mails: Vec<(NoticeKind, bool)>, proof: Option<RequiredProof>) -> impl IntoView {
    let w = NoticePageWords(use_frame().language);
    let problem = problem_in_query();
    let (hospital, mails): (Vec<_>, Vec<_>) = mails
        .into_iter()
        .partition(|(kind, _)| *kind == NoticeKind::PrivacyNoticeChanged);
    let (apps, caregivers): (Vec<_>, Vec<_>) = mails.into_iter().partition(|(kind, _)| {
        matches!(
            kind,
            NoticeKind::AppConnected
                | NoticeKind::FirstRead
                | NoticeKind::ConsentEndsSoon
                | NoticeKind::ConsentEnded
                | NoticeKind::ConsentOnHold
                | NoticeKind::AppSuspended
        )
    });
    view! {
        <section class="mbs-section max-inline-[46rem]" aria-labelledby="mails">
            <div class=RULE_HEAD>
                <h2 id="mails">{w.which_mails()}</h2>
            </div>
            <p class="text-soft mbe-6 max-inline-measure">
                {w.which_hint()} " " {w.list_stays()}
            </p>
            <form method="post" action=ChooseMails::url() autocomplete="off" class="grid gap-8">
                <Switches name=w.about_apps() mails=apps/>
                <Switches name=w.about_caregivers() mails=caregivers/>
                <Switches name=w.about_hospital() mails=hospital/>
                <p class="text-soft">{w.off_needs_proof()}</p>
                {proof.map(|asked| view! { <ProofFields asked problem/> })}
                <p>
                    <button class=BUTTON_MAIN>{w.save()}</button>
                </p>
            </form>
            <Always/>
        </section>
    }
}

#[component]
fn Switches(name: &'static str, mails: Vec<(NoticeKind, bool)>) -> impl IntoView {
    let w = NoticePageWords(use_frame().language);
    view! {
        <fieldset>
            <legend class="font-strong text-body mbe-2">{name}</legend>
            <div class="grid gap-x-8 md:grid-cols-2">
                {mails
                    .into_iter()
                    .map(|(kind, on)| {
                        view! {
                            <label
                                class="grid grid-cols-[auto_1fr] items-center gap-3 py-2 min-block-target cursor-pointer"
                                for=kind.key()
                            >
                                <input
                                    class="switch"
                                    type="checkbox"
                                    id=kind.key()
                                    name="mail[]"
                                    value=kind.key()
                                    checked=on
                                />
                                <span class="text-small">{w.of(kind)}</span>
                            </label>
                        }
                    })
                    .collect_view()}
            </div>
        </fieldset>
    }
}

/// What always comes, and why.
#[component]
fn Always() -> impl IntoView {
    let w = NoticePageWords(use_frame().language);
    let always = NoticeKind::ALL
        .iter()
        .filter(|kind| kind.is_always_sent() && kind.is_written())
        .map(|kind| view! { <li>{w.of(*kind)}</li> });
    view! {
        <section class="mbs-8" aria-labelledby="always">
            <h3 id="always" class="font-ui font-strong text-body tracking-normal">{w.always()}</h3>
            <p class="text-small text-soft mbs-1 mbe-3">{w.always_why()}</p>
            <ul class="grid gap-x-8 gap-y-1 text-small list-disc ps-5 md:grid-cols-2">
                {always.collect_view()}
            </ul>
        </section>
    }
}
