//! The document around every page, and which page stands at which address.

use leptos::{nonce::use_nonce, prelude::*};
use leptos_meta::{MetaTags, Title, provide_meta_context};
use leptos_router::{
    SsrMode,
    components::{Route, Router, Routes},
    path,
};

use crate::components::live::AWAKE;
use crate::markup::escaped;
use crate::pages::{
    ActivatePage, ActivityPage, AddPasskeyPage, AppPage, AppsPage, AskPage, BeginAccountPage,
    CaregiverPage, ConfirmCaregiverPage, ConfirmChangePage, ConfirmConsentPage, ConfirmInvitePage,
    ConsentPage, CopyPage, DelegationEndedPage, DelegationReceiptPage, EndDelegationPage,
    GotInvitedPage, HelpPage, HomePage, HospitalPage, IdentifyPage, InvitationPage, InvitePage,
    NewAccountPage, NewCodesPage, NewPasskeyPage, NewPasswordPage, NotFoundPage, NoticesPage,
    PaperCodesPage, PasskeyPage, PeoplePage, PrivacyPage, ReceiptPage, RecordsPage,
    RecoveryNextPage, RecoveryStartPage, SecurityPage, SignInChoicePage, SignInPage, StopPage,
    StoppedPage, WhosePage, YoursPage,
};

/// The document around the portal. Everything that runs carries the nonce of this response; nothing is inline.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    view! {
        <!DOCTYPE html>
        <html>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <link rel="stylesheet" id="leptos" href=format!("/{}/{}.css", options.site_pkg_dir, options.output_name)/>
                <Islands options/>
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}

/// Wakes the islands of the page: the bundle starts to load with the style sheet, and takes over once all of the page is
/// there. An island inside another finds what that one provides.
#[component]
fn Islands(options: LeptosOptions) -> impl IntoView {
    // Only what is inside an island carries the marks that the browser looks for.
    if let Some(context) = Owner::current_shared_context() {
        context.set_is_hydrating(false);
    }
    let bundle = format!("/{}/{}", options.site_pkg_dir, options.output_name);
    let script = format!(
        r#"const wasm = fetch("{bundle}_bg.wasm");
const islands = await import("{bundle}.js");
await islands.default({{ module_or_path: wasm }});
if (document.readyState === "loading") await new Promise((ready) => addEventListener("DOMContentLoaded", ready));
islands.hydrate();
const wake = async (element, within) => {{
  if (element.localName === "leptos-island") {{
    within?.();
    await islands[element.dataset.component](element);
  }}
  const around = element.localName === "leptos-children" ? element.$$on_hydrate : within;
  for (const child of [...element.children]) await wake(child, around);
}};
await wake(document.body);
dispatchEvent(new Event("{AWAKE}"));"#
    );
    view! { <script type="module" async nonce=use_nonce()>{script}</script> }
}

/// What a page calls itself goes into the head without the escaping of a `view!`.
#[component]
pub(crate) fn EscapedTitles() -> impl IntoView {
    view! { <Title formatter=|title: String| escaped(&title)/> }
}

