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
    /// What kind of answer is wanted.
    pub(crate) accept: &'static str,
}

const fn page(path: &'static str) -> Row {
    Row {
        method: "GET",
        path,
        body: "",
        own: false,
        by_app: false,
        accept: "text/html, */*;q=0.8",
    }
}

const fn form(path: &'static str, body: &'static str) -> Row {
    Row {
        method: "POST",
        body,
        ..page(path)
    }
}

/// What a page's script asks for, to show it.
const fn ask(path: &'static str, body: &'static str) -> Row {
    Row {
        accept: "application/json",
        ..form(path, body)
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
    page("/metrics"),
    // What is public about the servers.
    page("/.well-known/oauth-authorization-server"),
    page("/.well-known/openid-configuration"),
    page("/fhir/.well-known/smart-configuration"),
    page("/fhir/metadata"),
    page("/fhir/metadata/"),
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
    hers(by_app(page("/fhir/{type}/"))),
    page("/fhir//{*rest}"),
    hers(by_app(form("/fhir/{type}/_search", ""))),
    by_app(page("/fhir/{type}/{id}")),
    by_app(page("/fhir/{type}/{id}/")),
    by_app(page("/fhir/{type}/{id}/_history/{version}")),
    by_app(page("/fhir/{type}/{id}/$everything")),
    by_app(page("/fhir/{type}/{id}/{*rest}")),
    // Pages.
    page("/sign-in"),
    page("/sign-in/help"),
    page("/sign-in/help/next"),
    form("/sign-in/hospital", ""),
    page("/sign-in/hospital/callback"),
    page("/sign-in/hospital/out"),
    page("/help"),
    page("/activate"),
    page("/activate/account"),
    page("/activate/{secret}"),
    page("/privacy"),
    page("/privacy/{version}"),
    page("/left"),
    // The demo's mails, which only the demo has.
    page("/demo/mail"),
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
    page("/consent/{request}/whose"),
    page("/consent/{request}/who"),
    page("/records"),
    page("/records/copy"),
    form("/records/copy", "password=x"),
    page("/notices"),
    page("/security"),
    page("/security/sign-in"),
    page("/security/yours"),
    page("/security/password"),
    page("/security/hospital"),
    page("/security/passkeys/add"),
    page("/security/passkeys/new/{ceremony}"),
    page("/security/passkeys/{passkey}"),
    page("/security/codes"),
    page("/security/codes/new"),
    page("/people"),
    page("/people/invite"),
    page("/people/invite/confirm"),
    page("/people/{delegation}"),
    page("/people/{delegation}/confirm"),
    page("/people/{delegation}/stop"),
    page("/people/{delegation}/stopped"),
    page("/people/{delegation}/receipt"),
    page("/people/{delegation}/ask"),
    page("/invitation"),
    page("/invitation/{secret}"),
    page("/invitation/{secret}/account"),
    // What the island of the consent form asks for.
    ask(
        "/api/preview",
        r#"{"request":"{request}","choice":{"share":["lab-results"],"length":"30"}}"#,
    ),
    // What forms change.
    form("/api/find", "kind=lab-results&find=sugar"),
    form("/api/notices-read", "up_to=2026-01-01T00:00:00Z"),
    form("/api/choose-mails", ""),
    form("/api/end-session", "session={session}"),
    form("/api/stop-recovery", ""),
    form("/api/end-other-sessions", ""),
    form("/api/choose-sign-in", "only_passkeys=yes&password=x"),
    form("/api/change-password", "new=x&password=x"),
    form("/api/add-hospital", "password=x"),
    form("/api/remove-hospital", "password=x"),
    form("/api/begin-recovery", "email=nobody%40demo.sayso.example"),
    form("/api/check-recovery", "code=12345678"),
    form("/api/recover", "new=x"),
    form(
        "/api/activate",
        "code=ABCD-EFGH-JKMN&day=1&month=1&year=1980",
    ),
    form("/api/mail-activation", "email=nobody%40demo.sayso.example"),
    form("/api/begin-account", "new_password=x"),
    form(
        "/api/begin-account-passkey",
        "ceremony={ceremony}&name=x&credential=x",
    ),
    form("/api/begin-passkey", "password=x"),
    form("/api/add-passkey", "ceremony={ceremony}&name=x&answer=x"),
    form("/api/rename-passkey", "passkey={passkey}&name=x"),
    form("/api/vouch-for-passkey", "which={passkey}&password=x"),
    form("/api/keep-passkey", "which={passkey}&password=x"),
    form("/api/give-up-passkey", "which={passkey}"),
    form("/api/remove-passkey", "which={passkey}&password=x"),
    form("/api/make-paper-codes", "password=x"),
    form("/api/passkey-question", ""),
    form("/api/passkey-sign-in", r#"{"form":{}}"#),
    form("/api/invite", "name=x"),
    form("/api/confirm-invite", "password=x"),
    form("/api/withdraw-invite", "invitation={invitation}"),
    form("/api/quiet-mode", "on=true"),
    form(
        "/api/change-helper",
        "delegation={delegation}&share[]=billing&can[]=see-records",
    ),
    form("/api/confirm-helper", "delegation={delegation}&password=x"),
    form("/api/ask", "delegation={delegation}&share[]=billing"),
    form("/api/decline-ask", "delegation={delegation}"),
    form(
        "/api/answer-invitation",
        "secret=guessed&code=123456&press=accept",
    ),
    form("/api/choose-record", "request={request}"),
    form("/api/act-for", "delegation={delegation}"),
    form("/api/stop-acting", ""),
    form("/api/language", "language=es"),
    form(
        "/api/decide",
        "request={request}&press=count&share[]=lab-results&length=30",
    ),
    form("/api/identify", "request={request}&press=share&shown=x"),
    form(
        "/api/confirm",
        "request={request}&press=share&shown=40+0+30d+all",
    ),
    hers(form(
        "/api/change",
        "consent={consent}&version=1&share[]=lab-results&length=",
    )),
    hers(form("/api/confirm-change", "consent={consent}&password=x")),
    hers(form("/api/stop", "consent={consent}")),
    form("/api/end-help", "delegation={delegation}"),
    form(
        "/api/sign-in",
        "email=nobody%40demo.sayso.example&password=wrong",
    ),
    form(
        "/api/open-account",
        "secret=guessed&name=x&new_password=four+small+words",
    ),
    ask("/api/session-left", "stay=false"),
    form("/api/sign-out", ""),
    // Another one: it would answer the request.
    form(
        "/api/leave-request",
        "request=request_00000000000000000000000000000001",
    ),
    form("/api/leave", ""),
];
