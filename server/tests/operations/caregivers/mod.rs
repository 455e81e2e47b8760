//! Somebody helps a patient: how it begins, how far it goes, and how it ends.

mod ending;
mod guardians;
mod inviting;
mod limits;
mod matrix;
mod seeing;
mod telling;
mod tries;

use domain::audit::{AuditAction, AuditEvent, Outcome};
use server::store::AuditFilter;

use crate::support::{World, samples::patient};

/// What is written down about Maria's record, newest first.
pub(crate) async fn written(world: &World) -> Vec<AuditEvent> {
    let filter = AuditFilter {
        limit: 100,
        ..AuditFilter::default()
    };
    let reader = world.store().read();
    let events = reader.events().for_subject(&patient(), &filter).await;
    events.unwrap().into_iter().map(|row| row.event).collect()
}

/// How often something was done, and how often it was refused.
pub(crate) async fn count(world: &World, action: AuditAction) -> (usize, usize) {
    let events = written(world).await;
    let with = |outcome| {
        let of_kind = |event: &&AuditEvent| event.action == action && event.outcome == outcome;
        events.iter().filter(of_kind).count()
    };
    (with(Outcome::Done), with(Outcome::Refused))
}
