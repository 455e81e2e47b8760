//! What a page is opened with: find out who asks, then call the one method that knows. Only the server renders pages, so
//! none of this can be asked for by itself.

mod asked;

use domain::ids::{CeremonyId, ConsentId, DelegationId, PasskeyId};

use crate::{
    facts::{
        Frame, Page, PortalError,
        activity::{ActivityPage, Filter},
        connected_apps::{AppPage, AppsPage, HomePage, ReceiptPage, StopPage, StoppedPage},
        hospital::HospitalPage,
        notices::NoticesPage,
        passkeys::{CodesPage, PasskeyPage, ProvePage, YoursPage},
        people::{
            AskPage, CaregiverPage, ConfirmCaregiverPage, ConfirmInvitePage, DelegationEndedPage,
            DelegationFacts, InvitationPage, InvitePage, PeoplePage,
        },
        proof::PasskeyChallenge,
        records::{CopyPage, RecordsPage, RecordsQuery},
        recovery::{RecoveryPage, RecoveryStart},
        security::{PasswordPage, SecurityPage, SignInChoicePage},
        sign_in::{NewAccountPage, SignInPage},
    },
    paths, session,
};

pub(super) use asked::{confirm, consent, identify, whose};

pub(super) async fn frame() -> Result<Frame, PortalError> {
    session::frame().await
}

/// A page that is nothing but words.
pub(super) async fn frame_page() -> Result<Page<()>, PortalError> {
    Ok(session::page(&frame().await?, Ok(())))
}

pub(super) async fn sign_in(next: String) -> Result<Page<SignInPage>, PortalError> {
    let (portal, request) = (session::portal()?, session::request()?);
    if let Some(next) = portal.sign_in().signed_in_already(&request, &next).await? {
        session::redirect(&next);
    }
    let page = portal.sign_in().page(&request, next).await;
    if page.as_ref().is_ok_and(|page| page.hospital.is_some()) {
        session::allow_form_to_leave();
    }
    Ok(session::page(&frame().await?, page))
}

pub(super) async fn new_account(secret: String) -> Result<Page<NewAccountPage>, PortalError> {
    let page = session::portal()?
        .sign_in()
        .account_page(&session::request()?, secret.clone())
        .await;
    session::page_or_sign_in(&frame().await?, page, &paths::Invitation { secret })
}

pub(super) async fn home() -> Result<Page<HomePage>, PortalError> {
    let patient = session::patient().await?;
    Ok(session::page(patient.frame(), patient.home().await))
}

pub(super) async fn apps(wanted: paths::AppsFound) -> Result<Page<AppsPage>, PortalError> {
    let patient = session::patient().await?;
    Ok(session::page(patient.frame(), patient.apps(wanted.0).await))
}

pub(super) async fn app(consent: ConsentId) -> Result<Page<AppPage>, PortalError> {
    let patient = session::patient().await?;
    Ok(session::page(patient.frame(), patient.app(consent).await))
}

pub(super) async fn stop(consent: ConsentId) -> Result<Page<StopPage>, PortalError> {
    let patient = session::patient().await?;
    Ok(session::page(
        patient.frame(),
        patient.stop_page(consent).await,
    ))
}

pub(super) async fn stopped(consent: ConsentId) -> Result<Page<StoppedPage>, PortalError> {
    let patient = session::patient().await?;
    Ok(session::page(
        patient.frame(),
        patient.stopped(consent).await,
    ))
}

pub(super) async fn receipt(
    consent: ConsentId,
    version: Option<u32>,
) -> Result<Page<ReceiptPage>, PortalError> {
    let patient = session::patient().await?;
    Ok(session::page(
        patient.frame(),
        patient.receipt(consent, version).await,
    ))
}

pub(super) async fn activity(filter: Filter) -> Result<Page<ActivityPage>, PortalError> {
    let patient = session::patient().await?;
    Ok(session::page(
        patient.frame(),
        patient.activity(filter).await,
    ))
}

pub(super) async fn records(query: RecordsQuery) -> Result<Page<RecordsPage>, PortalError> {
    let patient = session::patient().await?;
    Ok(session::page(patient.frame(), patient.records(query).await))
}

pub(super) async fn copy() -> Result<Page<CopyPage>, PortalError> {
    let patient = session::patient().await?;
    Ok(session::page(patient.frame(), patient.copy_page().await))
}

pub(super) async fn people() -> Result<Page<PeoplePage>, PortalError> {
    let people = session::people().await?;
    Ok(session::page(people.frame(), people.people().await))
}

pub(super) async fn invite() -> Result<Page<InvitePage>, PortalError> {
    let people = session::people().await?;
    Ok(session::page(people.frame(), people.invite_page().await))
}

