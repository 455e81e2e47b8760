//! The page of notices: what surrounds the list, and the names of what can be turned off.

use domain::notice::NoticeKind;

use crate::words::words;

words! {
    /// Around the list, and its settings.
    NoticePageWords {
        title { "Notices", "Avisos" }
        lead { "What we told you, newest first.", "Lo que le avisamos, lo más nuevo primero." }
        bell { "Notices", "Avisos" }
        bell_new(n) { "Notices, {n} new", "Avisos, {n} nuevos" }
        bell_one { "Notices, 1 new", "Avisos, 1 nuevo" }
        all_read { "You have read all of them.", "Ya leyó todos." }
        unseen(n) { "{n} are new.", "{n} son nuevos." }
        one_new { "1 is new.", "1 es nuevo." }
        mark_new { "New", "Nuevo" }
        mark_all { "Mark all as read", "Marcar todo como leído" }
        none { "Nothing yet. When something happens, it shows up here.", "Nada aún. Cuando algo pase, se verá aquí." }
        go_after(days) { "A notice goes after {days}.", "Un aviso se borra después de {days}." }
        newest_only(n) { "These are the newest {n}.", "Estos son los {n} más nuevos." }
        look { "Look at the app", "Ver la app" }
        to_home { "Go to the first page", "Ir a la primera página" }
        to_people { "Go to People", "Ir a Personas" }
        to_privacy { "Read the text", "Leer el texto" }
        to_security { "Go to Security", "Ir a Seguridad" }
        which_mails { "Which mails you get", "Qué correos recibe" }
        which_hint { "A mail has names and dates. It never says what is in a record.", "Un correo tiene nombres y fechas. Nunca dice qué hay en un expediente." }
        list_stays { "This list here shows all of it, also with a mail turned off.", "Esta lista muestra todo, también con un correo apagado." }
        about_apps { "Apps", "Apps" }
        about_caregivers { "People who help", "Personas que ayudan" }
        about_hospital { "The hospital", "El hospital" }
        always { "Always on", "Siempre encendidos" }
        always_why { "These guard your account, so we always send them.", "Estos cuidan su cuenta, así que siempre los mandamos." }
        off_needs_proof { "To turn a mail off, show that it is you. To turn one on, you need not.", "Para apagar un correo, muestre que es usted. Para encender uno, no hace falta." }
        save { "Save", "Guardar" }
        saved { "Saved.", "Guardado." }
        app_connected { "An app is connected", "Una app se conecta" }
        first_read { "An app looks for the first time", "Una app mira por primera vez" }
        consent_ends_soon { "An app stops soon", "Una app para pronto" }
        consent_ended { "An app has stopped", "Una app paró" }
        consent_on_hold { "An app is on hold", "Una app está en pausa" }
        app_suspended { "The hospital stops an app", "El hospital para una app" }
        invited { "An invite to help somebody", "Una invitación para ayudar" }
        accepted { "Somebody says yes to your invite", "Alguien dice que sí a su invitación" }
        declined { "Somebody says no to your invite", "Alguien dice que no a su invitación" }
        withdrawn { "An invite is taken back", "Se retira una invitación" }
        delegation_changed { "What a helper can do changes", "Cambia lo que alguien puede hacer" }
        delegation_ends_soon { "Help ends soon", "Una ayuda termina pronto" }
        delegation_ended { "Help has ended", "Una ayuda terminó" }
        age_ahead { "A birthday changes who can help", "Un cumpleaños cambia quién ayuda" }
        more_asked { "A helper asks for more", "Alguien pide ayudar más" }
        more_declined { "Somebody says no to more", "Alguien dice que no a más" }
        passkey_added { "A new passkey", "Una llave de acceso nueva" }
        passkey_removed { "A passkey is taken off", "Una llave de acceso se quita" }
        passkey_kept { "A passkey works again", "Una llave de acceso sirve otra vez" }
        codes_made { "New paper codes", "Códigos de papel nuevos" }
        upstream_unlinked { "A hospital sign-in is taken off", "Se quita la entrada del hospital" }
        exported { "A copy of your record is saved", "Se guarda una copia de su expediente" }
        muted { "Mails are turned off", "Se apagan correos" }
        password_changed { "A new password", "Una clave nueva" }
        account_recovered { "Somebody could not sign in and got back in", "Alguien no podía entrar y volvió a entrar" }
        upstream_linked { "A hospital sign-in is added", "Se añade la entrada del hospital" }
        guessed { "Somebody tries to sign in many times", "Alguien intenta entrar muchas veces" }
        replayed { "The key of an app is used twice", "La llave de una app se usa dos veces" }
        break_glass { "Your record is opened in an emergency", "Su expediente se abre en una emergencia" }
        activation { "A mail to make an account", "Un correo para crear una cuenta" }
        activated { "An account is made", "Se crea una cuenta" }
        address_in_use { "Somebody else uses your email", "Alguien más usa su correo" }
        locked { "The hospital locks your account", "El hospital bloquea su cuenta" }
        merged { "The hospital puts two records of yours together", "El hospital junta dos expedientes suyos" }
        moved { "The hospital changes which record you have", "El hospital cambia su expediente" }
        unlocked { "The hospital unlocks your account", "El hospital desbloquea su cuenta" }
        sessions_ended { "The hospital signs you out", "El hospital cierra su cuenta" }
        privacy_changed { "The hospital has a new privacy text", "El hospital tiene un texto nuevo de privacidad" }
        code { "A code that you asked for", "Un código que usted pidió" }
    }
}

