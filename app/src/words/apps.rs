//! Home, the list of apps, an app's page, stopping, the proof, and the receipt.

use super::words;

words! {
    /// The first page and the list of apps.
    AppsWords {
        home_title { "Your record, your say-so", "Su expediente, su palabra" }
        title { "Who can see your record", "Quién puede ver su expediente" }
        apps_can_see(n) { "{n} apps can see parts of it today.", "{n} apps pueden ver partes hoy." }
        one_app_can_see { "1 app can see parts of it today.", "1 app puede ver partes hoy." }
        no_app_can_see { "No app can see your record.", "Ninguna app puede ver su expediente." }
        change_here { "You can change or stop any of them here.", "Aquí puede cambiar o parar cada una." }
        nothing_looks { "What waits or was stopped stays on this list.", "Lo que espera o se paró sigue en esta lista." }
        shows_up_here { "When you connect one, it shows up here. You start from the app itself.", "Cuando conecte una, se verá aquí. Se empieza desde la app." }
        nothing_yet { "Nobody has looked yet. Each look will show up here.", "Nadie ha mirado aún. Cada mirada se verá aquí." }
        needs_you { "What needs you", "Lo que le espera" }
        more_needs(n) { "And {n} more", "Y {n} más" }
        nothing_needs_you { "Nothing needs you today.", "Hoy no le espera nada." }
        waiting(app) { "**{app} asks to see part of the record.** It sees nothing until you say yes.", "**{app} pide ver parte del expediente.** No ve nada hasta que usted diga que sí." }
        waiting_chip { "Waiting", "Espera" }
        read_request(app) { "Read what {app} asks", "Leer qué pide {app}" }
        on_hold(app) { "**{app} is on hold.** It sees nothing until you say yes.", "**{app} está en pausa.** No ve nada hasta que usted diga que sí." }
        look_at(app) { "Look at {app}", "Ver {app}" }
        ends_in(app, days, date) { "**{app} ends in {days} days,** on ~{date}~. Do nothing and it stops by itself.", "**{app} termina en {days} días,** el ~{date}~. Si no hace nada, para sola." }
        ends_tomorrow(app, date) { "**{app} ends tomorrow,** on ~{date}~. Do nothing and it stops by itself.", "**{app} termina mañana,** el ~{date}~. Si no hace nada, para sola." }
        ends_today(app) { "**{app} ends today.** Do nothing and it stops by itself.", "**{app} termina hoy.** Si no hace nada, para sola." }
        keep_or_let_end(app) { "Keep {app} or let it end", "Seguir con {app} o dejarla" }
        can_look_today { "Apps that can look today", "Apps que pueden mirar hoy" }
        latest { "What happened last", "Lo último que pasó" }
        all_activity { "All activity on this record", "Toda la actividad de este expediente" }
        all_apps { "All apps", "Todas las apps" }
        apps(n) { "{n} apps", "{n} apps" }
        one_app { "1 app", "1 app" }
        more_apps(n) { "Show {n} more", "Mostrar {n} más" }
        find { "Find an app", "Buscar una app" }
        not_found(find) { "No app is called “{find}”.", "Ninguna app se llama “{find}”." }
        page_before { "Page before", "Página anterior" }
        page_after { "Next page", "Página siguiente" }
        all_over { "Show all that are over", "Mostrar todas las que terminaron" }
        no_longer { "No longer looking", "Ya no miran" }
        no_longer_hint { "Kept here with the receipts", "Quedan aquí con sus recibos" }
        stopped_it(date, kinds) { "You stopped it on ~{date}~. It could see {kinds}.", "Usted la paró el ~{date}~. Podía ver {kinds}." }
        was_stopped(date, kinds) { "It was stopped on ~{date}~. It could see {kinds}.", "Se paró el ~{date}~. Podía ver {kinds}." }
        ended_itself(date, kinds) { "Ended by itself on ~{date}~. It could see {kinds}.", "Terminó sola el ~{date}~. Podía ver {kinds}." }
        receipt { "Receipt", "Recibo" }
        receipt_for(app, code) { " for {app}, {code}", " de {app}, {code}" }
    }
}

words! {
    /// The chips.
    ChipWords {
        active { "Active", "Activa" }
        ends_soon { "Ends soon", "Termina pronto" }
        needs_ok { "Needs your OK", "Pide su sí" }
        expired { "Expired", "Vencida" }
        stopped { "Stopped", "Parada" }
        suspended { "Stopped by the hospital", "Parada por el hospital" }
        superseded { "Replaced", "Cambiada" }
    }
}

