//! As the parent's `open`, for the pages of somebody whom the hospital knows.

use crate::{
    facts::{
        Page, PortalError,
        activation::{ActivatePage, BeginAccountPage},
    },
    pages::open::frame,
    paths, session,
};

pub(super) async fn activate(secret: Option<String>) -> Result<Page<ActivatePage>, PortalError> {
    let page = session::portal()?.activation().page(secret).await;
    Ok(session::page(&frame().await?, page))
}

pub(super) async fn begin_account() -> Result<Page<BeginAccountPage>, PortalError> {
    let (portal, request) = (session::portal()?, session::request()?);
    let page = portal.activation().account_page(&request).await;
    session::page_or_back(&frame().await?, page, &paths::Activate::default())
}
