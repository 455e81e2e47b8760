//! Caregivers and delegations: what each page about them shows, and what its forms send.

pub mod forms;

pub use forms::{AskForm, CaregiverForm, Invite, InviteForm, InviteProblems, Reply};

use domain::{
    Timestamp,
    catalogue::{DataCategory, SensitiveTopic},
    delegation::{
        Basis, DelegationEndCause, DelegationStatus, InvitationStatus, Limits, Relationship,
    },
    ids::{AuthorizationRequestId, DelegationId, InvitationId},
};
use serde::{Deserialize, Serialize};

use super::{activity::Entry, connected_apps::LastLook, consent::Holding, proof::RequiredProof};

/// One caregiver for one patient, as either of the two sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DelegationFacts {
    pub id: DelegationId,
    /// The other one of the two.
    pub name: String,
    /// The reader is the caregiver.
    pub by_me: bool,
    pub relationship: Relationship,
    pub basis: Basis,
    pub status: DelegationStatus,
    pub limits: Limits,
    pub since: Timestamp,
    /// Sensitive topics end here.
    pub topics_until: Timestamp,
    pub until: Timestamp,
    pub last_look: Option<LastLook>,
    pub ended: Option<DelegationEnded>,
    /// The patient keeps changes to themselves.
    pub quiet: bool,
}

impl DelegationFacts {
    pub fn first_name(&self) -> &str {
        crate::facts::frame::first_name(&self.name)
    }

    pub const fn is_over(&self) -> bool {
        matches!(
            self.status,
            DelegationStatus::Expired | DelegationStatus::Lapsed | DelegationStatus::Ended
        )
    }
}

/// When it ended, and who ended it; nobody did if the end date came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DelegationEnded {
    pub at: Timestamp,
    pub cause: Option<DelegationEndCause>,
}

/// An invitation, as the patient sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invited {
    pub invitation: InvitationId,
    pub name: String,
    pub email: String,
    pub relationship: Relationship,
    pub limits: Limits,
    pub until: Timestamp,
    pub sent: Timestamp,
    /// The link works until then.
    pub link_ends: Timestamp,
    pub status: InvitationStatus,
    /// When it was answered, taken back, or ended by itself.
    pub over: Option<Timestamp>,
    /// Six digits, while it waits.
    pub code: Option<String>,
}

/// A caregiver asks for more, or for longer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoreAsked {
    pub delegation: DelegationId,
    pub name: String,
    /// What they do not have yet.
    pub more: Limits,
    pub until: Option<Timestamp>,
}

/// All caregivers of the person, and all patients the person acts for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeoplePage {
    /// `None` for somebody without a record of their own, and while acting for somebody else.
    pub own: Option<Caregivers>,
    pub patients: Vec<DelegationFacts>,
}

/// The caregivers for the person's own record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Caregivers {
    pub asked: Vec<MoreAsked>,
    pub current: Vec<DelegationFacts>,
    pub waiting: Vec<Invited>,
    /// Delegations that are over, newest end first.
    pub over: Vec<DelegationFacts>,
    /// Invitations that led to nothing.
    pub unanswered: Vec<Invited>,
    pub quiet: bool,
}

/// What may be ticked: how much the record holds of each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticks {
    pub kinds: Vec<(DataCategory, Holding)>,
    pub topics: Vec<SensitiveTopic>,
}

/// The form of an invitation, as it was left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitePage {
    pub ticks: Ticks,
    pub form: InviteForm,
    pub quiet: bool,
}

/// The page that restates an invitation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfirmInvitePage {
    pub name: String,
    pub email: String,
    pub relationship: Relationship,
    pub limits: Limits,
    pub until: Timestamp,
    pub topics_until: Timestamp,
    pub proof: RequiredProof,
}

/// One caregiver: what they may see, how to change that, and everything they did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaregiverPage {
    pub delegation: DelegationFacts,
    pub ticks: Ticks,
    pub asked: Option<MoreAsked>,
    /// Newest first.
    pub history: Vec<Entry>,
    /// A change that was sent and is not made yet, as it was filled in.
    pub form: Option<CaregiverForm>,
}

/// The page that restates more, or longer, for a caregiver.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfirmCaregiverPage {
    pub delegation: DelegationFacts,
    pub limits: Limits,
    pub until: Timestamp,
    pub topics_until: Timestamp,
    pub proof: RequiredProof,
}

/// What shows that the delegation is over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DelegationEndedPage {
    pub delegation: DelegationFacts,
    /// Looks and refused tries of this caregiver after the end, for the patient.
    pub since: Option<Since>,
}

/// What a caregiver did after the end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Since {
    pub looks: u32,
    pub refused: u32,
}

/// What an invited person reads before they answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationPage {
    /// The patient who invites.
    pub patient: String,
    pub relationship: Relationship,
    pub limits: Limits,
    /// Sensitive topics end here.
    pub topics_until: Timestamp,
    pub until: Timestamp,
}

/// Whose record an app's question can be about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WhosePage {
    pub request: AuthorizationRequestId,
    pub app: String,
    pub records: Vec<Whose>,
    /// Patients for whom this app is connected already, by somebody else.
    pub taken: Vec<String>,
    /// The patient whose record is open, if the reader may add no apps there.
    pub closed: Option<String>,
    /// Nobody can answer it any more.
    pub over: Option<Over>,
}

/// Why nobody can answer an app's question any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Over {
    /// It waited too long.
    Late,
    /// The hospital stopped the app.
    Stopped,
}

/// One record that the reader may share from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Whose {
    /// `None` for the reader's own.
    pub delegation: Option<DelegationId>,
    pub name: String,
    pub picked: bool,
}

/// What a caregiver may still ask for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskPage {
    pub delegation: DelegationFacts,
    /// Kinds of data that are not given yet.
    pub kinds: Vec<DataCategory>,
}
