//! Showing who one is: passkeys, codes, and what is said when one of them does not do.

use super::words;

words! {
    /// Showing again who one is, inside a form.
    ProofWords {
        password { "Password", "Clave" }
        password_hint { "We ask again to be sure that it is you.", "La pedimos otra vez para saber que es usted." }
        passkey_hint { "We ask for your passkey. Your phone or computer asks the way you open your screen.", "Pedimos su llave de acceso. Su teléfono o computadora pregunta como cuando abre la pantalla." }
        no_passkey_here { "Passkeys do not work in this browser. Use another way.", "Las llaves de acceso no funcionan en este navegador. Use otra forma." }
        stopped { "You stopped before the end, so nothing changed. Press the button again, or try another way.", "Usted paró antes del final y nada cambió. Pulse el botón otra vez, o pruebe otra forma." }
        other_way { "Try another way", "Probar otra forma" }
        other_way_hint { "Type your password or a code. Your history will say which way you used.", "Escriba su clave o un código. Su lista dirá qué forma usó." }
        code { "Code", "Código" }
        code_hint { "8 numbers from our mail, or 12 letters and numbers from your paper.", "8 números de nuestro correo, o 12 letras y números de su papel." }
        mail_code { "Email me a code", "Mandarme un código por correo" }
        needs_passkey { "This step needs a passkey, and you have none yet. Add one, then come back here. We keep what you chose for a short time.", "Este paso pide una llave de acceso, y aún no tiene una. Agregue una y vuelva aquí. Guardamos lo que eligió por poco tiempo." }
        add_passkey { "Add a passkey", "Agregar una llave de acceso" }
        too_new { "This step needs a passkey that you have had for a while. Yours is too new.", "Este paso pide una llave de acceso que tenga desde hace un tiempo. La suya es muy nueva." }
        too_new_until(date) { "It counts from ~{date}~.", "Vale desde el ~{date}~." }
        new_key(date) { "Your passkey is new. Until ~{date}~ it counts no more than what you used to add it.", "Su llave de acceso es nueva. Hasta el ~{date}~ vale lo mismo que lo que usó para agregarla." }
        weak { "You have no passkey, so this proof is weak. Anyone who knows your password or reads your mail could give it.", "Usted no tiene llave de acceso, así que esta prueba es débil. La podría dar quien sepa su clave o lea su correo." }
        no_passkey_here_alone { "This step needs your passkey, and passkeys do not work in this browser. Use the phone or computer that has it.", "Este paso pide su llave de acceso, y en este navegador no funcionan. Use el teléfono o la computadora que la tiene." }
        lost_passkey { "I have no passkey any more", "Ya no tengo mi llave de acceso" }
    }
}

words! {
    /// What a person signs in and proves with.
    KeyWords {
        title { "Passkeys", "Llaves de acceso" }
        what { "A passkey is a safe key on your phone or computer. You open it the way you open your screen.", "Una llave de acceso es una llave segura en su teléfono o computadora. La abre como abre la pantalla." }
        none { "You have no passkey yet.", "Aún no tiene una llave de acceso." }
        one { "1 passkey", "1 llave de acceso" }
        count(n) { "{n} passkeys", "{n} llaves de acceso" }
        kept_in(what) { "Kept in {what}.", "Guardada en {what}." }
        made(date) { "Made ~{date}~.", "Hecha el ~{date}~." }
        used(when) { "Last used {when}.", "Usada {when}." }
        never_used { "Not used yet.", "Aún no se usó." }
        change { "Change", "Cambiar" }
        change_hint(what) { " {what}", " {what}" }
        add { "Add a passkey", "Agregar una llave de acceso" }
        not_here { "This address has no passkeys. Open Sayso by its name.", "Esta dirección no tiene llaves de acceso. Abra Sayso por su nombre." }
        lost { "If you lose your passkeys", "Si pierde sus llaves de acceso" }
        paper { "Paper codes", "Códigos de papel" }
        paper_left(n, date) { "{n} of 10 left. Made ~{date}~.", "Sin usar: {n} de 10. Hechos el ~{date}~." }
        paper_none { "You have none. Make some and keep them on paper.", "No tiene. Haga unos y guárdelos en papel." }
        make_paper { "Make new codes", "Hacer códigos nuevos" }
        added { "Your passkey is ready. We sent you a mail about it.", "Su llave de acceso está lista. Le mandamos un correo." }
        renamed { "The new name is saved.", "El nombre nuevo quedó guardado." }
        waiting { "Done. Some apps wait for your OK, because how you sign in has changed.", "Listo. Unas apps esperan su permiso, porque cambió su forma de entrar." }
        new_until(date) { "New: until ~{date}~ it counts no more than what you used to add it.", "Nueva: hasta el ~{date}~ vale lo mismo que lo que usó para agregarla." }
        in_doubt { "On hold. It opens nothing until you say that it is yours.", "En pausa. No abre nada hasta que usted diga que es suya." }
        vouched { "Done. This passkey counts fully now.", "Listo. Esta llave de acceso ya vale del todo." }
        removed { "The passkey is gone. It opens nothing now.", "La llave de acceso ya no está. Ya no abre nada." }
    }
}

