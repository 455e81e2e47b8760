//! What a person is told: one headline for each kind of news, and what follows from it. The portal's list says both,
//! and a mail has the headline as its subject.

pub mod mail;
pub mod page;
mod place;
#[cfg(test)]
mod tests;

use domain::{
    Timestamp,
    language::Language,
    name::{AppName, PersonName},
    notice::{NoticeFacts, NoticeKind},
    zone::Zone,
};

pub use place::{Place, place};

use super::{dates, words};

words! {
    /// The news itself.
    NewsWords {
        an_app { "An app", "Una app" }
        somebody { "Somebody", "Alguien" }
        app_connected(app) { "{app} is connected.", "{app} está conectada." }
        app_connected_by(person, app) { "{person} connected {app}.", "{person} conectó {app}." }
        it_can_look { "It can look at what was ticked.", "Puede mirar lo que se marcó." }
        first_read(app) { "{app} looked at your record for the first time.", "{app} miró su expediente por primera vez." }
        each_look_is_there { "Each look is in Activity.", "Cada mirada está en Actividad." }
        ends_soon(app, date) { "{app} can look until ~{date}~.", "{app} puede mirar hasta el ~{date}~." }
        stops_by_itself { "Then it stops by itself.", "Después para sola." }
        can_no_longer_look(app) { "{app} can no longer look.", "{app} ya no puede mirar." }
        stopped_by(person) { "{person} stopped it.", "La paró {person}." }
        time_was_over(date) { "Its last day was ~{date}~.", "Su último día fue el ~{date}~." }
        on_hold(app) { "{app} is on hold.", "{app} está en pausa." }
        needs_your_ok { "It needs your OK before it can look again.", "Necesita su sí para volver a mirar." }
        app_suspended(app) { "The hospital stopped {app}.", "El hospital paró {app}." }
        it_sees_nothing { "It can see nothing now.", "Ahora no puede ver nada." }
        invited(person) { "{person} asks you to help with their record.", "{person} le pide ayuda con su expediente." }
        accepted(person) { "{person} said yes to your invite.", "{person} dijo que sí a su invitación." }
        can_act_now { "They can help with your record now.", "Ya puede ayudar con su expediente." }
        declined(person) { "{person} said no to your invite.", "{person} dijo que no a su invitación." }
        sees_nothing { "They see nothing.", "No ve nada." }
        withdrawn(person) { "{person} took back the invite to help.", "{person} retiró la invitación para ayudar." }
        changed(person) { "What {person} can do for you has changed.", "Cambió lo que {person} puede hacer por usted." }
        changed_for_you(person) { "{person} changed what you can do for them.", "{person} cambió lo que usted puede hacer." }
        does_less(person) { "{person} can do less for you now.", "{person} ya puede hacer menos por usted." }
        you_do_less(person) { "You can do less for {person} now.", "Usted ya puede hacer menos por {person}." }
        acts_until(person, date) { "{person} can help you until ~{date}~.", "{person} puede ayudarle hasta el ~{date}~." }
        you_act_until(person, date) { "You can help {person} until ~{date}~.", "Usted puede ayudar a {person} hasta el ~{date}~." }
        ends_by_itself { "Then it ends by itself.", "Después termina solo." }
        you_may_ask { "You can ask for more time.", "Puede pedir más tiempo." }
        acts_no_longer(person) { "{person} can no longer help with your record.", "{person} ya no puede ayudar con su expediente." }
        you_act_no_longer(person) { "You can no longer help {person}.", "Usted ya no puede ayudar a {person}." }
        age_ahead(date, person) { "From ~{date}~, {person} can do less for you.", "Desde el ~{date}~, {person} puede hacer menos por usted." }
        age_ahead_for_you(date, person) { "From ~{date}~, you can do less for {person}.", "Desde el ~{date}~, usted puede hacer menos por {person}." }
        because_of_age { "A birthday changes it.", "Un cumpleaños lo cambia." }
        age_did_it { "A birthday changed it.", "Un cumpleaños lo cambió." }
        more_asked(person) { "{person} asks to help more, or longer.", "{person} pide ayudar más, o más tiempo." }
        you_decide { "You decide. Until then nothing changes.", "Usted decide. Hasta entonces nada cambia." }
        more_declined(person) { "{person} said no to what you asked for.", "{person} dijo que no a lo que usted pidió." }
        nothing_changed { "Nothing has changed.", "Nada cambió." }
        guessed { "Somebody tried to sign in to your account many times.", "Alguien intentó entrar en su cuenta muchas veces." }
        your_devices_still_work { "New devices have to wait now. Those that you used before do not.", "Ahora un aparato nuevo tiene que esperar. Los que ya usó no esperan." }
        passkey_added { "A passkey was added to your account.", "Se añadió una llave de acceso a su cuenta." }
        passkey_removed { "A passkey was taken off your account.", "Se quitó una llave de acceso de su cuenta." }
        passkey_kept { "A passkey of your account works again.", "Una llave de acceso de su cuenta sirve otra vez." }
        codes_made { "New paper codes were made for your account.", "Se hicieron códigos de papel nuevos para su cuenta." }
        old_codes_end { "The old ones do not work any more.", "Los viejos ya no sirven." }
        upstream_unlinked { "Your hospital sign-in was taken off your account.", "La entrada de su hospital se quitó de su cuenta." }
        exported { "A copy of your record was saved.", "Se guardó una copia de su expediente." }
        exported_by(person) { "{person} saved a copy of your record.", "{person} guardó una copia de su expediente." }
        muted { "Some mails to you were turned off.", "Se apagaron unos correos para usted." }
        muted_more { "The list of notices still shows all of it.", "La lista de avisos todavía muestra todo." }
        password_changed { "Your password was changed.", "Su clave cambió." }
        others_signed_out { "We signed out your other browsers.", "Cerramos su cuenta en los otros navegadores." }
        recovered { "Your account has a new password.", "Su cuenta tiene una clave nueva." }
        recovery_waits { "Somebody asked for a new password for your account.", "Alguien pidió una clave nueva para su cuenta." }
        recovery_opens(date) { "It works from ~{date}~.", "Sirve desde el ~{date}~." }
        upstream_linked { "Your hospital sign-in was added to your account.", "La entrada de su hospital se añadió a su cuenta." }
        replayed(app) { "We cut off {app} to keep you safe.", "Cortamos {app} para cuidarle." }
        key_used_twice { "Its key was used in two places.", "Su llave se usó en dos lugares." }
        break_glass(person) { "{person} opened your record in an emergency.", "{person} abrió su expediente en una emergencia." }
        activation { "You can make your account now.", "Ya puede crear su cuenta." }
        activated { "Your account is open.", "Su cuenta está abierta." }
        activated_more { "It was made with a letter or a mail from the hospital.", "Se creó con una carta o un correo del hospital." }
        address_in_use { "Somebody wanted to make an account with your email.", "Alguien quiso crear una cuenta con su correo." }
        address_in_use_more { "You have one, so none was made. Was it you? Call us with your letter.", "Usted ya tiene una, así que no se creó otra. ¿Fue usted? Llámenos con su carta." }
        locked { "The hospital locked your account.", "El hospital bloqueó su cuenta." }
        locked_more { "Nobody can sign in now. Apps go on until they are stopped.", "Nadie puede entrar ahora. Las apps siguen hasta que se paren." }
        merged { "The hospital put two records of yours together.", "El hospital juntó dos expedientes suyos." }
        merged_more { "Apps and people you invited see nothing until you say yes again.", "Las apps y las personas que invitó no ven nada hasta su nuevo sí." }
        moved { "The hospital changed which record your account has.", "El hospital cambió el expediente de su cuenta." }
        moved_more { "What you shared from an old record has stopped.", "Lo que compartía de un expediente anterior paró." }
        unlocked { "The hospital unlocked your account.", "El hospital desbloqueó su cuenta." }
        unlocked_more { "You can sign in again.", "Ya puede entrar otra vez." }
        sessions_ended { "The hospital signed you out everywhere.", "El hospital cerró su cuenta en todas partes." }
        sessions_ended_more { "You can sign in again. Apps go on.", "Puede entrar otra vez. Las apps siguen." }
        privacy_changed { "Your hospital has a new privacy text.", "Su hospital tiene un texto nuevo de privacidad." }
        what_it_says { "It says what happens with your data.", "Dice qué pasa con sus datos." }
        code { "Your code for Sayso.", "Su código para Sayso." }
    }
}

