//! The history of the record: its page, its filters, and why something could happen.

use domain::decision::Reason;

use super::words;

words! {
    /// The activity page.
    ActivityWords {
        title { "Who looked at your record", "Quién miró su expediente" }
        lead { "Every look of an app or a helper is here. Refused looks too.", "Aquí está cada mirada de una app o de quien le ayuda. También las negadas." }
        last_30 { "The last 30 days", "Los últimos 30 días" }
        period(date, end) { "{date} to {end}", "{date} a {end}" }
        picture_title(date, end) { "Looks by apps for each kind of data, {date} to {end}", "Miradas de apps por tipo de datos, {date} a {end}" }
        picture_text { "The table below has every number.", "La tabla de abajo tiene cada número." }
        no_looks { "No app looked in the last 30 days.", "Ninguna app miró en los últimos 30 días." }
        none { "No look", "Sin miradas" }
        few { "1 look", "1 mirada" }
        some { "2 or 3", "2 o 3" }
        many { "4 or more", "4 o más" }
        refused { "Refused", "Negada" }
        kind { "Kind of data", "Tipo de datos" }
        looks { "Looks", "Miradas" }
        days { "Days with a look", "Días con miradas" }
        numbers { "The numbers as a table", "Los números en una tabla" }
        find { "Find a look", "Buscar una mirada" }
        app { "App", "App" }
        all_apps { "All apps", "Todas las apps" }
        all_kinds { "All kinds", "Todos los tipos" }
        show { "Show", "Mostrar" }
        show_all { "Everything", "Todo" }
        show_others { "Looks of apps and people", "Miradas de apps y personas" }
        show_looks { "Looks", "Miradas" }
        show_refused { "Refused looks", "Miradas negadas" }
        show_choices { "What you decided", "Lo que decidió" }
        apply { "Show", "Mostrar" }
        clear { "Show all", "Mostrar todo" }
        no_match { "No looks match.", "Ninguna mirada coincide." }
        looks_and_refused(n, refused) { "Looks by apps: {n}. Refused: {refused}.", "Miradas de apps: {n}. Negadas: {refused}." }
        in_30_days { "In the last 30 days", "En los últimos 30 días" }
        older { "Show older", "Mostrar más viejas" }
        history { "What happened", "Qué pasó" }
        looks_wrong(phone) { "Something does not look right? Stop the app first. Then call ~{phone}~.", "¿Algo no se ve bien? Pare la app primero. Luego llame al ~{phone}~." }
    }
}

words! {
    /// "Why could it look?"
    ChainWords {
        why { "Why could it look?", "¿Por qué pudo mirar?" }
        why_no { "Why did we say no?", "¿Por qué dijimos que no?" }
        more { "More about this", "Más sobre esto" }
        said_yes_by(person) { "{person} said yes", "{person} dijo que sí" }
        you_said_yes { "You said yes", "Usted dijo que sí" }
        on_under(date, code, version) { "on ~{date}~, under {code}, version {version}.", "el ~{date}~, con {code}, versión {version}." }
        with_password { "You used your password, which is weaker than a passkey.", "Usó su clave, que es más débil que una llave de acceso." }
        with_passkey { "You used your passkey.", "Usó su llave de acceso." }
        with_code { "You used a code, which is weaker than a passkey.", "Usó un código, que es más débil que una llave de acceso." }
        with_upstream { "You used your hospital sign-in.", "Usó la entrada de su hospital." }
        see_words { "See the words on that page", "Vea las palabras de esa página" }
        it_asked(app) { "{app} asked", "{app} pidió" }
        for_kinds(kinds) { "for {kinds}.", "{kinds}." }
        for_kinds_to(kinds, purpose) { "for {kinds}, for {purpose}.", "{kinds}, para {purpose}." }
        we_checked { "We checked", "Revisamos" }
        it_covers(code, date) { "that {code} was active and covers this. It has no end before ~{date}~.", "que {code} estaba activo y cubre esto. No termina antes del ~{date}~." }
        stopped_at_rule(rule, what) { "and stopped at rule {rule}: {what}", "y paramos en la regla {rule}: {what}" }
        we_shared(n) { "We shared {n} entries", "Compartimos {n} datos" }
        we_shared_one { "We shared 1 entry", "Compartimos 1 dato" }
        we_shared_none { "We shared nothing", "No compartimos nada" }
        wrote_down { "and wrote it down here before the data left.", "y lo escribimos aquí antes de que salieran los datos." }
        not_told_why(app) { "{app} was told no. It was not told why.", "A {app} le dijimos que no. No le dijimos por qué." }
        nothing_matched { "Nothing in the record matched.", "Nada en el expediente coincidía." }
        consent { "Consent", "Permiso" }
        code_version(code, version) { "{code} version {version}", "{code} versión {version}" }
        trace { "Trace number", "Número de rastro" }
        data_type { "Data type", "Tipo técnico" }
    }
}