words! {
    /// Adding a passkey.
    AddPasskeyWords {
        title { "Add a passkey", "Agregue una llave de acceso" }
        lead { "First show that it is you. Then your phone or computer makes the key.", "Primero muestre que es usted. Luego su teléfono o computadora hace la llave." }
        apps { "Without an older passkey, some apps wait for a new yes, and the new key counts fully after 72 hours.", "Sin una llave de acceso anterior, unas apps esperan otro sí, y la llave nueva vale del todo a las 72 horas." }
        go_on { "Go on", "Seguir" }
        back { "Security", "Seguridad" }
        name_title { "Make your passkey", "Haga su llave de acceso" }
        name_lead { "Give it a name that you know, such as My phone.", "Póngale un nombre que reconozca, como Mi teléfono." }
        name { "Name", "Nombre" }
        name_hint { "Only you see it.", "Solo usted lo ve." }
        make { "Make the passkey", "Hacer la llave de acceso" }
        five_minutes { "This page works for 5 minutes.", "Esta página sirve 5 minutos." }
        needs_scripts { "Passkeys do not work in this browser. A password does.", "Las llaves de acceso no funcionan en este navegador. Una clave sí." }
        stopped { "You stopped before the end. No key was made. Press the button again, or go back.", "Usted paró antes del final. No se hizo una llave. Pulse el botón otra vez, o vuelva." }
        known_already { "This device has a passkey for you already.", "Este aparato ya tiene una llave de acceso suya." }
    }
}

words! {
    /// One passkey: its name, and its end.
    OnePasskeyWords {
        rename { "Its name", "Su nombre" }
        save { "Save the name", "Guardar el nombre" }
        remove { "Remove this passkey", "Quitar esta llave de acceso" }
        remove_hint { "It opens nothing from then on. Delete it on your device too.", "Ya no abrirá nada. Bórrela también en su aparato." }
        last { "This is your last passkey. After this you sign in with your password. Your apps wait for a new yes.", "Esta es su última llave de acceso. Después entra con su clave. Sus apps esperan otro sí." }
        in_doubt { "Is this passkey yours?", "¿Es suya esta llave de acceso?" }
        in_doubt_hint { "Your password changed, so we put this key on hold. Say yes only if you have it.", "Su clave cambió, así que pusimos esta llave en pausa. Diga que sí solo si usted la tiene." }
        yes_keep { "Yes, it is mine", "Sí, es mía" }
        no_keep { "No, remove it", "No, quitarla" }
        vouch { "Let it count fully now", "Que valga del todo ya" }
        vouch_hint { "An older passkey of yours can speak for this one. Then it need not wait.", "Otra llave de acceso suya, más vieja, puede responder por esta. Así no tiene que esperar." }
        yes_vouch { "Yes, this is my key", "Sí, es mi llave" }
        keep { "Keep it", "Dejarla" }
        yes_remove { "Yes, remove it", "Sí, quitarla" }
    }
}

words! {
    /// Codes on paper.
    PaperWords {
        title { "Paper codes", "Códigos de papel" }
        lead { "10 codes for when you have no passkey and no mail. Each works one time.", "10 códigos para cuando no tenga su llave ni su correo. Cada uno sirve una vez." }
        old_end { "New codes end the old ones.", "Los códigos nuevos terminan con los viejos." }
        make { "Make new codes", "Hacer códigos nuevos" }
        made_title { "Your paper codes", "Sus códigos de papel" }
        made_lead { "Print this page or write the codes down. We show them only now.", "Imprima esta página o copie los códigos. Los mostramos solo ahora." }
        made_where { "Keep the paper at home, away from your phone.", "Guarde el papel en casa, lejos de su teléfono." }
        print { "Print", "Imprimir" }
        done { "Done, I have them", "Listo, ya los tengo" }
        gone { "We showed your codes once, and they are gone from here. Make new ones if you lost them.", "Mostramos sus códigos una vez y ya no están aquí. Haga otros si los perdió." }
    }
}

words! {
    /// At the sign-in page.
    PasskeySignInWords {
        use_passkey { "Use a passkey", "Usar una llave de acceso" }
        or { "or", "o" }
        stopped { "You stopped before the end. Press the button again, or use your password.", "Usted paró antes del final. Pulse el botón otra vez, o use su clave." }
        failed { "That passkey did not work. Use another one, or your password.", "Esa llave de acceso no funcionó. Use otra, o su clave." }
        unknown { "We do not know that passkey any more. Use another one, or your password.", "Ya no conocemos esa llave de acceso. Use otra, o su clave." }
        busy { "Too many tries. Wait 15 minutes, or use your password.", "Muchos intentos. Espere 15 minutos, o use su clave." }
    }
}

words! {
    /// What is in doubt after a new password.
    YoursWords {
        title { "Is this yours?", "¿Es suyo?" }
        lead { "You set a new password, so we put these on hold. Look at each one. Say no to what you do not know.", "Usted puso una clave nueva, así que pusimos esto en pausa. Mire cada cosa. Diga que no a lo que no conoce." }
        gone_too { "Paper codes and a hospital sign-in that your old password could have set are off. So are invites that waited. Make new ones if you need them.", "Quitamos los códigos de papel y la entrada del hospital que su clave vieja pudo poner, y las invitaciones que esperaban. Haga otros si los necesita." }
        passkeys { "Passkeys", "Llaves de acceso" }
        apps { "Apps", "Apps" }
        caregivers { "People who help", "Personas que ayudan" }
        yes { "Yes", "Sí" }
        no { "No", "No" }
        about(name) { ", {name}", ", {name}" }
        app_about { "It sees nothing until you say yes again.", "No ve nada hasta que usted diga que sí otra vez." }
        caregiver_about { "They see nothing until you say yes again.", "No ve nada hasta que usted diga que sí otra vez." }
        none { "Nothing waits for you here.", "Aquí no espera nada." }
        kept { "Done. That passkey works again.", "Listo. Esa llave de acceso sirve otra vez." }
        gone { "Done. That passkey is gone.", "Listo. Esa llave de acceso ya no está." }
        go_on { "Go on to the first page", "Seguir a la primera página" }
    }
}
