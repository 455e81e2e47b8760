//! `/demo/mail`: the mails of the demo, which go nowhere else. Anywhere but in the demo there is no such page.

use app::markup::escaped;
use axum::{
    Json, Router,
    extract::State,
    http::{HeaderMap, StatusCode, header, uri::Authority},
    response::{Html, IntoResponse, Response},
    routing::get,
};

use crate::{
    config::Config,
    operations::notices::list_outbox::{OutboxMail, list_outbox},
    state::{AppState, Deps},
};

const POLICY: &str = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

pub fn routes() -> Router<AppState> {
    Router::new().route("/demo/mail", get(page))
}

async fn page(State(deps): State<Deps>, headers: HeaderMap) -> Response {
    if deps.config.keeps_mail() && !is_own_host(&deps.config, &headers) {
        return StatusCode::MISDIRECTED_REQUEST.into_response();
    }
    let mails = match list_outbox(&deps).await {
        Ok(Some(mails)) => mails,
        Ok(None) => return StatusCode::NOT_FOUND.into_response(),
        Err(error) => {
            tracing::error!(
                error = &error as &dyn std::error::Error,
                "demo mail page: mails could not be loaded"
            );
            return StatusCode::SERVICE_UNAVAILABLE.into_response();
        }
    };
    let accept = headers.get(header::ACCEPT);
    let for_programs = accept.is_some_and(|accept| accept.as_bytes() == b"application/json");
    let hardened = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        // The links in these mails are secrets.
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    if for_programs {
        (hardened, Json(mails)).into_response()
    } else {
        (hardened, Html(document(&mails))).into_response()
    }
}

/// A page whose name was made to lead here (DNS rebinding) has that name in `Host`. Ours has the public address's, or
/// says that it is this machine.
fn is_own_host(config: &Config, headers: &HeaderMap) -> bool {
    let host = headers.get(header::HOST);
    let host = host.and_then(|host| Authority::try_from(host.as_bytes()).ok());
    host.is_some_and(|host| {
        let name = host.host();
        config.public_url.host_str() == Some(name)
            || matches!(name, "localhost" | "127.0.0.1" | "[::1]")
    })
}

fn document(mails: &[OutboxMail]) -> String {
    let articles: String = mails.iter().map(article).collect();
    let none = if mails.is_empty() {
        "<p>No mail yet.</p>"
    } else {
        ""
    };
    format!(
        r#"<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Mail – Sayso demo</title>
<link rel="stylesheet" href="/pkg/sayso.css">
</head>
<body>
<main id="main" class="block px-4 py-8">
<h1>Mail</h1>
<p>This demo sends no mail. What it would send stands here, newest first.</p>
{none}
{articles}
</main>
</body>
</html>
"#
    )
}

fn article(mail: &OutboxMail) -> String {
    format!(
        r#"<article class="grid gap-2 py-6 rule-bs max-inline-measure" aria-labelledby="{id}">
<h2 class="text-h3" id="{id}">{subject}</h2>
<p class="text-note text-soft">To {to}, {at}</p>
<div class="wrap-anywhere">{text}</div>
</article>
"#,
        id = mail.id,
        subject = escaped(&mail.subject),
        to = escaped(&mail.to),
        at = mail.at.format("%Y-%m-%d %H:%M:%S UTC"),
        text = mail
            .text
            .lines()
            .map(line)
            .collect::<Vec<_>>()
            .join("<br>\n"),
    )
}

/// A line of a mail; a word that is an address becomes a link, as mail programs show it.
fn line(text: &str) -> String {
    let word = |word: &str| {
        let safe = escaped(word);
        if word.starts_with("https://") || word.starts_with("http://") {
            format!(r#"<a href="{safe}">{safe}</a>"#)
        } else {
            safe
        }
    };
    text.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_only_leads_here_reads_no_mail() {
        let asked = |host: &str| {
            let headers = HeaderMap::from_iter([(header::HOST, host.parse().unwrap())]);
            is_own_host(&Config::default(), &headers)
        };
        for own in [
            "localhost:3000",
            "127.0.0.1:49152",
            "[::1]:3000",
            "localhost",
        ] {
            assert!(asked(own), "{own}");
        }
        for other in [
            "evil.example",
            "evil.example:3000",
            "localhost.evil.example",
            "x@localhost:3000@evil.example",
            "",
        ] {
            assert!(!asked(other), "{other}");
        }
        assert!(!is_own_host(&Config::default(), &HeaderMap::new()));
    }

    #[test]
    fn addresses_become_links_and_nothing_becomes_markup() {
        assert_eq!(
            line("See http://localhost:3000/notices"),
            r#"See <a href="http://localhost:3000/notices">http://localhost:3000/notices</a>"#
        );
        assert_eq!(line("<b>Ana</b>"), "&lt;b&gt;Ana&lt;/b&gt;");
        assert!(!line("http://x/\"onclick=1").contains("\"onclick"));
    }
}
