//! What can be said of an event. `{when}` and `{under}` are empty in the short form.

use crate::words::words;

words! {
    /// One sentence per thing that can happen.
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
        asked_who(app, when) { "{app} asked who you are{when}.", "{app} preguntó quién es usted{when}." }
        told_who(app, when) { "{app} learned who you are{when}. It sees nothing of your record.", "{app} supo quién es usted{when}. No ve nada de su expediente." }
        connect_refused(app, when) { "{app} tried to connect{when}. We said no.", "{app} quiso conectarse{when}. Dijimos que no." }
        refreshed(app, when) { "{app} got a new key{when}. It sees no more than before.", "{app} recibió otra llave{when}. No ve más que antes." }
        refresh_refused(app, when) { "{app} asked for a new key{when}. We said no.", "{app} pidió otra llave{when}. Dijimos que no." }
        disconnected(app, when) { "The connection of {app} ended{when}.", "La conexión de {app} terminó{when}." }
        disconnected_by_hospital(app, when) { "The hospital stopped {app}, so its connection ended{when}.", "El hospital paró {app}, así que su conexión terminó{when}." }
        disconnected_by_replay(app, when) { "An old key of {app} came back, so we ended its connection{when}.", "Volvió una llave vieja de {app}, así que cortamos su conexión{when}." }
        signed_in(who, when) { "{who} signed in{when}.", "{who} entró a la cuenta{when}." }
        sign_in_refused(when) { "Somebody tried to sign in as you{when}. It did not work.", "Alguien quiso entrar como usted{when}. No pudo." }
        signed_out(who, when) { "{who} signed out{when}.", "{who} salió de la cuenta{when}." }
        imported(items, when) { "New records came in{items}{when}.", "Llegaron datos nuevos{items}{when}." }
        app_list(when) { "The hospital changed its list of apps{when}.", "El hospital cambió su lista de apps{when}." }
        app_reviewed(app, when) { "The hospital changed what it says of {app}{when}.", "El hospital cambió lo que dice de {app}{when}." }
        app_unchecked(app, when) { "The hospital says that it did not check {app}{when}.", "El hospital dice que no revisó {app}{when}." }
        app_suspended(app, when) { "The hospital stopped {app}{when}.", "El hospital paró {app}{when}." }
        staff(when) { "The hospital changed who works with records{when}.", "El hospital cambió quién trabaja con expedientes{when}." }
        log_printed(when) { "The hospital took out a copy of its history{when}.", "El hospital sacó una copia de su historial{when}." }
        log_checked(when) { "The hospital checked its history{when}.", "El hospital revisó su historial{when}." }
        backed_up(when) { "The hospital made a backup copy{when}.", "El hospital hizo una copia de seguridad{when}." }
        updated(when) { "The hospital updated this service{when}.", "El hospital actualizó este servicio{when}." }
        keys(when) { "The hospital changed the keys of this service{when}.", "El hospital cambió las llaves de este servicio{when}." }
        proved(who, when) { "{who} passed a sign-in check{when}.", "{who} pasó un control de entrada{when}." }
        prove_refused(when) { "Somebody did not pass a sign-in check{when}. Nothing changed.", "Alguien no pasó un control de entrada{when}. Nada cambió." }
        passkey_added(who, when) { "{who} added a passkey{when}.", "{who} puso una llave de acceso{when}." }
        passkey_renamed(who, when) { "{who} gave a passkey a new name{when}.", "{who} dio otro nombre a una llave de acceso{when}." }
        passkey_removed(who, when) { "{who} removed a passkey{when}.", "{who} quitó una llave de acceso{when}." }
        passkey_vouched(who, when) { "{who} let a new passkey count fully{when}.", "{who} dio todo su valor a una llave de acceso nueva{when}." }
        passkey_suspended(when) { "We put a passkey on hold{when}.", "Pusimos una llave de acceso en pausa{when}." }
        passkey_kept(who, when) { "{who} let a passkey work again{when}.", "{who} dejó servir otra vez una llave de acceso{when}." }
        sign_in_chosen(who, when) { "{who} changed what opens the account{when}.", "{who} cambió qué abre la cuenta{when}." }
        recovery_stopped(who, when) { "{who} stopped a try to get in by mail{when}.", "{who} paró un intento de entrar por correo{when}." }
        mails_muted(who, when) { "{who} turned off some mails{when}.", "{who} apagó unos correos{when}." }
        password_changed(who, when) { "{who} set a new password{when}.", "{who} puso una clave nueva{when}." }
        codes_made(who, when) { "{who} made new paper codes{when}.", "{who} hizo códigos de papel nuevos{when}." }
        recovered(who, when) { "{who} got back in another way{when}.", "{who} volvió a entrar de otra forma{when}." }
        session_ended(who, when) { "{who} signed out another device{when}.", "{who} cerró su cuenta en otro aparato{when}." }
        linked(who, when) { "{who} added the hospital sign-in{when}.", "{who} puso la entrada del hospital{when}." }
        unlinked(who, when) { "{who} took the hospital sign-in away{when}.", "{who} quitó la entrada del hospital{when}." }
        invited(who, caregiver, when) { "{who} invited {caregiver} to help{when}.", "{who} invitó a {caregiver} a ayudar{when}." }
        account_opened(caregiver, when) { "{caregiver} made an account{when}.", "{caregiver} creó una cuenta{when}." }
        account_refused(when) { "Somebody tried to make an account with an old invite{when}. It did not work.", "Alguien quiso crear una cuenta con una invitación vieja{when}. No pudo." }
        took_back(who, caregiver, when) { "{who} took back the invite to {caregiver}{when}.", "{who} retiró la invitación a {caregiver}{when}." }
        accepted(caregiver, when) { "{caregiver} said yes to helping{when}.", "{caregiver} dijo que sí a ayudar{when}." }
        declined(caregiver, when) { "{caregiver} said no to helping{when}.", "{caregiver} dijo que no a ayudar{when}." }
        caregiver_changed(who, caregiver, when) { "{who} changed what {caregiver} sees{when}.", "{who} cambió lo que ve {caregiver}{when}." }
        caregiver_on_hold(caregiver, when) { "We put {caregiver} on hold{when}.", "Pusimos a {caregiver} en pausa{when}." }
        caregiver_ended(who, caregiver, when) { "{who} stopped sharing with {caregiver}{when}.", "{who} dejó de compartir con {caregiver}{when}." }
        more_asked(caregiver, when) { "{caregiver} asked to see more, or for longer{when}.", "{caregiver} pidió ver más, o por más tiempo{when}." }
        more_declined(who, caregiver, when) { "{who} said no to more for {caregiver}{when}.", "{who} dijo que no a más para {caregiver}{when}." }
        acting_began(caregiver, when) { "{caregiver} opened your pages{when}.", "{caregiver} abrió sus páginas{when}." }
        viewed(who, kinds, items, when) { "{who} looked at {kinds}{items}{when}.", "{who} miró {kinds}{items}{when}." }
        view_refused(who, kinds, when) { "{who} tried to look at {kinds}{when}. We said no.", "{who} quiso mirar {kinds}{when}. Dijimos que no." }
        exported(who, kinds, items, when) { "{who} saved a copy of {kinds}{items}{when}.", "{who} guardó una copia de {kinds}{items}{when}." }
        export_refused(who, when) { "{who} tried to save a copy of the record{when}. We said no.", "{who} quiso guardar una copia del expediente{when}. Dijimos que no." }
        caregiver_not_done(who, caregiver, when) { "{who} tried to change the help of {caregiver}{when}. It did not work, and nothing changed.", "{who} quiso cambiar la ayuda de {caregiver}{when}. No se pudo, y nada cambió." }
        account_not_done(when) { "Somebody tried to change how you sign in{when}. It did not work.", "Alguien quiso cambiar cómo entra usted{when}. No pudo." }
        activation_made(when) { "The hospital opened the way to an account{when}.", "El hospital abrió el camino a una cuenta{when}." }
        activation_withdrawn(when) { "The hospital took back the way to an account{when}.", "El hospital retiró el camino a una cuenta{when}." }
        activation_answered(when) { "Somebody answered the hospital’s question for an account{when}.", "Alguien contestó la pregunta del hospital para una cuenta{when}." }
        activation_refused(when) { "Somebody gave a wrong answer for an account{when}. It did not work.", "Alguien contestó mal para una cuenta{when}. No pudo." }
        activated(who, when) { "{who} made an account{when}.", "{who} creó una cuenta{when}." }
        not_activated(when) { "Somebody came with the hospital sign-in for this record{when}. It has an account, so nothing was opened.", "Alguien vino con la entrada del hospital para este expediente{when}. Ya tiene cuenta, así que nada se abrió." }
        locked(when) { "The hospital locked the account{when}. Apps go on.", "El hospital bloqueó la cuenta{when}. Las apps siguen." }
        records_merged(when) { "The hospital found two records to be one, and put them together{when}. Apps wait for a new yes.", "El hospital vio que dos expedientes eran uno, y los juntó{when}. Las apps esperan un nuevo sí." }
        record_moved(when) { "The hospital changed which record this account has{when}. Apps lost access to the old one.", "El hospital cambió el expediente de esta cuenta{when}. Las apps ya no ven el anterior." }
        unlocked(when) { "The hospital unlocked the account{when}.", "El hospital desbloqueó la cuenta{when}." }
        passkeys_reset(when) { "The hospital removed all passkeys{when}.", "El hospital quitó todas las llaves de acceso{when}." }
        record_withdrawn(when) { "The hospital took out data that came in wrongly{when}.", "El hospital quitó un dato que llegó por error{when}." }
        record_readmitted(when) { "The hospital lets in data again that it had taken out{when}.", "El hospital vuelve a aceptar un dato que había quitado{when}." }
        quiet(who, when) { "{who} changed quiet mode{when}.", "{who} cambió el modo discreto{when}." }
        a_caregiver { "a helper", "una persona que ayuda" }
        you { "You", "Usted" }
        an_app { "an app", "una app" }
        your(kinds) { "your {kinds}", "{kinds}" }
        of_other(person, kinds) { "{person}’s {kinds}", "{kinds} de {person}" }
        every_kind { "every kind of data in your record", "todos los tipos de datos de su expediente" }
        every_kind_of(person) { "every kind of data in {person}’s record", "todos los tipos de datos del expediente de {person}" }
        kinds_of_yours(kinds) { "{kinds} in your record", "{kinds} de su expediente" }
        kinds_of(kinds, person) { "{kinds} in {person}’s record", "{kinds} del expediente de {person}" }
        something { "part of your record", "parte de su expediente" }
        something_of(person) { "part of {person}’s record", "parte del expediente de {person}" }
        asked_of(app, person, when) { "{app} asked to see part of {person}’s record{when}.", "{app} pidió ver parte del expediente de {person}{when}." }
        under_of(code, date, purpose) { ", under consent {code} of {date} for {purpose}", ", con el permiso {code} del {date} para {purpose}" }
        acting_refused(who, when) { "{who} tried to open your pages{when}. We said no.", "{who} quiso abrir sus páginas{when}. Dijimos que no." }
        acting_began_you(when) { "You opened these pages{when}.", "Usted abrió estas páginas{when}." }
        acting_began_of(caregiver, person, when) { "{caregiver} opened {person}’s pages{when}.", "{caregiver} abrió las páginas de {person}{when}." }
        items(n) { " ({n} items)", " ({n} datos)" }
        one_item { " (1 item)", " (1 dato)" }
        on(date) { " on {date}", " el {date}" }
        under(code, date, purpose) { ", under consent {code} that you gave on {date} for {purpose}", ", con el permiso {code} que dio el {date} para {purpose}" }
        under_code(code) { ", under consent {code}", ", con el permiso {code}" }
    }
}
