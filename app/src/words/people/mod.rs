//! People who help: the list, inviting, one caregiver's page, and the end of it.

mod answers;
mod parts;

pub use answers::{ActingWords, AskWords, CopyWords, InvitationWords, RecordsWords};
pub use parts::{
    DelegationPartWords, abilities, abilities_given, abilities_missing, relation, relation_option,
    sees, sees_any, status,
};

use super::words;

words! {
    /// The list of people.
    PeopleWords {
        title { "People who help you", "Personas que le ayudan" }
        lead { "Let someone you trust see parts of your record. They use their own account. You choose what, and until when.", "Deje que alguien de confianza vea partes de su expediente. Usa su propia cuenta. Usted elige qué, y hasta cuándo." }
        patients_title { "People you help", "Personas a las que ayuda" }
        patients_more { "What you can see and do", "Qué puede ver y hacer" }
        patients_lead { "You use your own account. Each card says what you see, and until when.", "Usted usa su propia cuenta. Cada tarjeta dice qué ve usted, y hasta cuándo." }
        while_acting(person) { "To see who helps you, stop acting for {person} first.", "Para ver quién le ayuda, primero deje de actuar por {person}." }
        invite { "Invite someone", "Invitar a alguien" }
        asks_more(caregiver) { "**{caregiver} asks to see more, or for longer.** Nothing changes until you say yes.", "**{caregiver} pide ver más, o por más tiempo.** Nada cambia hasta que usted diga que sí." }
        look_at_ask(caregiver) { "Look at what {caregiver} asks", "Ver qué pide {caregiver}" }
        on_hold(caregiver) { "**{caregiver} is on hold.** {caregiver} sees nothing until you say yes.", "**{caregiver} está en pausa.** {caregiver} no ve nada hasta que usted diga que sí." }
        look_at(caregiver) { "Look at {caregiver}", "Ver a {caregiver}" }
        can_see_now { "Can see parts of your record", "Pueden ver partes de su expediente" }
        one_person { "1 person", "1 persona" }
        people(n) { "{n} people", "{n} personas" }
        nobody { "Nobody helps you here yet. When someone says yes, they show up here.", "Nadie le ayuda aquí todavía. Cuando alguien diga que sí, se verá aquí." }
        waiting { "Waiting for an answer", "Esperan respuesta" }
        one_invite { "1 invite", "1 invitación" }
        invites(n) { "{n} invites", "{n} invitaciones" }
        would_see(caregiver, kinds, date) { "{caregiver} would see **{kinds}** until ~{date}~. {caregiver} sees nothing before saying yes and typing your code.", "{caregiver} vería **{kinds}** hasta el ~{date}~. {caregiver} no ve nada antes de decir que sí y escribir el código que usted le da." }
        would_act(caregiver, date) { "{caregiver} would help until ~{date}~, but not see your record. {caregiver} does nothing before saying yes and typing your code.", "{caregiver} ayudaría hasta el ~{date}~, sin ver su expediente. {caregiver} no hace nada antes de decir que sí y escribir el código que usted le da." }
        code_label(digits) { "Code {digits}", "Código {digits}" }
        give_code(caregiver) { "Give {caregiver} this code in person or by phone. Do not send it with the invite.", "Dé este código a {caregiver} en persona o por teléfono. No lo mande con la invitación." }
        sent_on(date, end) { "Sent on ~{date}~. The link ends on ~{end}~.", "Mandada el ~{date}~. El enlace termina el ~{end}~." }
        take_back { "Take back", "Retirar" }
        take_back_hint(caregiver) { " the invite to {caregiver}", " la invitación a {caregiver}" }
        no_longer { "No longer looking", "Ya no miran" }
        no_longer_hint { "Kept here with the receipts", "Quedan aquí con sus recibos" }
        said_no(date) { "Said no on ~{date}~, and saw nothing.", "Dijo que no el ~{date}~, y no vio nada." }
        not_answered(date) { "Did not answer. The link ended on ~{date}~.", "No contestó. El enlace terminó el ~{date}~." }
        closed_by_codes(date) { "Too many wrong codes were typed. The link ended on ~{date}~.", "Se escribieron muchos códigos malos. El enlace terminó el ~{date}~." }
        taken_back(date) { "You took the invite back on ~{date}~.", "Usted retiró la invitación el ~{date}~." }
        quiet_off { "Quiet mode is off", "El modo discreto está apagado" }
        quiet_on { "Quiet mode is on", "El modo discreto está encendido" }
        quiet_what { "When it is on, we tell nobody about changes you make here. No mail, no message. This page always says which way it is set.", "Cuando está encendido, no avisamos a nadie de lo que cambia aquí. Ni correo, ni mensaje. Esta página siempre dice cómo está." }
        quiet_limits { "A new invite is still mailed. People can still see in Sayso that their help has ended.", "Una invitación nueva sí se manda por correo. Cada persona puede ver en Sayso que su ayuda terminó." }
        turn_on { "Turn on quiet mode", "Encender el modo discreto" }
        turn_off { "Turn off quiet mode", "Apagar el modo discreto" }
        open_pages(person) { "Open {person}’s pages", "Abrir las páginas de {person}" }
        no_patients { "You help nobody here. When somebody asks you to, we send you a mail with a link.", "No ayuda a nadie aquí. Cuando alguien se lo pida, le mandamos un correo con un enlace." }
        patient_on_hold(person) { "On hold. You see nothing until {person} says yes again.", "En pausa. Usted no ve nada hasta que {person} diga que sí otra vez." }
        saved { "Saved.", "Guardado." }
        invite_sent { "We mailed the link. Now give the code below, in person or by phone.", "Mandamos el enlace. Ahora dé el código de abajo, en persona o por teléfono." }
        invite_taken_back { "You took the invite back. Its link no longer works.", "Usted retiró la invitación. El enlace ya no sirve." }
        quiet_set { "Saved. Quiet mode is set the way you chose.", "Guardado. El modo discreto está como usted eligió." }
        accepted { "You said yes. You can open their pages now.", "Usted dijo que sí. Ya puede abrir las páginas de la otra persona." }
        declined { "You said no. You see nothing of their record.", "Usted dijo que no. No verá nada del expediente de la otra persona." }
        asked { "Your question is sent. Nothing changes until they say yes.", "Su pregunta está enviada. Nada cambia hasta que digan que sí." }
        asked_is_declined { "You said no to more. Nothing changed.", "Usted dijo que no a más. Nada cambió." }
        acting_ended { "You are back on your own pages.", "Está otra vez en sus propias páginas." }
    }
}

