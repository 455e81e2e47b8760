//! What does an app ask for, and what of a stored record counts for the answer?

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    catalogue::{CategorySet, PurposeOfUse, ResourceType, TopicSet},
    ids::{PatientId, ResourceId},
    scope::Actions,
};

/// What a request wants to do with a resource type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Interaction {
    Read,
    Search,
}

impl Interaction {
    /// The letter of the SMART scope that it needs.
    pub const fn action(self) -> Actions {
        match self {
            Self::Read => Actions::READ,
            Self::Search => Actions::SEARCH,
        }
    }
}

/// The question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessRequest {
    pub interaction: Interaction,
    pub resource: ResourceType,
    /// The patient that the request names, where it names one.
    pub subject: Option<PatientId>,
    /// The purpose that the request claims, where it claims one.
    pub purpose: Option<PurposeOfUse>,
    /// The one record that is asked about; `None` asks about the type as a whole.
    pub record: Option<RecordLabels>,
}

/// What is known of one stored record besides its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordLabels {
    pub subject: PatientId,
    /// The id of a RelatedPerson; `None` for what is none.
    pub related: Option<ResourceId>,
    pub categories: CategorySet,
    pub topics: TopicSet,
    pub classified: bool,
    /// The day the record is about; `None` if it has no date.
    pub date: Option<NaiveDate>,
}
