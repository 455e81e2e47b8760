//! What a page is opened with: find out who asks, then call the one method that knows. Only the server renders pages, so
//! none of this can be asked for by itself.

use domain::ids::{AuthorizationRequestId, CeremonyId, ConsentId, DelegationId, PasskeyId};

use crate::{
    facts::{
        Frame, Page, PortalError,
        activity::{ActivityPage, Filter},
        connected_apps::{AppPage, AppsPage, Connection, HomePage, ReceiptPage, StoppedPage},
        consent::{ConfirmFor, ConfirmPage, ConsentPage},
        hospital::HospitalPage,
        notices::NoticesPage,
        passkeys::{CodesPage, PasskeyPage, ProvePage},
        people::{
            AskPage, CaregiverPage, ConfirmCaregiverPage, ConfirmInvitePage, DelegationEndedPage,
            DelegationFacts, InvitationPage, InvitePage, PeoplePage, WhosePage,
        },
        proof::PasskeyQuestion,
        records::{CopyPage, RecordsPage, RecordsQuery},
        recovery::{RecoveryPage, RecoveryStart},
        security::{PasswordPage, SecurityPage},
        sign_in::{NewAccountPage, SignInPage},
    },
    paths, session,
};

pub(super) async fn frame() -> Result<Frame, PortalError> {
    session::frame().await
}

/// A page that is nothing but words.
pub(super) async fn frame_page() -> Result<Page<()>, PortalError> {
    session::page(Ok(())).await
}

pub(super) async fn sign_in(next: String) -> Result<Page<SignInPage>, PortalError> {
    let page = session::portal()?
        .sign_in()
        .page(&session::request()?, next)
        .await;
    let door = page.as_ref().ok().and_then(|page| page.hospital.as_ref());
    session::allow_form_redirect_to(door.and_then(|door| door.answers_to.as_deref()));
    session::page(page).await
}

pub(super) async fn new_account(secret: String) -> Result<Page<NewAccountPage>, PortalError> {
    let page = session::portal()?
        .sign_in()
        .account_page(&session::request()?, secret.clone())
        .await;
    session::page_or_sign_in(page, &paths::Invitation { secret }).await
}

pub(super) async fn consent(
    request: AuthorizationRequestId,
) -> Result<Page<ConsentPage>, PortalError> {
    let patient = session::patient_for_request(request).await?;
    let page = patient.consent_page(request).await;
    session::allow_form_redirect_to(
        page.as_ref()
            .ok()
            .and_then(|page| page.answers_to.as_deref()),
    );
    session::page(page).await
}

pub(super) async fn confirm(about: ConfirmFor) -> Result<Page<ConfirmPage>, PortalError> {
    let page = session::patient().await?.confirm_page(about).await;
    session::allow_form_redirect_to(
        page.as_ref()
            .ok()
            .and_then(|page| page.answers_to.as_deref()),
    );
    let form = match about {
        ConfirmFor::Request(request) => paths::Consent(request).to_string(),
        ConfirmFor::Change(consent) => paths::App(consent).to_string(),
    };
    session::page_or_back(page, &form).await
}

pub(super) async fn home() -> Result<Page<HomePage>, PortalError> {
    session::page(session::patient().await?.home().await).await
}

pub(super) async fn apps() -> Result<Page<AppsPage>, PortalError> {
    session::page(session::patient().await?.apps().await).await
}

pub(super) async fn app(consent: ConsentId) -> Result<Page<AppPage>, PortalError> {
    session::page(session::patient().await?.app(consent).await).await
}

pub(super) async fn stop(consent: ConsentId) -> Result<Page<Connection>, PortalError> {
    session::page(session::patient().await?.stop_page(consent).await).await
}

pub(super) async fn stopped(consent: ConsentId) -> Result<Page<StoppedPage>, PortalError> {
    session::page(session::patient().await?.stopped(consent).await).await
}

pub(super) async fn receipt(
    consent: ConsentId,
    version: Option<u32>,
) -> Result<Page<ReceiptPage>, PortalError> {
    session::page(session::patient().await?.receipt(consent, version).await).await
}

pub(super) async fn activity(filter: Filter) -> Result<Page<ActivityPage>, PortalError> {
    session::page(session::patient().await?.activity(filter).await).await
}