/// Every page waits for its facts on the server, so that it is whole before and without scripts.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    view! {
        <EscapedTitles/>
        <Router>
            <Routes fallback=NotFoundPage>
                <Route path=path!("") view=HomePage ssr=SsrMode::Async/>
                <Route path=path!("sign-in") view=SignInPage ssr=SsrMode::Async/>
                <Route path=path!("sign-in/help") view=RecoveryStartPage ssr=SsrMode::Async/>
                <Route path=path!("sign-in/help/next") view=RecoveryNextPage ssr=SsrMode::Async/>
                <Route path=path!("activate") view=ActivatePage ssr=SsrMode::Async/>
                <Route path=path!("activate/account") view=BeginAccountPage ssr=SsrMode::Async/>
                <Route path=path!("activate/:secret") view=ActivatePage ssr=SsrMode::Async/>
                <Route path=path!("help") view=HelpPage ssr=SsrMode::Async/>
                <Route path=path!("privacy") view=PrivacyPage ssr=SsrMode::Async/>
                <Route path=path!("privacy/:version") view=PrivacyPage ssr=SsrMode::Async/>
                <Route path=path!("security") view=SecurityPage ssr=SsrMode::Async/>
                <Route path=path!("security/hospital") view=HospitalPage ssr=SsrMode::Async/>
                <Route path=path!("security/sign-in") view=SignInChoicePage ssr=SsrMode::Async/>
                <Route path=path!("security/yours") view=YoursPage ssr=SsrMode::Async/>
                <Route path=path!("security/password") view=NewPasswordPage ssr=SsrMode::Async/>
                <Route path=path!("notices") view=NoticesPage ssr=SsrMode::Async/>
                <Route path=path!("activity") view=ActivityPage ssr=SsrMode::Async/>
                <Route path=path!("apps") view=AppsPage ssr=SsrMode::Async/>
                <Route path=path!("apps/:consent") view=AppPage ssr=SsrMode::Async/>
                <Route path=path!("apps/:consent/confirm") view=ConfirmChangePage ssr=SsrMode::Async/>
                <Route path=path!("apps/:consent/stop") view=StopPage ssr=SsrMode::Async/>
                <Route path=path!("apps/:consent/stopped") view=StoppedPage ssr=SsrMode::Async/>
                <Route path=path!("apps/:consent/receipt") view=ReceiptPage ssr=SsrMode::Async/>
                <Route path=path!("security/passkeys/add") view=AddPasskeyPage ssr=SsrMode::Async/>
                <Route path=path!("security/passkeys/new/:ceremony") view=NewPasskeyPage ssr=SsrMode::Async/>
                <Route path=path!("security/passkeys/:passkey") view=PasskeyPage ssr=SsrMode::Async/>
                <Route path=path!("security/codes") view=PaperCodesPage ssr=SsrMode::Async/>
                <Route path=path!("security/codes/new") view=NewCodesPage ssr=SsrMode::Async/>
                <Route path=path!("records") view=RecordsPage ssr=SsrMode::Async/>
                <Route path=path!("records/copy") view=CopyPage ssr=SsrMode::Async/>
                <Route path=path!("people") view=PeoplePage ssr=SsrMode::Async/>
                <Route path=path!("people/invite") view=InvitePage ssr=SsrMode::Async/>
                <Route path=path!("people/invite/confirm") view=ConfirmInvitePage ssr=SsrMode::Async/>
                <Route path=path!("people/:delegation") view=CaregiverPage ssr=SsrMode::Async/>
                <Route path=path!("people/:delegation/confirm") view=ConfirmCaregiverPage ssr=SsrMode::Async/>
                <Route path=path!("people/:delegation/stop") view=EndDelegationPage ssr=SsrMode::Async/>
                <Route path=path!("people/:delegation/stopped") view=DelegationEndedPage ssr=SsrMode::Async/>
                <Route path=path!("people/:delegation/receipt") view=DelegationReceiptPage ssr=SsrMode::Async/>
                <Route path=path!("people/:delegation/ask") view=AskPage ssr=SsrMode::Async/>
                <Route path=path!("invitation") view=GotInvitedPage ssr=SsrMode::Async/>
                <Route path=path!("invitation/:secret") view=InvitationPage ssr=SsrMode::Async/>
                <Route path=path!("invitation/:secret/account") view=NewAccountPage ssr=SsrMode::Async/>
                <Route path=path!("consent/:request") view=ConsentPage ssr=SsrMode::Async/>
                <Route path=path!("consent/:request/who") view=IdentifyPage ssr=SsrMode::Async/>
                <Route path=path!("consent/:request/whose") view=WhosePage ssr=SsrMode::Async/>
                <Route path=path!("consent/:request/confirm") view=ConfirmConsentPage ssr=SsrMode::Async/>
            </Routes>
        </Router>
    }
}