words! {
    /// The invite form, and the page that restates it.
    InviteWords {
        title { "Invite someone to help", "Invite a alguien a ayudar" }
        page_title { "Invite someone", "Invitar a alguien" }
        lead { "Nothing is ticked for you. They see only what you tick.", "No hay nada marcado. Solo ven lo que usted marque." }
        who { "1. Who", "1. Quién" }
        name { "Their name", "Nombre de la persona" }
        name_wrong { "Type their name in 60 letters or less. No @ or /, no web address, no phone number.", "Escriba el nombre de la persona en 60 letras o menos. Sin @ ni /, sin dirección web, sin teléfono." }
        email { "Their email", "Correo de la persona" }
        email_hint { "Only an account with this address can use the link.", "Solo una cuenta con este correo puede usar el enlace." }
        email_wrong { "Type the whole address. Add the end, such as .com", "Escriba el correo entero de la persona. Ponga el final, como .com" }
        relationship { "Who they are to you", "Quién es para usted" }
        choose_one { "Choose one", "Elija una opción" }
        relationship_wrong { "Choose who they are to you.", "Elija quién es para usted." }
        see { "2. What they can see", "2. Qué pueden ver" }
        kinds { "Kinds of data", "Tipos de datos" }
        kinds_wrong { "Tick one kind of data or more.", "Marque al menos un tipo de datos." }
        sensitive { "Sensitive topics", "Temas delicados" }
        sensitive_hint { "Hidden unless you tick one. A tick above never turns these on. Each ends after 90 days at most.", "Ocultos si usted no marca uno. Lo marcado arriba nunca los enciende. Cada uno termina a los 90 días como máximo." }
        sensitive_legend { "Sensitive topics they can see", "Temas delicados que pueden ver" }
        can { "3. What they can do", "3. Qué pueden hacer" }
        can_legend { "What they can do", "Qué pueden hacer" }
        can_wrong { "Tick one thing they can do, or more.", "Marque al menos una cosa que puedan hacer." }
        never { "No one you invite can change your record, invite others, or take more time.", "Nadie a quien invite puede cambiar su expediente, invitar a otros o darse más tiempo." }
        until { "4. Until when", "4. Hasta cuándo" }
        until_legend { "Until when", "Hasta cuándo" }
        months_wrong { "Choose until when.", "Elija hasta cuándo." }
        month { "1 month", "1 mes" }
        months(n) { "{n} months", "{n} meses" }
        remind { "We remind you both 30 and 7 days before, unless quiet mode is on.", "Avisamos a cada parte 30 y 7 días antes, salvo en modo discreto." }
        send { "Send it", "Envíela" }
        send_hint { "Next you see it all again, and we ask who you are. What you filled in is kept. You can take the invite back at any time.", "Después lo ve todo otra vez, y preguntamos quién es usted. Se guarda lo que llenó. Puede retirar la invitación cuando quiera." }
        next { "Check it and send", "Revisar y enviar" }
        cancel { "Cancel", "Cancelar" }
        how { "How it works", "Cómo funciona" }
        how_link { "We mail a link", "Mandamos un enlace" }
        how_link_more { "It works for 7 days, until they answer, for that address only.", "Sirve 7 días, hasta que respondan, solo con ese correo." }
        how_code { "You give a code", "Usted da un código" }
        how_code_more { "Six numbers, in person or by phone.", "Seis números, en persona o por teléfono." }
        how_answer { "They say yes or no", "Dicen que sí o que no" }
        how_answer_more { "First they see what they may and may not do.", "Antes ven qué pueden y qué no pueden hacer." }
        how_look { "You see each look", "Usted ve cada mirada" }
        how_look_more { "And you can stop it at once.", "Y puede pararlo al momento." }
        restated(caregiver, email, date) { "Invite **{caregiver}** ({email}) to help you until ~{date}~.", "Invitar a **{caregiver}** ({email}) a ayudarle hasta el ~{date}~." }
        yes_send { "Yes, send", "Sí, enviar" }
        go_back { "Go back, do not send", "Volver, no enviar" }
        mail_goes { "We mail the link at once. The code shows up on your page, not in the mail.", "Mandamos el enlace al momento. El código sale en su página, no en el correo." }
        quiet_mail { "Quiet mode is on. The mail with the link is still sent.", "El modo discreto está encendido. El correo con el enlace sí se manda." }
    }
}