words! {
    /// The card of an app.
    CardWords {
        checked { "checked by the hospital", "revisada por el hospital" }
        not_checked { "**not checked** by the hospital", "**no revisada** por el hospital" }
        what_it_sees { "What it can see", "Qué puede ver" }
        what_it_does { "What it can do", "Qué puede hacer" }
        last_looked { "When it last looked", "Cuándo miró por última vez" }
        nothing_now { "Nothing right now", "Nada ahora" }
        on_hold(kinds) { "On hold: {kinds}", "En pausa: {kinds}" }
        and_maybe_more(kinds) { "{kinds} and maybe more", "{kinds} y quizás más" }
        kinds_untold { "what you may not see", "lo que usted no puede ver" }
        and_topics(kinds) { "Also sensitive: {kinds}", "También delicado: {kinds}" }
        only_since(date) { "Only from ~{date}~ on", "Solo desde el ~{date}~" }
        nothing_of_record { "nothing of your record", "nada de su expediente" }
        knows_you { "It can know that it is you.", "Puede saber que es usted." }
        asks_who { "Ask who you are", "Preguntar quién es" }
        asks_who_hint { "It gets a number that stands for you. It may keep it.", "Recibe un número que le representa. Puede guardarlo." }
        read_only { "Read only", "Solo leer" }
        cannot_change { "It cannot change the record. It may keep copies.", "No puede cambiar el expediente. Puede guardar copias." }
        cannot_look { "It cannot look until you say yes.", "No puede mirar hasta que usted diga que sí." }
        suspended { "The hospital stopped this app. It cannot look.", "El hospital paró esta app. No puede mirar." }
        not_connected { "Not connected now", "Sin conexión ahora" }
        not_connected_hint { "It gave up its keys, or they ended. Open the app to connect again.", "Dejó sus llaves, o se acabaron. Abra la app para conectar otra vez." }
        never { "Not yet", "Todavía no" }
        never_told { "No look that you may see", "Ninguna mirada que usted pueda ver" }
        never_hint { "It has not looked yet.", "Aún no ha mirado." }
        entries(n, kinds) { "{n} entries: {kinds}", "{n} datos: {kinds}" }
        picture(app, what) { "{app}, last 30 days: {what}", "{app}, últimos 30 días: {what}" }
        last_30(what) { "Last 30 days: {what}", "Últimos 30 días: {what}" }
        no_looks { "no looks", "sin miradas" }
        days_with_look(n) { "{n} days with a look", "{n} días con miradas" }
        one_day_with_look { "1 day with a look", "1 día con miradas" }
        refused_looks(n) { "{n} looks refused", "{n} miradas negadas" }
        one_refused_look { "1 look refused", "1 mirada negada" }
        said_yes(date) { "You said yes on ~{date}~.", "Dijo que sí el ~{date}~." }
        since(date) { "Since ~{date}~.", "Desde el ~{date}~." }
        ends_on(date) { "Ends on ~{date}~.", "Termina el ~{date}~." }
        ends_at(time) { "One time. Ends at ~{time}~.", "Una vez. Termina a las ~{time}~." }
        change { "Change", "Cambiar" }
        change_what(app) { " what {app} sees", " lo que ve {app}" }
        review { "Review", "Revisar" }
        stop { "Stop sharing", "Dejar de compartir" }
        stop_with(app) { " with {app}", " con {app}" }
        day { "Day", "Día" }
        looks { "Looks", "Miradas" }
        refused { "Refused", "Negadas" }
        numbers { "The numbers as a table", "Los números en una tabla" }
    }
}

