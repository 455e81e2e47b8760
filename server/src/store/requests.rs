//! Authorization requests, from the redirect of the client to the exchange of the code.

use chrono::DateTime;
use domain::{
    Timestamp,
    acr::{Acr, Demand},
    catalogue::PurposeOfUse,
    consent::{AuthorizationRequest, PkceChallenge, Stage},
    ids::{AuthorizationRequestId, ClientId, GrantId, PatientId, PersonId},
    scope::ScopeSet,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, sea_query::Expr,
};
use uuid::Uuid;

use super::{
    entity::authorization_request::{Column, Entity, Model},
    error::Row,
    error::StoreError,
    statements::{insert, one_changed},
};
use crate::secret::Digest;

const TABLE: &str = "authorization_request";

/// The table of authorization requests.
pub struct Requests<'c, C>(pub(super) &'c C);

impl<C: ConnectionTrait> Requests<'_, C> {
    /// Returns the request with this id, whatever its stage; `None` if it was pruned.
    pub async fn find(
        &self,
        id: AuthorizationRequestId,
    ) -> Result<Option<AuthorizationRequest>, StoreError> {
        let row = Entity::find_by_id(id.uuid()).one(self.0).await?;
        row.map(request).transpose()
    }
}

impl Requests<'_, DatabaseTransaction> {
    /// Adds a request without a code.
    pub async fn insert(&self, request: &AuthorizationRequest) -> Result<(), StoreError> {
        insert::<Entity>(self.0, row(request, None)).await
    }

    /// Adds a request that came from there. Of those of this client from there that nobody opened the newest `most` stay.
    pub async fn insert_from(
        &self,
        request: &AuthorizationRequest,
        source: &Digest,
        most: u64,
    ) -> Result<(), StoreError> {
        let source = source.as_bytes().to_vec();
        let row = Model {
            source: Some(source.clone()),
            ..row(request, None)
        };
        insert::<Entity>(self.0, row).await?;
        let beyond: Vec<Uuid> = Entity::find()
            .select_only()
            .column(Column::Id)
            .filter(Column::Client.eq(request.client.as_str()))
            .filter(Column::Source.eq(source))
            .filter(Column::OpenedAt.is_null())
            .order_by_desc(Column::CreatedAt)
            .order_by_desc(Column::Id)
            .offset(most)
            .limit(most)
            .into_tuple()
            .all(self.0)
            .await?;
        if !beyond.is_empty() {
            Entity::delete_many()
                .filter(Column::Id.is_in(beyond))
                .filter(Column::OpenedAt.is_null())
                .exec(self.0)
                .await?;
        }
        Ok(())
    }

    /// Returns the request with this id under a row lock.
    pub async fn lock(
        &self,
        id: AuthorizationRequestId,
    ) -> Result<Option<AuthorizationRequest>, StoreError> {
        let row = Entity::find_by_id(id.uuid())
            .lock_exclusive()
            .one(self.0)
            .await?;
        row.map(request).transpose()
    }

    /// Returns the request whose code has this digest, under a row lock; `None` if no such code was issued.
    pub async fn lock_by_code(
        &self,
        code: &Digest,
    ) -> Result<Option<AuthorizationRequest>, StoreError> {
        let row = Entity::find()
            .filter(Column::CodeDigest.eq(code.as_bytes().as_slice()))
            .lock_exclusive()
            .one(self.0)
            .await?;
        row.map(request).transpose()
    }

    /// Saves a change. The digest of an issued code stays.
    pub async fn save(&self, request: &AuthorizationRequest) -> Result<(), StoreError> {
        self.update(request, None).await
    }

    /// Saves an approval with the digest of its code.
    pub async fn save_with_code(
        &self,
        request: &AuthorizationRequest,
        code: &Digest,
    ) -> Result<(), StoreError> {
        self.update(request, Some(code)).await
    }

    /// Notes that a person has it open. Returns whether that was the first time.
    pub async fn note_opened(
        &self,
        id: AuthorizationRequestId,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let at = now.timestamp_millis();
        let is_first = self.note_use(id, at, Column::OpenedAt.is_null()).await?;
        if !is_first {
            self.note_use(id, at, Column::OpenedAt.lt(at)).await?;
        }
        Ok(is_first)
    }

    async fn note_use(
        &self,
        id: AuthorizationRequestId,
        at: i64,
        when: Expr,
    ) -> Result<bool, StoreError> {
        let noted = Entity::update_many()
            .col_expr(Column::OpenedAt, Expr::value(at))
            .filter(Column::Id.eq(id.uuid()))
            .filter(when)
            .exec(self.0)
            .await?;
        Ok(noted.rows_affected == 1)
    }

    /// Removes requests made before `at` that nobody opened: they are no evidence of anything. Returns how many.
    pub async fn prune_unopened(&self, at: Timestamp) -> Result<u64, StoreError> {
        let removed = Entity::delete_many()
            .filter(Column::CreatedAt.lt(at.timestamp_millis()))
            .filter(Column::OpenedAt.is_null())
            .filter(Column::Stage.eq("pending"))
            .exec(self.0)
            .await?;
        Ok(removed.rows_affected)
    }

    /// Removes requests made before `at`, whatever their stage: evidence has them. Returns how many.
    pub async fn prune(&self, at: Timestamp) -> Result<u64, StoreError> {
        let removed = Entity::delete_many()
            .filter(Column::CreatedAt.lt(at.timestamp_millis()))
            .exec(self.0)
            .await?;
        Ok(removed.rows_affected)
    }

    async fn update(
        &self,
        request: &AuthorizationRequest,
        code: Option<&Digest>,
    ) -> Result<(), StoreError> {
        use sea_orm::{ActiveModelTrait, ActiveValue, IntoActiveModel};
        let mut active = row(request, code).into_active_model().reset_all();
        active.source = ActiveValue::NotSet;
        if code.is_none() {
            active.code_digest = ActiveValue::NotSet;
        }
        let changed = Entity::update(active)
            .exec_without_returning(self.0)
            .await?;
        one_changed(TABLE, request.id, changed.rows_affected)
    }
}

