//! Why was a request refused, and by which rule?

use crate::catalogue::catalogue_enum;

catalogue_enum! {
    /// Why a request was refused. Internal: the caller is told less.
    Reason {
        TokenInvalid = "token-invalid",
        KeyMismatch = "key-mismatch",
        WrongAudience = "wrong-audience",
        GrantEnded = "grant-ended",
        ClientSuspended = "client-suspended",
        ConsentRevoked = "consent-revoked",
        ConsentExpired = "consent-expired",
        ConsentNeedsReview = "consent-needs-review",
        OtherPatient = "other-patient",
        PurposeMismatch = "purpose-mismatch",
        CategoryNotGranted = "category-not-granted",
        ScopeInsufficient = "scope-insufficient",
        SensitiveTopicNotGranted = "sensitive-topic-not-granted",
        Unclassified = "unclassified",
        OutsidePeriod = "outside-period",
        DelegationEnded = "delegation-ended",
        DelegationTooNarrow = "delegation-too-narrow",
        AppNotVerified = "app-not-verified",
        RoleNotAllowed = "role-not-allowed",
        NoCareRelationship = "no-care-relationship",
        BreakGlassNotAllowed = "break-glass-not-allowed",
        EmergencyNotArranged = "emergency-not-arranged",
        StepUpRequired = "step-up-required",
        /// Its counter went back: somebody may have copied the key.
        PasskeyCopied = "passkey-copied",
        Unavailable = "unavailable",
    }
}

impl Reason {
    /// The number of the rule in the [rule book](crate::rules).
    pub const fn rule(self) -> u8 {
        match self {
            Self::TokenInvalid | Self::KeyMismatch | Self::WrongAudience => 1,
            Self::GrantEnded | Self::ClientSuspended => 2,
            Self::ConsentRevoked | Self::ConsentExpired | Self::ConsentNeedsReview => 3,
            Self::OtherPatient => 4,
            Self::PurposeMismatch => 5,
            Self::CategoryNotGranted | Self::ScopeInsufficient => 6,
            Self::SensitiveTopicNotGranted => 7,
            Self::Unclassified => 8,
            Self::OutsidePeriod => 9,
            Self::DelegationEnded | Self::DelegationTooNarrow => 10,
            Self::AppNotVerified => 11,
            Self::RoleNotAllowed | Self::NoCareRelationship => 12,
            Self::BreakGlassNotAllowed | Self::EmergencyNotArranged => 13,
            Self::StepUpRequired | Self::PasskeyCopied => 14,
            Self::Unavailable => 15,
        }
    }
}