impl NoticePageWords {
    /// What this kind of notice is about.
    pub const fn of(self, kind: NoticeKind) -> &'static str {
        match kind {
            NoticeKind::AppConnected => self.app_connected(),
            NoticeKind::FirstRead => self.first_read(),
            NoticeKind::ConsentEndsSoon => self.consent_ends_soon(),
            NoticeKind::ConsentEnded => self.consent_ended(),
            NoticeKind::ConsentOnHold => self.consent_on_hold(),
            NoticeKind::AppSuspended => self.app_suspended(),
            NoticeKind::Invited => self.invited(),
            NoticeKind::InvitationAccepted => self.accepted(),
            NoticeKind::InvitationDeclined => self.declined(),
            NoticeKind::InvitationWithdrawn => self.withdrawn(),
            NoticeKind::DelegationChanged => self.delegation_changed(),
            NoticeKind::DelegationEndsSoon => self.delegation_ends_soon(),
            NoticeKind::DelegationEnded => self.delegation_ended(),
            NoticeKind::AgeEventAhead => self.age_ahead(),
            NoticeKind::MoreAsked => self.more_asked(),
            NoticeKind::MoreDeclined => self.more_declined(),
            NoticeKind::PasskeyAdded => self.passkey_added(),
            NoticeKind::PasskeyRemoved => self.passkey_removed(),
            NoticeKind::PasskeyKept => self.passkey_kept(),
            NoticeKind::RecoveryCodesMade => self.codes_made(),
            NoticeKind::UpstreamUnlinked => self.upstream_unlinked(),
            NoticeKind::RecordExported => self.exported(),
            NoticeKind::MailsMuted => self.muted(),
            NoticeKind::PasswordChanged => self.password_changed(),
            NoticeKind::AccountRecovered => self.account_recovered(),
            NoticeKind::UpstreamLinked => self.upstream_linked(),
            NoticeKind::SignInGuessed => self.guessed(),
            NoticeKind::ReplayDetected => self.replayed(),
            NoticeKind::BreakGlass => self.break_glass(),
            NoticeKind::Activation => self.activation(),
            NoticeKind::AccountActivated => self.activated(),
            NoticeKind::AddressInUse => self.address_in_use(),
            NoticeKind::AccountLocked => self.locked(),
            NoticeKind::AccountUnlocked => self.unlocked(),
            NoticeKind::SessionsEnded => self.sessions_ended(),
            NoticeKind::PrivacyNoticeChanged => self.privacy_changed(),
            NoticeKind::RecordMerged => self.merged(),
            NoticeKind::RecordMoved => self.moved(),
            NoticeKind::SignInCode => self.code(),
        }
    }

    /// What the link to the page says.
    pub fn bell_with(self, unread: u32) -> String {
        match unread {
            0 => self.bell().to_owned(),
            1 => self.bell_one().to_owned(),
            n => self.bell_new(n),
        }
    }
}
