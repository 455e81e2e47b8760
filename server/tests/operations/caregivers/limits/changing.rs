//! How limits change: less needs nothing, more needs the patient and a proof.

use chrono::TimeDelta;
use domain::{
    audit::AuditAction,
    catalogue::{CategorySet, TopicSet},
    delegation::{Lasting, Limits},
    person::Person,
};
use server::operations::{
    acting::{Acting, ActingError},
    delegations::{
        ask_for_more::{AskError, ask_for_more},
        change_delegation::{ChangeDelegation, ChangeDelegationError, change_delegation},
        decline_more::decline_more,
        list_people::list_people,
    },
};

use super::super::count;
use super::{change, proved};
use crate::{
    on_every_database,
    support::{
        World,
        caregivers::{acting, usual},
    },
};

on_every_database!(
    less_needs_nothing_and_more_needs_the_patients_proof,
    a_caregiver_neither_widens_nor_renews,
    a_caregiver_asks_and_the_patient_decides
);

async fn less_needs_nothing_and_more_needs_the_patients_proof(world: World) {
    let (maria, daniel) = (world.maria().await, world.daniel().await);
    let delegation = world.delegation_to(&maria, &daniel, usual()).await;
    let by_maria = acting(&maria);
    let save = async |change| change_delegation(&world.deps, world.ctx(), &by_maria, change).await;
    let less = Limits {
        topics: TopicSet::EMPTY,
        ..usual()
    };
    let narrowed = save(change(&delegation, less, None)).await.unwrap();
    assert_eq!((narrowed.limits, narrowed.until), (less, delegation.until));
    let back = change(&delegation, usual(), None);
    assert!(matches!(
        save(back.clone()).await,
        Err(ChangeDelegationError::StepUpRequired)
    ));
    let longer = change(&delegation, less, Some(Lasting::of_months(18).unwrap()));
    assert!(matches!(
        save(longer.clone()).await,
        Err(ChangeDelegationError::StepUpRequired)
    ));
    // A proof for one change is no proof for another, nor one of somebody else's.
    let swapped = ChangeDelegation {
        proof: proved(&world, &maria, longer.clone()).proof,
        ..back.clone()
    };
    assert!(matches!(
        save(swapped).await,
        Err(ChangeDelegationError::StepUpRequired)
    ));
    let of_daniel = proved(&world, &daniel, back.clone());
    assert!(matches!(
        save(of_daniel).await,
        Err(ChangeDelegationError::StepUpRequired)
    ));
    assert_eq!(
        save(proved(&world, &maria, back)).await.unwrap().limits,
        usual()
    );
    world.later(TimeDelta::days(30));
    let extended = save(proved(&world, &maria, longer)).await.unwrap();
    assert_eq!(
        extended.until,
        Lasting::of_months(18).unwrap().ends_at(world.now())
    );
    assert_eq!(count(&world, AuditAction::DelegationChanged).await, (3, 4));
}

async fn a_caregiver_neither_widens_nor_renews(world: World) {
    let (maria, daniel) = (world.maria().await, world.daniel().await);
    let delegation = world.delegation_to(&maria, &daniel, usual()).await;
    let on_behalf = Acting::for_another(delegation.clone());
    let wider = Limits {
        categories: CategorySet::all(),
        ..usual()
    };
    for wanted in [
        change(&delegation, wider, None),
        change(&delegation, usual(), Some(Lasting::of_months(18).unwrap())),
        change(&delegation, usual(), None),
    ] {
        let wanted = proved(&world, &daniel, wanted);
        // As a caregiver, and as somebody who claims the record for their own.
        let refused = change_delegation(&world.deps, world.ctx(), &on_behalf, wanted.clone()).await;
        assert!(matches!(
            refused,
            Err(ChangeDelegationError::Acting(ActingError::Refused(_)))
        ));
        let own = Acting::own(daniel.id, domain::ids::PatientId::parse("daniel").unwrap());
        let refused = change_delegation(&world.deps, world.ctx(), &own, wanted).await;
        assert!(matches!(refused, Err(ChangeDelegationError::NotFound)));
    }
    assert_eq!(count(&world, AuditAction::DelegationChanged).await, (0, 3));
    let kept = world
        .store()
        .read()
        .delegations()
        .find(delegation.id)
        .await
        .unwrap();
    assert_eq!(kept, Some(delegation));
}

async fn a_caregiver_asks_and_the_patient_decides(world: World) {
    let (maria, daniel) = (world.maria().await, world.daniel().await);
    let eve = world.somebody("eve@b.example", "Eve").await;
    let delegation = world.delegation_to(&maria, &daniel, usual()).await;
    let ask = async |person: &Person, limits, lasting| {
        ask_for_more(
            &world.deps,
            world.ctx(),
            person.id,
            delegation.id,
            limits,
            lasting,
        )
        .await
    };
    let wider = Limits {
        categories: CategorySet::all(),
        ..usual()
    };
    assert!(matches!(
        ask(&eve, wider, None).await,
        Err(AskError::NotFound)
    ));
    assert!(matches!(
        ask(&daniel, usual(), None).await,
        Err(AskError::NothingMore)
    ));
    ask(&daniel, wider, None).await.unwrap();
    let longest = Some(Lasting::of_months(18).unwrap());
    let asked = ask(&daniel, wider, longest).await.unwrap();
    let people = async || {
        list_people(&world.deps, world.ctx(), &acting(&maria))
            .await
            .unwrap()
    };
    assert_eq!(people().await.caregivers[0].asked, Some(asked));
    // Asking changes nothing.
    let kept = world
        .store()
        .read()
        .delegations()
        .find(delegation.id)
        .await
        .unwrap();
    assert_eq!(kept, Some(delegation.clone()));
    decline_more(&world.deps, world.ctx(), &acting(&maria), delegation.id)
        .await
        .unwrap();
    assert_eq!(people().await.caregivers[0].asked, None);
    assert!(
        decline_more(&world.deps, world.ctx(), &acting(&maria), delegation.id)
            .await
            .is_err()
    );
    assert_eq!(count(&world, AuditAction::MoreAsked).await, (2, 0));
}
