//! The sentence of one event: short beside its time, or whole, as evidence.

mod account;
mod hospital;
mod kinds;
mod sentences;

use domain::{
    audit::{AuditAction, Outcome, Statement},
    decision::Reason,
    language::Language,
    zone::Zone,
};

pub use sentences::StatementWords;

use super::{activity::ReasonWords, dates, purposes::purpose, text};

/// How much of the sentence is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// Beside its day and time.
    Short,
    /// As evidence: with the moment, the number of items, and the consent.
    Whole,
}

/// The sentence of a statement.
pub fn sentence(language: Language, zone: &Zone, statement: &Statement, told: Told) -> String {
    Teller {
        language,
        zone,
        statement,
        told,
        words: StatementWords(language),
    }
    .tell()
}

struct Teller<'a> {
    language: Language,
    /// The reader's.
    zone: &'a Zone,
    statement: &'a Statement,
    told: Told,
    words: StatementWords,
}

impl Teller<'_> {
    fn tell(&self) -> String {
        let told = self.sentence();
        match &self.statement.facts.app {
            // The name of an app stays as it is spelled.
            Some(app) if told.starts_with(app.as_str()) => told,
            _ => text::capital(&told),
        }
    }

    fn sentence(&self) -> String {
        let (w, app, who, when) = (self.words, self.app(), self.who(), self.when());
        let done = self.statement.outcome == Outcome::Done;
        match self.statement.action {
            AuditAction::RecordRead | AuditAction::RecordSearched => self.look(),
            AuditAction::ConsentRequested => match &self.statement.facts.subject {
                Some(person) => w.asked_of(app, person, when),
                None if self.is_sign_in() => w.asked_who(app, when),
                None => w.asked(app, when),
            },
            AuditAction::ConsentDenied => w.said_no(who, app, when),
            AuditAction::ConsentGiven if done => self.given(),
            AuditAction::ConsentNarrowed if done => w.less(who, app, when),
            AuditAction::ConsentRenewed if done => w.again(who, app, when),
            AuditAction::ConsentConfirmed if done => w.confirmed(who, app, when),
            AuditAction::ConsentRevoked if done => w.stopped(who, app, when),
            AuditAction::ConsentGiven
            | AuditAction::ConsentNarrowed
            | AuditAction::ConsentRenewed
            | AuditAction::ConsentConfirmed
            | AuditAction::ConsentRevoked => w.not_done(who, app, when),
            AuditAction::ConsentSuspended => w.on_hold(app, when),
            AuditAction::AppConnected if done && self.is_sign_in() => w.told_who(app, when),
            AuditAction::AppConnected if done => w.connected(app, when),
            AuditAction::AppConnected => w.connect_refused(app, when),
            AuditAction::TokenRefreshed if done => w.refreshed(app, when),
            AuditAction::TokenRefreshed => w.refresh_refused(app, when),
            AuditAction::GrantEnded => match self.statement.reasons.first() {
                Some(Reason::ClientSuspended) => w.disconnected_by_hospital(app, when),
                Some(Reason::TokenInvalid) => w.disconnected_by_replay(app, when),
                _ => w.disconnected(app, when),
            },
            AuditAction::SignIn if done => w.signed_in(who, when),
            AuditAction::SignIn => w.sign_in_refused(when),
            AuditAction::SignOut => w.signed_out(who, when),
            AuditAction::RecordsImported => w.imported(self.items(), when),
            AuditAction::ClientRegistered => w.app_list(when),
            AuditAction::ClientReviewed => match self.statement.reasons.first() {
                Some(Reason::ClientSuspended) => w.app_suspended(app, when),
                Some(Reason::AppNotVerified) => w.app_unchecked(app, when),
                _ => w.app_reviewed(app, when),
            },
            AuditAction::StaffAdded | AuditAction::RoleChanged => w.staff(when),
            AuditAction::KeysRotated | AuditAction::KeysWrapped => w.keys(when),
            AuditAction::AuditExported => w.log_printed(when),
            AuditAction::AuditVerified => w.log_checked(when),
            AuditAction::SchemaMigrated => w.updated(when),
            AuditAction::DatabaseCopied => w.backed_up(when),
            AuditAction::IdentityProved if done => w.proved(who, when),
            AuditAction::IdentityProved => w.prove_refused(when),
            AuditAction::RecordViewed if done => w.viewed(who, self.kinds(), self.items(), when),
            AuditAction::RecordViewed => w.view_refused(who, self.kinds(), when),
            AuditAction::RecordExported if done => {
                w.exported(who, self.kinds(), self.items(), when)
            }
            AuditAction::RecordExported => w.export_refused(who, when),
            AuditAction::PasskeyAdded
            | AuditAction::PasskeyRenamed
            | AuditAction::PasskeyRemoved
            | AuditAction::PasskeyVouched
            | AuditAction::PasskeySuspended
            | AuditAction::SignInChosen
            | AuditAction::PasskeyKept
            | AuditAction::PasswordChanged
            | AuditAction::RecoveryCodesMade
            | AuditAction::AccountRecovered
            | AuditAction::RecoveryStopped
            | AuditAction::MailsMuted
            | AuditAction::SessionEnded
            | AuditAction::UpstreamLinked
            | AuditAction::UpstreamUnlinked => self.account(done),
            AuditAction::ActivationMade
            | AuditAction::ActivationWithdrawn
            | AuditAction::ActivationAnswered
            | AuditAction::AccountActivated
            | AuditAction::AccountLocked
            | AuditAction::AccountUnlocked
            | AuditAction::PasskeysReset
            | AuditAction::RecordWithdrawn
            | AuditAction::RecordsMerged
            | AuditAction::RecordMoved
            | AuditAction::RecordReadmitted => self.hospital(done),
            AuditAction::QuietModeChanged => w.quiet(who, when),
            AuditAction::InvitationSent
            | AuditAction::AccountOpened
            | AuditAction::InvitationWithdrawn
            | AuditAction::InvitationAccepted
            | AuditAction::InvitationDeclined
            | AuditAction::DelegationChanged
            | AuditAction::DelegationSuspended
            | AuditAction::DelegationEnded
            | AuditAction::MoreAsked
            | AuditAction::MoreDeclined
            | AuditAction::ActingBegan => self.help(done),
        }
    }

    /// A request for data is about some category; a sign-in to an app is about none.
    fn is_sign_in(&self) -> bool {
        self.statement.categories.is_empty()
    }

    /// What happened between a patient and a caregiver.
    fn help(&self, done: bool) -> String {
        let (w, who, caregiver, when) = (self.words, self.who(), self.caregiver(), self.when());
        match self.statement.action {
            AuditAction::ActingBegan if !done && self.statement.facts.subject.is_none() => {
                w.acting_refused(who, when)
            }
            AuditAction::AccountOpened if !done => w.account_refused(when),
            _ if !done => w.caregiver_not_done(who, caregiver, when),
            AuditAction::InvitationSent => w.invited(who, caregiver, when),
            AuditAction::AccountOpened => w.account_opened(caregiver, when),
            AuditAction::InvitationWithdrawn => w.took_back(who, caregiver, when),
            AuditAction::InvitationAccepted => w.accepted(caregiver, when),
            AuditAction::InvitationDeclined => w.declined(caregiver, when),
            AuditAction::DelegationSuspended => w.caregiver_on_hold(caregiver, when),
            AuditAction::DelegationEnded => w.caregiver_ended(who, caregiver, when),
            AuditAction::MoreAsked => w.more_asked(caregiver, when),
            AuditAction::MoreDeclined => w.more_declined(who, caregiver, when),
            AuditAction::ActingBegan => match &self.statement.facts.subject {
                Some(_) if self.statement.facts.actor.is_none() => w.acting_began_you(when),
                Some(person) => w.acting_began_of(caregiver, person, when),
                None => w.acting_began(caregiver, when),
            },
            _ => w.caregiver_changed(who, caregiver, when),
        }
    }

    fn caregiver(&self) -> String {
        let name = self.statement.facts.caregiver.clone();
        name.unwrap_or_else(|| self.words.a_caregiver().to_owned())
    }

    fn look(&self) -> String {
        let (w, app, kinds, when) = (self.words, self.app(), self.kinds(), self.when());
        match (
            self.statement.outcome,
            self.statement.reasons.first(),
            self.told,
        ) {
            (Outcome::Done, ..) if self.statement.count == Some(0) => {
                w.found_none(app, kinds, when, self.under())
            }
            (Outcome::Done, ..) => w.read(app, kinds, self.items(), when, self.under()),
            (Outcome::Failed, ..) | (Outcome::Refused, Some(Reason::Unavailable), _) => {
                w.failed(app, kinds, when)
            }
            (Outcome::Refused, Some(reason), Told::Whole) => {
                w.refused_because(app, kinds, when, ReasonWords(self.language).of(*reason))
            }
            (Outcome::Refused, ..) => w.refused(app, kinds, when),
        }
    }

    fn given(&self) -> String {
        let (w, app, who, when) = (self.words, self.app(), self.who(), self.when());
        if self.statement.categories.is_empty() {
            return w.said_yes(who, app, when);
        }
        let under = match (self.told, &self.statement.consent_code) {
            (Told::Whole, Some(code)) => w.under_code(code),
            _ => String::new(),
        };
        w.said_yes_to(who, app, self.kinds(), when, under)
    }

    fn app(&self) -> String {
        self.statement
            .facts
            .app
            .clone()
            .unwrap_or_else(|| self.words.an_app().to_owned())
    }

    fn who(&self) -> String {
        self.statement
            .facts
            .actor
            .clone()
            .unwrap_or_else(|| self.words.you().to_owned())
    }

    fn items(&self) -> String {
        match (self.told, self.statement.count) {
            (Told::Short, _) | (_, None) => String::new(),
            (Told::Whole, Some(1)) => self.words.one_item().to_owned(),
            (Told::Whole, Some(count)) => self.words.items(count),
        }
    }

    fn when(&self) -> String {
        match self.told {
            Told::Short => String::new(),
            Told::Whole => {
                self.words
                    .on(dates::moment(self.language, self.zone, self.statement.at))
            }
        }
    }

    fn under(&self) -> String {
        let Statement {
            consent_code,
            purpose: why,
            facts,
            ..
        } = self.statement;
        match (self.told, consent_code, facts.consent_given_at, *why) {
            (Told::Whole, Some(code), Some(given), Some(why)) => {
                let date = dates::day(self.language, self.zone.day(given));
                let noun = purpose(self.language, why).noun;
                // A caregiver reads of somebody else's decision.
                if facts.subject.is_some() || facts.caregiver.is_some() {
                    self.words.under_of(code, date, noun)
                } else {
                    self.words.under(code, date, noun)
                }
            }
            (Told::Whole, Some(code), ..) => self.words.under_code(code),
            _ => String::new(),
        }
    }
}

/// "12 items", beside the time of a short sentence.
pub fn items_note(language: Language, statement: &Statement) -> Option<String> {
    let look = matches!(
        statement.action,
        AuditAction::RecordRead
            | AuditAction::RecordSearched
            | AuditAction::RecordsImported
            | AuditAction::RecordViewed
            | AuditAction::RecordExported
    );
    let count = statement.count.filter(|_| look)?;
    Some(match language {
        Language::English => text::counted(count, "item", "items"),
        Language::Spanish => text::counted(count, "dato", "datos"),
    })
}
