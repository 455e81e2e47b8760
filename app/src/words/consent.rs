//! The consent page and the page that restates a choice.

use super::words;

words! {
    /// The eight facts, on the consent page, the app's page and the receipt.
    FactWords {
        whose { "Whose record", "De quién es" }
        who_asks { "Who asks", "Quién pide" }
        what_for { "What for", "Para qué" }
        can_see { "It can see", "Puede ver" }
        cannot_see { "It cannot see", "No puede ver" }
        how_long { "How long", "Hasta cuándo" }
        copies { "Copies", "Copias" }
        how_to_stop { "How to stop", "Cómo parar" }
        sharing_record_of(person) {
            "You are sharing the record of **{person}**.",
            "Va a compartir el expediente de **{person}**."
        }
        not_you { "Not you? Switch account", "¿No es usted? Cambie de cuenta" }
        not_them(person) { "Not {person}? Choose another record", "¿No es {person}? Elija otro expediente" }
        made_by(app, maker) { "**{app}**, made by {maker}", "**{app}**, de {maker}" }
        checked(organisation) {
            "{organisation} checked this app. It is not part of the hospital.",
            "{organisation} revisó esta app. No es parte del hospital."
        }
        not_checked {
            "Not checked by the hospital. It can look for 30 days at most.",
            "El hospital no la revisó. Puede mirar 30 días como máximo."
        }
        not_checked_here { "Not checked by the hospital.", "El hospital no la revisó." }
        nothing_else { "Nothing else.", "Nada más." }
        nothing_yet { "Nothing yet", "Nada todavía" }
        whole_record(n) {
            "This app asks for a lot: {n} kinds of data.",
            "Esta app pide mucho: {n} tipos de datos."
        }
        asked_kept_off(kind) { "{kind}: asked for, and off", "{kind}: la app lo pide, y está apagado" }
        all_the_rest(kinds) { "{kinds} and all the rest", "{kinds} y todo lo demás" }
        never_change { "It can never change your record.", "Nunca puede cambiar su expediente." }
        never_change_of(person) { "It can never change {person}’s record.", "Nunca puede cambiar el expediente de {person}." }
        only_since(date) { "Only data from ~{date}~ on.", "Solo datos desde el ~{date}~." }
        once { "One time, for up to an hour. Then it stops by itself.", "Una vez, hasta una hora. Luego para sola." }
        until(what, date) {
            "{what}, until **{date}**. Then it stops by itself.",
            "{what}, hasta el **{date}**. Luego para sola."
        }
        until_date(date) {
            "Until **{date}**. Then it stops by itself.",
            "Hasta el **{date}**. Luego para sola."
        }
        also_while_away {
            "It can look while you are away, too.",
            "También puede mirar cuando usted no está."
        }
        may_keep {
            "It may **keep** what it has read, even after you stop.",
            "Puede **guardar** lo que leyó, aun si usted para."
        }
        stop_any_time { "Any time, in one step, at Apps.", "Cuando quiera, en un paso, en Apps." }
        care_stays { "Your care stays the same.", "Su cuidado sigue igual." }
        care_stays_of(person) { "{person}’s care stays the same.", "El cuidado de {person} sigue igual." }
    }
}

