//! What surrounds the pages, signing in, help, and what is said when something does not work.

use super::words;
use crate::facts::PortalError;

words! {
    /// Around every page.
    FrameWords {
        skip { "Skip to the page", "Ir a la página" }
        main_nav { "Main", "Principal" }
        home { "Home", "Inicio" }
        apps { "Apps", "Apps" }
        activity { "Activity", "Actividad" }
        security { "Security", "Seguridad" }
        records { "Records", "Datos" }
        people { "People", "Personas" }
        help { "Help", "Ayuda" }
        leave_fast { "Leave fast", "Salir rápido" }
        sign_out { "Sign out", "Salir de la cuenta" }
        apps_go_on { "Apps that you said yes to go on. You stop them at Apps.", "Las apps a las que dijo que sí siguen. Puede pararlas en Apps." }
        find_button { "Find", "Buscar" }
        find_all { "Show all", "Mostrar todo" }
        times_in(place) { "Days and times here are those of {place}.", "Los días y las horas aquí son de {place}." }
        ends_in(place) { "What ends, ends with a day of {place}.", "Lo que termina, termina con un día de {place}." }
        leaving { "One moment", "Un momento" }
        session_soon { "You will be signed out in two minutes. Do you need more time?", "En dos minutos se cierra su cuenta. ¿Necesita más tiempo?" }
        stay { "Stay signed in", "Seguir en la cuenta" }
        session_last { "A sign-in lasts 12 hours. In a moment we ask you to sign in again.", "Una entrada dura 12 horas. En un momento le pedimos entrar otra vez." }
        session_over { "You are signed out, so this page is hidden. Sign in to go on.", "Su cuenta se cerró, así que esta página está oculta. Entre para seguir." }
        session_in { "Sign in again", "Entrar otra vez" }
        signed_in_as(person) { "Signed in as {person}", "Entró como {person}" }
        foot(organisation, phone) { "Sayso for {organisation}. Help by phone: ~{phone}~.", "Sayso para {organisation}. Ayuda por teléfono: ~{phone}~." }
        in_english { "English", "English" }
        in_spanish { "Español", "Español" }
    }
}

words! {
    /// The sign-in page.
    SignInWords {
        title { "Sign in to Sayso", "Entre a Sayso" }
        promise { "Your record opens on your say-so. You see who looks. You can stop it.", "Su expediente se abre si usted lo dice. Usted ve quién mira. Puede pararlo." }
        who_for(organisation) { "For patients of {organisation} and the people who help them.", "Para pacientes de {organisation} y las personas que les ayudan." }
        for_app(app) { "{app} asks to see part of your record. Sign in to read what it asks for.", "{app} pide ver parte de su expediente. Entre para leer qué pide." }
        kept { "You were signed out. What you filled in is kept.", "Su cuenta se cerró. Lo que llenó está guardado." }
        signed_out { "You are signed out. Apps that you said yes to go on. To stop one, sign in and open Apps.", "Salió de la cuenta. Las apps a las que dijo que sí siguen. Para parar una, entre y abra Apps." }
        email { "Email", "Correo" }
        password { "Password", "Clave" }
        sign_in { "Sign in", "Entrar" }
        shares_nothing { "Signing in shares nothing. Apps see your record only when you press Share.", "Entrar no comparte nada. Una app ve su expediente solo si usted pulsa Compartir." }
        recover_account { "I cannot sign in", "No puedo entrar" }
        got_invited { "I got an invite to help someone", "Recibí una invitación para ayudar" }
    }
}

