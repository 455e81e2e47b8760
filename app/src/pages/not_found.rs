//! There is no such page.

use leptos::prelude::*;

use crate::{
    api::{Page, PortalError, sign_in::open_frame},
    components::{
        layout::Around,
        opened::{Opening, opened},
    },
};

#[component]
pub fn NotFoundPage() -> impl IntoView {
    let page: Opening<()> = Resource::new_blocking(
        || (),
        |()| async {
            let frame = open_frame().await?;
            Ok(Page {
                frame,
                body: Err(PortalError::NotFound),
            })
        },
    );
    opened(page, Around::Decision, |()| ().into_any())
}
