//! The hospital's own sign-in: identities linked to accounts, and pending sign-ins at the provider.

use domain::{
    Timestamp,
    ids::PersonId,
    upstream::{LinkedIdentity, UpstreamAttempt, UpstreamContext, UpstreamIdentity, UpstreamStage},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect,
    Select,
};

use super::{
    entity::{
        upstream_attempt::{self as attempt, Entity as Attempt},
        upstream_identity::{self as identity, Entity as Identity},
    },
    error::Row,
    error::StoreError,
    statements::{insert, replace},
};
use crate::secret::Digest;

/// The tables of linked identities and of pending sign-ins at the provider.
pub struct Upstream<'c, C>(pub(super) &'c C);

impl<C: ConnectionTrait> Upstream<'_, C> {
    /// Returns the link of an identity; `None` if it is linked to no account.
    pub async fn linked(
        &self,
        named: &UpstreamIdentity,
    ) -> Result<Option<LinkedIdentity>, StoreError> {
        let key = (named.issuer.clone(), named.subject.clone());
        let row = Identity::find_by_id(key).one(self.0).await?;
        row.map(linked).transpose()
    }

    /// Returns the identity at this provider that is linked to an account.
    pub async fn linked_to(
        &self,
        person: PersonId,
        issuer: &str,
    ) -> Result<Option<LinkedIdentity>, StoreError> {
        let row = Identity::find()
            .filter(identity::Column::Person.eq(person.uuid()))
            .filter(identity::Column::Issuer.eq(issuer))
            .one(self.0)
            .await?;
        row.map(linked).transpose()
    }

    /// Returns the attempt of this browser whose identity is linked to no account yet.
    pub async fn waiting(&self, browser: &Digest) -> Result<Option<UpstreamAttempt>, StoreError> {
        let row = unlinked(browser).one(self.0).await?;
        row.map(read).transpose()
    }
}

impl Upstream<'_, DatabaseTransaction> {
    /// Links an identity to an account.
    ///
    /// # Errors
    /// [`StoreError::Taken`] if the identity is linked, or the account has another one at this provider.
    pub async fn link(&self, linked: &LinkedIdentity) -> Result<(), StoreError> {
        insert::<Identity>(self.0, identity_row(linked)).await
    }

    /// Saves a sign-in with a linked identity.
    pub async fn save(&self, linked: &LinkedIdentity) -> Result<(), StoreError> {
        let (table, row) = ("upstream_identity", identity_row(linked));
        replace::<Identity>(self.0, table, linked.person, row).await
    }

    /// Unlinks the identity at this provider from an account. Returns whether there was one.
    pub async fn unlink(&self, person: PersonId, issuer: &str) -> Result<bool, StoreError> {
        let removed = Identity::delete_many()
            .filter(identity::Column::Person.eq(person.uuid()))
            .filter(identity::Column::Issuer.eq(issuer))
            .exec(self.0)
            .await?;
        Ok(removed.rows_affected > 0)
    }

    /// Stores an attempt under the digests of the browser's cookie and of its `state`.
    pub async fn keep(
        &self,
        browser: &Digest,
        state: Option<&Digest>,
        attempt: &UpstreamAttempt,
    ) -> Result<(), StoreError> {
        insert::<Attempt>(self.0, attempt_row(browser, state, attempt)).await
    }

    /// Removes the attempt that went to the provider with this `state`, and returns it with the digest of its browser.
    /// A second callback gets `None`.
    pub async fn take_away(
        &self,
        state: &Digest,
    ) -> Result<Option<(Digest, UpstreamAttempt)>, StoreError> {
        let found = Attempt::find()
            .filter(attempt::Column::StateDigest.eq(state.as_bytes().as_slice()))
            .lock_exclusive()
            .one(self.0)
            .await?;
        self.take(found).await
    }

    /// Removes and returns the attempt of this browser whose identity is linked to no account yet.
    pub async fn take_waiting(
        &self,
        browser: &Digest,
    ) -> Result<Option<UpstreamAttempt>, StoreError> {
        let found = unlinked(browser).lock_exclusive().one(self.0).await?;
        let taken = self.take(found).await?;
        Ok(taken.map(|(_, attempt)| attempt))
    }

    async fn take(
        &self,
        found: Option<attempt::Model>,
    ) -> Result<Option<(Digest, UpstreamAttempt)>, StoreError> {
        let Some(row) = found else {
            return Ok(None);
        };
        let browser = row.browser_digest.clone();
        let removed = Attempt::delete_by_id(browser.clone()).exec(self.0).await?;
        if removed.rows_affected == 0 {
            return Ok(None);
        }
        let digest = browser.try_into().ok().map(Digest::from_bytes);
        let digest = Row::of("upstream_attempt", &row.created_at).read("browser_digest", digest)?;
        Ok(Some((digest, read(row)?)))
    }

    /// Removes attempts that ended before `at`. Returns how many.
    pub async fn prune(&self, at: Timestamp) -> Result<u64, StoreError> {
        let removed = Attempt::delete_many()
            .filter(attempt::Column::ExpiresAt.lt(at.timestamp_millis()))
            .exec(self.0)
            .await?;
        Ok(removed.rows_affected)
    }
}