words! {
    /// One caregiver's page, and what ends there.
    CaregiverWords {
        all_people { "People who help you", "Personas que le ayudan" }
        sees_until(caregiver, kinds, date) { "{caregiver} can see {kinds} until ~{date}~.", "{caregiver} puede ver {kinds} hasta el ~{date}~." }
        acts_until(caregiver, date) { "{caregiver} cannot see your record. The help ends on ~{date}~.", "{caregiver} no puede ver su expediente. La ayuda termina el ~{date}~." }
        sees_nothing(caregiver) { "{caregiver} sees nothing until you say yes.", "{caregiver} no ve nada hasta que usted diga que sí." }
        could_see(caregiver, date) { "{caregiver} could see parts of your record until ~{date}~.", "{caregiver} pudo ver partes de su expediente hasta el ~{date}~." }
        topics_end(date) { "The sensitive topics end on ~{date}~.", "Los temas delicados terminan el ~{date}~." }
        change_title { "Change what they see and do", "Cambie lo que ven y hacen" }
        change_hint { "Take away any time, with no extra step. To give more, we ask who you are.", "Quite cuando quiera, sin más pasos. Para dar más, preguntamos quién es usted." }
        review_hint { "This is on hold. Check it, then save. We ask who you are.", "Esto está en pausa. Revíselo y guarde. Preguntamos quién es usted." }
        change_form(caregiver) { "Change what {caregiver} sees", "Cambiar lo que ve {caregiver}" }
        ends { "Ends on", "Termina el" }
        as_now(date) { "{date} (as now)", "{date} (como ahora)" }
        from_today(months, date) { "{months} from today: {date}", "{months} desde hoy: {date}" }
        save { "Save changes", "Guardar cambios" }
        saved(caregiver) { "Saved. This is what {caregiver} sees now.", "Guardado. Esto es lo que ve {caregiver} ahora." }
        tells(caregiver) { "We tell {caregiver} about it.", "Avisamos a {caregiver}." }
        quiet(caregiver) { "Quiet mode is on. We will not tell {caregiver}.", "El modo discreto está encendido. No avisamos a {caregiver}." }
        did(caregiver) { "What {caregiver} did", "Qué hizo {caregiver}" }
        did_nothing { "Nothing yet. Each look will show up here.", "Nada aún. Cada mirada se verá aquí." }
        stop_title { "Done with the help?", "¿Ya no hace falta?" }
        stop_hint { "One step, and we do not ask who you are. It stops at once.", "Un paso, y no preguntamos quién es. Para al momento." }
        aside { "Stop or keep proof", "Parar o guardar prueba" }
        receipt_for(code) { "Receipt for {code}", "Recibo de {code}" }
        proof { "Proof that it stopped", "Prueba de que paró" }
        asks(caregiver) { "{caregiver} asks", "{caregiver} pide" }
        asks_kinds(kinds) { "To see also: {kinds}.", "Ver también: {kinds}." }
        asks_until(date) { "To help until ~{date}~.", "Ayudar hasta el ~{date}~." }
        to_say_yes { "To say yes, tick it below and save. Nothing is ticked for you.", "Para decir que sí, márquelo abajo y guarde. No hay nada marcado." }
        say_no { "Say no", "Decir que no" }
        say_no_hint(caregiver) { " to more for {caregiver}", " a más para {caregiver}" }
        confirm_restated(caregiver, date) { "Let **{caregiver}** help you until ~{date}~.", "Dejar que **{caregiver}** le ayude hasta el ~{date}~." }
        yes_change { "Yes, change it", "Sí, cambiar" }
        back { "Go back, change nothing", "Volver, no cambiar nada" }
    }
}

