//! There is no such page.

use leptos::prelude::*;

use crate::{
    api::sign_in::open_not_found,
    components::{
        layout::Around,
        opened::{Opening, opened},
    },
};

#[component]
pub fn NotFoundPage() -> impl IntoView {
    let page: Opening<()> = Resource::new_blocking(|| (), |()| open_not_found());
    opened(page, Around::Decision, |()| ().into_any())
}
