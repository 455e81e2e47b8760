//! What one request puts before the person who is signed in: the question, the app, the decision in force, the offer.

use domain::{
    Timestamp,
    client::{Client, ReviewState},
    consent::{AuthorizationRequest, Consent, LastReads, Offer, RequestError},
    ids::{AuthorizationRequestId, PatientId, PersonId},
    person::Person,
};
use thiserror::Error;

use super::prelude::*;
use crate::store::Triple;

/// Everything that a decision about one request rests on.
#[derive(Clone, Debug)]
pub struct ConsentOffer {
    pub request: AuthorizationRequest,
    pub client: Client,
    pub subject: PatientId,
    /// The decision that this one would replace.
    pub in_force: Option<Consent>,
    pub offer: Offer,
}

/// Why there is nothing to decide.
#[derive(Debug, Error)]
pub enum OfferError {
    #[error("there is no such request")]
    NotFound,
    #[error(transparent)]
    Over(#[from] RequestError),
    #[error("the person has no record of their own")]
    NoRecord,
    #[error("the client is suspended")]
    ClientSuspended,
    #[error(transparent)]
    Store(#[from] StoreError),
}

pub async fn consent_offer(
    deps: &Deps,
    person: PersonId,
    request: AuthorizationRequestId,
) -> Result<ConsentOffer, OfferError> {
    let now = deps.clock.now();
    let reader = deps.store.read();
    let request = reader.requests().find(request).await?;
    let request = pending(request, now)?;
    let subject = own_record(reader.people().find(person).await?)?;
    let client = usable(reader.clients().find(&request.client).await?)?;
    let triple = triple(&request, &subject);
    let in_force = reader.consents().in_force(triple, now).await?;
    let reads = match &in_force {
        Some(consent) => reader.events().last_reads(consent.id).await?,
        None => LastReads::new(),
    };
    Ok(ConsentOffer::of(
        request, client, subject, in_force, &reads, now,
    ))
}

impl ConsentOffer {
    /// As [`consent_offer`], for a transaction that will answer the request: what is checked is what was shown.
    pub(super) async fn lock(
        tx: &Tx,
        person: PersonId,
        request: AuthorizationRequestId,
        now: Timestamp,
    ) -> Result<Self, OfferError> {
        let request = pending(tx.requests().lock(request).await?, now)?;
        let subject = own_record(tx.people().find(person).await?)?;
        let client = usable(tx.clients().find(&request.client).await?)?;
        let triple = triple(&request, &subject);
        let in_force = tx.consents().lock_in_force(triple, now).await?;
        let reads = match &in_force {
            Some(consent) => tx.events().last_reads(consent.id).await?,
            None => LastReads::new(),
        };
        Ok(Self::of(request, client, subject, in_force, &reads, now))
    }

    fn of(
        request: AuthorizationRequest,
        client: Client,
        subject: PatientId,
        in_force: Option<Consent>,
        reads: &LastReads,
        now: Timestamp,
    ) -> Self {
        let before = in_force.as_ref().map(|consent| (consent, reads));
        let offer = Offer::of(&request, &client, before, now);
        Self {
            request,
            client,
            subject,
            in_force,
            offer,
        }
    }
}

fn pending(
    request: Option<AuthorizationRequest>,
    now: Timestamp,
) -> Result<AuthorizationRequest, OfferError> {
    let request = request.ok_or(OfferError::NotFound)?;
    request.require_pending(now)?;
    Ok(request)
}

fn own_record(person: Option<Person>) -> Result<PatientId, OfferError> {
    person
        .and_then(|person| person.patient)
        .ok_or(OfferError::NoRecord)
}

fn usable(client: Option<Client>) -> Result<Client, OfferError> {
    match client {
        None => Err(OfferError::NotFound),
        Some(client) if client.review == ReviewState::Suspended => Err(OfferError::ClientSuspended),
        Some(client) => Ok(client),
    }
}

const fn triple<'a>(request: &'a AuthorizationRequest, subject: &'a PatientId) -> Triple<'a> {
    Triple {
        subject,
        client: &request.client,
        purpose: request.purpose,
    }
}
