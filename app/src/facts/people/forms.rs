//! What the forms about caregivers send, and what is wrong with one that lacks something.

use domain::{
    catalogue::{DataCategory, SensitiveTopic},
    delegation::{Ability, AbilitySet, Lasting, Limits, Relationship},
    name::PersonName,
    person::Email,
};
use serde::{Deserialize, Serialize};

use crate::facts::PortalError;

/// What the invite form sends.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InviteForm {
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub email: String,
    #[serde(default)]
    pub relationship: String,
    #[serde(default)]
    pub share: Vec<DataCategory>,
    #[serde(default)]
    pub sensitive: Vec<SensitiveTopic>,
    #[serde(default)]
    pub can: Vec<Ability>,
    #[serde(default)]
    pub months: String,
}

/// What is wrong with an invite form, field by field.
#[expect(
    clippy::struct_excessive_bools,
    reason = "one for each field of the form"
)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct InviteProblems {
    pub name: bool,
    pub email: bool,
    pub relationship: bool,
    pub share: bool,
    pub can: bool,
    pub months: bool,
}

impl InviteProblems {
    pub const fn any(self) -> bool {
        self.name || self.email || self.relationship || self.share || self.can || self.months
    }
}

/// An invite form that says everything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invite {
    pub name: PersonName,
    pub email: Email,
    pub relationship: Relationship,
    pub limits: Limits,
    pub lasting: Lasting,
}

impl InviteForm {
    pub fn limits(&self) -> Limits {
        Limits {
            categories: self.share.iter().copied().collect(),
            topics: self.sensitive.iter().copied().collect(),
            abilities: self
                .can
                .iter()
                .copied()
                .collect::<AbilitySet>()
                .without_unusable(),
        }
    }

    /// What the form says, or what it lacks.
    pub fn read(&self) -> Result<Invite, InviteProblems> {
        let name = PersonName::parse(&self.name).ok();
        let email = Email::parse(&self.email).ok();
        let relationship = Relationship::from_key(&self.relationship);
        let lasting = lasting(&self.months);
        let limits = self.limits();
        let problems = InviteProblems {
            name: name.is_none(),
            email: email.is_none(),
            relationship: relationship.is_none(),
            share: limits.categories.is_empty(),
            can: limits.abilities.is_empty(),
            months: lasting.is_none(),
        };
        match (name, email, relationship, lasting) {
            (Some(name), Some(email), Some(relationship), Some(lasting)) if !problems.any() => {
                Ok(Invite {
                    name,
                    email,
                    relationship,
                    limits,
                    lasting,
                })
            }
            _ => Err(problems),
        }
    }
}

fn lasting(months: &str) -> Option<Lasting> {
    months
        .parse()
        .ok()
        .and_then(|months| Lasting::of_months(months).ok())
}

/// What the change form of a caregiver's page sends.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaregiverForm {
    #[serde(default)]
    pub share: Vec<DataCategory>,
    #[serde(default)]
    pub sensitive: Vec<SensitiveTopic>,
    #[serde(default)]
    pub can: Vec<Ability>,
    /// Months from today; empty keeps the end as it is.
    #[serde(default)]
    pub months: String,
    /// The digest of what the page said before anything was changed: [`crate::words::seen::delegation`].
    #[serde(default)]
    pub shown: String,
}

impl CaregiverForm {
    pub fn limits(&self) -> Limits {
        Limits {
            categories: self.share.iter().copied().collect(),
            topics: self.sensitive.iter().copied().collect(),
            abilities: self
                .can
                .iter()
                .copied()
                .collect::<AbilitySet>()
                .without_unusable(),
        }
    }

    /// From today; nothing keeps the end as it is.
    pub fn lasting(&self) -> Result<Option<Lasting>, PortalError> {
        if self.months.is_empty() {
            return Ok(None);
        }
        let lasting = lasting(&self.months).ok_or(PortalError::DateOutOfRange)?;
        Ok(Some(lasting))
    }
}

/// What the form that asks for more sends.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskForm {
    #[serde(default)]
    pub share: Vec<DataCategory>,
    /// Months from today; empty does not ask for longer.
    #[serde(default)]
    pub months: String,
}

impl AskForm {
    pub fn lasting(&self) -> Option<Lasting> {
        lasting(&self.months)
    }
}

/// Which button of the invitation was pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reply {
    Accept,
    Decline,
}

#[cfg(test)]
mod tests {
    use domain::catalogue::CategorySet;

    use super::*;

    fn filled() -> InviteForm {
        InviteForm {
            name: " Rui  Costa ".to_owned(),
            email: "R.Costa@Mail.example".to_owned(),
            relationship: "friend".to_owned(),
            share: vec![DataCategory::Appointments],
            can: vec![Ability::SeeRecords],
            months: "6".to_owned(),
            ..InviteForm::default()
        }
    }

    #[test]
    fn an_invite_says_who_what_and_until_when() {
        let invite = filled().read().expect("a whole form");
        assert_eq!(invite.name.as_str(), "Rui Costa");
        assert_eq!(invite.email.as_str(), "r.costa@mail.example");
        assert_eq!(invite.lasting.months(), 6);
        assert_eq!(
            invite.limits.categories,
            CategorySet::of(DataCategory::Appointments)
        );
    }

    #[test]
    fn an_empty_form_lacks_everything() {
        let lacks = InviteForm::default().read();
        let all = InviteProblems {
            name: true,
            email: true,
            relationship: true,
            share: true,
            can: true,
            months: true,
        };
        assert_eq!(lacks, Err(all));
    }

    #[test]
    fn an_address_needs_its_end_and_a_name_no_line_break() {
        let wrong = InviteForm {
            email: "r.costa@mail".to_owned(),
            name: "Rui\u{7}".to_owned(),
            ..filled()
        };
        let problems = wrong.read().expect_err("two mistakes");
        assert!(problems.email && problems.name && !problems.share);
    }

    #[test]
    fn a_copy_is_given_only_with_what_is_in_it() {
        let can = |can: &[Ability]| CaregiverForm {
            can: can.to_vec(),
            ..CaregiverForm::default()
        };
        let both = [Ability::SeeRecords, Ability::Export];
        assert_eq!(can(&both).limits().abilities.len(), 2);
        let unseen = can(&[Ability::Export, Ability::ManageApps]).limits();
        assert_eq!(unseen.abilities, AbilitySet::of(Ability::ManageApps));
        let copy = InviteForm {
            can: vec![Ability::Export],
            ..filled()
        };
        assert!(copy.read().is_err_and(|problems| problems.can));
    }

    #[test]
    fn nobody_is_invited_for_another_time_than_offered() {
        let longer = InviteForm {
            months: "19".to_owned(),
            ..filled()
        };
        assert!(longer.read().is_err_and(|problems| problems.months));
    }
}