words! {
    /// The help page.
    HelpWords {
        title { "Help", "Ayuda" }
        lead { "Short answers to what people ask most.", "Respuestas cortas a lo que más se pregunta." }
        who_q { "Who can see my record?", "¿Quién puede ver mi expediente?" }
        who_a { "Your care team, the apps that you said yes to, and the people who help you. Look at Apps and at People.", "Su equipo de salud, las apps a las que dijo que sí y las personas que le ayudan. Mire en Apps y en Personas." }
        stop_q { "How do I stop an app?", "¿Cómo paro una app?" }
        stop_a { "Open Apps. Press Stop sharing, then Yes, stop sharing. It stops at once. It needs no password.", "Abra Apps. Pulse Dejar de compartir y luego Sí, dejar de compartir. Para al momento. No pide clave." }
        copies_q { "What about the data it has read?", "¿Y los datos que ya leyó?" }
        copies_a { "The app may have kept it. We cannot take it back. Ask the maker to delete it.", "La app pudo guardarlos. No podemos quitárselos. Pida a quien la hace que los borre." }
        log_q { "How do I know who looked?", "¿Cómo sé quién miró?" }
        log_a { "Open Activity. Every look is there, with the day and the time. So is every look that we refused.", "Abra Actividad. Ahí está cada mirada, con día y hora. También las que negamos." }
        sensitive_q { "What is a sensitive topic?", "¿Qué es un tema delicado?" }
        sensitive_a { "Some things need more care: mental health, alcohol and drugs, HIV, sex, genes, violence. An app never gets them unless you turn each one on.", "Hay cosas que piden más cuidado: salud mental, alcohol y drogas, VIH, sexo, genes, violencia. Una app nunca los ve si usted no los enciende uno por uno." }
        wrong_q { "Something looks wrong", "Algo se ve mal" }
        wrong_a(phone) { "Stop the app first. Then call ~{phone}~.", "Pare la app primero. Luego llame al ~{phone}~." }
    }
}

