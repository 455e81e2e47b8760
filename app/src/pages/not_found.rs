//! There is no such page.

use leptos::prelude::*;

use crate::{
    components::{
        layout::Around,
        opened::{Opening, opened},
    },
    facts::{Page, PortalError},
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
