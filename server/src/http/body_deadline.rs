//! How long may the body of a request take? A client that sends it slower is answered 408 (RFC 9110 §15.5.9), and its
//! connection ends.

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use axum::{
    BoxError,
    body::{Body, Bytes, HttpBody},
    extract::Request,
    http::{HeaderValue, StatusCode, header::CONNECTION},
    middleware::Next,
    response::{IntoResponse, Response},
};
use futures::{Stream, StreamExt, stream::unfold};
use tokio::time::{Instant, timeout_at};

/// All of a body, from its headers on. The largest is a megabyte.
const WITHIN: Duration = Duration::from_secs(30);

/// Ends bodies that take too long.
pub async fn limit_body_time(request: Request, next: Next) -> Response {
    if request.body().is_end_stream() {
        return next.run(request).await;
    }
    let late = Arc::new(AtomicBool::new(false));
    let request = request.map(|body| Body::from_stream(timed(body, Arc::clone(&late))));
    let response = next.run(request).await;
    if late.load(Ordering::Relaxed) {
        let close = [(CONNECTION, HeaderValue::from_static("close"))];
        return (
            StatusCode::REQUEST_TIMEOUT,
            close,
            "The request took too long.\n",
        )
            .into_response();
    }
    response
}

fn timed(
    body: Body,
    late: Arc<AtomicBool>,
) -> impl Stream<Item = Result<Bytes, BoxError>> + Send + 'static {
    let (parts, deadline) = (body.into_data_stream(), Instant::now() + WITHIN);
    unfold((parts, late), move |(mut parts, late)| async move {
        let part = match timeout_at(deadline, parts.next()).await {
            Ok(part) => part?.map_err(BoxError::from),
            Err(_) => {
                late.store(true, Ordering::Relaxed);
                Err(io::Error::from(io::ErrorKind::TimedOut).into())
            }
        };
        Some((part, (parts, late)))
    })
}

#[cfg(test)]
mod tests {
    use axum::{Router, middleware::from_fn, routing::post};
    use futures::stream;
    use tower::ServiceExt;

    use super::*;

    /// What a form is answered whose parts come this far apart.
    async fn sent(apart: Duration, parts: usize) -> StatusCode {
        let routes = Router::new()
            .route("/", post(async |form: Bytes| form))
            .layer(from_fn(limit_body_time));
        let body = stream::iter(0..parts).then(move |_| async move {
            tokio::time::sleep(apart).await;
            Ok::<_, io::Error>(Bytes::from_static(b"part"))
        });
        let request = Request::post("/").body(Body::from_stream(body)).unwrap();
        routes.oneshot(request).await.unwrap().status()
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_has_half_a_minute_in_all() {
        assert_eq!(sent(Duration::from_secs(9), 3).await, StatusCode::OK);
        let late = StatusCode::REQUEST_TIMEOUT;
        assert_eq!(sent(Duration::from_secs(9), 4).await, late);
        assert_eq!(sent(Duration::from_mins(10), 1).await, late);
    }
}
