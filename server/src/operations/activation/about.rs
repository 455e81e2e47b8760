//! What does evidence about an activation name?

use domain::{activation::Activation, audit::AuditEvent};

/// An event, with the record that the activation is about and the account that comes of it.
pub(super) fn about(event: AuditEvent, activation: &Activation) -> AuditEvent {
    AuditEvent {
        subject: Some(activation.patient.clone()),
        account: Some(activation.person),
        ..event
    }
}
