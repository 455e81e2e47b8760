//! The browser's entry point: it wakes the islands of the page that the server has already rendered.

use wasm_bindgen::prelude::wasm_bindgen;

/// Called by the script that `app::shell` puts on every page.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    app::keep_zone();
    leptos::mount::hydrate_islands();
}
