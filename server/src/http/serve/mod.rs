//! Serves a socket until shutdown, and then finishes the requests in progress. Whoever is slow, or silent, is not waited
//! for, and nobody takes all connections.
//!
//! | file | answers |
//! |---|---|
//! | `connections` | how many connections there may be, in all and of one network |
//! | `stalling` | when a client that reads nothing is given up |

mod connections;
mod stalling;

use std::{
    future::Future,
    io,
    net::SocketAddr,
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use axum::{
    Router,
    body::Body,
    extract::ConnectInfo,
    http::{HeaderValue, header::CONNECTION},
};
use futures::TryFutureExt;
use hyper::{Request, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
};
use tokio::{
    net::{TcpListener, TcpStream},
    time::{Instant, sleep, timeout_at},
};
use tower::Service;

pub use connections::Connections;
use connections::Place;
use stalling::Stalling;

/// How long requests that were on their way at the signal to shut down are still taken. Each answer says that it is its
/// connection's last, so that no client sends another one after it.
const LAST_REQUESTS: Duration = Duration::from_millis(300);
/// How long nobody must have connected before the door is closed.
const QUIET: Duration = Duration::from_millis(30);
/// How long requests in progress may take after that.
const LAST_ANSWERS: Duration = Duration::from_secs(10);
/// How long the headers of a request may take, and how long a connection may be idle before them.
const HEADERS: Duration = Duration::from_secs(10);
/// The same where connections are scarce: whoever holds one and says nothing makes room soon.
const HEADERS_IN_A_FLOOD: Duration = Duration::from_secs(2);
/// How long to wait after the system gave no connection: it has run out of something.
const BREATH: Duration = Duration::from_secs(1);

/// Serves until `stop` comes. Whoever has connected by then is answered.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    connections: Connections,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let graceful = GracefulShutdown::new();
    let stopping = Arc::new(AtomicBool::new(false));
    let mut stop = pin!(stop);
    let mut door_closes: Option<Instant> = None;
    loop {
        // What the system has connected already is taken before the end: it would be cut off.
        let accepted = if let Some(closes) = door_closes {
            let quiet = closes.min(Instant::now() + QUIET);
            match timeout_at(quiet, accept(&listener, &connections)).await {
                Ok(accepted) => accepted,
                Err(_) => break,
            }
        } else {
            tokio::select! {
                () = &mut stop => {
                    stopping.store(true, Ordering::Relaxed);
                    door_closes = Some(Instant::now() + LAST_REQUESTS);
                    continue;
                }
                accepted = accept(&listener, &connections) => accepted,
            }
        };
        let (stream, peer, place) = accepted;
        let patience = if connections.are_scarce() {
            HEADERS_IN_A_FLOOD
        } else {
            HEADERS
        };
        let answering = answering(stream, peer, router.clone(), patience, stopping.clone());
        let answering = graceful.watch(answering);
        tokio::spawn(async move {
            if let Err(error) = answering.await {
                tracing::debug!(%error, "connection ended early");
            }
            drop(place);
        });
    }
    drop(listener);
    sleep(LAST_REQUESTS).await;
    tokio::select! {
        () = graceful.shutdown() => {}
        () = sleep(LAST_ANSWERS) => {
            tracing::warn!("shutdown: requests were aborted after {LAST_ANSWERS:?}");
        }
    }
    Ok(())
}

/// The next connection that there is room for.
async fn accept(
    listener: &TcpListener,
    connections: &Connections,
) -> (TcpStream, SocketAddr, Place) {
    loop {
        let room = connections.room().await;
        match listener.accept().await {
            Ok((stream, peer)) => match connections.take(room, peer.ip()) {
                Some(place) => return (stream, peer, place),
                None => tracing::debug!("connection refused: its network has too many"),
            },
            Err(error) if is_of_the_client(&error) => {}
            Err(error) => {
                tracing::error!(%error, "no connection could be accepted");
                sleep(BREATH).await;
            }
        }
    }
}

/// The client left before it was served.
fn is_of_the_client(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionRefused
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
    )
}

fn answering(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    headers_within: Duration,
    stopping: Arc<AtomicBool>,
) -> http1::Connection<
    TokioIo<Stalling<TcpStream>>,
    impl hyper::service::Service<
        Request<Incoming>,
        Response = axum::response::Response<Body>,
        Error = std::convert::Infallible,
        Future: Send,
    > + Send,
