//! Sugar Coach: a SMART app at its own origin, for people who want to see both sides of a connection.
//!
//! It knows Sayso only as any other app would: by its FHIR address, over HTTP. Every step of the protocol that it takes
//! is printed on its page, with secrets cut short.

mod client;
pub(super) mod html;
mod page;
mod page_log;
mod protocol_log;
mod reading;
mod readings;
mod routes;
mod visit;
mod wire;
mod wishes;

use std::net::SocketAddr;

use anyhow::{Context, ensure};
use tokio::net::TcpListener;
use url::Url;

pub use wishes::{CLIENT_ID, scopes};

/// Where the app listens, and the FHIR server that it reads from.
#[derive(Clone, Debug)]
pub struct DemoApp {
    /// A loopback address: the app is registered for loopback redirects only.
    pub listen: SocketAddr,
    /// Such as `http://localhost:3000/fhir`.
    pub fhir: Url,
}

/// Serves the app until the process ends.
pub async fn serve(app: DemoApp) -> anyhow::Result<()> {
    ensure!(
        app.listen.ip().is_loopback(),
        "the demo app listens on this machine only: {} is not a loopback address",
        app.listen
    );
    let listener = TcpListener::bind(app.listen)
        .await
        .with_context(|| format!("the demo app cannot listen on {}", app.listen))?;
    serve_on(listener, app.fhir).await
}

/// As [`serve`], on a socket that is already bound.
pub async fn serve_on(listener: TcpListener, fhir: Url) -> anyhow::Result<()> {
    let port = listener.local_addr()?.port();
    let router = routes::router(fhir, port)?;
    let listener = axum::serve::ListenerExt::tap_io(listener, |io| {
        // A connection that cannot be tuned still works.
        if let Err(error) = io.set_nodelay(true) {
            tracing::debug!(%error, "TCP_NODELAY could not be set");
        }
    });
    axum::serve(listener, router).await?;
    Ok(())
}
