//! How mail leaves: over SMTP, or not at all. What it says stands in `app::words::notices`.

mod message;

use std::time::Duration;

use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use thiserror::Error;

use crate::config::Relay;

pub use message::{MessageError, message, words_of};

/// A mail server that says nothing for so long does not answer: shorter than the first wait before a second try.
const TIMEOUT: Duration = Duration::from_secs(30);

/// Why a mail did not leave. It names no address: what a mail server says may hold one.
#[derive(Debug, Error)]
pub enum SendError {
    #[error("connection to the mail server failed")]
    Transport,
    #[error("the mail server refused with {0}")]
    Refused(u16),
    #[error("mail server timed out")]
    TimedOut,
}

/// Hands one mail over to the relay.
pub async fn send(relay: &Relay, message: Message) -> Result<(), SendError> {
    let transport: AsyncSmtpTransport<Tokio1Executor> = relay
        .transport()
        .map_err(|_| SendError::Transport)?
        .timeout(Some(TIMEOUT))
        .build();
    let sent = tokio::time::timeout(TIMEOUT, transport.send(message)).await;
    match sent {
        Ok(Ok(_)) => Ok(()),
        Ok(Err(error)) => Err(error
            .status()
            .map_or(SendError::Transport, |code| SendError::Refused(code.into()))),
        Err(_) => Err(SendError::TimedOut),
    }
}
