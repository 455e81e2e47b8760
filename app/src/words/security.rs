//! How somebody signs in: where they are signed in, their password, and getting back in without it.

use domain::{
    assurance::AuthenticationMethod,
    device::{Browser, Device, System},
    language::Language,
};

use super::words;

words! {
    /// The page about how somebody signs in.
    SecurityWords {
        title { "How you sign in", "Cómo entra usted" }
        lead { "See where you are signed in. Sign out there, or set a new password.", "Vea dónde está su cuenta abierta. Ciérrela ahí, o ponga una clave nueva." }
        places { "Where you are signed in", "Dónde está abierta su cuenta" }
        one_place { "1 place", "1 lugar" }
        count(n) { "{n} places", "{n} lugares" }
        you_are_here { "You are here", "Usted está aquí" }
        since(when, method) { "Signed in {when} {method}.", "Entró {when} {method}." }
        last_used(when) { "Last used {when}.", "Se usó {when}." }
        proved(when) { "You showed again that it is you {when}.", "Mostró otra vez que es usted {when}." }
        ends(date) { "Signs out by itself on ~{date}~, or after 30 minutes without use.", "Se cierra sola el ~{date}~, o tras 30 minutos sin uso." }
        sign_out { "Sign out", "Cerrar" }
        sign_out_there(device) { " {device}", " en {device}" }
        everywhere_else { "Sign out everywhere else", "Cerrar en los otros lugares" }
        signed_out { "Done. That place is signed out now.", "Listo. Ese lugar está cerrado ahora." }
        all_out { "Done. All other places are signed out now.", "Listo. Los otros lugares están cerrados ahora." }
        password { "Your password", "Su clave" }
        password_hint { "A new one signs out all other places. Apps that you said yes to with it wait for your OK.", "Una nueva cierra los otros lugares. Las apps a las que dijo que sí con ella esperan su permiso." }
        new_password { "Set a new password", "Poner una clave nueva" }
        saved { "Your new password is set. All other places are signed out.", "Su clave nueva está lista. Los otros lugares están cerrados." }
        held { "Your new password is set. All other places are signed out. Some apps wait for your OK.", "Su clave nueva está lista. Los otros lugares están cerrados. Unas apps esperan su permiso." }
        look_at_apps { "Look at your apps", "Mirar sus apps" }
        beside { "Good to know", "Bueno saber" }
        stopping { "Stopping an app or signing out never asks who you are. Sharing more always does.", "Parar una app o cerrar su cuenta nunca pregunta quién es. Compartir más siempre lo pregunta." }
        not_you { "Is there a place that you do not know?", "¿Hay un lugar que no conoce?" }
        not_you_hint { "Sign it out. Then set a new password.", "Ciérrelo. Luego ponga una clave nueva." }
        back { "Security", "Seguridad" }
    }
}

words! {
    /// The page that sets a new password.
    NewPasswordWords {
        title { "Set a new password", "Ponga una clave nueva" }
        lead { "All other places are signed out then. This one stays.", "Los otros lugares se cierran entonces. Este queda abierto." }
        apps { "Apps that you said yes to with a password or a code wait until you say yes again.", "Las apps a las que dijo que sí con clave o código esperan hasta que usted diga que sí otra vez." }
        new_password { "New password", "Clave nueva" }
        hint { "12 letters or more. A few words that only you would put together.", "12 letras o más. Unas palabras que solo usted juntaría." }
        set { "Set the new password", "Poner la clave nueva" }
        keep { "Keep the old one", "Dejar la de antes" }
        signed_in_as(person) { "For the account {person}.", "Para la cuenta {person}." }
    }
}

words! {
    /// What opens the account.
    SignInChoiceWords {
        title { "What opens your account", "Qué abre su cuenta" }
        is_any { "Your password opens your account. So does a passkey, if you have one.", "Su clave abre su cuenta. También una llave de acceso, si la tiene." }
        is_only { "Only your passkeys open your account. Your password alone does not.", "Solo sus llaves de acceso abren su cuenta. Su clave sola no." }
        lost { "If you lose your passkeys, you get back in with a code by mail and a code on paper, or a wait.", "Si pierde sus llaves, vuelve a entrar con un código por correo y uno de papel, o esperando." }
        needs_one { "First you need a passkey that you have had for 3 days, or that an older one speaks for.", "Primero necesita una llave de acceso que tenga desde hace 3 días, o por la que responda una más vieja." }
        only { "Only passkeys", "Solo llaves de acceso" }
        any { "My password too", "También mi clave" }
        keep { "Leave it so", "Dejarlo así" }
        change { "Change", "Cambiar" }
        saved { "Saved. It counts from the next time that you sign in.", "Guardado. Vale desde la próxima vez que entre." }
    }
}

