//! What an app asks: the pages of its question and of the answer.

use domain::ids::AuthorizationRequestId;

use crate::{
    facts::{
        Page, PortalError,
        consent::{ConfirmFor, ConfirmPage, ConsentPage, IdentifyPage},
        people::WhosePage,
    },
    paths, session,
};

pub(in crate::pages) async fn consent(
    request: AuthorizationRequestId,
) -> Result<Page<ConsentPage>, PortalError> {
    let patient = session::patient_for_request(request).await?;
    let page = with_a_way_back(request, patient.consent_page(request).await)?;
    session::allow_form_to_leave();
    Ok(session::page(patient.frame(), page))
}

pub(in crate::pages) async fn confirm(about: ConfirmFor) -> Result<Page<ConfirmPage>, PortalError> {
    let patient = session::patient().await?;
    let page = match about {
        ConfirmFor::Request(request) => {
            with_a_way_back(request, patient.confirm_page(request).await)?
        }
        ConfirmFor::Change(consent) => patient.confirm_change_page(consent).await,
    };
    if matches!(about, ConfirmFor::Request(_)) {
        session::allow_form_to_leave();
    }
    let form = match about {
        ConfirmFor::Request(request) => paths::Consent(request).to_string(),
        ConfirmFor::Change(consent) => paths::App(consent).to_string(),
    };
    session::page_or_back(patient.frame(), page, &form)
}

pub(in crate::pages) async fn identify(
    request: AuthorizationRequestId,
) -> Result<Page<IdentifyPage>, PortalError> {
    let people = session::people().await?;
    session::allow_form_to_leave();
    let page = with_a_way_back(request, people.identify_page(request).await)?;
    Ok(session::page(people.frame(), page))
}

pub(in crate::pages) async fn whose(
    request: AuthorizationRequestId,
) -> Result<Page<WhosePage>, PortalError> {
    let people = session::people().await?;
    session::allow_form_to_leave();
    Ok(session::page(people.frame(), people.whose(request).await))
}

/// Leads whoever cannot answer to where they find the way back to the app.
fn with_a_way_back<T>(
    request: AuthorizationRequestId,
    page: Result<T, PortalError>,
) -> Result<Result<T, PortalError>, PortalError> {
    match page {
        Err(problem @ (PortalError::NotYoursToAnswer | PortalError::RequestOver)) => {
            session::redirect(&paths::Whose(request).to_string());
            Err(problem)
        }
        page => Ok(page),
    }
}
