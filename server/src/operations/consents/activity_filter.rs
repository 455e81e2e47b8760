//! Which entries of a patient's history are listed, and where a page of them starts.

use std::fmt;

use domain::{
    Timestamp,
    audit::{AuditAction, Outcome},
    catalogue::DataCategory,
    ids::{ClientId, ConsentId, DelegationId},
};

use crate::store::AuditFilter;

/// Which entries to list. `None` does not narrow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ActivityFilter {
    /// What this client did, or what was decided about it.
    pub client: Option<ClientId>,
    /// What happened under this consent.
    pub consent: Option<ConsentId>,
    /// Only what one caregiver did, or what was decided about them.
    pub delegation: Option<DelegationId>,
    /// What is about this category, among others.
    pub category: Option<DataCategory>,
    /// Which kind of entry.
    pub kind: ActivityKind,
    /// Only what lies behind this place in the log.
    pub before: Option<Place>,
}

/// A kind of entry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ActivityKind {
    /// Every kind.
    #[default]
    All,
    /// Reads that were permitted.
    Looks,
    /// Reads of apps and caregivers, permitted or not: the patient's own are left out.
    Others,
    /// What was refused.
    Refused,
    /// Decisions of the patient.
    Choices,
}

/// A place in the log: a moment, and the row where several have the same one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The moment.
    pub at: Timestamp,
    /// The place in the log.
    pub seq: i64,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.at.timestamp_millis(), self.seq)
    }
}

impl Place {
    /// Reads what [`fmt::Display`] wrote; `None` for any other text.
    pub fn parse(text: &str) -> Option<Self> {
        let (at, seq) = text.split_once('.')?;
        let at = Timestamp::from_timestamp_millis(at.parse().ok()?)?;
        Some(Self {
            at,
            seq: seq.parse().ok()?,
        })
    }
}

/// Events read for one page; several may become one entry.
pub(super) const EVENTS: u64 = 200;

impl ActivityFilter {
    pub(super) fn query(&self) -> AuditFilter {
        const LOOKS: &[AuditAction] = &[
            AuditAction::RecordRead,
            AuditAction::RecordSearched,
            AuditAction::RecordViewed,
            AuditAction::RecordExported,
        ];
        const CHOICES: &[AuditAction] = &[
            AuditAction::ConsentGiven,
            AuditAction::ConsentDenied,
            AuditAction::ConsentNarrowed,
            AuditAction::ConsentRenewed,
            AuditAction::ConsentConfirmed,
            AuditAction::ConsentRevoked,
        ];
        let (actions, outcome) = match self.kind {
            ActivityKind::All => (&[][..], None),
            ActivityKind::Looks => (LOOKS, Some(Outcome::Done)),
            ActivityKind::Others => (LOOKS, None),
            ActivityKind::Refused => (&[][..], Some(Outcome::Refused)),
            ActivityKind::Choices => (CHOICES, None),
        };
        AuditFilter {
            client: self.client.clone(),
            consent: self.consent,
            delegation: self.delegation,
            actions: actions.to_vec(),
            by_others: self.kind == ActivityKind::Others,
            outcome,
            category: self.category,
            before: self.before.map(|place| (place.at, place.seq)),
            limit: EVENTS,
            ..AuditFilter::default()
        }
    }
}