words! {
    /// When something does not work.
    ProblemWords {
        heading { "There is a problem", "Hay un problema" }
        sign_in_first { "Sign in first.", "Primero entre a su cuenta." }
        not_found_title { "We cannot find this page", "No encontramos esta página" }
        not_found { "It may have moved, or the link is not whole. Nothing was changed.", "Tal vez cambió de lugar, o el enlace no está entero. Nada cambió." }
        request_over_title { "This request is over", "Esta petición terminó" }
        request_over { "It was answered, or it waited too long. Nothing was shared just now. Open the app to ask again.", "Ya se contestó, o esperó mucho. Nada se compartió ahora. Abra la app para pedir otra vez." }
        wrong_password { "The email and password do not go together. Check both and try again.", "El correo y la clave no van juntos. Revíselos y pruebe otra vez." }
        password_wrong { "That is not your password. Try again.", "Esa no es su clave. Pruebe otra vez." }
        password_missing { "Type your password. We need it for this step.", "Escriba su clave. La necesitamos en este paso." }
        password_too_short { "Make the new password longer. It needs 12 letters or more.", "Haga la clave nueva más larga. Necesita 12 letras o más." }
        password_guessable { "That is too easy to guess. Do not use your name, your email or one letter.", "Eso es muy fácil de adivinar. No use su nombre, su correo ni una sola letra." }
        wrong_code { "That code does not work. Check it, or ask for a new one.", "Ese código no sirve. Revíselo o pida otro." }
        code_sent_title { "We sent you a code", "Le mandamos un código" }
        code_sent { "Look at your mail. Type the code here within 10 minutes.", "Mire su correo. Escriba el código aquí en 10 minutos." }
        passkey_failed { "That passkey did not work here, or it took too long. Try again, or try another way.", "Esa llave de acceso no sirvió, o tardó mucho. Pruebe otra vez, o pruebe otra forma." }
        passkey_unknown { "We do not know that passkey any more. Use another one, or your password.", "Ya no conocemos esa llave de acceso. Use otra, o su clave." }
        proof_too_weak { "This step needs a stronger proof. Use your passkey.", "Este paso pide una prueba más fuerte. Use su llave de acceso." }
        password_common { "Too many people use that, or one like it. Put together a few words that only you would.", "Mucha gente usa esa, o una parecida. Junte unas palabras que solo usted juntaría." }
        busy { "Many people are signing in right now. Wait a minute and try again.", "Mucha gente está entrando ahora. Espere un minuto y pruebe otra vez." }
        passkey_too_new { "That passkey is too new for this step. Use an older one.", "Esa llave de acceso es muy nueva para este paso. Use una más vieja." }
        passkey_only { "Only a passkey opens this account. Use your passkey.", "Solo una llave de acceso abre esta cuenta. Use su llave." }
        too_many_passkeys { "You have 20 passkeys. Remove one first.", "Tiene 20 llaves de acceso. Quite una primero." }
        name_unfit { "Type a name of 60 letters or less. No @ or /, no web address, no phone number.", "Escriba un nombre de 60 letras o menos. Sin @ ni /, sin dirección web, sin teléfono." }
        name_missing { "Type a name of 60 letters or less.", "Escriba un nombre de 60 letras o menos." }
        hospital_away { "We cannot reach your hospital sign-in now. Try again later, or use your password.", "No podemos llegar a la entrada de su hospital. Pruebe más tarde, o use su clave." }
        hospital_refused { "The hospital sign-in did not work. Nothing changed. Try again, or use your password.", "La entrada del hospital no funcionó. Nada cambió. Pruebe otra vez, o use su clave." }
        hospital_unknown { "We do not know this hospital sign-in yet. Sign in here once. Then you can add it.", "Aún no conocemos esta entrada del hospital. Entre aquí una vez. Luego podrá agregarla." }
        hospital_taken { "This hospital sign-in opens another account. Nothing changed.", "Esta entrada del hospital abre otra cuenta. Nada cambió." }
        hospital_no_record { "The hospital sign-in worked, but we cannot tell which record is yours. Nothing was opened. Call us.", "La entrada del hospital funcionó, pero no sabemos cuál expediente es suyo. Nada se abrió. Llámenos." }
        hospital_no_address { "The hospital sign-in worked, but it gave us no email that we can use. Nothing was opened. Call us.", "La entrada del hospital funcionó, pero no nos dio un correo que sirva. Nada se abrió. Llámenos." }
        rate_limited { "Too many tries. Wait 15 minutes, then try again.", "Muchos intentos. Espere 15 minutos y pruebe otra vez." }
        form_incomplete { "Some answers are missing or not right. They are marked below.", "Faltan respuestas o no están bien. Están marcadas abajo." }
        link_does_not_work_title { "This link does not work", "Este enlace no sirve" }
        link_does_not_work { "Ask the person who sent it for a new one. Is somebody else signed in here? Then sign out first, and open it again.", "Pida otro a la persona que lo mandó. ¿Hay otra cuenta abierta aquí? Entonces ciérrela primero y ábralo otra vez." }
        activation_refused { "This does not open an account. Check all that you typed. A letter or a mail works once, for 14 days.", "Esto no abre una cuenta. Revise todo lo que escribió. Una carta o un correo sirve una vez, por 14 días." }
        account_locked { "The hospital locked this account. Call us to open it again.", "El hospital bloqueó esta cuenta. Llámenos para abrirla otra vez." }
        activation_taken { "There is an account with this email, or for this record. Nothing changed. Call us.", "Ya hay una cuenta con este correo, o para este expediente. Nada cambió. Llámenos." }
        email_unfit { "Type a whole email address, such as maria@mail.com.", "Escriba un correo entero, como maria@mail.com." }
        wrong_invite_code { "That is not the code. Ask for it again, in person or by phone.", "Ese no es el código. Pídalo otra vez, en persona o por teléfono." }
        already_caregiver { "This person helps you already, or has an invite that waits.", "Esta persona ya le ayuda, o tiene una invitación que espera." }
        own_address { "That is your own address. Type the address of the one who helps.", "Ese es su propio correo. Escriba el de quien le va a ayudar." }
        too_many_invites { "You sent twenty invites this week. You can send more in a few days.", "Mandó veinte invitaciones esta semana. Podrá mandar más en unos días." }
        nothing_ticked { "Tick one kind of data and one thing they can do. To end it all, stop sharing.", "Marque un tipo de datos y una cosa que puedan hacer. Para terminar todo, deje de compartir." }
        nothing_asked { "Tick something that you do not see yet, or pick a later end.", "Marque algo que aún no ve, o elija un fin más tarde." }
        nothing_chosen { "You have not turned anything on. Turn on one thing, or press Do not share.", "No encendió nada. Encienda algo, o pulse No compartir." }
        date_out_of_range { "Pick a last day. It must lie ahead, and not too far.", "Elija un último día. Debe estar por venir, y no muy lejos." }
        period_out_of_range { "Pick a first day. It must not lie ahead.", "Elija un primer día. No puede estar por venir." }
        not_yours_to_answer { "You cannot answer for this record. Nothing was shared.", "Usted no puede responder por este expediente. Nada se compartió." }
        not_offered { "Something was picked that the app did not ask for. Look at your choice again.", "Se eligió algo que la app no pidió. Mire otra vez lo que eligió." }
        changed_meanwhile { "Something changed, or too much time went by. Here is how it is now.", "Algo cambió, o pasó mucho tiempo. Así está ahora." }
        unreadable_form { "We could not read the form. Nothing changed. Try again.", "No pudimos leer la hoja. Nada cambió. Pruebe otra vez." }
        unavailable_title { "We cannot open this right now", "No podemos abrir esto ahora" }
        unavailable { "Nothing was shared and nothing changed. Try again in a minute.", "Nada se compartió y nada cambió. Pruebe otra vez en un minuto." }
        offline { "Your browser could not reach us. Nothing changed. Try again.", "Su navegador no nos encontró. Nada cambió. Pruebe otra vez." }
        call(phone) { "Or call ~{phone}~.", "O llame al ~{phone}~." }
        go_home { "Go to the first page", "Ir a la primera página" }
    }
}

