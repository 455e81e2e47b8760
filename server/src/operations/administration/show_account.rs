//! What staff may know of an account: how its holder signs in and what is shared with whom. Nothing of the record.

use domain::{
    Timestamp, activation::Activation, consent::Consent, delegation::Delegation, passkey::Passkey,
    person::Person, session::Session,
};

use super::account_care::{AccountName, CareError, find_account};
use crate::operations::{activation::find_record::find_record, prelude::*};

/// An account, or what leads to one.
#[derive(Clone, Debug, Default)]
pub struct ShownAccount {
    /// `None` where the record has no account yet.
    pub person: Option<Person>,
    /// Since when nobody signs in; `None` if it is not locked.
    pub locked_at: Option<Timestamp>,
    /// Where it is signed in.
    pub sessions: Vec<Session>,
    /// Its passkeys.
    pub passkeys: Vec<Passkey>,
    /// The consents about its own record, ended ones too.
    pub consents: Vec<Consent>,
    /// Who acts for the record, and for whom the holder acts; ended ones too.
    pub delegations: Vec<Delegation>,
    /// The ways to an account that the hospital opened, newest first.
    pub activations: Vec<Activation>,
}

/// Returns what staff may know of an account, or of the way to one. It is no look at a record, so it writes no evidence.
pub async fn show_account(deps: &Deps, account: &AccountName) -> Result<ShownAccount, CareError> {
    let now = deps.clock.now();
    let tx = deps.store.begin().await?;
    let mut shown = ShownAccount::default();
    let patient = match find_account(&tx, account).await {
        Ok(person) => {
            let id = person.id;
            shown.locked_at = tx.people().locked_at(id).await?;
            shown.sessions = tx.sessions().list_of(id).await?;
            shown.sessions.retain(|session| session.is_live(now));
            let keys = tx.passkeys().list_of(id).await?;
            shown.passkeys = keys.into_iter().map(|key| key.passkey).collect();
            shown.delegations = tx.delegations().of_caregiver(id).await?;
            let patient = person.patient.clone();
            shown.person = Some(person);
            patient
        }
        Err(CareError::NoAccount) => match account {
            AccountName::Email(email) => {
                shown.activations = tx.activations().unused_of_address(email).await?;
                None
            }
            AccountName::Record(record) => Some(find_record(&tx, record).await?),
        },
        Err(error) => return Err(error),
    };
    if let Some(patient) = patient {
        shown.consents = tx.consents().list_for(&patient).await?;
        shown
            .delegations
            .extend(tx.delegations().of_subject(&patient).await?);
        shown.activations = tx.activations().of_patient(&patient).await?;
    }
    if shown.person.is_none() && shown.activations.is_empty() {
        return Err(CareError::NoAccount);
    }
    Ok(shown)
}

impl ShownAccount {
    /// Returns the consents that let an app look at `now`.
    pub fn live_consents(&self, now: Timestamp) -> impl Iterator<Item = &Consent> {
        self.consents
            .iter()
            .filter(move |consent| consent.is_active(now))
    }
}
