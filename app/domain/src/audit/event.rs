//! One row of the evidence log: who did what to whose data, under which decision, with which answer.

use serde::{Deserialize, Serialize};

use super::StatedReason;
use crate::{
    Timestamp,
    actor::Actor,
    catalogue::{CategorySet, PurposeOfUse, ResourceType, catalogue_enum},
    decision::Reason,
    ids::{
        AuditEventId, ClientId, ConsentId, CorrelationId, DelegationId, PatientId, PersonId,
        ResourceId,
    },
};

catalogue_enum! {
    /// What was done or tried.
    AuditAction {
        /// A sign-in, or a refused one.
        SignIn = "sign-in",
        /// The person signed out of this browser.
        SignOut = "sign-out",
        /// A client requested authorization; the patient has not answered yet.
        ConsentRequested = "consent-requested",
        /// The first version of a consent.
        ConsentGiven = "consent-given",
        /// The patient or caregiver denied a request (RFC 6749 §4.1.2.1 `access_denied`).
        ConsentDenied = "consent-denied",
        /// A new version that shares no more than the one before, by the patient's own change.
        ConsentNarrowed = "consent-narrowed",
        /// A new version that a client requested, or that shares more than the one before.
        ConsentRenewed = "consent-renewed",
        /// A trust change or a replay suspended it.
        ConsentSuspended = "consent-suspended",
        /// The patient confirmed a suspended consent.
        ConsentConfirmed = "consent-confirmed",
        /// It was revoked, and its grants ended with it.
        ConsentRevoked = "consent-revoked",
        /// A code was exchanged for tokens.
        AppConnected = "app-connected",
        /// A refresh token was rotated (RFC 6749 §6).
        TokenRefreshed = "token-refreshed",
        /// A grant ended while its consent goes on: replay, suspension or release.
        GrantEnded = "grant-ended",
        /// FHIR `read` by a client.
        RecordRead = "record-read",
        /// FHIR `search` by a client.
        RecordSearched = "record-searched",
        /// Records came in from the command line.
        RecordsImported = "records-imported",
        /// A client was registered.
        ClientRegistered = "client-registered",
        /// The hospital verified, suspended or reinstated a client.
        ClientReviewed = "client-reviewed",
        /// An account with a role was added from the command line.
        StaffAdded = "staff-added",
        /// The hospital's sign-in gave a member of staff a role, another one, or none.
        RoleChanged = "role-changed",
        /// The hospital made an activation: a mailed link or the code of a letter.
        ActivationMade = "activation-made",
        /// The hospital took an activation back, or replaced it.
        ActivationWithdrawn = "activation-withdrawn",
        /// The question of an activation was answered, or answered wrong.
        ActivationAnswered = "activation-answered",
        /// An account came of an activation.
        AccountActivated = "account-activated",
        /// Staff locked an account.
        AccountLocked = "account-locked",
        /// Staff unlocked an account.
        AccountUnlocked = "account-unlocked",
        /// Staff removed every passkey of an account.
        PasskeysReset = "passkeys-reset",
        /// Staff withdrew a record that came in wrongly.
        RecordWithdrawn = "record-withdrawn",
        /// Staff let imports bring a withdrawn record again.
        RecordReadmitted = "record-readmitted",
        /// Staff found two records to be one person's, and put them together.
        RecordsMerged = "records-merged",
        /// Staff gave an account another record as its holder's own.
        RecordMoved = "record-moved",
        /// A new signing key was made.
        KeysRotated = "keys-rotated",
        /// The signing keys were wrapped by the newest key-encryption key.
        KeysWrapped = "keys-wrapped",
        /// The audit log was printed, all of it or the counts of refused requests.
        AuditExported = "audit-exported",
        /// The audit log was checked.
        AuditVerified = "audit-verified",
        /// The schema of the database was brought up to date.
        SchemaMigrated = "schema-migrated",
        /// The whole database was copied into a file.
        DatabaseCopied = "database-copied",
        /// Step-up: a signed-in person was authenticated again, for one action (rule 14).
        IdentityProved = "identity-proved",
        /// A passkey was registered.
        PasskeyAdded = "passkey-added",
        /// A passkey has another name.
        PasskeyRenamed = "passkey-renamed",
        /// A passkey was removed.
        PasskeyRemoved = "passkey-removed",
        /// An older passkey vouched for one that a weaker proof had let in.
        PasskeyVouched = "passkey-vouched",
        /// A trust change suspended a passkey.
        PasskeySuspended = "passkey-suspended",
        /// The holder said that a suspended passkey is theirs.
        PasskeyKept = "passkey-kept",
        /// The account has another password.
        PasswordChanged = "password-changed",
        /// New paper codes were made; the old ones stopped working.
        RecoveryCodesMade = "recovery-codes-made",
        /// Account recovery: by a mailed code, a paper code, or both.
        AccountRecovered = "account-recovered",
        /// The holder chose whether nothing but a passkey signs in.
        SignInChosen = "sign-in-chosen",
        /// The holder stopped the recoveries of the account.
        RecoveryStopped = "recovery-stopped",
        /// The holder turned mails off.
        MailsMuted = "mails-muted",
        /// Another browser of the same person was signed out.
        SessionEnded = "session-ended",
        /// The account was linked to an identity of an upstream provider.
        UpstreamLinked = "upstream-linked",
        /// The account and an upstream provider's identity were separated.
        UpstreamUnlinked = "upstream-unlinked",
        /// The patient invited a caregiver.
        InvitationSent = "invitation-sent",
        /// An invited person opened an account to answer with.
        AccountOpened = "account-opened",
        /// The patient withdrew an invitation.
        InvitationWithdrawn = "invitation-withdrawn",
        /// The invited person accepted; the delegation began.
        InvitationAccepted = "invitation-accepted",
        /// The invited person declined.
        InvitationDeclined = "invitation-declined",
        /// A delegation has other limits or another end.
        DelegationChanged = "delegation-changed",
        /// A guardian's delegation was suspended by age.
        DelegationSuspended = "delegation-suspended",
        /// A delegation ended, and the consents given under it with it.
        DelegationEnded = "delegation-ended",
        /// A caregiver asked for wider limits or a later end.
        MoreAsked = "more-asked",
        /// The patient declined to widen a delegation.
        MoreDeclined = "more-declined",
        /// A caregiver opened a patient's pages.
        ActingBegan = "acting-began",
        /// A person looked at a record in the portal.
        RecordViewed = "record-viewed",
        /// A person saved a copy of a record.
        RecordExported = "record-exported",
        /// The patient turned quiet mode on or off.
        QuietModeChanged = "quiet-mode-changed",
    }
}