words! {
    /// Why a look was refused, as a person is told.
    ReasonWords {
        bad_key { "its key was not valid.", "su llave no servía." }
        app_ended { "its connection had ended.", "su conexión había terminado." }
        stopped { "it had been stopped.", "ya estaba parada." }
        expired { "its time was over.", "su tiempo había terminado." }
        on_hold { "it was on hold.", "estaba en pausa." }
        other_person { "it asked about somebody else.", "preguntó por otra persona." }
        other_purpose { "it asked for another purpose.", "lo pidió para otra cosa." }
        kind_not_shared { "this kind of data was not shared.", "este tipo de datos no se comparte." }
        topic_not_shared { "it touches a sensitive topic that is off.", "toca un tema delicado que está apagado." }
        not_sorted { "it is not sorted yet, so no app sees it.", "aún no tiene tipo, así que ninguna app lo ve." }
        outside_period { "it is older than what is shared.", "es más viejo que lo que se comparte." }
        caregiver { "the person who helps may not do this.", "la persona que ayuda no puede hacer esto." }
        not_checked { "the hospital has not checked the app.", "el hospital no revisó la app." }
        staff { "the hospital worker may not do this.", "esa persona del hospital no puede hacer esto." }
        emergency { "there was no emergency that allows it.", "no había una emergencia que lo permita." }
        prove { "the person had to prove who they are first.", "la persona tenía que probar quién es." }
        copied { "that passkey may have been copied.", "esa llave de acceso pudo ser copiada." }
        no_record { "no single record goes with that sign-in.", "ningún expediente único va con esa entrada." }
        record_taken { "the record has another account.", "el expediente tiene otra cuenta." }
        no_address { "the hospital gave no email that we can use.", "el hospital no dio un correo que sirva." }
        locked { "the account was locked.", "la cuenta estaba bloqueada." }
        could_not_check { "we could not check the rules, so we shared nothing.", "no pudimos revisar las reglas, así que no compartimos nada." }
    }
}

impl ReasonWords {
    pub const fn of(self, reason: Reason) -> &'static str {
        match reason {
            Reason::TokenInvalid | Reason::KeyMismatch | Reason::WrongAudience => self.bad_key(),
            Reason::GrantEnded | Reason::ClientSuspended => self.app_ended(),
            Reason::ConsentRevoked => self.stopped(),
            Reason::ConsentExpired => self.expired(),
            Reason::ConsentNeedsReview => self.on_hold(),
            Reason::OtherPatient => self.other_person(),
            Reason::RecordUnknown => self.no_record(),
            Reason::RecordTaken => self.record_taken(),
            Reason::PurposeMismatch => self.other_purpose(),
            Reason::CategoryNotGranted | Reason::ScopeInsufficient => self.kind_not_shared(),
            Reason::SensitiveTopicNotGranted => self.topic_not_shared(),
            Reason::Unclassified => self.not_sorted(),
            Reason::OutsidePeriod => self.outside_period(),
            Reason::DelegationEnded | Reason::DelegationTooNarrow => self.caregiver(),
            Reason::AppNotVerified => self.not_checked(),
            Reason::RoleNotAllowed | Reason::NoCareRelationship => self.staff(),
            Reason::BreakGlassNotAllowed | Reason::EmergencyNotArranged => self.emergency(),
            Reason::StepUpRequired => self.prove(),
            Reason::PasskeyCopied => self.copied(),
            Reason::AccountLocked => self.locked(),
            Reason::AddressUnfit => self.no_address(),
            Reason::Unavailable => self.could_not_check(),
        }
    }
}
