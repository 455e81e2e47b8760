//! What a caregiver reads: the invitation, the banner while acting, asking for more, and the record.

use domain::catalogue::Negation;

use crate::words::words;

words! {
    /// The invitation, and how to come by one.
    InvitationWords {
        got_title { "I got an invite to help someone", "Recibí una invitación para ayudar" }
        got_lead { "You need three things.", "Hacen falta tres cosas." }
        step_link { "The link in the mail", "El enlace del correo" }
        step_link_more { "Open it on this device. It works for 7 days, until you answer.", "Ábralo en este aparato. Sirve 7 días, hasta que responda." }
        step_account { "Your own account", "Su propia cuenta" }
        step_account_more { "Its email must be the address that got the mail.", "Su correo debe ser el que recibió la invitación." }
        step_code { "The code with six numbers", "El código de seis números" }
        step_code_more { "The person you will help gives it to you, in person or by phone.", "Se lo da la persona a la que ayuda, en persona o por teléfono." }
        no_account(phone) { "No account yet? The link in the mail lets you make one. For help, call ~{phone}~.", "¿Aún no tiene cuenta? Con el enlace del correo puede crear una. Si necesita ayuda, llame al ~{phone}~." }
        make_account { "I have no account yet", "Aún no tengo cuenta" }
        account_title { "Make your own account", "Cree su propia cuenta" }
        account_lead(person) { "{person} asks you to help. First you need an account of your own. After that you read what it is about, and say yes or no.", "{person} le pide ayuda. Primero necesita su propia cuenta. Después lee de qué se trata y dice que sí o que no." }
        account_email(email) { "You will sign in with **{email}**, where the invite went.", "Entrará con **{email}**, donde llegó la invitación." }
        account_name { "Your name", "Su nombre" }
        account_name_hint(person) { "{person} sees this name. Apps may see it too.", "{person} ve este nombre. Las apps también pueden verlo." }
        account_make { "Make my account", "Crear mi cuenta" }
        account_have { "I have an account. Sign in", "Ya tengo cuenta. Entrar" }
        never_share { "Never use the account of the person you help.", "No use nunca la cuenta de la persona a la que ayuda." }
        for_invite { "Someone asks you to help with their record. Sign in with your own account to read more.", "Alguien le pide ayuda con su expediente. Entre con su propia cuenta para leer más." }
        title(person) { "{person} asks you to help", "{person} le pide ayuda" }
        lead(person) { "Read what you may and may not do. Then say yes or no. {person} is told your answer.", "Lea qué puede y qué no puede hacer. Luego diga que sí o que no. {person} sabrá su respuesta." }
        you_can { "You can", "Usted puede" }
        you_cannot { "You cannot", "Usted no puede" }
        until(date) { "Until **{date}**. Then it stops by itself.", "Hasta el **{date}**. Luego para solo." }
        looks_are_told(person) { "{person} sees each look you take, with your name and the time.", "{person} ve cada mirada suya, con su nombre y la hora." }
        can_leave { "You can stop helping at any time, in one step.", "Puede dejar de ayudar cuando quiera, en un paso." }
        copies { "Keep what you read to yourself. It is about their health.", "Guarde para usted lo que lea. Es sobre su salud." }
        code { "The code", "El código" }
        code_hint(person) { "Six numbers. {person} gives them to you, in person or by phone. To say no you need no code.", "Seis números. {person} se los da, en persona o por teléfono. Para decir que no hace falta código." }
        accept { "Yes, I will help", "Sí, voy a ayudar" }
        decline { "No, I will not help", "No voy a ayudar" }
    }
}