catalogue_enum! {
    /// How an action ended.
    Outcome {
        /// It took effect.
        Done = "done",
        /// A rule refused it: see the reasons.
        Refused = "refused",
        /// Something that it needs could not be reached (rule 15): nothing was served.
        Failed = "failed",
    }
}

catalogue_enum! {
    /// Which override of rule 13 an action rests on. Not built yet: no event has one.
    ExceptionKind {
        /// A clinician opened one record in an emergency (ActReason `BTG`).
        BreakGlass = "break-glass",
        /// A caregiver used what the patient arranged for emergencies.
        CaregiverEmergency = "caregiver-emergency",
        /// An administrator opened records to clinicians for a time.
        UrgentMode = "urgent-mode",
    }
}

/// A record, or a resource type as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordReference {
    /// The FHIR type.
    pub resource: ResourceType,
    /// `None` for the type as a whole, such as a search.
    pub id: Option<ResourceId>,
}

/// One row of the evidence (FHIR AuditEvent). No record content, no tokens, no secrets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditEvent {
    /// Its own id; its place in the chain comes later, when it is sealed.
    pub id: AuditEventId,
    /// When it happened.
    pub at: Timestamp,
    /// Joins it to the response and its log lines.
    pub correlation: CorrelationId,
    /// Who did it.
    pub actor: Actor,
    /// What was done or tried.
    pub action: AuditAction,
    /// How it ended.
    pub outcome: Outcome,
    /// Why it was refused; of what was done, why it had to be, such as the end of a grant. Empty for all else.
    pub reasons: Vec<Reason>,
    /// Whose data; `None` if no patient is concerned.
    pub subject: Option<PatientId>,
    /// The client that did it, or that it is about.
    pub client: Option<ClientId>,
    /// The consent that it rests on or changes.
    pub consent: Option<ConsentId>,
    /// The version of that consent, from 1.
    pub consent_version: Option<u32>,
    /// The delegation that it rests on or changes.
    pub delegation: Option<DelegationId>,
    /// Why data was used.
    pub purpose: Option<PurposeOfUse>,
    /// The categories that were read, asked for or decided on.
    pub categories: CategorySet,
    /// The scope that was presented or granted, in OAuth syntax (RFC 6749 §3.3).
    pub scope: Option<String>,
    /// What was read, as far as the request names it.
    pub record: Option<RecordReference>,
    /// How many records left; `None` for what is no read.
    pub count: Option<u32>,
    /// The override that it rests on (rule 13).
    pub exception: Option<ExceptionKind>,
    /// A keyed digest of the network address that the request came from, behind the number of its key; `None` for what no
    /// request started.
    pub source: Option<String>,
    /// The operating system's user who gave the command; `None` for what no command started.
    pub operator: Option<String>,
    /// The account that it is about, where the actor does not say it.
    pub account: Option<PersonId>,
    /// Why staff did it, in their own words.
    pub stated_reason: Option<StatedReason>,
}

impl AuditEvent {
    /// Makes an event with the outcome [`Outcome::Done`] and nothing else; the caller adds the rest.
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
            source: None,
            operator: None,
            account: None,
            stated_reason: None,
        }
    }

    /// The same event with the outcome [`Outcome::Refused`].
    #[must_use]
    pub fn refused(self, reasons: impl IntoIterator<Item = Reason>) -> Self {
        Self {
            outcome: Outcome::Refused,
            reasons: reasons.into_iter().collect(),
            ..self
        }
    }
}
