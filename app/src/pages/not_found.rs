//! There is no such page.

use leptos::prelude::*;

use crate::{
    api::{Page, PortalError},
    components::{
        layout::Around,
        opened::{Opening, opened},
    },
    pages::open,
};

#[component]
pub fn NotFoundPage() -> impl IntoView {
    let page: Opening<()> = Resource::new_blocking(
        || (),
        |()| async {
            let frame = open::frame().await?;
            Ok(Page {
                frame,
                body: Err(PortalError::NotFound),
            })
        },
    );
    opened(page, Around::Decision, |()| ().into_any())
}
