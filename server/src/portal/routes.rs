//! Where pages, their server functions and the files that they load are answered.

use std::sync::{Arc, LazyLock};

use app::{paths, session::Portal};
use axum::{
    Router,
    body::Body,
    extract::Request,
    http::StatusCode,
    middleware,
    response::Response,
    routing::{get, post},
};
use leptos::prelude::*;
use leptos_axum::{
    AxumRouteListing, LeptosRoutes, generate_route_list, render_app_async_with_context,
};
use tower_http::services::ServeDir;

use super::{copy, forms, left, redirects, shell, visitor::Visitors};
use crate::state::AppState;

/// Pages, server functions, files, and the page that says that there is no such page.
pub fn routes(state: &AppState) -> Router<AppState> {
    let options = LeptosOptions::clone(&state.leptos);
    let portal: Arc<dyn Portal> = Arc::new(Visitors::new(state.deps.clone()));
    let provide = move || provide_context(Arc::clone(&portal));
    let app_fn = {
        let options = options.clone();
        move || shell::guarded(options.clone())
    };
    let not_found = render_app_async_with_context(provide.clone(), app_fn.clone());
    let files = ServeDir::new(options.site_root.as_ref())
        .append_index_html_on_directories(false)
        .precompressed_br()
        .precompressed_gzip()
        .call_fallback_on_method_not_allowed(true)
        .fallback(tower::service_fn(move |request: Request<Body>| {
            let page = not_found(request);
            async move { Ok::<_, std::convert::Infallible>(as_not_found(page.await)) }
        }));
    Router::new()
        .leptos_routes_with_context(state, pages().to_vec(), provide, app_fn)
        .route(&paths::CopyRecord.to_string(), post(copy::save_copy))
        .route(&paths::Left.to_string(), get(left::left))
        .route(paths::HOSPITAL_SIGN_OUT, get(left::sign_out_too))
        .fallback_service(files)
        .layer(middleware::from_fn(forms::guard))
        .layer(middleware::from_fn(shell::let_form_leave))
        .layer(middleware::from_fn(redirects::for_everybody))
}

/// The pages, as the app itself lists them. It is asked once per process, before any page is rendered: while it is asked,
/// a resource that starts to load anywhere in the process never ends (leptos issue 4773).
fn pages() -> &'static [AxumRouteListing] {
    static PAGES: LazyLock<Vec<AxumRouteListing>> = LazyLock::new(|| generate_route_list(app::App));
    &PAGES
}

/// Returns the addresses of the pages.
pub fn page_paths() -> Vec<String> {
    pages().iter().map(|page| page.path().to_owned()).collect()
}

fn as_not_found(mut page: Response) -> Response {
    if page.status() == StatusCode::OK {
        *page.status_mut() = StatusCode::NOT_FOUND;
    }
    page
}
