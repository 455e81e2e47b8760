//! The sentence of one event: short beside its time, or whole, as evidence.

use domain::{
    audit::{AuditAction, Outcome, Statement},
    decision::Reason,
    language::Language,
};

use super::{activity::ReasonWords, categories, dates, purposes::purpose, text, words};

words! {
    /// One sentence per thing that can happen. `{when}` and `{under}` are empty in the short form.
    StatementWords {
        read(app, kinds, items, when, under) { "{app} read {kinds}{items}{when}{under}.", "{app} leyó {kinds}{items}{when}{under}." }
        found_none(app, kinds, when, under) { "{app} looked for {kinds} and found none{when}{under}.", "{app} buscó {kinds} y no halló nada{when}{under}." }
        refused(app, kinds, when) { "{app} asked for {kinds}{when}. We said no.", "{app} pidió {kinds}{when}. Dijimos que no." }
        refused_because(app, kinds, when, why) { "{app} asked for {kinds}{when}. We said no: {why}", "{app} pidió {kinds}{when}. Dijimos que no: {why}" }
        failed(app, kinds, when) { "{app} asked for {kinds}{when}. We could not check, so we shared nothing.", "{app} pidió {kinds}{when}. No pudimos revisar, así que no compartimos nada." }
        asked(app, when) { "{app} asked to see part of your record{when}.", "{app} pidió ver parte de su expediente{when}." }
        said_yes(who, app, when) { "{who} said yes to {app}{when}.", "{who} dijo que sí a {app}{when}." }
        said_yes_to(who, app, kinds, when, under) { "{who} said yes to {app}{when}. It may see {kinds}{under}.", "{who} dijo que sí a {app}{when}. Puede ver {kinds}{under}." }
        said_no(who, app, when) { "{who} said no to {app}{when}. It sees nothing.", "{who} dijo que no a {app}{when}. No ve nada." }
        less(who, app, when) { "{who} let {app} see less{when}.", "{who} dejó que {app} vea menos{when}." }
        again(who, app, when) { "{who} changed what {app} sees{when}.", "{who} cambió lo que ve {app}{when}." }
        on_hold(app, when) { "We put {app} on hold{when}. It sees nothing until you say yes.", "Pusimos {app} en pausa{when}. No ve nada hasta que diga que sí." }
        confirmed(who, app, when) { "{who} said yes to {app} again{when}.", "{who} dijo que sí a {app} otra vez{when}." }
        stopped(who, app, when) { "{who} stopped {app}{when}. It sees nothing more.", "{who} paró {app}{when}. No ve nada más." }
        not_done(who, app, when) { "{who} tried to change {app}{when}. It did not work, and nothing changed.", "{who} quiso cambiar {app}{when}. No se pudo, y nada cambió." }
        connected(app, when) { "{app} connected{when}. It can look now.", "{app} se conectó{when}. Ya puede mirar." }
        connect_refused(app, when) { "{app} tried to connect{when}. We said no.", "{app} quiso conectarse{when}. Dijimos que no." }
        refreshed(app, when) { "{app} got a new key{when}. It sees no more than before.", "{app} recibió otra llave{when}. No ve más que antes." }
        refresh_refused(app, when) { "{app} asked for a new key{when}. We said no.", "{app} pidió otra llave{when}. Dijimos que no." }
        disconnected(app, when) { "The connection of {app} ended{when}.", "La conexión de {app} terminó{when}." }
        signed_in(who, when) { "{who} signed in{when}.", "{who} entró a la cuenta{when}." }
        sign_in_refused(when) { "Somebody tried to sign in as you{when}. It did not work.", "Alguien quiso entrar como usted{when}. No pudo." }
        signed_out(who, when) { "{who} signed out{when}.", "{who} salió de la cuenta{when}." }
        imported(items, when) { "New records came in{items}{when}.", "Llegaron datos nuevos{items}{when}." }
        app_list(when) { "The hospital changed its list of apps{when}.", "El hospital cambió su lista de apps{when}." }
        app_reviewed(app, when) { "The hospital checked {app}{when}.", "El hospital revisó {app}{when}." }
        staff(when) { "The hospital changed who works with records{when}.", "El hospital cambió quién trabaja con expedientes{when}." }
        keys(when) { "The hospital changed the keys of this service{when}.", "El hospital cambió las llaves de este servicio{when}." }
        you { "You", "Usted" }
        an_app { "An app", "Una app" }
        your(kinds) { "your {kinds}", "{kinds}" }
        something { "part of your record", "parte de su expediente" }
        items(n) { " ({n} items)", " ({n} datos)" }
        one_item { " (1 item)", " (1 dato)" }
        on(date) { " on {date}", " el {date}" }
        under(code, date, purpose) { ", under consent {code} that you gave on {date} for {purpose}", ", con el permiso {code} que dio el {date} para {purpose}" }
        under_code(code) { ", under consent {code}", ", con el permiso {code}" }
    }
}

/// How much of the sentence is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// Beside its day and time.
    Short,
    /// As evidence: with the moment, the number of items, and the consent.
    Whole,
}

/// The sentence of a statement.
pub fn sentence(language: Language, statement: &Statement, told: Told) -> String {
    Teller {
        language,
        statement,
        told,
        words: StatementWords(language),
    }
    .tell()
}

struct Teller<'a> {
    language: Language,
    statement: &'a Statement,
    told: Told,
    words: StatementWords,
}

impl Teller<'_> {
    fn tell(&self) -> String {
        let (w, app, who, when) = (self.words, self.app(), self.who(), self.when());
        let done = self.statement.outcome == Outcome::Done;
        match self.statement.action {
            AuditAction::RecordRead | AuditAction::RecordSearched => self.look(),
            AuditAction::ConsentRequested => w.asked(app, when),
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
            AuditAction::AppConnected if done => w.connected(app, when),
            AuditAction::AppConnected => w.connect_refused(app, when),
            AuditAction::TokenRefreshed if done => w.refreshed(app, when),
            AuditAction::TokenRefreshed => w.refresh_refused(app, when),
            AuditAction::GrantEnded => w.disconnected(app, when),
            AuditAction::SignIn if done => w.signed_in(who, when),
            AuditAction::SignIn => w.sign_in_refused(when),
            AuditAction::SignOut => w.signed_out(who, when),
            AuditAction::RecordsImported => w.imported(self.items(), when),
            AuditAction::ClientRegistered => w.app_list(when),
            AuditAction::ClientReviewed => w.app_reviewed(app, when),
            AuditAction::StaffAdded => w.staff(when),
            AuditAction::KeysRotated => w.keys(when),
        }
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

    fn kinds(&self) -> String {
        let kinds = categories::short_list(self.language, self.statement.categories.iter());
        if kinds.is_empty() {
            self.words.something().to_owned()
        } else if kinds.starts_with("what ") {
            kinds
        } else {
            self.words.your(kinds)
        }
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
            Told::Whole => self
                .words
                .on(dates::moment(self.language, self.statement.at)),
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
                let date = dates::day(self.language, given.date_naive());
                self.words
                    .under(code, date, purpose(self.language, why).noun)
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
        AuditAction::RecordRead | AuditAction::RecordSearched | AuditAction::RecordsImported
    );
    let count = statement.count.filter(|_| look)?;
    Some(match language {
        Language::English => text::counted(count, "item", "items"),
        Language::Spanish => text::counted(count, "dato", "datos"),
    })
}
