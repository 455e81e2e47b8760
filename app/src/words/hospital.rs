//! The hospital's own sign-in.

use super::words;

words! {
    /// The door to it, the row about it, and the page that adds it or takes it away.
    HospitalWords {
        or { "or", "o" }
        sign_in_with(name) { "Sign in with {name}", "Entrar con {name}" }
        section { "Hospital sign-in", "Entrada del hospital" }
        row_linked(since, used) { "Added {since}. Last used {used}.", "Se agregó {since}. Se usó {used}." }
        row_apart { "Not part of your account yet.", "Aún no es parte de su cuenta." }
        add { "Add it", "Agregarla" }
        look { "Change", "Cambiar" }
        about_it(name) { " {name}", " {name}" }
        added { "Done. You can sign in with your hospital sign-in now.", "Listo. Ya puede entrar con la entrada de su hospital." }
        removed { "Done. Your hospital sign-in does not open this account now.", "Listo. La entrada del hospital ya no abre esta cuenta." }
        apart_title { "Add your hospital sign-in", "Agregue la entrada de su hospital" }
        apart_lead(name) { "Go to {name} and sign in there. Then come back and say yes.", "Vaya a {name} y entre ahí. Luego vuelva y diga que sí." }
        go(name) { "Go to {name}", "Ir a {name}" }
        waiting_title { "Add this hospital sign-in to your account?", "¿Agregar esta entrada del hospital a su cuenta?" }
        waiting_lead(name) { "You were just at {name}. If you say yes, it opens this account from now on.", "Usted acaba de entrar en {name}. Si dice que sí, desde ahora abre esta cuenta." }
        only_yours { "Say yes only if that sign-in is yours alone.", "Diga que sí solo si esa entrada es solo suya." }
        yes_add { "Yes, add it", "Sí, agregarla" }
        linked_title { "Your hospital sign-in", "La entrada de su hospital" }
        linked_lead(name) { "{name} opens this account. If you take it away, it opens nothing here.", "{name} abre esta cuenta. Si la quita, aquí no abre nada." }
        out { "Places where you came in with it are signed out, but for this one.", "Los lugares donde entró con ella se cierran, menos este." }
        yes_remove { "Yes, take it away", "Sí, quitarla" }
        keep { "Keep it as it is", "Dejarla como está" }
        not_add { "No, do not add it", "No, no agregarla" }
        left_title { "You are signed out here", "Ya salió de su cuenta aquí" }
        left_lead(name) { "Now we take you to {name}, to sign out there too.", "Ahora va a {name}, para salir también ahí." }
        account(email) { "This is the account of {email}.", "Esta es la cuenta de {email}." }
    }
}
