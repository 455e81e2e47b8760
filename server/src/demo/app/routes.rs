//! The addresses of the app, and what each does: connect, come back, read again, overreach, start over.

use std::{fmt::Write as _, sync::Arc};

use axum::{
    Router,
    extract::{RawQuery, Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, Uri, header},
    middleware::{self, Next},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use oauth2::RedirectUrl;
use url::Url;

use super::{
    client::{ClientError, Server},
    html, page,
    protocol_log::{Step, parameters_of},
    reading,
    visit::{Connection, SharedVisit, Stage, Visit, Visits},
    wire::{self, Wire},
};

const COOKIE: &str = "sugar-coach";

#[derive(Clone)]
struct App(Arc<Inner>);

struct Inner {
    fhir: Url,
    port: u16,
    http: reqwest::Client,
    visits: Visits,
}

pub(super) fn router(fhir: Url, port: u16) -> anyhow::Result<Router> {
    let app = App(Arc::new(Inner {
        fhir,
        port,
        http: wire::http_client()?,
        visits: Visits::default(),
    }));
    Ok(Router::new()
        .route("/", get(show))
        .route("/style.css", get(style))
        .route("/connect", post(connect))
        .route("/callback", get(come_back))
        .route("/read", post(read_again))
        .route("/overreach", post(overreach))
        .route("/start-over", post(start_over))
        .fallback(|| async {
            (
                StatusCode::NOT_FOUND,
                html::document(
                    "No such page",
                    "<h1>There is no such page here</h1><p><a href=\"/\">Go to the start</a></p>",
                ),
            )
        })
        .layer(middleware::from_fn_with_state(app.clone(), guard))
        .with_state(app))
}

/// The headers of every answer, and a refusal of hosts and posts that come from elsewhere.
async fn guard(State(app): State<App>, request: Request, next: Next) -> Response {
    let foreign_post = request.method() == "POST"
        && request
            .headers()
            .get("sec-fetch-site")
            .is_some_and(|site| site != "same-origin");
    if app.origin(request.headers()).is_none() || foreign_post {
        return StatusCode::FORBIDDEN.into_response();
    }
    let mut response = next.run(request).await;
    let mut policy = "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'".to_owned();
    // CSP 3 §6.5.2 as Chromium applies it: `form-action` also checks the redirect that answers "Connect".
    let _infallible = write!(policy, " {}", app.0.fhir.origin().ascii_serialization());
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, policy.as_str()),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::CACHE_CONTROL, "no-store"),
    ] {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    }
    response
}

impl App {
    /// The origin by which the browser reached us: one of the two that are registered (RFC 8252 §7.3).
    fn origin(&self, headers: &HeaderMap) -> Option<String> {
        let host = headers.get(header::HOST)?.to_str().ok()?;
        ["127.0.0.1", "localhost"]
            .into_iter()
            .map(|name| format!("{name}:{}", self.0.port))
            .find(|known| known == host)
            .map(|known| format!("http://{known}"))
    }

    fn visit(&self, headers: &HeaderMap) -> Option<SharedVisit> {
        headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|cookies| cookies.split("; "))
            .filter_map(|cookie| cookie.strip_prefix(COOKIE)?.strip_prefix('='))
            .find_map(|key| self.0.visits.find(key))
    }
}

async fn show(State(app): State<App>, headers: HeaderMap) -> Response {
    match app.visit(&headers) {
        Some(visit) => page::of(&*visit.lock().await).into_response(),
        None => page::of(&Visit::default()).into_response(),
    }
}

async fn style() -> impl IntoResponse {
    (
        [(header::CONTENT_TYPE, "text/css; charset=utf-8")],
        include_str!("style.css"),
    )
}

async fn connect(State(app): State<App>, headers: HeaderMap) -> Response {
    let (key, visit) = app.0.visits.start();
    let mut visit = visit.lock().await;
    let wire = Wire::new(&app.0.http);
    let found = discover(&app, &headers, &wire).await;
    let (stage, goal) = match found {
        Ok(server) => {
            let server = Box::new(server);
            let (url, departure) = server.departure();
            let uri = url.as_str().parse().unwrap_or_default();
            wire.note(Step::new("Send the browser to Sayso", "GET", &uri));
            (Stage::Away { server, departure }, url.to_string())
        }
        Err(error) => (failed(&error), "/".to_owned()),
    };
    visit.stage = stage;
    visit.add(wire.into_steps());
    let cookie = format!("{COOKIE}={key}; Path=/; HttpOnly; SameSite=Lax");
    ([(header::SET_COOKIE, cookie)], Redirect::to(&goal)).into_response()
}

