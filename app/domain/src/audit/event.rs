//! One row of the evidence log: who did what to whose data, under which decision, with which answer.

use serde::{Deserialize, Serialize};

use crate::{
    Timestamp,
    actor::Actor,
    catalogue::{CategorySet, PurposeOfUse, ResourceType, catalogue_enum},
    decision::Reason,
    ids::{AuditEventId, ClientId, ConsentId, CorrelationId, DelegationId, PatientId, ResourceId},
};

catalogue_enum! {
    /// What was done or tried.
    AuditAction {
        SignIn = "sign-in",
        SignOut = "sign-out",
        /// An app asked; the patient has not answered yet.
        ConsentRequested = "consent-requested",
        ConsentGiven = "consent-given",
        ConsentDenied = "consent-denied",
        ConsentNarrowed = "consent-narrowed",
        ConsentRenewed = "consent-renewed",
        ConsentSuspended = "consent-suspended",
        ConsentConfirmed = "consent-confirmed",
        ConsentRevoked = "consent-revoked",
        /// A code became tokens.
        AppConnected = "app-connected",
        TokenRefreshed = "token-refreshed",
        GrantEnded = "grant-ended",
        RecordRead = "record-read",
        RecordSearched = "record-searched",
        RecordsImported = "records-imported",
        ClientRegistered = "client-registered",
        ClientReviewed = "client-reviewed",
        StaffAdded = "staff-added",
        KeysRotated = "keys-rotated",
        /// Somebody who is signed in showed again who they are, for one action.
        IdentityProved = "identity-proved",
        PasskeyAdded = "passkey-added",
        PasskeyRenamed = "passkey-renamed",
        PasskeyRemoved = "passkey-removed",
        PasswordChanged = "password-changed",
        RecoveryCodesMade = "recovery-codes-made",
        /// Back in without the usual proof: by a recovery code, or by mail.
        AccountRecovered = "account-recovered",
        /// Another browser of the same person was signed out.
        SessionEnded = "session-ended",
        /// The account and an upstream provider's identity belong together from now on.
        UpstreamLinked = "upstream-linked",
        UpstreamUnlinked = "upstream-unlinked",
        InvitationSent = "invitation-sent",
        /// Somebody who was invited made an account to answer with.
        AccountOpened = "account-opened",
        InvitationWithdrawn = "invitation-withdrawn",
        InvitationAccepted = "invitation-accepted",
        InvitationDeclined = "invitation-declined",
        DelegationChanged = "delegation-changed",
        DelegationSuspended = "delegation-suspended",
        DelegationEnded = "delegation-ended",
        /// A caregiver asked for more, or for longer.
        MoreAsked = "more-asked",
        MoreDeclined = "more-declined",
        /// A caregiver turned to a patient's pages.
        ActingBegan = "acting-began",
        /// A person looked at a record in the portal.
        RecordViewed = "record-viewed",
        /// A person saved a copy of a record.
        RecordExported = "record-exported",
        QuietModeChanged = "quiet-mode-changed",
    }
}

catalogue_enum! {
    /// How it ended.
    Outcome {
        Done = "done",
        Refused = "refused",
        /// Something that this needs could not be reached: nothing was served.
        Failed = "failed",
    }
}

catalogue_enum! {
    /// Which rule was overridden, where one was.
    ExceptionKind {
        BreakGlass = "break-glass",
        CaregiverEmergency = "caregiver-emergency",
        UrgentMode = "urgent-mode",
    }
}

/// Which record, or which type of record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordReference {
    pub resource: ResourceType,
    pub id: Option<ResourceId>,
}

/// One thing that happened. No record content, no tokens, no secrets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditEvent {
    pub id: AuditEventId,
    pub at: Timestamp,
    pub correlation: CorrelationId,
    pub actor: Actor,
    pub action: AuditAction,
    pub outcome: Outcome,
    pub reasons: Vec<Reason>,
    pub subject: Option<PatientId>,
    pub client: Option<ClientId>,
    pub consent: Option<ConsentId>,
    pub consent_version: Option<u32>,
    pub delegation: Option<DelegationId>,
    pub purpose: Option<PurposeOfUse>,
    pub categories: CategorySet,
    /// The scope that was presented or given, as it stands on the wire.
    pub scope: Option<String>,
    pub record: Option<RecordReference>,
    /// How many records left.
    pub count: Option<u32>,
    pub exception: Option<ExceptionKind>,
}

impl AuditEvent {
    /// An event about which nothing more is known yet; the caller adds the rest.
    pub const fn new(
        id: AuditEventId,
        at: Timestamp,
        correlation: CorrelationId,
        actor: Actor,
        action: AuditAction,
    ) -> Self {
        Self {
            id,
            at,
            correlation,
            actor,
            action,
            outcome: Outcome::Done,
            reasons: Vec::new(),
            subject: None,
            client: None,
            consent: None,
            consent_version: None,
            delegation: None,
            purpose: None,
            categories: CategorySet::EMPTY,
            scope: None,
            record: None,
            count: None,
            exception: None,
        }
    }

    /// The same event as a refusal.
    #[must_use]
    pub fn refused(self, reasons: impl IntoIterator<Item = Reason>) -> Self {
        Self {
            outcome: Outcome::Refused,
            reasons: reasons.into_iter().collect(),
            ..self
        }
    }
}
