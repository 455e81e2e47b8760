//! Registered clients, and how each authenticates.

use domain::{
    Timestamp,
    catalogue::PurposeOfUse,
    client::{Client, ClientAuthentication, RedirectUri, ReviewState},
    ids::ClientId,
    name::AppName,
    scope::ScopeSet,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, sea_query::Expr,
};

use super::{
    entity::client::{Column, Entity, Model},
    error::Row,
    error::StoreError,
    statements::{insert, one_changed},
};
use crate::secret::Digest;

const TABLE: &str = "client";

/// What a client authenticates with, as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Credential {
    /// A public client has none.
    None,
    /// The digest of its secret.
    Secret(Digest),
    /// Its JSON Web Key Set, as registered.
    PublicKeys(String),
}

/// A client with what it authenticates with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisteredClient {
    /// Its registration.
    pub client: Client,
    /// Fits [`Client::authentication`].
    pub credential: Credential,
    /// When it was registered.
    pub registered_at: Timestamp,
}

/// The table of clients.
pub struct Clients<'c, C>(pub(super) &'c C);

impl<C: ConnectionTrait> Clients<'_, C> {
    /// Returns the client with this `client_id`.
    pub async fn find(&self, id: &ClientId) -> Result<Option<Client>, StoreError> {
        let row = Entity::find_by_id(id.as_str()).one(self.0).await?;
        row.map(client).transpose()
    }

    /// Returns the client with this `client_id`, and its credential.
    pub async fn find_registered(
        &self,
        id: &ClientId,
    ) -> Result<Option<RegisteredClient>, StoreError> {
        let row = Entity::find_by_id(id.as_str()).one(self.0).await?;
        row.map(registered).transpose()
    }

    /// Returns every client, in the order of their ids.
    pub async fn list(&self) -> Result<Vec<RegisteredClient>, StoreError> {
        let rows = Entity::find().order_by_asc(Column::Id).all(self.0).await?;
        rows.into_iter().map(registered).collect()
    }

    /// Returns the redirect URIs of public clients that may lead to this host, in its ASCII form: any page sends an
    /// `Origin`, so clients whose text does not hold it are not read any further.
    pub async fn redirects_to(&self, host: &str) -> Result<Vec<RedirectUri>, StoreError> {
        let rows: Vec<(String, String)> = Entity::find()
            .select_only()
            .columns([Column::Id, Column::RedirectUris])
            .filter(Column::Authentication.eq(ClientAuthentication::None.key()))
            .into_tuple()
            .all(self.0)
            .await?;
        let mut found = Vec::new();
        for (id, text) in rows {
            // A name in other letters is another text for the same host (RFC 5890).
            if text.is_ascii() && !text.to_ascii_lowercase().contains(host) {
                continue;
            }
            let uris: Option<Vec<RedirectUri>> = serde_json::from_str(&text).ok();
            found.extend(Row::of(TABLE, &id).read("redirect_uris", uris)?);
        }
        Ok(found)
    }

    /// Returns the clients with these ids, by one query and in no particular order.
    pub async fn find_all(&self, ids: &[ClientId]) -> Result<Vec<Client>, StoreError> {
        let rows = Entity::find()
            .filter(Column::Id.is_in(ids.iter().map(ClientId::as_str)))
            .all(self.0)
            .await?;
        rows.into_iter().map(client).collect()
    }
}

impl Clients<'_, DatabaseTransaction> {
    /// Adds a client.
    ///
    /// # Errors
    /// [`StoreError::Taken`] if its id is registered.
    pub async fn insert(&self, registered: &RegisteredClient) -> Result<(), StoreError> {
        let client = &registered.client;
        let (secret, public_keys) = match &registered.credential {
            Credential::None => (None, None),
            Credential::Secret(digest) => (Some(digest.as_bytes().to_vec()), None),
            Credential::PublicKeys(keys) => (None, Some(keys.clone())),
        };
        let purposes: Vec<_> = client
            .purposes
            .iter()
            .map(|purpose| purpose.key())
            .collect();
        let row = Model {
            id: client.id.to_string(),
            name: client.name.to_string(),
            maker: client.maker.to_string(),
            authentication: stored(client.authentication).key().to_owned(),
            secret_digest: secret,
            public_keys,
            redirect_uris: serde_json::to_string(&client.redirect_uris)
                .expect("a list of texts is always JSON"),
            allowed_scopes: client.allowed_scopes.to_string(),
            needed_scopes: client.needed_scopes.to_string(),
            purposes: purposes.join(" "),
            review: client.review.key().to_owned(),
            may_introspect: client.may_introspect,
            registered_at: registered.registered_at.timestamp_millis(),
            secret_in_body: client.authentication == ClientAuthentication::ClientSecretPost,
        };
        insert::<Entity>(self.0, row).await
    }

    /// Saves what the hospital's review says of a client.
    pub async fn save_review(&self, id: &ClientId, review: ReviewState) -> Result<(), StoreError> {
        let changed = Entity::update_many()
            .col_expr(Column::Review, Expr::value(review.key()))
            .filter(Column::Id.eq(id.as_str()))
            .exec(self.0)
            .await?;
        one_changed(TABLE, id, changed.rows_affected)
    }
}

/// The word in the column: where the secret is sent is a column of its own.
const fn stored(method: ClientAuthentication) -> ClientAuthentication {
    match method {
        ClientAuthentication::ClientSecretPost => ClientAuthentication::ClientSecretBasic,
        other => other,
    }
}

fn authentication(row: &Model) -> Option<ClientAuthentication> {
    match (
        ClientAuthentication::from_key(&row.authentication)?,
        row.secret_in_body,
    ) {
        (ClientAuthentication::ClientSecretBasic, true) => {
            Some(ClientAuthentication::ClientSecretPost)
        }
        (method, false) => Some(method),
        (_, true) => None,
    }
}

fn registered(row: Model) -> Result<RegisteredClient, StoreError> {
    let cells = Row::of(TABLE, &row.id);
    let registered_at = cells.moment("registered_at", row.registered_at)?;
    let credential = match (&row.secret_digest, &row.public_keys) {
        (None, None) => Credential::None,
        (Some(digest), None) => {
            let digest = digest.as_slice().try_into().ok();
            Credential::Secret(Digest::from_bytes(cells.read("secret_digest", digest)?))
        }
        (None, Some(keys)) => Credential::PublicKeys(keys.clone()),
        (Some(_), Some(_)) => return Err(cells.impossible("secret_digest")),
    };
    Ok(RegisteredClient {
        client: client(row)?,
        credential,
        registered_at,
    })
}

pub(super) fn client(row: Model) -> Result<Client, StoreError> {
    let cells = Row::of(TABLE, &row.id);
    let redirect_uris: Option<Vec<RedirectUri>> = serde_json::from_str(&row.redirect_uris).ok();
    let purposes = row.purposes.split(' ').map(PurposeOfUse::from_key);
    Ok(Client {
        id: cells.read("id", ClientId::parse(row.id.clone()).ok())?,
        authentication: cells.read("authentication", authentication(&row))?,
        redirect_uris: cells.read("redirect_uris", redirect_uris)?,
        allowed_scopes: ScopeSet::parse(&row.allowed_scopes),
        needed_scopes: ScopeSet::parse(&row.needed_scopes),
        purposes: cells.read("purposes", purposes.collect())?,
        review: cells.read("review", ReviewState::from_key(&row.review))?,
        may_introspect: row.may_introspect,
        name: AppName::kept(&row.name),
        maker: AppName::kept(&row.maker),
    })
}