pub(super) async fn confirm_invite() -> Result<Page<ConfirmInvitePage>, PortalError> {
    let people = session::people().await?;
    let page = people.confirm_invite_page().await;
    session::page_or_back(people.frame(), page, &paths::Invite)
}

pub(super) async fn caregiver(
    delegation: DelegationId,
) -> Result<Page<CaregiverPage>, PortalError> {
    let people = session::people().await?;
    Ok(session::page(
        people.frame(),
        people.caregiver(delegation).await,
    ))
}

pub(super) async fn confirm_caregiver(
    delegation: DelegationId,
) -> Result<Page<ConfirmCaregiverPage>, PortalError> {
    let people = session::people().await?;
    let page = people.confirm_page(delegation).await;
    session::page_or_back(people.frame(), page, &paths::Caregiver(delegation))
}

pub(super) async fn delegation(
    delegation: DelegationId,
) -> Result<Page<DelegationFacts>, PortalError> {
    let people = session::people().await?;
    Ok(session::page(
        people.frame(),
        people.delegation(delegation).await,
    ))
}

pub(super) async fn delegation_ended(
    delegation: DelegationId,
) -> Result<Page<DelegationEndedPage>, PortalError> {
    let people = session::people().await?;
    Ok(session::page(
        people.frame(),
        people.ended(delegation).await,
    ))
}

pub(super) async fn ask(delegation: DelegationId) -> Result<Page<AskPage>, PortalError> {
    let people = session::people().await?;
    Ok(session::page(
        people.frame(),
        people.ask_page(delegation).await,
    ))
}

pub(super) async fn invitation(secret: String) -> Result<Page<InvitationPage>, PortalError> {
    let people = session::people().await?;
    Ok(session::page(
        people.frame(),
        people.invitation(secret).await,
    ))
}

pub(super) async fn notices() -> Result<Page<NoticesPage>, PortalError> {
    let account = session::account().await?;
    Ok(session::page(account.frame(), account.notices().await))
}

pub(super) async fn security() -> Result<Page<SecurityPage>, PortalError> {
    let account = session::account().await?;
    Ok(session::page(account.frame(), account.security().await))
}

pub(super) async fn password() -> Result<Page<PasswordPage>, PortalError> {
    let account = session::account().await?;
    Ok(session::page(
        account.frame(),
        account.password_page().await,
    ))
}

pub(super) async fn hospital() -> Result<Page<HospitalPage>, PortalError> {
    let account = session::account().await?;
    let page = account.hospital_page().await;
    session::allow_form_to_leave();
    Ok(session::page(account.frame(), page))
}

pub(super) async fn add_passkey() -> Result<Page<ProvePage>, PortalError> {
    let keys = session::keys().await?;
    Ok(session::page(keys.frame(), keys.add_page().await))
}

pub(super) async fn new_passkey(
    ceremony: CeremonyId,
) -> Result<Page<PasskeyChallenge>, PortalError> {
    let keys = session::keys().await?;
    Ok(session::page(keys.frame(), keys.new_page(ceremony).await))
}

pub(super) async fn sign_in_choice() -> Result<Page<SignInChoicePage>, PortalError> {
    let account = session::account().await?;
    Ok(session::page(account.frame(), account.sign_in_page().await))
}

pub(super) async fn yours() -> Result<Page<YoursPage>, PortalError> {
    let keys = session::keys().await?;
    Ok(session::page(keys.frame(), keys.yours_page().await))
}

pub(super) async fn passkey(passkey: PasskeyId) -> Result<Page<PasskeyPage>, PortalError> {
    let keys = session::keys().await?;
    Ok(session::page(
        keys.frame(),
        keys.passkey_page(passkey).await,
    ))
}

pub(super) async fn paper_codes() -> Result<Page<ProvePage>, PortalError> {
    let keys = session::keys().await?;
    Ok(session::page(keys.frame(), keys.paper_page().await))
}

pub(super) async fn new_codes() -> Result<Page<CodesPage>, PortalError> {
    let keys = session::keys().await?;
    Ok(session::page(keys.frame(), keys.new_codes().await))
}

pub(super) async fn recovery_start() -> Result<Page<RecoveryStart>, PortalError> {
    let (portal, request) = (session::portal()?, session::request()?);
    let page = portal.recovery().start(&request).await;
    Ok(session::page(&frame().await?, page))
}

pub(super) async fn recovery() -> Result<Page<RecoveryPage>, PortalError> {
    let (portal, request) = (session::portal()?, session::request()?);
    let page = portal.recovery().page(&request).await;
    Ok(session::page(&frame().await?, page))
}