/// What is told: the headline, and what follows from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct News {
    pub headline: String,
    pub more: Option<String>,
}

impl News {
    /// Both, as a person reads them in a list.
    pub fn said(self) -> String {
        match self.more {
            Some(more) => format!("{} {more}", self.headline),
            None => self.headline,
        }
    }
}

/// In whose days and hours something is told.
#[derive(Clone, Copy, Debug)]
pub struct Zones<'a> {
    pub reader: &'a Zone,
    /// What has an end ends with a day of the hospital's.
    pub hospital: &'a Zone,
}

impl<'a> Zones<'a> {
    /// For what leaves for a mailbox: where that is, nobody knows.
    pub const fn of_hospital(hospital: &'a Zone) -> Self {
        Self {
            reader: hospital,
            hospital,
        }
    }
}

/// The words for a notice of this kind. `told_at` is when it was written, for facts that lie ahead.
#[expect(clippy::too_many_lines, reason = "one arm a kind of notice")]
pub fn news(
    language: Language,
    zones: Zones<'_>,
    kind: NoticeKind,
    facts: &NoticeFacts,
    told_at: Timestamp,
) -> News {
    let w = NewsWords(language);
    let app = facts.app.as_ref().map_or(w.an_app(), AppName::as_str);
    let person = facts
        .person
        .as_ref()
        .map_or(w.somebody(), PersonName::as_str);
    // The one who is told helps somebody else.
    let patients = facts.subject.as_ref().map(PersonName::as_str);
    let at = facts.at.unwrap_or(told_at);
    let last_day = dates::day(language, zones.hospital.last_day(at));
    let day = dates::day(language, zones.reader.day(at));
    let age = facts.by_age.then(|| w.age_did_it().to_owned());
    let (headline, more) = match kind {
        NoticeKind::AppConnected => {
            let headline = match &facts.person {
                Some(person) => w.app_connected_by(person, app),
                None => w.app_connected(app),
            };
            (headline, Some(w.it_can_look().to_owned()))
        }
        NoticeKind::FirstRead => (w.first_read(app), Some(w.each_look_is_there().to_owned())),
        NoticeKind::ConsentEndsSoon => (
            w.ends_soon(app, last_day),
            Some(w.stops_by_itself().to_owned()),
        ),
        NoticeKind::ConsentEnded => {
            let why = match &facts.person {
                Some(person) => w.stopped_by(person),
                None => w.time_was_over(last_day),
            };
            (w.can_no_longer_look(app), Some(why))
        }
        NoticeKind::ConsentOnHold => (w.on_hold(app), Some(w.needs_your_ok().to_owned())),
        NoticeKind::AppSuspended => {
            let more = w.it_sees_nothing().to_owned();
            (w.app_suspended(app), Some(more))
        }
        NoticeKind::Invited => (w.invited(patients.unwrap_or(person)), None),
        NoticeKind::InvitationAccepted => (w.accepted(person), Some(w.can_act_now().to_owned())),
        NoticeKind::InvitationDeclined => (w.declined(person), Some(w.sees_nothing().to_owned())),
        NoticeKind::InvitationWithdrawn => (w.withdrawn(patients.unwrap_or(person)), None),
        NoticeKind::DelegationChanged => {
            let headline = match (patients, facts.by_age) {
                (Some(patients), true) => w.you_do_less(patients),
                (Some(patients), false) => w.changed_for_you(patients),
                (None, true) => w.does_less(person),
                (None, false) => w.changed(person),
            };
            (headline, age)
        }
        NoticeKind::DelegationEndsSoon => match patients {
            Some(patients) => (
                w.you_act_until(patients, last_day),
                Some(w.you_may_ask().to_owned()),
            ),
            None => (
                w.acts_until(person, last_day),
                Some(w.ends_by_itself().to_owned()),
            ),
        },
        NoticeKind::DelegationEnded => match patients {
            Some(patients) => (w.you_act_no_longer(patients), age),
            None => (w.acts_no_longer(person), age),
        },
        NoticeKind::AgeEventAhead => {
            let headline = match patients {
                Some(patients) => w.age_ahead_for_you(day, patients),
                None => w.age_ahead(day, person),
            };
            (headline, Some(w.because_of_age().to_owned()))
        }
        NoticeKind::MoreAsked => (w.more_asked(person), Some(w.you_decide().to_owned())),
        NoticeKind::MoreDeclined => {
            let who = patients.unwrap_or(person);
            (w.more_declined(who), Some(w.nothing_changed().to_owned()))
        }
        NoticeKind::PasskeyAdded => (w.passkey_added().to_owned(), None),
        NoticeKind::PasskeyRemoved => (w.passkey_removed().to_owned(), None),
        NoticeKind::PasskeyKept => (w.passkey_kept().to_owned(), None),
        NoticeKind::RecoveryCodesMade => {
            let more = w.old_codes_end().to_owned();
            (w.codes_made().to_owned(), Some(more))
        }
        NoticeKind::UpstreamUnlinked => (w.upstream_unlinked().to_owned(), None),
        NoticeKind::RecordExported => {
            let by = facts.person.as_ref();
            let headline = by.map_or_else(|| w.exported().to_owned(), |by| w.exported_by(by));
            (headline, None)
        }
        NoticeKind::MailsMuted => (w.muted().to_owned(), Some(w.muted_more().to_owned())),
        NoticeKind::PasswordChanged => {
            let more = w.others_signed_out().to_owned();
            (w.password_changed().to_owned(), Some(more))
        }
        NoticeKind::AccountRecovered if at > told_at => {
            let opens = w.recovery_opens(dates::breakable_moment(language, zones.reader, at));
            (w.recovery_waits().to_owned(), Some(opens))
        }
        NoticeKind::AccountRecovered => (w.recovered().to_owned(), None),
        NoticeKind::UpstreamLinked => (w.upstream_linked().to_owned(), None),
        NoticeKind::SignInGuessed => {
            let more = w.your_devices_still_work().to_owned();
            (w.guessed().to_owned(), Some(more))
        }
        NoticeKind::ReplayDetected => (w.replayed(app), Some(w.key_used_twice().to_owned())),
        NoticeKind::BreakGlass => (w.break_glass(person), None),
        NoticeKind::Activation => (w.activation().to_owned(), None),
        NoticeKind::AccountActivated => (
            w.activated().to_owned(),
            Some(w.activated_more().to_owned()),
        ),
        NoticeKind::AddressInUse => (
            w.address_in_use().to_owned(),
            Some(w.address_in_use_more().to_owned()),
        ),
        NoticeKind::AccountLocked => (w.locked().to_owned(), Some(w.locked_more().to_owned())),
        NoticeKind::AccountUnlocked => {
            (w.unlocked().to_owned(), Some(w.unlocked_more().to_owned()))
        }
        NoticeKind::SessionsEnded => (
            w.sessions_ended().to_owned(),
            Some(w.sessions_ended_more().to_owned()),
        ),
        NoticeKind::PrivacyNoticeChanged => {
            let more = w.what_it_says().to_owned();
            (w.privacy_changed().to_owned(), Some(more))
        }
        NoticeKind::RecordMerged => (w.merged().to_owned(), Some(w.merged_more().to_owned())),
        NoticeKind::RecordMoved => (w.moved().to_owned(), Some(w.moved_more().to_owned())),
        NoticeKind::SignInCode => (w.code().to_owned(), None),
    };
    News { headline, more }
}
