//! Why was a request refused, and by which rule?

use crate::catalogue::catalogue_enum;

catalogue_enum! {
    /// Why a request was refused, by the headings of the [rule book](crate::rules). Internal: the caller learns less.
    Reason {
        /// Rule 1: the token is unknown or has expired.
        TokenInvalid = "token-invalid",
        /// Rule 1, not built yet: the proof of possession is not by the token's key (RFC 9449).
        KeyMismatch = "key-mismatch",
        /// Rule 1, not built yet: the token is for another server.
        WrongAudience = "wrong-audience",
        /// Rule 2: the grant has ended.
        GrantEnded = "grant-ended",
        /// Rule 2: the hospital suspended the client.
        ClientSuspended = "client-suspended",
        /// Rule 3: the consent was revoked.
        ConsentRevoked = "consent-revoked",
        /// Rule 3: the consent has expired.
        ConsentExpired = "consent-expired",
        /// Rule 3: the consent is suspended.
        ConsentNeedsReview = "consent-needs-review",
        /// Rule 4: the request or the record is about another patient.
        OtherPatient = "other-patient",
        /// Rule 4: the hospital's sign-in names a record that is not here, or that several identifiers could mean.
        RecordUnknown = "record-unknown",
        /// Rule 4: the hospital's sign-in names a record that another account has.
        RecordTaken = "record-taken",
        /// Rule 5: another purpose is claimed, or the client is not registered for the consent's.
        PurposeMismatch = "purpose-mismatch",
        /// Rule 6: the consent does not share the category.
        CategoryNotGranted = "category-not-granted",
        /// Rule 6: the scope of the token does not reach type, action or category.
        ScopeInsufficient = "scope-insufficient",
        /// Rule 7: a label of the record is not shared.
        SensitiveTopicNotGranted = "sensitive-topic-not-granted",
        /// Rule 8: the labelling could not read all of the record.
        Unclassified = "unclassified",
        /// Rule 9: the record is older than the data period.
        OutsidePeriod = "outside-period",
        /// Rule 10: the delegation is over or suspended.
        DelegationEnded = "delegation-ended",
        /// Rule 10: the delegation does not cover it.
        DelegationTooNarrow = "delegation-too-narrow",
        /// Rule 11: an unverified client asks for a topic, or for longer than 30 days.
        AppNotVerified = "app-not-verified",
        /// Rule 12: the role of the actor does not allow it.
        RoleNotAllowed = "role-not-allowed",
        /// Rule 12, not built yet: the clinician does not treat the patient.
        NoCareRelationship = "no-care-relationship",
        /// Rule 13, not built yet: no override applies.
        BreakGlassNotAllowed = "break-glass-not-allowed",
        /// Rule 13, not built yet: the patient arranged no emergency access with the caregiver.
        EmergencyNotArranged = "emergency-not-arranged",
        /// Rule 14: the authentication is missing, wrong, too old or too weak.
        StepUpRequired = "step-up-required",
        /// Rule 14: the signature counter went back, so a copy of the key may exist (WebAuthn Level 3 §6.1.1).
        PasskeyCopied = "passkey-copied",
        /// Rule 14: staff locked the account, so nothing signs in to it.
        AccountLocked = "account-locked",
        /// Rule 14: the hospital's sign-in names no verified address, or one that another account has.
        AddressUnfit = "address-unfit",
        /// Rule 15: policy, store or audit log failed, or the basis does not belong together.
        Unavailable = "unavailable",
    }
}

impl Reason {
    /// Returns the number of the rule in the [rule book](crate::rules), from 1.
    pub const fn rule(self) -> u8 {
        match self {
            Self::TokenInvalid | Self::KeyMismatch | Self::WrongAudience => 1,
            Self::GrantEnded | Self::ClientSuspended => 2,
            Self::ConsentRevoked | Self::ConsentExpired | Self::ConsentNeedsReview => 3,
            Self::OtherPatient | Self::RecordUnknown | Self::RecordTaken => 4,
            Self::PurposeMismatch => 5,
            Self::CategoryNotGranted | Self::ScopeInsufficient => 6,
            Self::SensitiveTopicNotGranted => 7,
            Self::Unclassified => 8,
            Self::OutsidePeriod => 9,
            Self::DelegationEnded | Self::DelegationTooNarrow => 10,
            Self::AppNotVerified => 11,
            Self::RoleNotAllowed | Self::NoCareRelationship => 12,
            Self::BreakGlassNotAllowed | Self::EmergencyNotArranged => 13,
            Self::StepUpRequired
            | Self::PasskeyCopied
            | Self::AccountLocked
            | Self::AddressUnfit => 14,
            Self::Unavailable => 15,
        }
    }
}