> {
    // Without it a streamed page waits 40 ms for an acknowledgement. A stream that refuses is only slower.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "TCP_NODELAY could not be set");
    }
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(peer));
        let stopping = stopping.clone();
        router.clone().call(request).map_ok(move |mut response| {
            if stopping.load(Ordering::Relaxed) {
                let last = HeaderValue::from_static("close");
                response.headers_mut().insert(CONNECTION, last);
            }
            response
        })
    });
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(headers_within)
        .serve_connection(TokioIo::new(Stalling::new(stream)), service)
}

#[cfg(test)]
mod tests {
    use axum::routing::get;
    use tokio::{
        io::{AsyncReadExt, AsyncWriteExt},
        sync::oneshot,
        task::JoinHandle,
    };

    use super::*;
    use crate::config::Config;

    /// A server that answers `/` after a moment, until the other half is dropped.
    async fn started() -> (SocketAddr, oneshot::Sender<()>, JoinHandle<io::Result<()>>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let slow = async || {
            sleep(Duration::from_millis(300)).await;
            "done"
        };
        let router = Router::new().route("/", get(slow));
        let (stop, stopped) = oneshot::channel();
        let stopped = async move { drop(stopped.await) };
        let connections = Connections::of(&Config::default());
        let serving = tokio::spawn(serve(listener, router, connections, stopped));
        (address, stop, serving)
    }

    async fn says(address: SocketAddr, text: &str) -> TcpStream {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(text.as_bytes()).await.unwrap();
        stream
    }

    async fn heard(mut stream: TcpStream) -> String {
        let mut text = String::new();
        // A connection that is cut says nothing more either.
        let _cut = stream.read_to_string(&mut text).await;
        text
    }

    #[tokio::test(start_paused = true)]
    async fn headers_that_do_not_come_and_silence_end_a_connection() {
        let (address, _stop, _serving) = started().await;
        for half in ["", "GET / HTTP/1.1\r\nHost: a\r\nX-Slow: "] {
            let before = Instant::now();
            heard(says(address, half).await).await;
            let waited = before.elapsed();
            assert!(waited >= HEADERS && waited < 3 * HEADERS, "{waited:?}");
        }
    }

    #[tokio::test]
    async fn what_has_begun_is_answered_after_the_signal_to_stop() {
        let (address, stop, serving) = started().await;
        let idle = says(address, "").await;
        let begun = says(address, "GET / HTTP/1.1\r\nHost: a\r\n\r\n").await;
        sleep(Duration::from_millis(100)).await;
        drop(stop);
        let answer = heard(begun).await;
        assert!(
            answer.starts_with("HTTP/1.1 200") && answer.ends_with("done"),
            "{answer}"
        );
        assert_eq!(heard(idle).await, "");
        serving.await.unwrap().unwrap();
        assert!(TcpStream::connect(address).await.is_err());
    }

    #[tokio::test]
    async fn what_was_on_its_way_at_the_signal_is_answered_once() {
        let (address, stop, serving) = started().await;
        let early = says(address, "").await;
        drop(stop);
        sleep(Duration::from_millis(50)).await;
        let mut early = early;
        let twice = "GET / HTTP/1.1\r\nHost: a\r\n\r\n".repeat(2);
        early.write_all(twice.as_bytes()).await.unwrap();
        let answer = heard(early).await;
        assert_eq!(answer.matches("HTTP/1.1 200").count(), 1, "{answer}");
        assert!(answer.contains("connection: close"), "{answer}");
        serving.await.unwrap().unwrap();
    }

    #[tokio::test]
    async fn one_network_does_not_take_all_connections() {
        let (address, _stop, _serving) = started().await;
        let mut held = Vec::new();
        for _ in 0..Connections::PER_NETWORK {
            held.push(says(address, "GET / HTTP/1.1\r\n").await);
        }
        let whole = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
        assert_eq!(heard(says(address, whole).await).await, "");
        drop(held);
        sleep(Duration::from_millis(100)).await;
        assert!(heard(says(address, whole).await).await.ends_with("done"));
    }
}