fn row(request: &AuthorizationRequest, code: Option<&Digest>) -> Model {
    let draft = request.draft.as_ref().map(|draft| {
        serde_json::to_string(draft).expect("a draft is made of an id, sets, numbers and dates")
    });
    let mut row = Model {
        id: request.id.uuid(),
        client: request.client.to_string(),
        redirect_uri: request.redirect_uri.clone(),
        scope: request.scope.to_string(),
        purpose: request.purpose.key().to_owned(),
        state: request.state.clone(),
        nonce: request.nonce.clone(),
        challenge: request.challenge.as_str().to_owned(),
        demand_acr: request.demand.acr.map(|acr| acr.key().to_owned()),
        demand_since: request.demand.since.map(|since| since.timestamp_millis()),
        created_at: request.created_at.timestamp_millis(),
        draft,
        stage: String::new(),
        stage_at: None,
        consent_grant: None,
        person: None,
        subject: None,
        code_digest: code.map(|code| code.as_bytes().to_vec()),
        opened_at: request.opened_at.map(|at| at.timestamp_millis()),
        source: None,
    };
    set_stage(&mut row, &request.stage);
    row
}

fn set_stage(row: &mut Model, stage: &Stage) {
    let (key, at) = match stage {
        Stage::Pending => ("pending", None),
        Stage::Approved {
            grant,
            person,
            subject,
            at,
        } => {
            row.consent_grant = Some(grant.uuid());
            row.person = Some(person.uuid());
            row.subject = Some(subject.to_string());
            ("approved", Some(at))
        }
        Stage::Denied { at } => ("denied", Some(at)),
        Stage::Exchanged { grant, at } => {
            row.consent_grant = Some(grant.uuid());
            ("exchanged", Some(at))
        }
    };
    key.clone_into(&mut row.stage);
    row.stage_at = at.map(Timestamp::timestamp_millis);
}

fn request(row: Model) -> Result<AuthorizationRequest, StoreError> {
    let id = AuthorizationRequestId::from_uuid(row.id);
    let cells = Row::of(TABLE, &id);
    let stage = stage(&cells, &row)?;
    Ok(AuthorizationRequest {
        id,
        client: cells.read("client", ClientId::parse(row.client).ok())?,
        redirect_uri: row.redirect_uri,
        scope: ScopeSet::parse(&row.scope),
        purpose: cells.read("purpose", PurposeOfUse::from_key(&row.purpose))?,
        state: row.state,
        nonce: row.nonce,
        challenge: cells.read("challenge", PkceChallenge::parse(&row.challenge))?,
        demand: Demand {
            acr: cells.maybe("demand_acr", row.demand_acr, |key| Acr::from_key(&key))?,
            since: cells.maybe("demand_since", row.demand_since, |ms| {
                DateTime::from_timestamp_millis(ms)
            })?,
        },
        created_at: cells.moment("created_at", row.created_at)?,
        opened_at: cells.maybe("opened_at", row.opened_at, |ms| {
            DateTime::from_timestamp_millis(ms)
        })?,
        // A draft that an older version left does not say whose it is, so it is dropped.
        draft: row.draft.and_then(|json| serde_json::from_str(&json).ok()),
        stage,
    })
}

fn stage(cells: &Row<'_>, row: &Model) -> Result<Stage, StoreError> {
    let at = || {
        let at = cells.read("stage_at", row.stage_at)?;
        cells.moment("stage_at", at)
    };
    let grant = || {
        let grant = row.consent_grant.map(GrantId::from_uuid);
        cells.read("consent_grant", grant)
    };
    Ok(match row.stage.as_str() {
        "pending" => Stage::Pending,
        "approved" => Stage::Approved {
            grant: grant()?,
            person: cells.read("person", row.person.map(PersonId::from_uuid))?,
            subject: cells.read(
                "subject",
                row.subject.clone().and_then(|id| PatientId::parse(id).ok()),
            )?,
            at: at()?,
        },
        "denied" => Stage::Denied { at: at()? },
        "exchanged" => Stage::Exchanged {
            grant: grant()?,
            at: at()?,
        },
        _ => return Err(cells.impossible("stage")),
    })
}
