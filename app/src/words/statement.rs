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
        on_hold(app, when) { "We put {app} on hold{when}. It sees nothing until you say yes.", "Pusimos {app} en pausa{when}. No ve nada hasta que usted diga que sí." }
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
        proved(who, when) { "{who} passed a sign-in check{when}.", "{who} pasó un control de entrada{when}." }
        prove_refused(when) { "Somebody did not pass a sign-in check{when}. Nothing changed.", "Alguien no pasó un control de entrada{when}. Nada cambió." }
        passkey_added(who, when) { "{who} added a passkey{when}.", "{who} puso una llave de acceso{when}." }
        passkey_renamed(who, when) { "{who} gave a passkey a new name{when}.", "{who} dio otro nombre a una llave de acceso{when}." }
        passkey_removed(who, when) { "{who} removed a passkey{when}.", "{who} quitó una llave de acceso{when}." }
        password_changed(who, when) { "{who} set a new password{when}.", "{who} puso una clave nueva{when}." }
        codes_made(who, when) { "{who} made new paper codes{when}.", "{who} hizo códigos de papel nuevos{when}." }
        recovered(who, when) { "{who} got back in another way{when}.", "{who} volvió a entrar de otra forma{when}." }
        session_ended(who, when) { "{who} signed out another device{when}.", "{who} cerró su cuenta en otro aparato{when}." }
        linked(who, when) { "{who} added the hospital sign-in{when}.", "{who} puso la entrada del hospital{when}." }
        unlinked(who, when) { "{who} took the hospital sign-in away{when}.", "{who} quitó la entrada del hospital{when}." }
        invited(who, helper, when) { "{who} invited {helper} to help{when}.", "{who} invitó a {helper} a ayudar{when}." }
        took_back(who, helper, when) { "{who} took back the invite to {helper}{when}.", "{who} retiró la invitación a {helper}{when}." }
        accepted(helper, when) { "{helper} said yes to helping{when}.", "{helper} dijo que sí a ayudar{when}." }
        declined(helper, when) { "{helper} said no to helping{when}.", "{helper} dijo que no a ayudar{when}." }
        helper_changed(who, helper, when) { "{who} changed what {helper} sees{when}.", "{who} cambió lo que ve {helper}{when}." }
        helper_on_hold(helper, when) { "We put {helper} on hold{when}.", "Pusimos a {helper} en pausa{when}." }
        helper_ended(who, helper, when) { "{who} stopped sharing with {helper}{when}.", "{who} dejó de compartir con {helper}{when}." }
        more_asked(helper, when) { "{helper} asked to see more, or for longer{when}.", "{helper} pidió ver más, o por más tiempo{when}." }
        more_declined(who, helper, when) { "{who} said no to more for {helper}{when}.", "{who} dijo que no a más para {helper}{when}." }
        acting_began(helper, when) { "{helper} opened your pages{when}.", "{helper} abrió sus páginas{when}." }
        viewed(who, kinds, items, when) { "{who} looked at {kinds}{items}{when}.", "{who} miró {kinds}{items}{when}." }
        view_refused(who, kinds, when) { "{who} tried to look at {kinds}{when}. We said no.", "{who} quiso mirar {kinds}{when}. Dijimos que no." }
        exported(who, kinds, items, when) { "{who} saved a copy of {kinds}{items}{when}.", "{who} guardó una copia de {kinds}{items}{when}." }
        export_refused(who, when) { "{who} tried to save a copy of the record{when}. We said no.", "{who} quiso guardar una copia del expediente{when}. Dijimos que no." }
        helper_not_done(who, helper, when) { "{who} tried to change the help of {helper}{when}. It did not work, and nothing changed.", "{who} quiso cambiar la ayuda de {helper}{when}. No se pudo, y nada cambió." }
        account_not_done(when) { "Somebody tried to change how you sign in{when}. It did not work.", "Alguien quiso cambiar cómo entra usted{when}. No pudo." }
        quiet(who, when) { "{who} changed quiet mode{when}.", "{who} cambió el modo discreto{when}." }
        a_helper { "A helper", "Una persona que ayuda" }
        you { "You", "Usted" }
        an_app { "An app", "Una app" }
        your(kinds) { "your {kinds}", "{kinds}" }
        of_other(person, kinds) { "{person}’s {kinds}", "{kinds} de {person}" }
        something { "part of your record", "parte de su expediente" }
        something_of(person) { "part of {person}’s record", "parte del expediente de {person}" }
        asked_of(app, person, when) { "{app} asked to see part of {person}’s record{when}.", "{app} pidió ver parte del expediente de {person}{when}." }
        under_of(code, date, purpose) { ", under consent {code} of {date} for {purpose}", ", con el permiso {code} del {date} para {purpose}" }
        acting_refused(who, when) { "{who} tried to open your pages{when}. We said no.", "{who} quiso abrir sus páginas{when}. Dijimos que no." }
        acting_began_you(when) { "You opened these pages{when}.", "Usted abrió estas páginas{when}." }
        acting_began_of(helper, person, when) { "{helper} opened {person}’s pages{when}.", "{helper} abrió las páginas de {person}{when}." }
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
            AuditAction::ConsentRequested => match &self.statement.facts.subject {
                Some(person) => w.asked_of(app, person, when),
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
            | AuditAction::PasswordChanged
            | AuditAction::RecoveryCodesMade
            | AuditAction::AccountRecovered
            | AuditAction::SessionEnded
            | AuditAction::UpstreamLinked
            | AuditAction::UpstreamUnlinked => self.account(done),
            AuditAction::QuietModeChanged => w.quiet(who, when),
            AuditAction::InvitationSent
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

    /// What happened to the ways of signing in.
    fn account(&self, done: bool) -> String {
        let (w, who, when) = (self.words, self.who(), self.when());
        match self.statement.action {
            _ if !done => w.account_not_done(when),
            AuditAction::PasskeyAdded => w.passkey_added(who, when),
            AuditAction::PasskeyRenamed => w.passkey_renamed(who, when),
            AuditAction::PasskeyRemoved => w.passkey_removed(who, when),
            AuditAction::PasswordChanged => w.password_changed(who, when),
            AuditAction::RecoveryCodesMade => w.codes_made(who, when),
            AuditAction::SessionEnded => w.session_ended(who, when),
            AuditAction::UpstreamLinked => w.linked(who, when),
            AuditAction::UpstreamUnlinked => w.unlinked(who, when),
            _ => w.recovered(who, when),
        }
    }

    /// What happened between a patient and a caregiver.
    fn help(&self, done: bool) -> String {
        let (w, who, helper, when) = (self.words, self.who(), self.helper(), self.when());
        match self.statement.action {
            AuditAction::ActingBegan if !done && self.statement.facts.subject.is_none() => {
                w.acting_refused(who, when)
            }
            _ if !done => w.helper_not_done(who, helper, when),
            AuditAction::InvitationSent => w.invited(who, helper, when),
            AuditAction::InvitationWithdrawn => w.took_back(who, helper, when),
            AuditAction::InvitationAccepted => w.accepted(helper, when),
            AuditAction::InvitationDeclined => w.declined(helper, when),
            AuditAction::DelegationSuspended => w.helper_on_hold(helper, when),
            AuditAction::DelegationEnded => w.helper_ended(who, helper, when),
            AuditAction::MoreAsked => w.more_asked(helper, when),
            AuditAction::MoreDeclined => w.more_declined(who, helper, when),
            AuditAction::ActingBegan => match &self.statement.facts.subject {
                Some(_) if self.statement.facts.actor.is_none() => w.acting_began_you(when),
                Some(person) => w.acting_began_of(helper, person, when),
                None => w.acting_began(helper, when),
            },
            _ => w.helper_changed(who, helper, when),
        }
    }

    fn helper(&self) -> String {
        let name = self.statement.facts.helper.clone();
        name.unwrap_or_else(|| self.words.a_helper().to_owned())
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
        let subject = self.statement.facts.subject.as_deref();
        if kinds.is_empty() {
            subject.map_or_else(
                || self.words.something().to_owned(),
                |person| self.words.something_of(person),
            )
        } else if let Some(person) = subject {
            self.words.of_other(person, kinds)
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
                let noun = purpose(self.language, why).noun;
                // A caregiver reads of somebody else's decision.
                if facts.subject.is_some() || facts.helper.is_some() {
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