impl ProblemWords {
    /// What a person is told, beside the form or as the page.
    pub const fn of(self, problem: PortalError) -> &'static str {
        match problem {
            PortalError::SignInFirst => self.sign_in_first(),
            PortalError::NotFound => self.not_found(),
            PortalError::RequestOver => self.request_over(),
            PortalError::NotYoursToAnswer => self.not_yours_to_answer(),
            PortalError::WrongPassword => self.wrong_password(),
            PortalError::PasswordMissing => self.password_missing(),
            PortalError::PasswordTooShort => self.password_too_short(),
            PortalError::PasswordGuessable => self.password_guessable(),
            PortalError::PasswordCommon => self.password_common(),
            PortalError::WrongCode => self.wrong_code(),
            PortalError::CodeSent => self.code_sent(),
            PortalError::PasskeyFailed => self.passkey_failed(),
            PortalError::PasskeyUnknown => self.passkey_unknown(),
            PortalError::ProofTooWeak => self.proof_too_weak(),
            PortalError::PasskeyTooNew => self.passkey_too_new(),
            PortalError::PasskeyOnly => self.passkey_only(),
            PortalError::TooManyPasskeys => self.too_many_passkeys(),
            PortalError::NameMissing => self.name_missing(),
            PortalError::NameUnfit => self.name_unfit(),
            PortalError::HospitalAway => self.hospital_away(),
            PortalError::HospitalRefused => self.hospital_refused(),
            PortalError::HospitalUnknown => self.hospital_unknown(),
            PortalError::HospitalTaken => self.hospital_taken(),
            PortalError::HospitalNoRecord => self.hospital_no_record(),
            PortalError::HospitalNoAddress => self.hospital_no_address(),
            PortalError::RateLimited => self.rate_limited(),
            PortalError::FormIncomplete => self.form_incomplete(),
            PortalError::LinkDoesNotWork => self.link_does_not_work(),
            PortalError::ActivationRefused => self.activation_refused(),
            PortalError::AccountLocked => self.account_locked(),
            PortalError::ActivationTaken => self.activation_taken(),
            PortalError::EmailUnfit => self.email_unfit(),
            PortalError::WrongInviteCode => self.wrong_invite_code(),
            PortalError::AlreadyCaregiver => self.already_caregiver(),
            PortalError::OwnAddress => self.own_address(),
            PortalError::TooManyInvites => self.too_many_invites(),
            PortalError::NothingTicked => self.nothing_ticked(),
            PortalError::NothingAsked => self.nothing_asked(),
            PortalError::NothingChosen => self.nothing_chosen(),
            PortalError::DateOutOfRange => self.date_out_of_range(),
            PortalError::PeriodOutOfRange => self.period_out_of_range(),
            PortalError::NotOffered => self.not_offered(),
            PortalError::ChangedMeanwhile => self.changed_meanwhile(),
            PortalError::UnreadableForm => self.unreadable_form(),
            PortalError::Unavailable => self.unavailable(),
            PortalError::Busy => self.busy(),
            PortalError::Offline => self.offline(),
        }
    }

    /// The title of a page that is nothing but the problem.
    pub const fn title(self, problem: PortalError) -> &'static str {
        match problem {
            PortalError::NotFound => self.not_found_title(),
            PortalError::RequestOver => self.request_over_title(),
            PortalError::CodeSent => self.code_sent_title(),
            PortalError::LinkDoesNotWork => self.link_does_not_work_title(),
            PortalError::SignInFirst
            | PortalError::NotYoursToAnswer
            | PortalError::WrongPassword
            | PortalError::PasswordMissing
            | PortalError::PasswordTooShort
            | PortalError::PasswordGuessable
            | PortalError::PasswordCommon
            | PortalError::Busy
            | PortalError::WrongCode
            | PortalError::PasskeyFailed
            | PortalError::PasskeyUnknown
            | PortalError::ProofTooWeak
            | PortalError::PasskeyTooNew
            | PortalError::PasskeyOnly
            | PortalError::TooManyPasskeys
            | PortalError::NameMissing
            | PortalError::NameUnfit
            | PortalError::HospitalAway
            | PortalError::HospitalRefused
            | PortalError::HospitalUnknown
            | PortalError::HospitalTaken
            | PortalError::HospitalNoRecord
            | PortalError::HospitalNoAddress
            | PortalError::RateLimited
            | PortalError::FormIncomplete
            | PortalError::ActivationRefused
            | PortalError::AccountLocked
            | PortalError::ActivationTaken
            | PortalError::EmailUnfit
            | PortalError::WrongInviteCode
            | PortalError::AlreadyCaregiver
            | PortalError::OwnAddress
            | PortalError::TooManyInvites
            | PortalError::NothingTicked
            | PortalError::NothingAsked
            | PortalError::NothingChosen
            | PortalError::DateOutOfRange
            | PortalError::PeriodOutOfRange
            | PortalError::NotOffered
            | PortalError::ChangedMeanwhile
            | PortalError::UnreadableForm => self.heading(),
            PortalError::Unavailable | PortalError::Offline => self.unavailable_title(),
        }
    }
}

words! {
    /// When an app sends a person here and we cannot trust what it sent.
    UntrustedAppWords {
        title { "This app could not connect", "Esta app no se pudo conectar" }
        untrusted { "The app sent something that we cannot trust. Nothing was shared.", "La app mandó algo en lo que no podemos confiar. Nada se compartió." }
        next { "Go back to the app and try again. If it happens again, tell the maker of the app.", "Vuelva a la app y pruebe otra vez. Si pasa de nuevo, avise a quien hace la app." }
        home { "Go to Sayso", "Ir a Sayso" }
    }
}
