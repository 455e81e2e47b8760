//! Makes an activation for somebody whom the hospital names: a link by mail, or the code of a letter.

pub use super::refuse_known::MakeActivationError;
use super::{
    about::about,
    find_record::{RecordName, find_record},
    letter_code::new_code,
    refuse_known::refuse_known,
    send_link::send_link,
    withdraw_activation::withdraw_all,
};
use crate::{
    operations::{prelude::*, source_keys::renew_source_key},
    store::ActivationKey,
};
use domain::{
    Timestamp,
    activation::{
        Activation, ActivationAddress, ActivationBasis, ActivationQuestion, ActivationState,
    },
    actor::Actor,
    audit::AuditAction,
    language::Language,
    name::PersonName,
    person::Email,
};

/// An activation to be made.
#[derive(Clone, Debug)]
pub struct NewActivation {
    /// The record that it is about.
    pub record: RecordName,
    /// What the account will have to do with it.
    pub basis: ActivationBasis,
    /// The display name of the account; `None` takes the record's.
    pub name: Option<PersonName>,
    /// Where the account's mails will go.
    pub email: Option<Email>,
    /// The language of mail, letter and account.
    pub language: Language,
    /// Whether a letter carries its code. Otherwise a mail carries its link.
    pub by_letter: bool,
    /// Who makes it.
    pub by: Actor,
}

/// An activation that was just made.
#[derive(Debug)]
pub struct MadeActivation {
    /// The activation.
    pub activation: Activation,
    /// The code for the letter, in groups of four; `None` if a mail carries the link.
    pub code: Option<String>,
}

/// Makes an activation. It, its mail and its evidence (`activation-made`) are committed in one transaction; an earlier one
/// that can no longer be opened is withdrawn.
pub async fn make_activation(
    deps: &Deps,
    ctx: Context,
    new: NewActivation,
) -> Result<MadeActivation, MakeActivationError> {
    if new.by_letter {
        renew_source_key(deps).await?;
    }
    let now = deps.clock.now();
    let tx = deps.store.begin().await?;
    let made = make(deps, ctx, &tx, new, now).await?;
    tx.commit().await?;
    Ok(made)
}

pub(in crate::operations) async fn make(
    deps: &Deps,
    ctx: Context,
    tx: &Tx,
    new: NewActivation,
    now: Timestamp,
) -> Result<MadeActivation, MakeActivationError> {
    let patient = find_record(tx, &new.record).await?;
    let earlier = refuse_known(tx, (new.basis, new.email.as_ref()), &patient, now).await?;
    withdraw_all(deps, ctx, tx, earlier, (new.by.clone(), None), now).await?;
    let question = deps.config.activation_question;
    if new.by_letter && question == ActivationQuestion::PostalCode {
        return Err(MakeActivationError::OnEnvelope);
    }
    let answer = tx.people().known_answer(&patient, question).await?;
    answer.ok_or(MakeActivationError::NoAnswer)?;
    if new.basis == ActivationBasis::Guardian {
        let born = tx.people().birth_date(&patient).await?;
        let born = born.filter(|born| deps.config.guardian_ages.is_minor(*born, now));
        born.ok_or(MakeActivationError::NoMinor)?;
    }
    let name = match new.name {
        Some(name) => name,
        None => tx
            .people()
            .name_of_patient(&patient)
            .await?
            .ok_or(MakeActivationError::NoName)?,
    };
    let activation = Activation {
        id: deps.new_id(now),
        person: deps.new_id(now),
        basis: new.basis,
        patient,
        name,
        address: new.email.clone().map(|email| ActivationAddress {
            email,
            is_typed: false,
        }),
        language: new.language,
        wrong_answers: 0,
        created_at: now,
        opened: None,
        state: ActivationState::Waiting,
    };
    let (key, code) = match (new.by_letter, &new.email) {
        (true, _) => {
            let code = new_code(deps, tx).await?;
            let (code, key) = code.ok_or(MakeActivationError::Keyless)?;
            (key, Some(code.spoken()))
        }
        (false, Some(email)) => {
            let link = send_link(deps, tx, &activation, email, now).await?;
            (ActivationKey::Link(link.digest()), None)
        }
        (false, None) => return Err(MakeActivationError::NoWay),
    };
    match tx.activations().insert(&activation, key).await {
        // Another transaction was first.
        Err(StoreError::Taken(_)) => {
            return Err(MakeActivationError::Waiting(activation.expires_at()));
        }
        inserted => inserted?,
    }
    let made = deps.event(ctx, now, new.by, AuditAction::ActivationMade);
    tx.audit(about(made, &activation)).await?;
    Ok(MadeActivation { activation, code })
}
