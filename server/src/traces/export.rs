//! How do spans leave? In groups, as OTLP over HTTP, by the client that everything else here uses.

use std::time::Duration;

use async_trait::async_trait;
use opentelemetry_http::{Bytes, HttpClient, HttpError, Request, Response};
use opentelemetry_otlp::{
    ExporterBuildError, Protocol, SpanExporter, WithExportConfig, WithHttpConfig,
};
use opentelemetry_sdk::{Resource, trace::SdkTracerProvider};
use thiserror::Error;
use tokio::runtime::Handle;

use crate::config::OtlpEndpoint;

/// How long a collector may take over a group.
const PATIENCE: Duration = Duration::from_secs(5);
/// The longest answer of a collector that is read, in bytes.
const LONGEST: usize = 64 * 1024;

/// Why no spans can be sent.
#[derive(Debug, Error)]
pub enum CannotExport {
    #[error("there is no client for HTTP")]
    Client(#[from] reqwest::Error),
    #[error("the exporter of traces cannot be made")]
    Exporter(#[from] ExporterBuildError),
}

/// Must be called inside the runtime that the server works in.
pub(super) fn provider(endpoint: &OtlpEndpoint) -> Result<SdkTracerProvider, CannotExport> {
    let client = reqwest::Client::builder()
        .timeout(PATIENCE)
        .redirect(reqwest::redirect::Policy::none());
    let traces = endpoint.traces();
    // Plain http is for this machine: a proxy of the environment would carry the spans away.
    let client = if traces.scheme() == "http" {
        client.no_proxy()
    } else {
        client.https_only(true)
    };
    let exporter = SpanExporter::builder()
        .with_http()
        .with_http_client(Client {
            client: client.build()?,
            runtime: Handle::current(),
        })
        .with_protocol(Protocol::HttpBinary)
        .with_endpoint(traces)
        .with_timeout(PATIENCE)
        .build()?;
    Ok(SdkTracerProvider::builder()
        .with_resource(Resource::builder().with_service_name("sayso").build())
        .with_batch_exporter(exporter)
        .build())
}

/// The thread that sends spans has no runtime of its own: requests are made in that of the server.
#[derive(Debug)]
struct Client {
    client: reqwest::Client,
    runtime: Handle,
}

#[async_trait]
impl HttpClient for Client {
    async fn send_bytes(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        let request = reqwest::Request::try_from(request)?;
        let client = self.client.clone();
        self.runtime
            .spawn(async move { send(client, request).await })
            .await?
    }
}

async fn send(
    client: reqwest::Client,
    request: reqwest::Request,
) -> Result<Response<Bytes>, HttpError> {
    let mut answer = client.execute(request).await?;
    let status = answer.status();
    let mut body = Vec::new();
    while let Some(part) = answer.chunk().await? {
        if body.len() + part.len() > LONGEST {
            return Err("the collector says too much".into());
        }
        body.extend_from_slice(&part);
    }
    let mut response = Response::new(Bytes::from(body));
    *response.status_mut() = status;
    Ok(response)
}
