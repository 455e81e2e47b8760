//! What somebody looks for in a long list.

use domain::catalogue::DataCategory;
use leptos::prelude::*;

use crate::facts::PortalError;

/// Keeps what is looked for in the browser, and leads to the list: of one kind of data, or of the apps.
#[server(prefix = "/api", endpoint = "find")]
pub async fn look_for(
    #[server(default)] kind: Option<DataCategory>,
    #[server(default)] find: String,
) -> Result<(), PortalError> {
    use crate::session;
    let answer = session::patient().await?.look_for(kind, find);
    session::send(answer)
}
