//! What waits for its holder to say "this is mine": suspended passkeys, consents and caregivers.

use domain::{
    consent::{Consent, ConsentStatus},
    delegation::{Basis, Delegation, DelegationState, DelegationStatus},
    ids::{ConsentId, DelegationId},
    name::{AppName, PersonName},
    passkey::Passkey,
    person::Person,
};

use crate::operations::prelude::*;

/// What is in doubt on one account.
#[derive(Clone, Debug, Default)]
pub struct Doubts {
    /// Suspended passkeys, oldest first.
    pub passkeys: Vec<Passkey>,
    /// Suspended consents that the person gave on their own record, with the name of the app.
    pub apps: Vec<(ConsentId, AppName)>,
    /// Suspended delegations for the person's record, with the name of the caregiver.
    pub caregivers: Vec<(DelegationId, PersonName)>,
}

impl Doubts {
    /// Whether nothing is in doubt.
    pub const fn is_empty(&self) -> bool {
        self.passkeys.is_empty() && self.apps.is_empty() && self.caregivers.is_empty()
    }
}

/// Returns what is in doubt on this account.
pub async fn list_doubts(deps: &Deps, person: &Person) -> Result<Doubts, StoreError> {
    let now = deps.clock.now();
    let reader = deps.store.read();
    let keys = reader.passkeys().list_of(person.id).await?;
    let keys = keys.into_iter().map(|key| key.passkey);
    let mut doubts = Doubts {
        passkeys: keys.filter(|key| key.suspended_at.is_some()).collect(),
        ..Doubts::default()
    };
    let Some(subject) = &person.patient else {
        return Ok(doubts);
    };
    let waits = |consent: &Consent| {
        consent.subject == *subject && consent.status(now) == ConsentStatus::NeedsReview
    };
    for consent in reader.consents().given_by(person).await? {
        if !waits(&consent) {
            continue;
        }
        if let Some(client) = reader.clients().find(&consent.client).await? {
            doubts.apps.push((consent.id, client.name));
        }
    }
    let is_doubted = |one: &Delegation| {
        let suspended = matches!(one.state, DelegationState::NeedsReview { .. });
        suspended && one.basis == Basis::Invited && one.status(now) == DelegationStatus::NeedsReview
    };
    for delegation in reader.delegations().of_subject(subject).await? {
        if !is_doubted(&delegation) {
            continue;
        }
        let invitations = reader.invitations();
        let name = invitations.name_of_caregiver(subject, delegation.caregiver);
        if let Some(name) = name.await? {
            doubts.caregivers.push((delegation.id, name));
        }
    }
    Ok(doubts)
}