words! {
    /// While somebody acts for somebody else.
    ActingWords {
        acting_for(person) { "**You are acting for {person}.**", "**Está actuando por {person}.**" }
        title(person, page) { "Acting for {person}: {page}", "Actúa por {person}: {page}" }
        can_see(kinds, date) { "You can see {kinds} until ~{date}~.", "Usted puede ver {kinds} hasta el ~{date}~." }
        can_act_until(date) { "You can do this until ~{date}~.", "Puede hacerlo hasta el ~{date}~." }
        stop(person) { "Stop acting for {person}", "Dejar de actuar por {person}" }
        home_title(person) { "{person}’s record", "El expediente de {person}" }
        apps_title(person) { "Who can see {person}’s record", "Quién puede ver el expediente de {person}" }
        no_app(person) { "No app can see {person}’s record.", "Ninguna app puede ver el expediente de {person}." }
        own_page(person) { "This page is about you, not about {person}.", "Esta página es sobre usted, no sobre {person}." }
        activity_title(person) { "Who looked at {person}’s record", "Quién miró el expediente de {person}" }
        activity_lead { "You see looks at the kinds of data that you may see too.", "Ve las miradas a los tipos de datos que usted también puede ver." }
        whose { "Whose record?", "¿De quién es el expediente?" }
        whose_hint { "You can share your own, or one where you may add apps.", "Puede compartir el suyo, o uno donde puede poner apps." }
        my_own(person) { "My own ({person})", "El mío ({person})" }
        show_record { "Show this record", "Mostrar este expediente" }
        limited_of_guardian { "You can share only what a guardian may see.", "Solo puede compartir lo que puede ver quien tiene la tutela." }
        limited(person) { "You can share only what {person} lets you see.", "Solo puede compartir lo que {person} le deja ver." }
        asks(app) { "{app} asks to see part of a record.", "{app} pide ver parte de un expediente." }
        no_record { "There is no record here that you may share from.", "Aquí no hay un expediente del que usted pueda compartir." }
        nothing_to_share { "You cannot share a record here", "Aquí no puede compartir un expediente" }
        already_taken(app, person) { "{app} is connected for {person} already. You cannot connect it again, and you cannot change it.", "{app} ya está conectada para {person}. Usted no puede conectarla otra vez ni cambiarla." }
        may_not_add(person) { "You may not add apps for {person}.", "Usted no puede poner apps para {person}." }
        late_title { "This question waited too long", "Esta pregunta esperó demasiado" }
        late(app) { "{app} asked, and the time to answer is over. Nothing was shared. You can go back and start again.", "{app} preguntó, y el tiempo para responder terminó. Nada se compartió. Puede volver y empezar otra vez." }
        hears_late(app) { "{app} hears that the time was over.", "{app} recibe el aviso de que el tiempo terminó." }
        stopped_title(app) { "The hospital stopped {app}", "El hospital paró {app}" }
        stopped(app) { "Nothing can be shared with {app} now.", "Ahora nada se puede compartir con {app}." }
        hears_stopped(app) { "{app} hears that it may not ask now.", "{app} recibe el aviso de que ahora no puede pedir." }
        back_to(app) { "Go back to {app}", "Volver a {app}" }
        app_hears(app) { "{app} hears that nothing was shared, and not why.", "{app} recibe el aviso de que nada se compartió, y no el porqué." }
        other_account { "Use another account", "Usar otra cuenta" }
        choose_whose { "Choose whose record this is about", "Elija de quién es el expediente" }
    }
}

words! {
    /// A caregiver asks for more, or for longer.
    AskWords {
        title(person) { "Ask {person} for more", "Pedir más a {person}" }
        lead(person) { "{person} decides. Nothing changes until {person} says yes.", "{person} decide. Nada cambia hasta que {person} diga que sí." }
        kinds { "What else you would like to see", "Qué más quisiera ver" }
        nothing_more { "You can see every kind of data already.", "Ya puede ver todos los tipos de datos." }
        longer { "Until when", "Hasta cuándo" }
        no_longer_needed(date) { "{date} (as now)", "{date} (como ahora)" }
        send { "Send my question", "Enviar mi pregunta" }
        back { "Go back", "Volver" }
        ask_link { "Ask for more or longer", "Pedir más o más tiempo" }
        ask_link_hint(person) { " from {person}", " a {person}" }
    }
}

words! {
    /// The record.
    RecordsWords {
        title { "What your record holds", "Qué hay en su expediente" }
        title_of(person) { "What {person}’s record holds", "Qué hay en el expediente de {person}" }
        page_title { "Records", "Datos" }
        lead { "Only you and people you chose see this page. Your own looks are written down too.", "Solo usted y quien usted eligió ven esta página. Sus propias miradas también se apuntan." }
        lead_of(person) { "You see what {person} ticked for you. {person} sees each look.", "Ve lo que {person} marcó para usted. {person} ve cada mirada." }
        lead_of_guardian { "You see this because you are the guardian. Each look is written down.", "Ve esto porque usted tiene la tutela. Cada mirada queda escrita." }
        kinds { "Kinds of data", "Tipos de datos" }
        open(kind) { "Show {kind}", "Mostrar {kind}" }
        newest(date) { "Newest: ~{date}~", "Lo más nuevo: ~{date}~" }
        no_entries { "There is nothing of this kind.", "No hay nada de este tipo." }
        nothing { "There is nothing to see here.", "Aquí no hay nada que ver." }
        unnamed { "No name in the record", "Sin nombre en el expediente" }
        sensitive { "Sensitive", "Delicado" }
        name { "What it is", "Qué es" }
        hidden_sensitive(n) { "{n} entries about sensitive topics are hidden from you.", "{n} datos sobre temas delicados están ocultos para usted." }
        hidden_sensitive_one { "1 entry about a sensitive topic is hidden from you.", "1 dato sobre un tema delicado está oculto para usted." }
        unsorted(n) { "{n} entries are not sorted yet. No app and no helper sees them.", "{n} datos aún no tienen tipo. Ninguna app ni persona que ayuda los ve." }
        unsorted_one { "1 entry is not sorted yet. No app and no helper sees it.", "1 dato aún no tiene tipo. Ninguna app ni persona que ayuda lo ve." }
        who_looked(kind) { "Who looked at {kind}", "Quién miró {kind}" }
        find { "Find by name", "Buscar por nombre" }
        not_found(find) { "Nothing of this kind is called “{find}”.", "Nada de este tipo se llama “{find}”." }
        over_time(name) { "{name} over time", "{name} en el tiempo" }
        from_to(first, from, last, to) { "From ~{first}~ on ~{from}~ to ~{last}~ on ~{to}~.", "De ~{first}~ el ~{from}~ a ~{last}~ el ~{to}~." }
        band { "The band shows what is usual.", "La franja muestra lo usual." }
        usual_between(low, high) { "Usual: {low} to {high}", "Usual: de {low} a {high}" }
        usual_to(high) { "Usual: up to {high}", "Usual: hasta {high}" }
        usual_from(low) { "Usual: {low} or more", "Usual: {low} o más" }
        outside { "Not in the usual range", "Fuera de lo usual" }
        note { "Read the note", "Leer la nota" }
        entered_in_error { "Written down by mistake", "Se anotó por error" }
        refuted { "Found not to be so", "Se vio que no es así" }
        not_done { "This was not done", "Esto no se hizo" }
        forbidden { "Not to be done or taken", "No se debe hacer ni tomar" }
        attached { "A document is with it. The file for apps and doctors has it.", "Tiene un documento. Está en el archivo para apps y médicos." }
        newer { "Show newer", "Mostrar más nuevos" }
        older { "Show older", "Mostrar más viejos" }
        all_kinds { "All kinds of data", "Todos los tipos de datos" }
    }
}

