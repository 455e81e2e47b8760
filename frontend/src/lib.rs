//! The browser's entry point: it takes over the page that the server has already rendered.

use wasm_bindgen::prelude::wasm_bindgen;

/// Called by the script that `app::shell` puts on every page.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_body(app::App);
}