words! {
    /// The consent page.
    ConsentWords {
        title(app) { "Share part of your health record with {app}?", "¿Compartir parte de su expediente con {app}?" }
        title_of(person, app) { "Share part of {person}’s health record with {app}?", "¿Compartir parte del expediente de {person} con {app}?" }
        renew_title(app) { "Keep sharing with {app}?", "¿Seguir compartiendo con {app}?" }
        waits { "Take your time. This page waits for an hour.", "Tómese su tiempo. Esta página espera una hora." }
        page_title(app) { "Share with {app}?", "¿Compartir con {app}?" }
        renews(app, date) {
            "{app} can look today, until ~{date}~. This would replace that.",
            "Hoy {app} puede mirar, hasta el ~{date}~. Esto lo cambia."
        }
        mark_new { "New", "Nuevo" }
        mark_same { "Same as now", "Igual que ahora" }
        mark_removed { "Removed", "Quitado" }
        mark_declined { "Off", "Apagado" }
        said_no_on(date) { "You said no on ~{date}~.", "Dijo que no el ~{date}~." }
        removed_unused { "It has not read this lately, so we turned it off.", "No lo leyó hace poco, así que lo apagamos." }
        removed_dropped(kinds) { "No longer asked for: {kinds}. It ends with this.", "Ya no lo pide: {kinds}. Con esto termina." }
        choose { "Choose what to share", "Elija qué compartir" }
        of_kinds(n, all) { "{n} of {all} kinds", "{n} de {all} tipos" }
        of_one_kind(n) { "{n} of 1 kind", "{n} de 1 tipo" }
        length_until(what, date) { "{what}, until ~{date}~", "{what}, hasta el ~{date}~" }
        until_day(date) { "Until ~{date}~", "Hasta el ~{date}~" }
        since_day(date) { "From ~{date}~ on", "Desde el ~{date}~" }
        needs(app) { "{app} says it needs these", "{app} dice que necesita esto" }
        needs_hint { "You can still turn them off. Parts of the app may not work then.", "Puede apagarlos. Algunas partes de la app pueden fallar." }
        would_like { "It would also like these", "También le gustaría esto" }
        would_like_hint { "Off until you turn them on. The app works without them.", "Apagado hasta que usted lo encienda. La app funciona sin esto." }
        what_is_in(kind) { "What is in {kind}", "Qué hay en {kind}" }
        in_it { "In it:", "Contiene:" }
        not_in_it { "Not in it:", "No contiene:" }
        none { "Nothing in your record", "Nada en su expediente" }
        none_to_see { "Nothing that you may see", "Nada que usted pueda ver" }
        newest(what, date) { "Newest: {what}, ~{date}~", "Lo último: {what}, ~{date}~" }
        newest_on(date) { "Newest: ~{date}~", "Lo último: ~{date}~" }
        sensitive { "Sensitive topics", "Temas delicados" }
        sensitive_cost {
            "For each one we ask who you are. It ends after 90 days at most.",
            "Para cada uno preguntamos quién es. Termina en 90 días o menos."
        }
        sensitive_none { "It asked for none", "No pidió ninguno" }
        not_asked(kinds) { "**Not asked for, so never shared:** {kinds}.", "**No se pidió, así que no se comparte:** {kinds}." }
        not_yours(kinds) { "**Asked for, but you cannot share it:** {kinds}.", "**Se pidió, pero usted no puede compartirlo:** {kinds}." }
        never_for_apps { "Private therapy notes can never go to an app.", "Las notas privadas de terapia nunca van a una app." }
        law {
            "**The law says:** whoever gets this may not pass it on without your OK. That notice goes with the data.",
            "**La ley dice:** quien recibe esto no puede pasarlo sin su permiso. Ese aviso va con los datos."
        }
        law_of(person) {
            "**The law says:** whoever gets this may not pass it on without an OK from {person}. That notice goes with the data.",
            "**La ley dice:** quien recibe esto no puede pasarlo sin permiso de {person}. Ese aviso va con los datos."
        }
        how_long { "How long", "Por cuánto tiempo" }
        how_long_for(app) { "How long {app} may look", "Cuánto tiempo puede mirar {app}" }
        one_time { "One time", "Una vez" }
        one_time_end { "Ends in an hour", "Termina en una hora" }
        days(n) { "{n} days", "{n} días" }
        one_year { "1 year", "1 año" }
        pick_date { "Pick a date", "Elegir un día" }
        pick_date_hint { "In the field below", "En el campo de abajo" }
        last_day { "Last day", "Último día" }
        last_day_hint(date) { "Only if you picked a date. ~{date}~ at the latest.", "Solo si eligió un día. A más tardar el ~{date}~." }
        how_far { "How far back", "Desde cuándo" }
        how_far_hint { "Older data stays hidden.", "Los datos de antes no se ven." }
        everything { "Everything", "Todo" }
        last_year { "Last year", "Último año" }
        last_years(n) { "Last {n} years", "Últimos {n} años" }
        from_date { "From a date", "Desde un día" }
        first_day { "First day", "Primer día" }
        about(app) { "About {app}", "Sobre {app}" }
        about_hint { "We do not check how the app works inside.", "No revisamos cómo funciona la app por dentro." }
        after { "What happens after you share", "Qué pasa después de compartir" }
        after_back(app) { "You go back to {app}. It never learns your password here.", "Vuelve a {app}. Nunca sabrá su clave de aquí." }
        after_receipt { "You get a receipt. Each look at your record is written down for you.", "Recibe un recibo. Cada mirada a su expediente queda escrita para usted." }
        after_receipt_of(person) { "You get a receipt. Each look at {person}’s record is written down.", "Recibe un recibo. Cada mirada al expediente de {person} queda escrita." }
        experts { "For experts: the exact request", "Para expertos: la petición exacta" }
        if_now { "If you share now", "Si comparte ahora" }
        would_see_today { "What it would see", "Lo que vería" }
        would_see(app) { "What {app} would see today", "Lo que {app} vería hoy" }
        would_see_nothing(app) { "{app} would see nothing.", "{app} no vería nada." }
        hidden(n) { "**{n} entries stay hidden.**", "**{n} datos quedan ocultos.**" }
        hidden_one { "**1 entry stays hidden.**", "**1 dato queda oculto.**" }
        hidden_none { "**No other entry is hidden.**", "**No hay más datos ocultos.**" }
        hidden_beyond { "What you may not see stays hidden, too.", "Lo que usted no puede ver también queda oculto." }
        hidden_sensitive(n) { "{n} of them touch a sensitive topic.", "{n} de ellos tocan un tema delicado." }
        hidden_unsorted(n) { "{n} are not sorted yet, so no app sees them.", "{n} aún no tienen tipo, así que ninguna app los ve." }
        counted_on(date) { "Counted from your record on ~{date}~. New results show up too, until you stop.", "Contado de su expediente el ~{date}~. Lo nuevo también se verá, hasta que pare." }
        counted_on_of(person, date) { "Counted on ~{date}~ from what you may see of {person}’s record. New results show up too, until somebody stops it.", "Contado el ~{date}~ de lo que usted puede ver del expediente de {person}. Lo nuevo también se verá, hasta que alguien lo pare." }
        count_again { "Count again with my choices", "Contar otra vez con lo que elegí" }
        counted_again { "Counted again.", "Contado otra vez." }
        share { "Share", "Compartir" }
        do_not_share { "Do not share", "No compartir" }
        summary(app, kinds, date) { "**{app}** · {kinds} · until ~{date}~", "**{app}** · {kinds} · hasta el ~{date}~" }
        summary_once(app, kinds) { "**{app}** · {kinds} · one time", "**{app}** · {kinds} · una vez" }
        and_topic(kinds, topic) { "{kinds} and the sensitive topic {topic}", "{kinds} y el tema delicado {topic}" }
        and_topics(kinds, topics) { "{kinds} and the sensitive topics {topics}", "{kinds} y los temas delicados {topics}" }
        sensitive_too(n) { "sensitive topics: {n}", "temas delicados: {n}" }
    }
}

