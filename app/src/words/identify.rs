//! An app asks who somebody is: the words of its page, and the text that is stored with the decision.

use domain::language::Language;

use super::{consent::FactWords, privacy::PrivacyWords, shown::finish, words};
use crate::facts::{Frame, consent::IdentifyPage};

words! {
    /// The page of a sign-in to an app.
    IdentifyWords {
        title(app) { "{app} wants to know who you are", "{app} quiere saber quién es usted" }
        signed_in_as(person) { "You are signed in here as **{person}**.", "Aquí ha entrado como **{person}**." }
        learns { "If you say yes, it learns", "Si dice que sí, sabrá" }
        number { "That it is you: it gets a number that stands for you here", "Que es usted: recibe un número que aquí le representa" }
        record { "The number of your own record here", "El número de su propio expediente aquí" }
        how { "How you signed in here, and when", "Cómo entró aquí, y cuándo" }
        learns_not { "It does not learn", "No sabrá" }
        name { "Your name or your email", "Su nombre ni su correo" }
        data { "Anything in your own record", "Nada de su propio expediente" }
        how_long { "It can ask for up to an hour. You can stop it before that, at Apps.", "Puede preguntar hasta una hora. Usted puede pararla antes, en Apps." }
        may_keep { "It may keep what it has learned.", "Puede guardar lo que supo." }
        no { "No, do not tell it", "No decirlo" }
        yes { "Yes, tell it", "Sí, decirlo" }
        no_record(app) { "You have no record of your own here. So we cannot tell {app} who you are.", "Usted no tiene un expediente propio aquí. Así que no podemos decirle a {app} quién es." }
    }
}

/// The app, its maker, and whether the hospital checked it.
pub fn who_asks(page: &IdentifyPage, frame: &Frame) -> String {
    let f = FactWords(frame.language);
    let made = f.made_by(&page.app.name, &page.app.maker);
    let checked = if page.app.checked {
        f.checked(&frame.organisation)
    } else {
        f.not_checked_here().to_owned()
    };
    format!("{made}. {checked}")
}

/// What the app learns by a yes.
pub fn learns(page: &IdentifyPage, language: Language) -> Vec<String> {
    let w = IdentifyWords(language);
    let record = page.names_record.then(|| w.record());
    let lines = [Some(w.number()), record, Some(w.how())];
    lines.into_iter().flatten().map(str::to_owned).collect()
}

/// What it does not learn.
pub fn learns_not(language: Language) -> Vec<String> {
    let w = IdentifyWords(language);
    [w.name(), w.data()].map(str::to_owned).to_vec()
}

/// The exact text of the page.
pub fn text(page: &IdentifyPage, frame: &Frame) -> String {
    let w = IdentifyWords(frame.language);
    let mut lines = vec![
        w.title(&page.app.name),
        w.signed_in_as(&page.person),
        who_asks(page, frame),
        format!("{}:", w.learns()),
    ];
    lines.extend(learns(page, frame.language));
    lines.push(format!("{}:", w.learns_not()));
    lines.extend(learns_not(frame.language));
    lines.push(format!("{} {}", w.how_long(), w.may_keep()));
    lines.extend(PrivacyWords::beside_of(frame));
    lines.push(format!("[{}] [{}]", w.no(), w.yes()));
    finish(&lines)
}
