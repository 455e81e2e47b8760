//! How the app reads: with the access token it has, with a new one when that is old, and not at all once it is over.

use oauth2::{HttpResponse, http::StatusCode};
use serde_json::Value;

use super::{
    client::ClientError,
    readings::Readings,
    visit::{Connection, End, Look},
    wire::Wire,
    wishes::{NEVER_ASKED, WISHES, Wish},
};

/// Reads everything that the access token names. What was read before stays: an app can keep copies.
pub(super) async fn read_everything(connection: &mut Connection, wire: &Wire<'_>) {
    let mut looks = Vec::new();
    for wish in WISHES {
        if !connection.granted.contains(wish.scope) {
            looks.push(Look::NotGranted);
            continue;
        }
        match look(connection, wire, wish).await {
            Some(found) => looks.push(found),
            None => return,
        }
    }
    connection.looks = looks;
}

/// Asks for something that the app never asked for when it connected.
pub(super) async fn overreach(connection: &mut Connection, wire: &Wire<'_>) {
    connection.overreach = look(connection, wire, &NEVER_ASKED).await;
}

/// One search. `None` means that the connection is over, or that nobody answered.
async fn look(connection: &mut Connection, wire: &Wire<'_>, wish: &Wish) -> Option<Look> {
    if connection.is_stale() && connection.refresh.is_some() {
        renew(connection, wire, None).await?;
    }
    let mut answer = search(connection, wire, wish).await?;
    if answer.status() == StatusCode::UNAUTHORIZED {
        renew(connection, wire, Some(answer.status())).await?;
        answer = search(connection, wire, wish).await?;
    }
    if let Some(date) = answer
        .headers()
        .get("date")
        .and_then(|date| date.to_str().ok())
    {
        connection.read_at = Some(date.to_owned());
    }
    match (
        answer.status(),
        serde_json::from_slice::<Value>(answer.body()),
    ) {
        (StatusCode::OK, Ok(bundle)) => Some(Look::Got(Readings::of(&bundle, wish.kind))),
        (status, _) => Some(Look::Refused(status.as_u16())),
    }
}

async fn search(connection: &Connection, wire: &Wire<'_>, wish: &Wish) -> Option<HttpResponse> {
    let address = format!("{}/{}", connection.server.fhir_base(), wish.search);
    let url = address.parse().ok()?;
    let token = Some(connection.access.as_str());
    wire.get(
        &format!("Read: {}", wish.name),
        &url,
        "application/fhir+json",
        token,
    )
    .await
    .ok()
}

/// Gets a new access token; `None` if there is no way to get one.
async fn renew(
    connection: &mut Connection,
    wire: &Wire<'_>,
    status: Option<StatusCode>,
) -> Option<()> {
    let refused = match connection.refresh.take() {
        // A later try learns nothing new about the refresh token.
        None => connection.end.take().and_then(|end| end.refresh),
        Some(token) => match connection.server.refresh(wire, &token).await {
            Ok(tokens) => {
                connection.take(&tokens);
                return Some(());
            }
            // Without an answer the token may still be good: keep it for the next try.
            Err(ClientError::NoAnswer(_)) => {
                connection.refresh = Some(token);
                return None;
            }
            Err(ClientError::Refused { error }) => Some(error),
            Err(other) => Some(other.to_string()),
        },
    };
    connection.end = Some(End {
        status: status.map(|status| status.as_u16()),
        refresh: refused,
    });
    None
}
