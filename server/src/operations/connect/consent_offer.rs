//! What one request puts before the signed-in person: the request, the client, the consent in force, the offer. A
//! caregiver is offered what they may share, and never a consent of another grantor.

use domain::{
    Timestamp,
    audit::AuditAction,
    client::{Client, ReviewState},
    consent::{AuthorizationRequest, Consent, LastAnswer, LastReads, Offer, RequestError},
    delegation::Ability,
    ids::{AuthorizationRequestId, ClientId, PatientId},
    passkey::Held,
    zone::Zone,
};
use thiserror::Error;

use crate::{
    operations::{
        acting::{Acting, ActingError},
        prelude::*,
    },
    store::Triple,
};

/// Everything that a decision about one request rests on.
#[derive(Clone, Debug)]
pub struct ConsentOffer {
    /// The pending request.
    pub request: AuthorizationRequest,
    /// The client, not suspended.
    pub client: Client,
    /// Whose record.
    pub subject: PatientId,
    /// The consent that this decision would replace.
    pub in_force: Option<Consent>,
    /// What may be chosen.
    pub offer: Offer,
    /// What passkeys the one who decides has: where there is one, nothing else stands in for it.
    pub(super) held: Held,
    /// When each kind of data was last read under that decision.
    reads: LastReads,
}

/// What is looked up beside the request: it says how the decision is made and where the page starts.
struct Beside {
    held: Held,
    reads: LastReads,
    /// The last answer, and when its end was set.
    last: Option<(Consent, Timestamp)>,
    /// Where the hospital is: days are counted there.
    zone: Zone,
}

/// Why there is nothing to decide.
#[derive(Debug, Error)]
pub enum OfferError {
    /// There is no such request, or its client is gone.
    #[error("there is no such request")]
    NotFound,
    /// It was decided, or has expired.
    #[error(transparent)]
    Over(#[from] RequestError),
    /// The consent in force was given by the patient or another caregiver: a caregiver cannot replace it.
    #[error("the consent in force was given by somebody else")]
    OthersDecision(ClientId),
    /// A caregiver whose delegation does not let them add apps (rule 10).
    #[error("the caregiver may add no apps to this record")]
    MayNot,
    /// The hospital suspended the client (rule 2).
    #[error("the client is suspended")]
    ClientSuspended,
    /// This person may not do it on that record: see [`ActingError`].
    #[error(transparent)]
    Acting(ActingError),
}

impl From<ActingError> for OfferError {
    fn from(error: ActingError) -> Self {
        match error {
            ActingError::Refused(_) => Self::MayNot,
            error => Self::Acting(error),
        }
    }
}

impl From<StoreError> for OfferError {
    fn from(error: StoreError) -> Self {
        Self::Acting(error.into())
    }
}

/// The action in the evidence when a caregiver asks for an offer that they may not see.
pub(super) const SHARE: AuditAction = AuditAction::ConsentGiven;

/// Returns the offer of a pending request to this person. It changes nothing.
///
/// # Errors
/// [`OfferError`]; a caregiver's reach for another's consent commits its evidence.
pub async fn consent_offer(
    deps: &Deps,
    ctx: Context,
    acting: &Acting,
    request: AuthorizationRequestId,
) -> Result<ConsentOffer, OfferError> {
    let now = deps.clock.now();
    let acting = acting
        .require(deps, ctx, Ability::ManageApps, SHARE)
        .await?;
    let reader = deps.store.read();
    let request = reader.requests().find(request).await?;
    let request = pending(request, now)?;
    let client = usable(reader.clients().find(&request.client).await?)?;
    let triple = triple(&request, &acting.subject);
    let in_force = reader.consents().in_force(triple, now).await?;
    let reads = match &in_force {
        Some(consent) => reader.events().last_reads(consent.id).await?,
        None => LastReads::new(),
    };
    let beside = Beside {
        held: reader.passkeys().held_by(acting.person, now).await?,
        reads,
        last: reader.consents().last_answer(triple).await?,
        zone: deps.config.time_zone.zone(now),
    };
    match ConsentOffer::of(request, client, &acting, in_force, beside, now) {
        Ok(offer) => Ok(offer),
        Err(error) => Err(noted(deps, ctx, &acting, error).await),
    }
}

/// Returns the refusal of an offer, after its evidence is committed if a caregiver reached for another grantor's
/// consent. The evidence has a transaction of its own: one that is open meanwhile would block it for ever.
pub(super) async fn noted(
    deps: &Deps,
    ctx: Context,
    acting: &Acting,
    error: OfferError,
) -> OfferError {
    let OfferError::OthersDecision(client) = &error else {
        return error;
    };
    let noted = acting.note_overreach(deps, ctx, SHARE, client).await;
    noted.map_or_else(OfferError::from, |()| error)
}

impl ConsentOffer {
    /// As [`consent_offer`], for a transaction that will answer the request: what is checked is what was shown. The
    /// evidence of a refusal is left to the one who ends the transaction.
    pub(super) async fn lock(
        tx: &Tx,
        acting: &Acting,
        request: AuthorizationRequestId,
        (now, zone): (Timestamp, Zone),
    ) -> Result<Self, OfferError> {
        let (request, client, in_force) = locked(tx, acting, request, now).await?;
        let reads = match &in_force {
            Some(consent) => tx.events().last_reads(consent.id).await?,
            None => LastReads::new(),
        };
        let triple = triple(&request, &acting.subject);
        let beside = Beside {
            held: tx.passkeys().held_by(acting.person, now).await?,
            reads,
            last: tx.consents().last_answer(triple).await?,
            zone,
        };
        Self::of(request, client, acting, in_force, beside, now)
    }

