//! Making an account with what the hospital sent: the letter, the page that asks, and the page that begins the account.

use crate::words::words;

words! {
    /// The letter that carries a code.
    LetterWords {
        title { "Your way to Sayso", "Su entrada a Sayso" }
        hello(person) { "Hello {person},", "Hola, {person}:" }
        own(organisation) { "With Sayso you can see your health record at {organisation}. You can share it with an app, and stop any time.", "Con Sayso puede ver su expediente de salud de {organisation}. Puede compartirlo con una app, y parar cuando quiera." }
        guardian(child) { "With Sayso you can act for {child} and look at their health record.", "Con Sayso puede actuar por {child} y mirar su expediente de salud." }
        step_open { "Open this page:", "Abra esta página:" }
        step_code { "Type this code:", "Escriba este código:" }
        step_date { "Type your date of birth.", "Escriba su fecha de nacimiento." }
        step_date_of(child) { "Type the date of birth of {child}.", "Escriba la fecha de nacimiento de {child}." }
        step_postal { "Type the postal code of your address.", "Escriba el código postal de su dirección." }
        step_postal_of(child) { "Type the postal code of {child}.", "Escriba el código postal de {child}." }
        step_mail { "If we ask for your email, type it. Then open the link that we send there.", "Si le pedimos su correo, escríbalo. Luego abra el enlace que mandamos ahí." }
        step_key { "Make a passkey or a password. Then you are in.", "Cree una llave de acceso o una clave. Ya está dentro." }
        until(date) { "The code works once, until {date}.", "El código sirve una vez, hasta el {date}." }
        tell_nobody { "Give it to nobody. We never ask for it by phone.", "No se lo dé a nadie. Nunca lo pedimos por teléfono." }
        wrong(phone) { "Is this letter not for you, or is something wrong? Call {phone}.", "¿Esta carta no es para usted, o algo está mal? Llame al {phone}." }
    }
}

words! {
    /// The page that asks, and the page that begins the account.
    ActivationWords {
        title { "Make your account", "Cree su cuenta" }
        lead_link { "One question first, so that nobody else can use your mail.", "Primero una pregunta, para que nadie más use su correo." }
        lead_code { "You need the letter that the hospital sent. Did you get a mail? Open the link in it.", "Necesita la carta que le mandó el hospital. ¿Recibió un correo? Abra su enlace." }
        code { "The code in the letter", "El código de la carta" }
        code_hint { "Letters and numbers. Dashes do not matter.", "Letras y números. Los guiones no importan." }
        birth_date { "Date of birth", "Fecha de nacimiento" }
        birth_hint { "Of the person whose record it is. The month is a number.", "De la persona del expediente. El mes es un número." }
        day { "Day", "Día" }
        month { "Month", "Mes" }
        year { "Year", "Año" }
        postal { "Postal code", "Código postal" }
        postal_hint { "Of the person whose record it is.", "De la persona del expediente." }
        go_on { "Go on", "Seguir" }
        few_tries { "After 5 wrong answers it stops working. Then call us.", "Tras 5 respuestas malas deja de servir. Entonces llámenos." }
        have_account { "I have an account. Sign in", "Ya tengo cuenta. Entrar" }
        got_letter { "I got a letter or a mail to make an account", "Recibí una carta o un correo para crear una cuenta" }
        mailed_title { "Look at your mail", "Mire su correo" }
        mailed { "We sent a mail to the address that you typed. Open the link in it to go on.", "Mandamos un correo a la dirección que escribió. Abra el enlace para seguir." }
        mailed_again { "No mail? Look in your junk mail. You can type the code of your letter again.", "¿No llegó? Mire en el correo no deseado. Puede escribir otra vez el código de su carta." }
        hello(person) { "Hello {person}", "Hola, {person}" }
        choose { "Pick how you want to sign in from now on.", "Elija cómo quiere entrar de ahora en adelante." }
        sign_in_with(email) { "Your account has the email **{email}**.", "Su cuenta tiene el correo **{email}**." }
        passkey_title { "With a passkey", "Con una llave de acceso" }
        passkey_lead { "You use your face, your finger or the code of your device. There is no word that somebody could guess.", "Usa su cara, su dedo o el código de su aparato. No hay palabra que alguien pueda adivinar." }
        passkey_make { "Make a passkey", "Crear una llave de acceso" }
        password_title { "With a password", "Con una clave" }
        password_make { "Use this password", "Usar esta clave" }
        email_lead { "You will sign in with your email. We send a link there, to be sure that it is yours.", "Entrará con su correo. Mandamos ahí un enlace, para saber que es suyo." }
        email_send { "Send me the link", "Mandarme el enlace" }
        shares_nothing { "This shares nothing with anybody.", "Esto no comparte nada con nadie." }
    }
}

#[cfg(test)]
mod tests {
    use domain::language::Language;

    use super::*;

    #[test]
    fn every_sentence_is_short_and_there_in_both_languages() {
        let all = |language| {
            let letter = LetterWords(language).all();
            letter.into_iter().chain(ActivationWords(language).all())
        };
        for ((key, english), (_, spanish)) in all(Language::English).zip(all(Language::Spanish)) {
            assert_ne!(english, spanish, "{key}");
            for sentence in [&english, &spanish] {
                let parts = sentence.split(['.', '?', ':']);
                let longest = parts.map(|part| part.split_whitespace().count()).max();
                assert!(longest <= Some(20), "{key}: {sentence}");
            }
        }
    }
}