words! {
    /// An app's page.
    AppWords {
        all_apps { "All apps", "Todas las apps" }
        sees_until(app, kinds, date) { "{app} can see {kinds} until ~{date}~.", "{app} puede ver {kinds} hasta el ~{date}~." }
        knows_until(app, time) { "{app} can ask who you are until ~{time}~. It sees nothing of your record.", "{app} puede preguntar quién es hasta las ~{time}~. No ve nada de su expediente." }
        knew_until(app, date) { "{app} could ask who you are until ~{date}~. It saw nothing of your record.", "{app} pudo preguntar quién es hasta el ~{date}~. No vio nada de su expediente." }
        sees_nothing(app) { "{app} sees nothing until you say yes.", "{app} no ve nada hasta que usted diga que sí." }
        suspended(app) { "The hospital stopped {app}. It can see nothing now.", "El hospital paró {app}. Ahora no puede ver nada." }
        ended(app, date) { "{app} could see parts of the record until ~{date}~.", "{app} pudo ver partes del expediente hasta el ~{date}~." }
        last_looked(when) { "It last looked {when}.", "Miró por última vez {when}." }
        never_looked { "It has not looked yet.", "Aún no ha mirado." }
        change_title { "Change what it sees", "Cambie lo que ve" }
        change_hint { "Turn off any time, with no extra step. To turn something on, we ask who you are.", "Apague cuando quiera, sin más pasos. Para encender algo, preguntamos quién es." }
        review_hint { "This is on hold. Check what it may see. Then say yes again, and show that it is you.", "Esto está en pausa. Mire qué puede ver. Luego diga que sí otra vez, y muestre que es usted." }
        change_form(app) { "Change what {app} sees", "Cambiar lo que ve {app}" }
        asked_said_no { "It asked. You said no.", "Lo pidió. Usted dijo que no." }
        not_read { "Not read yet", "Aún no lo leyó" }
        last_read(date) { "Last read ~{date}~", "Lo leyó el ~{date}~" }
        nothing_else { "It cannot see anything else. It cannot change the record.", "No puede ver nada más. No puede cambiar el expediente." }
        ends_on { "Ends on", "Termina el" }
        as_now(date) { "{date} (as now)", "{date} (como ahora)" }
        in_days(days, date) { "{days}: {date}", "{days}: {date}" }
        longer { "For a later end we ask who you are.", "Para un fin más tarde, preguntamos quién es." }
        save { "Save changes", "Guardar cambios" }
        say_yes_again { "Say yes again", "Decir que sí otra vez" }
        saved(app) { "Saved. This is what {app} sees now.", "Guardado. Esto es lo que ve {app} ahora." }
        what_it_did(app) { "What {app} did", "Qué hizo {app}" }
        did_nothing { "Nothing yet. Each look will show up here.", "Nada aún. Cada mirada se verá aquí." }
        done_with_it { "Done with it?", "¿Ya no la quiere?" }
        stays_stopped { "One step, and we do not ask who you are. Then it stays stopped, also if the hospital lets it back.", "Un paso, y no preguntamos quién es. Así queda parada, aunque el hospital la deje volver." }
        one_step { "One step, and we do not ask who you are. It stops at once. You can share again later.", "Un paso, y no preguntamos quién es. Para al momento. Puede compartir otra vez después." }
        aside { "Stop or keep proof", "Parar o guardar prueba" }
        last_30 { "Last 30 days", "Últimos 30 días" }
        receipt_for(code) { "Receipt for {code}", "Recibo de {code}" }
        proof { "Proof that it stopped", "Prueba de que paró" }
    }
}

