//! The one page of the app: what it is, what it got, what was withheld, and every step it took.

use axum::response::Html;

use super::{
    html::{button, definitions, document, escaped, items, notice},
    page_log,
    readings::Reading,
    visit::{Connection, End, Look, Stage, Visit},
    wishes::{NEVER_ASKED, WISHES, Wish},
};

/// The page for one browser.
pub(super) fn of(visit: &Visit) -> Html<String> {
    let (title, main) = match &visit.stage {
        Stage::Fresh | Stage::Away { .. } => ("Connect your record", welcome("")),
        Stage::Declined { error } => ("Not connected", welcome(&declined(error))),
        Stage::Failed { sentence } => (
            "Not connected",
            welcome(&notice("It did not work", sentence)),
        ),
        Stage::Connected(connection) => match &connection.end {
            None => ("Connected", connected(connection)),
            Some(end) => ("Stopped", stopped(connection, end)),
        },
    };
    document(title, &format!("{main}{}", page_log::of(&visit.steps)))
}

fn declined(error: &str) -> String {
    if error == "access_denied" {
        return notice(
            "You did not share",
            "That is fine. Sugar Coach got nothing, and you can come back any time.",
        );
    }
    notice(
        "Not connected",
        &format!("Sayso answered “{error}”. Sugar Coach got nothing."),
    )
}

fn welcome(before: &str) -> String {
    let sensitive = "Alcohol and drug use (a sensitive topic, asked for by name)";
    let wishes = items(
        WISHES
            .iter()
            .map(|wish| wish.name)
            .chain([sensitive])
            .map(str::to_owned),
    );
    format!(
        r#"<h1>See how your blood sugar moves</h1>
{before}<p class="lead">Sugar Coach puts your lab results, your weight and your medicines side by side.</p>
<section class="card" aria-labelledby="ask"><h2 id="ask">What it will ask for</h2>
<ul class="plain">{wishes}</ul>
<p>You choose on Sayso's page. Sugar Coach takes what you give.</p>
{}</section>
"#,
        button("/connect", "Connect my health record", "main-button")
    )
}

fn connected(connection: &Connection) -> String {
    let return_line = if connection.refresh.is_some() {
        "Sugar Coach also holds a refresh token: it can look while you are away, until your end date."
    } else {
        "Sugar Coach has no refresh token: when its key ends, it is over."
    };
    format!(
        r#"<h1>{greeting}</h1>
<p class="lead">This is what Sugar Coach can see. {return_line}</p>
<div class="row">{again}{over}{restart}</div>
{overreach}{data}{withheld}{facts}"#,
        greeting = greeting(connection),
        again = button("/read", "Read again", "main-button"),
        over = button(
            "/overreach",
            "Ask for something you did not share",
            "button"
        ),
        restart = button("/start-over", "Start over", "button"),
        overreach = overreach(connection),
        data = data(connection),
        withheld = withheld(connection),
        facts = facts(connection),
    )
}

fn stopped(connection: &Connection, end: &End) -> String {
    let read = match end.status {
        Some(status) => format!(
            "<li>We asked for data. Sayso answered <strong>{status}</strong>: our key no longer works.</li>"
        ),
        None => "<li>Our key had run out.</li>".to_owned(),
    };
    let refresh = match &end.refresh {
        Some(error) => format!(
            "<li>We asked for a new key. Sayso answered <strong>{}</strong>: there are no more keys for us.</li>",
            escaped(error)
        ),
        None => "<li>We had no refresh token to ask for a new key.</li>".to_owned(),
    };
    format!(
        r#"<h1>Sugar Coach can see nothing any more</h1>
<section class="notice" aria-label="What happened"><h2>What happened</h2><ol>{read}{refresh}</ol></section>
<p class="lead">Below is only our copy of what we read before. Stopping does not reach copies. You can ask us to delete them: Start over does that here.</p>
<div class="row">{restart}{again}</div>
{data}{facts}"#,
        restart = button("/start-over", "Start over", "main-button"),
        again = button("/read", "Try to read again", "button"),
        data = data(connection),
        facts = facts(connection),
    )
}