    /// As [`ConsentOffer::lock`], for an offer that was loaded a moment ago: the request, the client and the decision
    /// in force are read again under the lock, and so is what the person may share. Only the reads and the last
    /// answer are not: they propose where a page starts, and allow nothing.
    pub(super) async fn lock_again(
        &self,
        tx: &Tx,
        acting: &Acting,
        now: Timestamp,
    ) -> Result<Self, OfferError> {
        let (request, client, in_force) = locked(tx, acting, self.request.id, now).await?;
        let beside = Beside {
            held: tx.passkeys().held_by(acting.person, now).await?,
            reads: self.reads.clone(),
            last: None,
            zone: Zone::default(),
        };
        Self::of(request, client, acting, in_force, beside, now)
    }

    /// Whether the app and the decision in force, which the page told of, are still the same.
    pub(super) fn shows_the_same_as(&self, shown: &Self) -> bool {
        self.subject == shown.subject
            && self.client == shown.client
            && self.in_force == shown.in_force
    }

    fn of(
        request: AuthorizationRequest,
        client: Client,
        acting: &Acting,
        in_force: Option<Consent>,
        beside: Beside,
        now: Timestamp,
    ) -> Result<Self, OfferError> {
        let own = in_force
            .as_ref()
            .is_none_or(|consent| acting.decided(consent));
        if !own {
            return Err(OfferError::OthersDecision(client.id));
        }
        let before = in_force.as_ref().map(|consent| (consent, &beside.reads));
        let offer = acting.limit(Offer::of(&request, &client, before, now), now);
        // What somebody else answered is theirs.
        let last = beside.last.filter(|(last, _)| acting.decided(last));
        let offer = match &last {
            Some((last, since)) => {
                offer.starting_from(last, LastAnswer::of(last, *since, now, &beside.zone))
            }
            None => offer,
        };
        Ok(Self {
            offer,
            request,
            client,
            subject: acting.subject.clone(),
            in_force,
            held: beside.held,
            reads: beside.reads,
        })
    }
}

/// What a decision rests on, locked for the transaction that makes it.
async fn locked(
    tx: &Tx,
    acting: &Acting,
    request: AuthorizationRequestId,
    now: Timestamp,
) -> Result<(AuthorizationRequest, Client, Option<Consent>), OfferError> {
    let request = pending(tx.requests().lock(request).await?, now)?;
    let client = usable(tx.clients().find(&request.client).await?)?;
    let triple = triple(&request, &acting.subject);
    let in_force = tx.consents().lock_in_force(triple, now).await?;
    Ok((request, client, in_force))
}

fn pending(
    request: Option<AuthorizationRequest>,
    now: Timestamp,
) -> Result<AuthorizationRequest, OfferError> {
    // A sign-in has nothing to choose: its page is another one.
    let request = request.filter(|request| !request.scope.is_sign_in());
    let request = request.ok_or(OfferError::NotFound)?;
    request.require_pending(now)?;
    Ok(request)
}

pub(super) fn usable(client: Option<Client>) -> Result<Client, OfferError> {
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
        is_sign_in: false,
    }
}