fn unlinked(browser: &Digest) -> Select<Attempt> {
    Attempt::find_by_id(browser.as_bytes().to_vec()).filter(attempt::Column::StateDigest.is_null())
}

fn identity_row(linked: &LinkedIdentity) -> identity::Model {
    let (acr, amr) = words(&linked.said);
    identity::Model {
        issuer: linked.identity.issuer.clone(),
        subject: linked.identity.subject.clone(),
        person: linked.person.uuid(),
        linked_at: linked.linked_at.timestamp_millis(),
        used_at: linked.used_at.timestamp_millis(),
        acr,
        amr,
    }
}

fn linked(row: identity::Model) -> Result<LinkedIdentity, StoreError> {
    let cells = Row::of("upstream_identity", &row.person);
    Ok(LinkedIdentity {
        person: PersonId::from_uuid(row.person),
        linked_at: cells.moment("linked_at", row.linked_at)?,
        used_at: cells.moment("used_at", row.used_at)?,
        said: said(row.acr, row.amr.as_deref()),
        identity: UpstreamIdentity {
            issuer: row.issuer,
            subject: row.subject,
        },
    })
}

fn attempt_row(
    browser: &Digest,
    state: Option<&Digest>,
    attempt: &UpstreamAttempt,
) -> attempt::Model {
    let (nonce, verifier) = match &attempt.stage {
        UpstreamStage::Away { nonce, verifier } => (Some(nonce.clone()), Some(verifier.clone())),
        UpstreamStage::Unlinked { .. } => (None, None),
    };
    let waiting = attempt.waiting();
    let (acr, amr) = waiting
        .as_ref()
        .map_or((None, None), |(_, said)| words(said));
    attempt::Model {
        browser_digest: browser.as_bytes().to_vec(),
        state_digest: state.map(|state| state.as_bytes().to_vec()),
        issuer: attempt.issuer.clone(),
        nonce,
        verifier,
        next: attempt.next.clone(),
        person: attempt.person.map(PersonId::uuid),
        subject: waiting.map(|(identity, _)| identity.subject),
        acr,
        amr,
        created_at: attempt.created_at.timestamp_millis(),
        expires_at: attempt.expires_at().timestamp_millis(),
    }
}

fn read(row: attempt::Model) -> Result<UpstreamAttempt, StoreError> {
    let cells = Row::of("upstream_attempt", &row.created_at);
    let stage = match (row.nonce, row.verifier, row.subject) {
        (Some(nonce), Some(verifier), None) => UpstreamStage::Away { nonce, verifier },
        (None, None, Some(subject)) => UpstreamStage::Unlinked {
            subject,
            said: said(row.acr, row.amr.as_deref()),
        },
        _ => return Err(cells.impossible("subject")),
    };
    Ok(UpstreamAttempt {
        created_at: cells.moment("created_at", row.created_at)?,
        issuer: row.issuer,
        next: row.next,
        person: row.person.map(PersonId::from_uuid),
        stage,
    })
}

/// `amr` values have no spaces (RFC 8176); one that does is dropped.
fn words(said: &UpstreamContext) -> (Option<String>, Option<String>) {
    let amr: Vec<&str> = said
        .amr
        .iter()
        .map(String::as_str)
        .filter(|method| !method.contains(' '))
        .collect();
    (said.acr.clone(), (!amr.is_empty()).then(|| amr.join(" ")))
}

fn said(acr: Option<String>, amr: Option<&str>) -> UpstreamContext {
    let amr = amr.unwrap_or_default().split(' ');
    UpstreamContext {
        acr,
        amr: amr
            .filter(|method| !method.is_empty())
            .map(str::to_owned)
            .collect(),
    }
}
