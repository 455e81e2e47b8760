//! A version of a consent as a row, and back.

use chrono::NaiveDate;
use domain::{
    assurance::{Assurance, AuthenticationMethod},
    catalogue::{CategorySet, PurposeOfUse, TopicSet},
    consent::{
        Access, Consent, ConsentState, DataPeriod, RevocationCause, SuspensionCause, Wording,
    },
    ids::{ClientId, ConsentId, DelegationId, PatientId},
    language::Language,
};

use crate::store::{actors, entity::consent::Model, error::Row, error::StoreError};

pub(super) const TABLE: &str = "consent";
/// How a day is written.
const DAY: &str = "%Y-%m-%d";

pub(super) fn row(consent: &Consent) -> Model {
    let mut row = Model {
        id: consent.id.uuid(),
        version: consent.version.into(),
        subject: consent.subject.to_string(),
        grantor: actors::write(&consent.grantor),
        client: consent.client.to_string(),
        purpose: consent.purpose.key().to_owned(),
        granted: consent.granted.mask().into(),
        topics: consent.topics.mask().into(),
        refused: consent.refused.mask().into(),
        refused_topics: consent.refused_topics.mask().into(),
        period_from: consent
            .period
            .map(|period| period.from.format(DAY).to_string()),
        access: access_key(consent.access).to_owned(),
        decided_at: consent.decided_at.timestamp_millis(),
        expires_at: consent.expires_at.timestamp_millis(),
        wording_screen: consent.wording.screen.clone(),
        wording_language: consent.wording.language.key().to_owned(),
        wording_version: consent.wording.version.clone(),
        wording_digest: consent.wording.digest.clone(),
        privacy_notice: consent.wording.privacy_notice.map(i64::from),
        assurance_method: consent.assurance.method.key().to_owned(),
        assurance_at: consent.assurance.authenticated_at.timestamp_millis(),
        state: consent.state.key().to_owned(),
        state_at: None,
        state_cause: None,
        revoked_by: None,
        superseded_by: None,
        delegation: consent.grantor.delegation().map(DelegationId::uuid),
    };
    set_state(&mut row, &consent.state);
    row
}

fn set_state(row: &mut Model, state: &ConsentState) {
    match state {
        ConsentState::Active => {}
        ConsentState::NeedsReview { since, cause } => {
            row.state_at = Some(since.timestamp_millis());
            row.state_cause = Some(cause.key().to_owned());
        }
        ConsentState::Revoked { by, at, cause } => {
            row.state_at = Some(at.timestamp_millis());
            row.state_cause = Some(cause.key().to_owned());
            row.revoked_by = Some(actors::write(by));
        }
        ConsentState::Superseded { by_version } => {
            row.superseded_by = Some((*by_version).into());
        }
    }
}

const fn access_key(access: Access) -> &'static str {
    match access {
        Access::OneTime => "one-time",
        Access::Until => "until",
    }
}

fn access(key: &str) -> Option<Access> {
    [Access::OneTime, Access::Until]
        .into_iter()
        .find(|access| access_key(*access) == key)
}

pub(in crate::store) fn consent(row: Model) -> Result<Consent, StoreError> {
    let id = ConsentId::from_uuid(row.id);
    let name = format!("{id} version {}", row.version);
    let cells = Row::of(TABLE, &name);
    let period = cells.maybe("period_from", row.period_from.as_deref(), |day| {
        NaiveDate::parse_from_str(day, DAY).ok()
    })?;
    Ok(Consent {
        id,
        version: cells.mask("version", row.version, Some)?,
        subject: cells.read("subject", PatientId::parse(row.subject.as_str()).ok())?,
        grantor: cells.read("grantor", actors::read(&row.grantor))?,
        client: cells.read("client", ClientId::parse(row.client.as_str()).ok())?,
        purpose: cells.read("purpose", PurposeOfUse::from_key(&row.purpose))?,
        granted: cells.mask("granted", row.granted, CategorySet::from_mask)?,
        topics: cells.mask("topics", row.topics, TopicSet::from_mask)?,
        refused: cells.mask("refused", row.refused, CategorySet::from_mask)?,
        refused_topics: cells.mask("refused_topics", row.refused_topics, TopicSet::from_mask)?,
        period: period.map(|from| DataPeriod { from }),
        access: cells.read("access", access(&row.access))?,
        decided_at: cells.moment("decided_at", row.decided_at)?,
        expires_at: cells.moment("expires_at", row.expires_at)?,
        assurance: Assurance {
            method: cells.read(
                "assurance_method",
                AuthenticationMethod::from_key(&row.assurance_method),
            )?,
            authenticated_at: cells.moment("assurance_at", row.assurance_at)?,
        },
        state: state(&cells, &row)?,
        wording: Wording {
            language: cells.read(
                "wording_language",
                Language::from_key(&row.wording_language),
            )?,
            screen: row.wording_screen,
            version: row.wording_version,
            digest: row.wording_digest,
            privacy_notice: cells.maybe("privacy_notice", row.privacy_notice, |version| {
                u32::try_from(version).ok()
            })?,
        },
    })
}

fn state(cells: &Row<'_>, row: &Model) -> Result<ConsentState, StoreError> {
    let at = || {
        let at = cells.read("state_at", row.state_at)?;
        cells.moment("state_at", at)
    };
    let cause = row.state_cause.as_deref();
    Ok(match row.state.as_str() {
        // Expiry is seen from the date, so the stored state is the one before it.
        "active" | "expired" => ConsentState::Active,
        "needs-review" => ConsentState::NeedsReview {
            since: at()?,
            cause: cells.read("state_cause", cause.and_then(SuspensionCause::from_key))?,
        },
        "revoked" => ConsentState::Revoked {
            by: cells.read(
                "revoked_by",
                row.revoked_by.as_deref().and_then(actors::read),
            )?,
            at: at()?,
            cause: cells.read("state_cause", cause.and_then(RevocationCause::from_key))?,
        },
        "superseded" => ConsentState::Superseded {
            by_version: {
                let version = cells.read("superseded_by", row.superseded_by)?;
                cells.mask("superseded_by", version, Some)?
            },
        },
        _ => return Err(cells.impossible("state")),
    })
}