impl RecordsWords {
    /// What turns an entry around, said beside its name.
    pub const fn negation(self, negation: Negation) -> &'static str {
        match negation {
            Negation::EnteredInError => self.entered_in_error(),
            Negation::Refuted => self.refuted(),
            Negation::NotDone => self.not_done(),
            Negation::Forbidden => self.forbidden(),
        }
    }
}

words! {
    /// A copy of the record, to keep.
    CopyWords {
        title { "Save a copy", "Guardar una copia" }
        lead { "You get one file with the data in your record. You can read it, or give it to a new doctor.", "Recibe un archivo con los datos de su expediente. Puede leerlo, o dárselo a un médico nuevo." }
        which { "What do you want to do with it?", "¿Qué quiere hacer con él?" }
        to_read { "Read it", "Leerlo" }
        to_read_hint { "Opens in any browser. You can print it.", "Se abre en cualquier navegador. Puede imprimirlo." }
        for_apps { "Give it to an app or a doctor", "Darlo a una app o a un médico" }
        for_apps_hint { "A file that other programs can read.", "Un archivo que otros programas pueden leer." }
        record_of(person) { "The record of {person}", "El expediente de {person}" }
        saved_on(date) { "Saved on {date}.", "Guardado el {date}." }
        nothing_inside { "There is nothing in it.", "No hay nada dentro." }
        a_part { "This is a part of the record. The rest is not in this file.", "Esto es una parte del expediente. El resto no está en este archivo." }
        lead_of(person) { "You get one file with what {person} ticked for you. {person} sees that you saved it.", "Recibe un archivo con lo que {person} marcó para usted. {person} ve que lo guardó." }
        lead_of_guardian { "You get one file with what a guardian may see. We write down that you saved it.", "Recibe un archivo con lo que puede ver quien tiene la tutela. Apuntamos que lo guardó." }
        inside { "In the file", "En el archivo" }
        every_kind { "Every kind of data in your record", "Todos los tipos de datos de su expediente" }
        topics_too { "Sensitive topics too", "También los temas delicados" }
        not_inside { "Not in the file", "No está en el archivo" }
        unsorted { "What is not sorted yet", "Lo que aún no tiene tipo" }
        who_looked { "Who looked at the record", "Quién miró el expediente" }
        notes { "Notes of a therapist that are kept apart", "Notas de terapia que se guardan aparte" }
        doctors { "More about doctors and places", "Más sobre médicos y lugares" }
        rest { "What you may not see", "Lo que usted no puede ver" }
        care { "After that, the file is in your hands. Sayso cannot see who opens it, and cannot stop it.", "Después, el archivo queda en sus manos. Sayso no puede ver quién lo abre ni pararlo." }
        asked { "We asked for your file. Look at your downloads.", "Pedimos su archivo. Mire sus descargas." }
        again { "Save it again", "Guardarlo otra vez" }
        save { "Save the file", "Guardar el archivo" }
        save_by_passkey { "Use my passkey and save", "Usar mi llave de acceso y guardar" }
    }
}

impl CopyWords {
    /// What a copy does not hold, for whoever has all of the rest.
    pub fn never_inside(self) -> [&'static str; 4] {
        [
            self.unsorted(),
            self.notes(),
            self.doctors(),
            self.who_looked(),
        ]
    }
}
