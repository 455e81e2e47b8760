//! What does a client request, and what of a stored record counts for the decision?

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    catalogue::{CategorySet, PurposeOfUse, ResourceType, TopicSet},
    ids::{PatientId, ResourceId},
    scope::Actions,
};

/// A FHIR interaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Interaction {
    /// `read`: one record by its id.
    Read,
    /// `search-type`: records of one type.
    Search,
}

impl Interaction {
    /// Returns the SMART permission that it needs.
    pub const fn action(self) -> Actions {
        match self {
            Self::Read => Actions::READ,
            Self::Search => Actions::SEARCH,
        }
    }
}

/// The question that a decision answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessRequest {
    /// What is to be done.
    pub interaction: Interaction,
    /// With which resource type.
    pub resource: ResourceType,
    /// The patient that the request names; `None` if it names none.
    pub subject: Option<PatientId>,
    /// The purpose that the request claims; `None` if it claims none.
    pub purpose: Option<PurposeOfUse>,
    /// The one record in question; `None` for the type as a whole.
    pub record: Option<RecordLabels>,
}

/// What the rules know of a stored record: all but its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordLabels {
    /// Whose record (rule 4).
    pub subject: PatientId,
    /// The id of a RelatedPerson; `None` for every other type.
    pub related: Option<ResourceId>,
    /// The categories that it belongs to (rule 6).
    pub categories: CategorySet,
    /// The topics that label it (rule 7).
    pub topics: TopicSet,
    /// Whether its labels are known (rule 8).
    pub classified: bool,
    /// The day that it is about (rule 9); `None` without a date.
    pub date: Option<NaiveDate>,
}