async fn discover(app: &App, headers: &HeaderMap, wire: &Wire<'_>) -> Result<Server, ClientError> {
    let origin = app
        .origin(headers)
        .ok_or(ClientError::Unreadable("the Host header"))?;
    let redirect = RedirectUrl::new(format!("{origin}/callback"))
        .map_err(|_| ClientError::Unreadable("the Host header"))?;
    Server::discover(wire, &app.0.fhir, redirect).await
}

async fn come_back(
    State(app): State<App>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
    uri: Uri,
) -> Redirect {
    if let Some(visit) = app.visit(&headers) {
        let mut visit = visit.lock().await;
        let wire = Wire::new(&app.0.http);
        wire.note(Step::new("The browser comes back", "GET", &uri));
        let answer = CallbackAnswer::read(query.as_deref().unwrap_or_default());
        // Only a browser that left can come back, and only once.
        if let Stage::Away { server, departure } = std::mem::take(&mut visit.stage) {
            visit.stage = answer.accept(server, departure, &wire).await;
        }
        if let Stage::Connected(connection) = &mut visit.stage {
            reading::read_everything(connection, &wire).await;
        }
        visit.add(wire.into_steps());
    }
    Redirect::to("/")
}

/// What Sayso put into the address of the callback (RFC 6749 §4.1.2, RFC 9207 §2).
#[derive(Default)]
struct CallbackAnswer {
    code: Option<String>,
    state: Option<String>,
    issuer: Option<String>,
    error: Option<String>,
}

impl CallbackAnswer {
    fn read(query: &str) -> Self {
        let mut answer = Self::default();
        for (name, value) in parameters_of(query.as_bytes()) {
            match name.as_str() {
                "code" => answer.code = Some(value),
                "state" => answer.state = Some(value),
                "iss" => answer.issuer = Some(value),
                "error" => answer.error = Some(value),
                _ => {}
            }
        }
        answer
    }

    async fn accept(
        self,
        server: Box<Server>,
        departure: super::client::Departure,
        wire: &Wire<'_>,
    ) -> Stage {
        if self.state.as_deref() != Some(departure.state.secret()) {
            return said(
                "The state in the answer is not the one that we sent. We threw the answer away.",
            );
        }
        // RFC 9207 §2.4: an answer of another issuer may carry somebody else's code.
        if self.issuer.as_deref() != Some(&server.issuer) {
            return said(
                "The answer names another issuer than the one that we asked. We threw it away.",
            );
        }
        if let Some(error) = self.error {
            return Stage::Declined { error };
        }
        let Some(code) = self.code else {
            return said("The answer has neither a code nor an error.");
        };
        let connected = async {
            let tokens = server.exchange(wire, code, departure.verifier).await?;
            let identity = server.identity(&tokens, &departure.nonce)?;
            Ok::<_, ClientError>(Box::new(Connection::new(server, &tokens, identity)))
        };
        match connected.await {
            Ok(connection) => Stage::Connected(connection),
            Err(error) => failed(&error),
        }
    }
}

fn said(sentence: &str) -> Stage {
    Stage::Failed {
        sentence: sentence.to_owned(),
    }
}

fn failed(error: &ClientError) -> Stage {
    said(&format!("It did not work: {error}."))
}

async fn read_again(State(app): State<App>, headers: HeaderMap) -> Redirect {
    with_connection(&app, &headers, async |connection, wire| {
        reading::read_everything(connection, wire).await;
    })
    .await
}

async fn overreach(State(app): State<App>, headers: HeaderMap) -> Redirect {
    with_connection(&app, &headers, async |connection, wire| {
        reading::overreach(connection, wire).await;
    })
    .await
}

async fn with_connection(
    app: &App,
    headers: &HeaderMap,
    act: impl AsyncFnOnce(&mut Connection, &Wire<'_>),
) -> Redirect {
    if let Some(visit) = app.visit(headers) {
        let mut visit = visit.lock().await;
        let wire = Wire::new(&app.0.http);
        if let Stage::Connected(connection) = &mut visit.stage {
            act(connection, &wire).await;
        }
        visit.add(wire.into_steps());
    }
    Redirect::to("/")
}

async fn start_over(State(app): State<App>, headers: HeaderMap) -> Redirect {
    if let Some(visit) = app.visit(&headers) {
        *visit.lock().await = Visit::default();
    }
    Redirect::to("/")
}