words! {
    /// "I cannot sign in".
    RecoveryWords {
        title { "I cannot sign in", "No puedo entrar" }
        lead { "Tell us your email. We send a code there.", "Díganos su correo. Ahí mandamos un código." }
        send { "Send me a code", "Mandarme un código" }
        to_sign_in { "Back to sign in", "Volver a la entrada" }
        code_title { "Type the code from your mail", "Escriba el código de su correo" }
        code_lead { "Is there an account with that email? Then a code is on its way. It works for 10 minutes.", "¿Hay una cuenta con ese correo? Entonces va un código en camino. Sirve 10 minutos." }
        code { "Code", "Código" }
        code_hint { "8 numbers. Look in your junk mail too.", "8 números. Mire también en el correo no deseado." }
        go_on { "Go on", "Seguir" }
        new_code { "Send a new code", "Mandar otro código" }
        wait_title { "Come back later", "Vuelva más tarde" }
        wait_lead(date) { "Your account has a passkey. So mail alone opens it no earlier than ~{date}~.", "Su cuenta tiene una llave de acceso. El correo por sí solo no la abre antes del ~{date}~." }
        wait_why { "We told you in every way we can. Was it not you? Sign in and stop it at Security, or call us. To go on, come back with this browser.", "Le avisamos por todos los medios. ¿No fue usted? Entre y párelo en Seguridad, o llámenos. Para seguir, vuelva con este navegador." }
        paper_title { "Do you have a paper code?", "¿Tiene un código de papel?" }
        paper_hint { "12 letters and numbers. With it you need not wait.", "12 letras y números. Con él no hace falta esperar." }
        paper_go_on { "Use the paper code", "Usar el código de papel" }
        new_lead { "All places are signed out then. You sign in with the new one.", "Todos los lugares se cierran entonces. Usted entra con la nueva." }
        over_title { "This try is over", "Este intento terminó" }
        over_lead { "It was used or stopped, or it waited too long. Nothing changed just now.", "Ya se usó o se paró, o esperó mucho. Ahora no cambió nada." }
        start_again { "Start again", "Empezar otra vez" }
        recovered { "Your new password is set. Sign in with it.", "Su clave nueva está lista. Entre con ella." }
        asked(date) { "Somebody wants to get into your account by mail. It opens on ~{date}~.", "Alguien quiere entrar a su cuenta por correo. Se abre el ~{date}~." }
        not_you { "Was it not you? Stop it now, then set a new password.", "¿No fue usted? Párelo ya, y ponga una clave nueva." }
        stop_needs { "It takes a passkey or a paper code that you had a day before. If you have none, call us.", "Hace falta una llave de acceso o un código de papel que ya tenía un día antes. Si no los tiene, llámenos." }
        stop { "Stop it", "Pararlo" }
        stopped { "It is stopped. Nobody gets in that way now.", "Está parado. Nadie entra así ahora." }
        way { "A code by mail", "Un código por correo" }
        way_and_wait { "A code by mail, and a wait of 24 hours", "Un código por correo, y esperar 24 horas" }
        way_about(email) { "To {email}.", "A {email}." }
        way_and_wait_about(email) { "To {email}. We tell all your devices first.", "A {email}. Antes avisamos a todos sus aparatos." }
        if_you_cannot { "If you cannot sign in", "Si no puede entrar" }
    }
}

words! {
    /// Ways of signing in, inside a sentence.
    MethodWords {
        password { "with your password", "con su clave" }
        passkey { "with a passkey", "con una llave de acceso" }
        upstream { "with your hospital sign-in", "con la entrada del hospital" }
        email_code { "with a code by email", "con un código por correo" }
        paper_code { "with a paper code", "con un código de papel" }
    }
}

impl MethodWords {
    pub const fn of(self, method: AuthenticationMethod) -> &'static str {
        match method {
            AuthenticationMethod::Password => self.password(),
            AuthenticationMethod::Passkey => self.passkey(),
            AuthenticationMethod::Upstream => self.upstream(),
            AuthenticationMethod::EmailCode => self.email_code(),
            AuthenticationMethod::RecoveryCode => self.paper_code(),
        }
    }
}

words! {
    /// A browser and what it runs on.
    DeviceWords {
        both(browser, system) { "{browser} on {system}", "{browser} en {system}" }
        some_browser(system) { "A browser on {system}", "Un navegador en {system}" }
        unknown { "A device", "Un aparato" }
    }
}

/// "Firefox on Windows".
pub fn device(language: Language, device: Device) -> String {
    let w = DeviceWords(language);
    match (device.browser, device.system) {
        (Some(browser), Some(system)) => w.both(browser_name(browser), system_name(system)),
        (Some(browser), None) => browser_name(browser).to_owned(),
        (None, Some(system)) => w.some_browser(system_name(system)),
        (None, None) => w.unknown().to_owned(),
    }
}

const fn browser_name(browser: Browser) -> &'static str {
    match browser {
        Browser::Chrome => "Chrome",
        Browser::Edge => "Edge",
        Browser::Firefox => "Firefox",
        Browser::Opera => "Opera",
        Browser::Safari => "Safari",
        Browser::SamsungInternet => "Samsung Internet",
    }
}

const fn system_name(system: System) -> &'static str {
    match system {
        System::Android => "Android",
        System::ChromeOs => "ChromeOS",
        System::Ipad => "iPad",
        System::Iphone => "iPhone",
        System::Linux => "Linux",
        System::Mac => "Mac",
        System::Windows => "Windows",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_is_named_as_far_as_it_is_known() {
        let name = |browser, system| {
            let known = Device { browser, system };
            (
                device(Language::English, known),
                device(Language::Spanish, known),
            )
        };
        let both = name(Some(Browser::Firefox), Some(System::Windows));
        assert_eq!(
            both,
            ("Firefox on Windows".into(), "Firefox en Windows".into())
        );
        let system = name(None, Some(System::Linux)).0;
        assert_eq!(system, "A browser on Linux");
        assert_eq!(name(None, None).1, "Un aparato");
    }
}
