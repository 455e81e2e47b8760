//! Serves a socket until shutdown, and then finishes the requests in progress.

use std::{future::Future, io, net::SocketAddr, time::Duration};

use axum::{Router, serve::ListenerExt};
use tokio::{net::TcpListener, sync::watch};

/// How long requests in progress may take after the signal to shut down.
const LAST_ANSWERS: Duration = Duration::from_secs(10);

/// Serves until `stop` comes.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let listener = listener.tap_io(|stream| {
        // Without it a streamed page waits 40 ms for an acknowledgement. A stream that refuses is only slower.
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "TCP_NODELAY could not be set");
        }
    });
    let (stopping, mut stopped) = watch::channel(false);
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let serving = axum::serve(listener, service).with_graceful_shutdown(async move {
        stop.await;
        stopping.send_replace(true);
    });
    let patience = async {
        // An error means that serving ended first.
        let _ended = stopped.wait_for(|stopping| *stopping).await;
        tokio::time::sleep(LAST_ANSWERS).await;
    };
    tokio::select! {
        result = serving => result,
        () = patience => {
            tracing::warn!("shutdown: requests were aborted after {LAST_ANSWERS:?}");
            Ok(())
        }
    }
}