words! {
    /// Stopping help, and the page that shows that it is over.
    EndWords {
        title(caregiver) { "Stop sharing with {caregiver}?", "¿Dejar de compartir con {caregiver}?" }
        leave_title(person) { "Stop helping {person}?", "¿Dejar de ayudar a {person}?" }
        lead { "It stops the moment you say so.", "Para en cuanto usted lo diga." }
        stops { "This stops", "Esto para" }
        sees_nothing_more(caregiver, kinds) { "{caregiver} can see nothing more. What ends: {kinds}.", "{caregiver} ya no puede ver nada. Lo que termina: {kinds}." }
        acts_no_more(caregiver) { "{caregiver} can do nothing more here.", "{caregiver} ya no puede hacer nada aquí." }
        you_see_nothing(person) { "You can see nothing more of {person}’s record.", "Usted no puede ver nada más del expediente de {person}." }
        also_now(caregiver) { "It stops at once, even if {caregiver} is looking right now.", "Para al momento, aunque {caregiver} esté mirando ahora." }
        apps_stop(caregiver) { "Apps that {caregiver} added for you stop too.", "También paran las apps que {caregiver} puso para usted." }
        your_apps_stop { "Apps that you added for them stop too.", "También paran las apps que usted puso para ellos." }
        goes_on { "This does not stop", "Esto no para" }
        copies(caregiver) { "What {caregiver} has read or written down.", "Lo que {caregiver} ya leyó o apuntó." }
        your_copies { "What you have read or written down.", "Lo que usted ya leyó o apuntó." }
        log { "The list of looks.", "La lista de miradas." }
        care { "Your care at the hospital.", "Su cuidado en el hospital." }
        own_account(caregiver) { "{caregiver}’s own account.", "La cuenta de {caregiver}." }
        keep { "Keep sharing", "Seguir compartiendo" }
        keep_acting { "Keep helping", "Seguir ayudando" }
        yes_stop { "Yes, stop sharing", "Sí, dejar de compartir" }
        yes_leave { "Yes, stop helping", "Sí, dejar de ayudar" }
        tells(caregiver) { "We tell {caregiver} that it ended.", "Avisamos a {caregiver} de que terminó." }
        quiet(caregiver) { "Quiet mode is on. We will not tell {caregiver}. {caregiver} may notice that the pages are gone.", "El modo discreto está encendido. No avisamos a {caregiver}. {caregiver} puede notar que ya no están las páginas." }
        less { "Want less, not nothing?", "¿Quiere menos, no nada?" }
        change_it { "Change what they see", "Cambie lo que ven" }
        stopped_title(caregiver) { "{caregiver} can no longer see your record", "{caregiver} ya no puede ver su expediente" }
        left_title(person) { "You can no longer see {person}’s record", "Usted ya no puede ver el expediente de {person}" }
        by_patient(date) { "It was stopped on ~{date}~.", "Se paró el ~{date}~." }
        by_caregiver(date) { "The help was given back on ~{date}~.", "La ayuda se devolvió el ~{date}~." }
        by_hospital(date) { "The hospital stopped it on ~{date}~.", "El hospital lo paró el ~{date}~." }
        of_age(date) { "A birthday ended it on ~{date}~.", "Un cumpleaños lo terminó el ~{date}~." }
        by_itself(date) { "It ended by itself on ~{date}~.", "Terminó solo el ~{date}~." }
        unused(date) { "Nobody used it for a long time. It ended by itself on ~{date}~.", "Nadie lo usó en mucho tiempo. Terminó solo el ~{date}~." }
        proof { "Proof that it stopped", "Prueba de que paró" }
        the_end { "The end", "El fin" }
        closed { "We closed the door", "Cerramos la puerta" }
        closed_more { "The next look is refused, on every device.", "La próxima mirada se niega, en cada aparato." }
        looks_since(n) { "Looks since it stopped: **{n}**.", "Miradas desde que paró: **{n}**." }
        refused_since(n) { "Refused: **{n}**.", "Negadas: **{n}**." }
        invite_again { "You can send a new invite at any time.", "Puede mandar otra invitación cuando quiera." }
        next_steps { "Next steps", "Qué sigue" }
        could_see(kinds) { "Could see {kinds}.", "Podía ver {kinds}." }
        could_see_nothing { "Could not see the record.", "No podía ver el expediente." }
    }
}