impl ConsentWords {
    /// What 42 CFR 2.32 says of the reader's own records, or of those of `other`.
    pub fn law_for(self, other: Option<&str>) -> String {
        other.map_or_else(|| self.law().to_owned(), |person| self.law_of(person))
    }
}

words! {
    /// The page that restates a choice.
    ConfirmWords {
        title { "Is this what you want?", "¿Es esto lo que quiere?" }
        lead { "Nothing is shared until you say yes.", "Nada se comparte hasta que usted diga que sí." }
        about_to { "You are about to", "Usted va a" }
        share(kinds, app, date) { "Share {kinds} with {app} until ~{date}~.", "Compartir {kinds} con {app} hasta el ~{date}~." }
        share_of(kinds, person, app, date) { "Share {kinds} from {person}’s record with {app} until ~{date}~.", "Compartir {kinds} del expediente de {person} con {app} hasta el ~{date}~." }
        share_once_of(kinds, person, app) { "Share {kinds} from {person}’s record with {app}, one time.", "Compartir {kinds} del expediente de {person} con {app}, una vez." }
        share_once(kinds, app) { "Share {kinds} with {app}, one time.", "Compartir {kinds} con {app}, una vez." }
        not_shared(kinds) { "Not shared: {kinds}", "No se comparte: {kinds}" }
        passkey_share { "Use my passkey and share", "Usar mi llave de acceso y compartir" }
        yes_share { "Yes, share", "Sí, compartir" }
        back { "Go back and change it", "Volver y cambiarlo" }
        signed_in_as(person) { "Signed in as {person}. What you chose is kept while you do this.", "Entró como {person}. Lo que eligió queda guardado mientras tanto." }
    }
}