fn greeting(connection: &Connection) -> String {
    let person = WISHES
        .iter()
        .zip(&connection.looks)
        .find_map(|(wish, look)| match look {
            Look::Got(readings) if wish.search == "Patient" => readings.newest.first(),
            _ => None,
        });
    match person.and_then(|reading| reading.name.split(' ').next()) {
        Some(first) => format!("Hello {}", escaped(first)),
        None => "You are connected".to_owned(),
    }
}

fn data(connection: &Connection) -> String {
    let cards: String = WISHES
        .iter()
        .zip(&connection.looks)
        .filter_map(|(wish, look)| card(wish, look))
        .collect();
    let when = connection.read_at.as_deref().unwrap_or("not yet");
    format!(
        r#"<section aria-labelledby="got"><h2 id="got">What we got</h2><p class="soft">Last read: {}</p><div class="cards">{cards}</div></section>"#,
        escaped(when)
    )
}

fn card(wish: &Wish, look: &Look) -> Option<String> {
    let body = match look {
        Look::Got(readings) => {
            let lines = items(readings.newest.iter().map(line));
            format!(
                r#"<p class="count">{}</p><ul class="readings">{lines}</ul>"#,
                readings.total
            )
        }
        Look::Refused(status) => {
            format!(
                "<p>Sayso said no, with status <strong>{status}</strong>. You no longer share this.</p>"
            )
        }
        Look::NotGranted => return None,
    };
    Some(format!(
        r#"<article class="card"><h3>{}</h3>{body}</article>"#,
        wish.name
    ))
}

fn line(reading: &Reading) -> String {
    let value = reading
        .value
        .as_deref()
        .map(|value| format!(" <b>{}</b>", escaped(value)));
    let day = reading
        .day
        .as_deref()
        .map(|day| format!(" <span class=\"soft\">{}</span>", escaped(day)));
    format!(
        "{}{}{}",
        escaped(&reading.name),
        value.unwrap_or_default(),
        day.unwrap_or_default()
    )
}

fn withheld(connection: &Connection) -> String {
    let kept = WISHES
        .iter()
        .filter(|wish| !connection.granted.contains(wish.scope));
    let names = items(kept.map(|wish| wish.name.to_owned()));
    if names.is_empty() {
        return String::new();
    }
    format!(
        r#"<section class="card" aria-labelledby="kept"><h2 id="kept">What you kept to yourself</h2><ul class="plain">{names}</ul><p class="soft">We asked for these. The answer does not name them, so we do not even try.</p></section>"#
    )
}

fn overreach(connection: &Connection) -> String {
    match &connection.overreach {
        None | Some(Look::NotGranted) => String::new(),
        Some(Look::Refused(status)) => notice(
            &format!("{}: no", NEVER_ASKED.name),
            &format!(
                "We asked for your bills, which you do not share with us. Sayso answered {status}. Look at your Sayso: it says that we tried."
            ),
        ),
        Some(Look::Got(readings)) => notice(
            NEVER_ASKED.name,
            &format!("Sayso let us read {} bills.", readings.total),
        ),
    }
}

fn facts(connection: &Connection) -> String {
    let mut rows = vec![("FHIR server", connection.server.fhir_base().to_owned())];
    if let Some(patient) = &connection.patient {
        rows.push(("Patient in context", patient.clone()));
    }
    if let Some(identity) = &connection.identity {
        rows.push((
            "ID token",
            format!(
                "checked: issuer, audience, signature ({}), nonce, access token",
                identity.algorithm
            ),
        ));
        rows.push(("Signed in (sub)", identity.subject.clone()));
        rows.extend(identity.fhir_user.clone().map(|user| ("fhirUser", user)));
    }
    let granted: Vec<&str> = connection.granted.iter().map(String::as_str).collect();
    rows.push(("Scopes we were given", granted.join("\n")));
    let rows = definitions(rows.iter().map(|(name, value)| (*name, value.as_str())));
    format!(
        r#"<section class="card" aria-labelledby="facts"><h2 id="facts">What we were told</h2>{rows}</section>"#
    )
}
