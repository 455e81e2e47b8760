//! The pieces of HTML that the app's page is put together from. Whatever comes from elsewhere goes through [`escaped`].

pub(super) use app::markup::escaped;
use axum::response::Html;

/// `main` comes as HTML.
pub(super) fn document(title: &str, main: &str) -> Html<String> {
    let title = escaped(title);
    Html(format!(
        r##"<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} – Sugar Coach</title>
<link rel="stylesheet" href="/style.css">
</head>
<body>
<a class="skip" href="#main">Skip to the page</a>
<header>
<p class="brand"><svg viewBox="0 0 32 32" width="32" height="32" aria-hidden="true"><path d="M16 3c5 6.500 9 10.600 9 15.500a9 9 0 0 1-18 0C7 13.600 11 9.500 16 3z"/><path class="cut" d="M11.500 19h3l1.500-4 2 7 1.300-3h2"/></svg> Sugar Coach</p>
<p class="maker">by Fieldnote Labs. A demo app for people who learn SMART.</p>
</header>
<main id="main">
{main}
</main>
<footer><p>Sugar Coach is not part of the hospital. It runs at its own address and knows Sayso over HTTP only.</p></footer>
</body>
</html>
"##
    ))
}

pub(super) fn notice(heading: &str, sentence: &str) -> String {
    format!(
        r#"<section class="notice" aria-label="{0}"><h2>{0}</h2><p>{1}</p></section>"#,
        escaped(heading),
        escaped(sentence)
    )
}

pub(super) fn button(action: &str, label: &str, class: &str) -> String {
    let [action, label, class] = [action, label, class].map(escaped);
    format!(
        r#"<form method="post" action="{action}"><button class="{class}">{label}</button></form>"#
    )
}

/// List items; each comes as HTML.
pub(super) fn items(lines: impl IntoIterator<Item = String>) -> String {
    let lines: Vec<String> = lines
        .into_iter()
        .map(|line| format!("<li>{line}</li>"))
        .collect();
    lines.concat()
}

/// A list of names and values; both come as text.
pub(super) fn definitions<'a>(rows: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let rows: Vec<String> = rows
        .into_iter()
        .map(|(name, value)| {
            format!(
                "<div><dt>{}</dt><dd>{}</dd></div>",
                escaped(name),
                escaped(value)
            )
        })
        .collect();
    format!("<dl>{}</dl>", rows.concat())
}
