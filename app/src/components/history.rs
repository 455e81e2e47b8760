//! The history as sentences, one group per day.

use chrono::NaiveDate;
use domain::{
    audit::{AuditAction, Outcome, Statement},
    language::Language,
};
use leptos::prelude::*;

use super::{
    chain::Why,
    frame::use_frame,
    icon::{Glyph, Icon},
};
use crate::{
    facts::activity::Entry,
    words::{
        dates,
        statement::{Told, items_note, sentence},
    },
};

/// Entries, newest first, under their days.
#[component]
pub fn History(entries: Vec<Entry>) -> impl IntoView {
    let language = use_frame().language;
    view! {
        <ol class="grid gap-8">
            {by_day(entries)
                .into_iter()
                .map(|(day, entries)| {
                    view! {
                        <li>
                            <h3 class="font-ui font-strong text-small text-soft tracking-normal leading-[1.3] pbe-2 rule-be">
                                {dates::weekday(language, day)}
                            </h3>
                            <ul>
                                {entries.into_iter().map(|entry| view! { <Said entry/> }).collect_view()}
                            </ul>
                        </li>
                    }
                })
                .collect_view()}
        </ol>
    }
}

fn by_day(entries: Vec<Entry>) -> Vec<(NaiveDate, Vec<Entry>)> {
    let frame = use_frame();
    let mut days: Vec<(NaiveDate, Vec<Entry>)> = Vec::new();
    for entry in entries {
        let day = frame.day_of(entry.statement.at);
        match days.last_mut() {
            Some((last, of_day)) if *last == day => of_day.push(entry),
            _ => days.push((day, vec![entry])),
        }
    }
    days
}

/// One sentence, its time, and why it could happen.
#[component]
fn Said(entry: Entry) -> impl IntoView {
    let frame = use_frame();
    let language = frame.language;
    let statement = &entry.statement;
    let (icon, dot) = sign(statement);
    let note = meta(language, &entry);
    view! {
        <li
            class="grid grid-cols-[2.5rem_1fr] gap-x-4 py-4 rule-be"
            data-action=statement.action.key()
            data-outcome=statement.outcome.key()
        >
            <span class=format!(
                "grid place-items-center size-10 rounded-full border-(length:--edge-control) {dot}",
            )>
                <Glyph icon class="size-[1.15rem]"/>
            </span>
            <div class="min-inline-0">
                <p class="font-voice text-lead leading-[1.45] max-inline-[36rem]">
                    {sentence(language, &frame.zone, statement, Told::Short)}
                </p>
                <p class="text-note text-soft mbs-0.5 mbe-1">{note}</p>
                <Why entry=entry.clone()/>
            </div>
        </li>
    }
}

/// The icon and the dot of an entry: a look, a refusal, or a decision.
fn sign(statement: &Statement) -> (Icon, &'static str) {
    const LOOK: &str = "border-solid bg-accent-soft border-accent-line text-accent";
    const NO: &str = "border-dashed bg-surface border-on-problem text-on-problem";
    const PLAIN: &str = "border-solid bg-surface border-edge text-ink";
    if statement.outcome != Outcome::Done {
        return (Icon::EyeOff, NO);
    }
    match statement.action {
        AuditAction::RecordRead | AuditAction::RecordSearched | AuditAction::RecordViewed => {
            (Icon::Eye, LOOK)
        }
        AuditAction::ConsentGiven | AuditAction::ConsentConfirmed | AuditAction::ConsentRenewed => {
            (Icon::Yes, PLAIN)
        }
        AuditAction::ConsentDenied
        | AuditAction::InvitationDeclined
        | AuditAction::MoreDeclined => (Icon::Cross, PLAIN),
        AuditAction::ConsentRevoked
        | AuditAction::GrantEnded
        | AuditAction::DelegationEnded
        | AuditAction::ActivationWithdrawn
        | AuditAction::RecordWithdrawn
        | AuditAction::InvitationWithdrawn => (Icon::Square, PLAIN),
        AuditAction::ConsentNarrowed
        | AuditAction::InvitationAccepted
        | AuditAction::AccountOpened
        | AuditAction::AccountActivated
        | AuditAction::DelegationChanged
        | AuditAction::ActingBegan
        | AuditAction::QuietModeChanged => (Icon::Check, PLAIN),
        AuditAction::ConsentSuspended
        | AuditAction::DelegationSuspended
        | AuditAction::PasskeySuspended => (Icon::Clock, PLAIN),
        AuditAction::ConsentRequested
        | AuditAction::InvitationSent
        | AuditAction::ActivationMade
        | AuditAction::MoreAsked => (Icon::Letter, PLAIN),
        AuditAction::RecordExported => (Icon::Document, LOOK),
        AuditAction::RecordsImported
        | AuditAction::RecordReadmitted
        | AuditAction::RecordsMerged
        | AuditAction::RecordMoved => (Icon::Records, PLAIN),
        AuditAction::AppConnected
        | AuditAction::TokenRefreshed
        | AuditAction::SignIn
        | AuditAction::SignOut
        | AuditAction::ClientRegistered
        | AuditAction::ClientReviewed
        | AuditAction::StaffAdded
        | AuditAction::RoleChanged
        | AuditAction::KeysRotated
        | AuditAction::KeysWrapped
        | AuditAction::AuditExported
        | AuditAction::AuditVerified
        | AuditAction::SchemaMigrated
        | AuditAction::DatabaseCopied
        | AuditAction::IdentityProved
        | AuditAction::PasskeyAdded
        | AuditAction::PasskeyRenamed
        | AuditAction::PasskeyRemoved
        | AuditAction::PasskeyVouched
        | AuditAction::PasskeyKept
        | AuditAction::SignInChosen
        | AuditAction::RecoveryStopped
        | AuditAction::MailsMuted
        | AuditAction::PasswordChanged
        | AuditAction::RecoveryCodesMade
        | AuditAction::AccountRecovered
        | AuditAction::SessionEnded
        | AuditAction::ActivationAnswered
        | AuditAction::AccountLocked
        | AuditAction::AccountUnlocked
        | AuditAction::PasskeysReset
        | AuditAction::UpstreamLinked
        | AuditAction::UpstreamUnlinked => (Icon::Key, PLAIN),
    }
}

/// "18:40 · 12 items · C-7K3F".
fn meta(language: Language, entry: &Entry) -> String {
    let frame = use_frame();
    let statement = &entry.statement;
    let parts = [
        Some(dates::time(&frame.zone, statement.at)),
        items_note(language, statement),
        statement.consent_code.clone(),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
