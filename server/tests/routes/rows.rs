//! The rows: every address, with a request that could succeed for the person it belongs to.

pub(crate) struct Row {
    pub(crate) method: &'static str,
    pub(crate) path: &'static str,
    /// A form, or JSON where it begins with a brace. Ids are named in braces.
    pub(crate) body: &'static str,
    /// Only the person whose it is gets an answer.
    pub(crate) own: bool,
    /// Asked by an app with its token, not by a browser with its cookie.
    pub(crate) by_app: bool,
}

const fn page(path: &'static str) -> Row {
    Row {
        method: "GET",
        path,
        body: "",
        own: false,
        by_app: false,
    }
}

const fn form(path: &'static str, body: &'static str) -> Row {
    Row {
        method: "POST",
        body,
        ..page(path)
    }
}

/// About something that is Maria's alone.
const fn hers(row: Row) -> Row {
    Row { own: true, ..row }
}

const fn by_app(row: Row) -> Row {
    Row {
        by_app: true,
        ..row
    }
}

pub(crate) const ROWS: &[Row] = &[
    page("/healthz"),
    page("/readyz"),
    // What is public about the servers.
    page("/.well-known/oauth-authorization-server"),
    page("/.well-known/openid-configuration"),
    page("/fhir/.well-known/smart-configuration"),
    page("/fhir/metadata"),
    page("/oauth/jwks"),
    // The protocol.
    page("/oauth/authorize"),
    form("/oauth/authorize", ""),
    form("/oauth/token", "grant_type=authorization_code&code=x"),
    form("/oauth/introspect", "token=x"),
    form("/oauth/revoke", "token=x&client_id=sugar-coach"),
    by_app(page("/oauth/userinfo")),
    by_app(form("/oauth/userinfo", "")),
    // Records.
    page("/fhir"),
    page("/fhir/"),
    hers(by_app(page("/fhir/{type}"))),
    hers(by_app(form("/fhir/{type}/_search", ""))),
    by_app(page("/fhir/{type}/{id}")),
    by_app(page("/fhir/{type}/{id}/{*rest}")),
    // Pages.
    page("/sign-in"),
    page("/help"),
    page("/"),
    page("/apps"),
    page("/activity"),
    hers(page("/apps/{consent}")),
    hers(page("/apps/{consent}/confirm")),
    hers(page("/apps/{consent}/stop")),
    hers(page("/apps/{consent}/stopped")),
    hers(page("/apps/{consent}/receipt")),
    page("/consent/{request}"),
    page("/consent/{request}/confirm"),
    // What pages ask for.
    form("/api/frame", ""),
    form("/api/sign-in-page", "next=/"),
    form("/api/home", ""),
    form("/api/apps", ""),
    hers(form("/api/app", "consent={consent}")),
    hers(form("/api/stop-page", "consent={consent}")),
    hers(form("/api/stopped", "consent={consent}")),
    hers(form("/api/receipt", "consent={consent}")),
    form("/api/activity", r#"{"filter":{"show":"all"}}"#),
    form("/api/consent-page", "request={request}"),
    form(
        "/api/preview",
        r#"{"request":"{request}","choice":{"share":["lab-results"],"length":"30"}}"#,
    ),
    hers(form("/api/confirm-page", "about[change]={consent}")),
    // What forms change.
    form("/api/language", "language=es"),
    form(
        "/api/decide",
        "request={request}&press=count&share[]=lab-results&length=30",
    ),
    form("/api/confirm", "request={request}&press=share"),
    hers(form(
        "/api/change",
        "consent={consent}&version=1&share[]=lab-results&length=",
    )),
    hers(form("/api/confirm-change", "consent={consent}&password=x")),
    hers(form("/api/stop", "consent={consent}")),
    form(
        "/api/sign-in",
        "email=nobody%40demo.sayso.example&password=wrong",
    ),
    form("/api/sign-out", ""),
];