pub(super) async fn records(query: RecordsQuery) -> Result<Page<RecordsPage>, PortalError> {
    session::page(session::patient().await?.records(query).await).await
}

pub(super) async fn copy() -> Result<Page<CopyPage>, PortalError> {
    session::page(session::patient().await?.copy_page().await).await
}

pub(super) async fn people() -> Result<Page<PeoplePage>, PortalError> {
    session::page(session::people().await?.people().await).await
}

pub(super) async fn invite() -> Result<Page<InvitePage>, PortalError> {
    session::page(session::people().await?.invite_page().await).await
}

pub(super) async fn confirm_invite() -> Result<Page<ConfirmInvitePage>, PortalError> {
    let page = session::people().await?.confirm_invite_page().await;
    session::page_or_back(page, &paths::Invite).await
}

pub(super) async fn caregiver(
    delegation: DelegationId,
) -> Result<Page<CaregiverPage>, PortalError> {
    session::page(session::people().await?.caregiver(delegation).await).await
}

pub(super) async fn confirm_caregiver(
    delegation: DelegationId,
) -> Result<Page<ConfirmCaregiverPage>, PortalError> {
    let page = session::people().await?.confirm_page(delegation).await;
    session::page_or_back(page, &paths::Caregiver(delegation)).await
}

pub(super) async fn delegation(
    delegation: DelegationId,
) -> Result<Page<DelegationFacts>, PortalError> {
    session::page(session::people().await?.delegation(delegation).await).await
}

pub(super) async fn delegation_ended(
    delegation: DelegationId,
) -> Result<Page<DelegationEndedPage>, PortalError> {
    session::page(session::people().await?.ended(delegation).await).await
}

pub(super) async fn ask(delegation: DelegationId) -> Result<Page<AskPage>, PortalError> {
    session::page(session::people().await?.ask_page(delegation).await).await
}

pub(super) async fn invitation(secret: String) -> Result<Page<InvitationPage>, PortalError> {
    session::page(session::people().await?.invitation(secret).await).await
}

pub(super) async fn whose(request: AuthorizationRequestId) -> Result<Page<WhosePage>, PortalError> {
    session::page(session::people().await?.whose(request).await).await
}

pub(super) async fn notices() -> Result<Page<NoticesPage>, PortalError> {
    session::page(session::account().await?.notices().await).await
}

pub(super) async fn security() -> Result<Page<SecurityPage>, PortalError> {
    session::page(session::account().await?.security().await).await
}

pub(super) async fn password() -> Result<Page<PasswordPage>, PortalError> {
    session::page(session::account().await?.password_page().await).await
}

pub(super) async fn hospital() -> Result<Page<HospitalPage>, PortalError> {
    let page = session::account().await?.hospital_page().await;
    session::allow_form_redirect_to(
        page.as_ref()
            .ok()
            .and_then(|page| page.door.answers_to.as_deref()),
    );
    session::page(page).await
}

pub(super) async fn add_passkey() -> Result<Page<ProvePage>, PortalError> {
    session::page(session::keys().await?.add_page().await).await
}

pub(super) async fn new_passkey(
    ceremony: CeremonyId,
) -> Result<Page<PasskeyQuestion>, PortalError> {
    session::page(session::keys().await?.new_page(ceremony).await).await
}

pub(super) async fn passkey(passkey: PasskeyId) -> Result<Page<PasskeyPage>, PortalError> {
    session::page(session::keys().await?.passkey_page(passkey).await).await
}

pub(super) async fn paper_codes() -> Result<Page<ProvePage>, PortalError> {
    session::page(session::keys().await?.paper_page().await).await
}

pub(super) async fn new_codes() -> Result<Page<CodesPage>, PortalError> {
    session::page(session::keys().await?.new_codes().await).await
}

pub(super) async fn recovery_start() -> Result<Page<RecoveryStart>, PortalError> {
    let (portal, request) = (session::portal()?, session::request()?);
    session::page(portal.recovery().start(&request).await).await
}

pub(super) async fn recovery() -> Result<Page<RecoveryPage>, PortalError> {
    let (portal, request) = (session::portal()?, session::request()?);
    session::page(portal.recovery().page(&request).await).await
}
