//! An actor as one word in a row: kind and ids, such as `delegate:person_…:delegation_…`.

use domain::actor::{Actor, StaffRole};

pub(super) fn write(actor: &Actor) -> String {
    let kind = actor.kind();
    match actor {
        Actor::Patient { person } => format!("{kind}:{person}"),
        Actor::Caregiver { person, delegation } => format!("{kind}:{person}:{delegation}"),
        Actor::Client { client } => format!("{kind}:{client}"),
        Actor::Staff { person, role } => format!("{kind}:{person}:{}", role.key()),
        Actor::System | Actor::Unknown => kind.to_owned(),
    }
}

pub(super) fn read(text: &str) -> Option<Actor> {
    let mut parts = text.split(':');
    let kind = parts.next()?;
    let ids = (parts.next(), parts.next(), parts.next());
    Some(match (kind, ids) {
        ("patient", (Some(person), None, None)) => Actor::Patient {
            person: person.parse().ok()?,
        },
        ("delegate", (Some(person), Some(delegation), None)) => Actor::Caregiver {
            person: person.parse().ok()?,
            delegation: delegation.parse().ok()?,
        },
        ("client", (Some(client), None, None)) => Actor::Client {
            client: client.parse().ok()?,
        },
        ("staff", (Some(person), Some(role), None)) => Actor::Staff {
            person: person.parse().ok()?,
            role: StaffRole::from_key(role)?,
        },
        ("system", (None, None, None)) => Actor::System,
        ("unknown", (None, None, None)) => Actor::Unknown,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use domain::ids::{ClientId, DelegationId, PersonId};
    use uuid::Uuid;

    use super::*;

    #[test]
    fn every_kind_of_actor_reads_back() {
        let person = PersonId::from_uuid(Uuid::from_u128(7));
        let delegation = DelegationId::from_uuid(Uuid::from_u128(8));
        let client = ClientId::parse("sugar-coach").unwrap();
        let role = StaffRole::Support;
        for actor in [
            Actor::Patient { person },
            Actor::Caregiver { person, delegation },
            Actor::Client { client },
            Actor::Staff { person, role },
            Actor::System,
            Actor::Unknown,
        ] {
            assert_eq!(read(&write(&actor)), Some(actor));
        }
    }

    #[test]
    fn half_an_actor_is_none() {
        for wrong in [
            "",
            "patient",
            "patient:person_1",
            "system:x",
            "staff:client:x",
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