words! {
    /// Stopping, and the proof.
    StopWords {
        title(app) { "Stop sharing with {app}?", "¿Dejar de compartir con {app}?" }
        lead { "It stops the moment you say so.", "Para en cuanto usted lo diga." }
        stops { "This stops", "Esto para" }
        sees_nothing_more(app, kinds) { "{app} can see nothing more. Not your {kinds}.", "{app} no puede ver nada más. Ni {kinds}." }
        sees_nothing_more_of(app, person, kinds) { "{app} can see nothing more. Not {person}’s {kinds}.", "{app} no puede ver nada más. Ni {kinds} de {person}." }
        nothing_more(app) { "{app} can see nothing more.", "{app} no puede ver nada más." }
        keys_stop { "The keys it holds stop working at once.", "Las llaves que tiene dejan de servir al momento." }
        goes_on { "This does not stop", "Esto no para" }
        copies(app) { "Copies that {app} kept. Ask the maker to delete them.", "Las copias que guardó {app}. Pida que las borren." }
        log { "The list of who looked. We keep it for good.", "La lista de quién miró. La guardamos para siempre." }
        log_at_least(years) { "The list of who looked. We keep it for {years} or longer.", "La lista de quién miró. La guardamos {years} o más." }
        one_year { "1 year", "1 año" }
        years(n) { "{n} years", "{n} años" }
        backups(days) { "Backup copies of the hospital. Each one goes after {days}.", "Las copias de respaldo del hospital. Cada una se borra después de {days}." }
        care { "Your care, and all other apps.", "Su cuidado, y las otras apps." }
        care_of(person) { "{person}’s care, and all other apps.", "El cuidado de {person}, y las otras apps." }
        keep { "Keep sharing", "Seguir compartiendo" }
        yes_stop { "Yes, stop sharing", "Sí, dejar de compartir" }
        less { "Want less, not nothing?", "¿Quiere menos, no nada?" }
        change_it { "Change what it sees or pick an earlier end", "Cambie lo que ve o elija un fin más pronto" }
        stopped_title(app) { "{app} can no longer see your record", "{app} ya no puede ver su expediente" }
        stopped_title_of(app, person) { "{app} can no longer see {person}’s record", "{app} ya no puede ver el expediente de {person}" }
        stopped_asking(app) { "{app} can no longer ask who you are", "{app} ya no puede preguntar quién es" }
        page_title(app) { "{app} is stopped", "{app} está parada" }
        expired_title(app) { "{app} is over", "{app} terminó" }
        you_stopped(date) { "You stopped it on ~{date}~. Nothing more is needed.", "Usted la paró el ~{date}~. No hace falta nada más." }
        was_stopped(date) { "It was stopped on ~{date}~.", "Se paró el ~{date}~." }
        ended_itself(date) { "It ended by itself on ~{date}~.", "Terminó sola el ~{date}~." }
        proof { "Proof that it stopped", "Prueba de que paró" }
        said_stop { "You said stop", "Usted dijo que parara" }
        it_was_stopped { "It was stopped", "Se paró" }
        the_end { "The end came", "Llegó el fin" }
        closed { "We closed the door", "Cerramos la puerta" }
        keys_ended(n) { "{n} keys stopped working in the same moment.", "{n} llaves dejaron de servir en ese momento." }
        key_ended { "1 key stopped working in the same moment.", "1 llave dejó de servir en ese momento." }
        no_keys { "It held no keys that worked.", "No tenía llaves que sirvieran." }
        tried_again(app) { "{app} tried again", "{app} probó otra vez" }
        tried_for(time, kinds) { "~{time}~: it asked for {kinds}. We said no. Nothing left the record.", "~{time}~: pidió {kinds}. Dijimos que no. Nada salió del expediente." }
        tried(time) { "~{time}~: we said no. Nothing left the record.", "~{time}~: dijimos que no. Nada salió del expediente." }
        looks_since(n) { "Looks since it stopped: **{n}**.", "Miradas desde que paró: **{n}**." }
        refused_since(n) { "Refused: **{n}**.", "Negadas: **{n}**." }
        still_counting { "We keep counting here for you.", "Seguimos contando aquí para usted." }
        may_have { "Copies it may still have", "Copias que aún puede tener" }
        read_before(app, kinds) { "{app} read {kinds}. It may have kept them.", "{app} leyó {kinds}. Pudo guardarlos." }
        read_untold(app) { "{app} may have read and kept what you may not see.", "{app} pudo leer y guardar lo que usted no puede ver." }
        read_nothing(app) { "{app} never read anything. So it has no copies.", "{app} nunca leyó nada. Así que no tiene copias." }
        may_know_you(app) { "{app} may still have the number that stands for you. It read nothing of your record.", "{app} aún puede tener el número que le representa. No leyó nada de su expediente." }
        ask_maker(maker) { "Ask {maker} to delete them.", "Pida a {maker} que los borre." }
        changed_mind { "Changed your mind?", "¿Cambió de idea?" }
        connect_again(app) { "Open {app} and connect again. You choose anew what it sees.", "Abra {app} y conecte otra vez. Elige de nuevo lo que ve." }
        sign_in_again(app) { "Open {app} and sign in again. We ask you again.", "Abra {app} y entre otra vez. Le preguntamos otra vez." }
        next_steps { "Next steps", "Qué sigue" }
    }
}

words! {
    /// The receipt.
    ReceiptWords {
        title { "What you agreed to", "Lo que usted aceptó" }
        title_of_others { "What was agreed to", "Lo que se aceptó" }
        page_title(code) { "Receipt {code}", "Recibo {code}" }
        from(organisation) { "Receipt from {organisation}", "Recibo de {organisation}" }
        who_may_look { "Who may look", "Quién puede mirar" }
        from_until { "From, until", "Desde, hasta" }
        period(date, end) { "~{date}~ to ~{end}~", "~{date}~ a ~{end}~" }
        asked_said_no(kinds) { "{kinds}: asked for, and off.", "{kinds}: pedido, y apagado." }
        everything_else { "Everything else: not asked.", "Todo lo demás: no se pidió." }
        may_keep(app) { "{app} may keep what it has read", "{app} puede guardar lo que leyó" }
        how_to_stop { "Any time, in one step, at Apps", "Cuando quiera, en un paso, en Apps" }
        to_know_you { "To know who you are.", "Para saber quién es usted." }
        that_it_is_you { "Nothing of your record. It can know that it is you.", "Nada de su expediente. Puede saber que es usted." }
        decided(date, version) { "Decided on ~{date}~, version {version}.", "Decidido el ~{date}~, versión {version}." }
        kept { "We keep the exact words of the page.", "Guardamos las palabras exactas de la página." }
        check_number { "Check number", "Número de control" }
        words_shown { "The words on the page", "Las palabras de la página" }
        to_print { "To print or save it, use Print in your browser.", "Para imprimir o guardar, use Imprimir en su navegador." }
        versions { "All versions", "Todas las versiones" }
        version(version) { "Version {version}", "Versión {version}" }
    }
}
