//! Passkeys and paper codes of somebody who is signed in.

use async_trait::async_trait;
use domain::ids::{CeremonyId, PasskeyId};

use crate::{
    facts::{
        PortalError,
        passkeys::{CodesPage, NewPasskeyForm, PasskeyPage, ProvePage, YoursPage},
        proof::{PasskeyChallenge, ProofForm},
    },
    session::{Answer, Framed},
};

/// The passkeys and paper codes of the person. Not yours is [`PortalError::NotFound`].
#[async_trait]
pub trait KeySession: Framed {
    async fn add_page(&self) -> Result<ProvePage, PortalError>;

    /// Leads to the page where the browser makes it.
    async fn begin(&self, proof: ProofForm) -> Result<Answer, PortalError>;

    /// What the browser is to be asked there; gone once it was answered.
    async fn new_page(&self, ceremony: CeremonyId) -> Result<PasskeyChallenge, PortalError>;
    async fn add(&self, form: NewPasskeyForm) -> Result<Answer, PortalError>;

    async fn passkey_page(&self, passkey: PasskeyId) -> Result<PasskeyPage, PortalError>;
    async fn rename(&self, passkey: PasskeyId, name: String) -> Result<Answer, PortalError>;
    async fn remove(&self, passkey: PasskeyId, proof: ProofForm) -> Result<Answer, PortalError>;

    /// What waits for the person to say that it is theirs.
    async fn yours_page(&self) -> Result<YoursPage, PortalError>;
    /// Lets a suspended passkey work again.
    async fn keep(&self, passkey: PasskeyId, proof: ProofForm) -> Result<Answer, PortalError>;
    /// Removes a suspended passkey that is not theirs, without a proof.
    async fn give_up(&self, passkey: PasskeyId) -> Result<Answer, PortalError>;

    /// Gives full worth to a passkey that a weaker proof let in.
    async fn vouch(&self, passkey: PasskeyId, proof: ProofForm) -> Result<Answer, PortalError>;

    async fn paper_page(&self) -> Result<ProvePage, PortalError>;

    /// Leads to the page that shows them, once.
    async fn make_paper(&self, proof: ProofForm) -> Result<Answer, PortalError>;
    async fn new_codes(&self) -> Result<CodesPage, PortalError>;
}
