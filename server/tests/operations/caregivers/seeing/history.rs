//! What a history tells a caregiver: nothing beyond what was ticked for them.

use domain::{
    audit::{AuditAction, AuditEvent},
    catalogue::{CategorySet, DataCategory},
    decision::Reason,
    delegation::{Ability, Delegation},
    name::AppName,
};
use server::operations::{
    acting::Acting,
    consents::{
        list_activity::{ActivityFilter, list_activity},
        picture_activity::picture_activity,
    },
    records::preview_counts::overview_counts,
};

use super::{LABS, VITALS, patients, reads, shares_much};
use crate::{
    on_every_database,
    support::{
        World,
        caregivers::{acting, may},
        samples::{BILL_HELPER, SUGAR_COACH},
    },
};

on_every_database!(
    a_history_names_no_app_that_read_nothing_of_what_is_ticked,
    nobody_learns_what_an_entry_is_called_without_looking_at_the_record
);

async fn a_history_names_no_app_that_read_nothing_of_what_is_ticked(world: World) {
    let (maria, on_behalf) = patients(&world).await;
    let sugar_coach = shares_much(&world, &maria, &world.app(SUGAR_COACH).await).await;
    let bill_helper = world.decision(&maria, &world.app(BILL_HELPER).await);
    world.give(&bill_helper).await;
    reads(&world, &sugar_coach, LABS, 12).await;
    // What names no kind: a refused read, a search that found nothing, a connection that ended.
    let client = Some(bill_helper.client.clone());
    let of_bill_helper = |event| AuditEvent {
        client: client.clone(),
        categories: CategorySet::EMPTY,
        ..event
    };
    let untold = [
        of_bill_helper(world.read_event()).refused([Reason::CategoryNotGranted]),
        AuditEvent {
            count: Some(0),
            ..of_bill_helper(world.read_event())
        },
        AuditEvent {
            action: AuditAction::GrantEnded,
            ..of_bill_helper(world.read_event())
        },
    ];
    for event in untold {
        world.deps.audit.record(event).await.unwrap();
    }
    reads(&world, &bill_helper, VITALS, 3).await;
    let history = async |acting: &Acting| {
        let all = ActivityFilter::default();
        let activity = list_activity(&world.deps, world.ctx(), acting, &all)
            .await
            .unwrap();
        let looks = activity
            .entries
            .into_iter()
            .filter(|entry| entry.statement.facts.app.is_some());
        looks.collect::<Vec<_>>()
    };
    let told = history(&on_behalf).await;
    let apps: Vec<_> = told
        .iter()
        .map(|entry| entry.statement.facts.app.as_deref())
        .collect();
    assert_eq!(apps, [Some("Sugar Coach")]);
    // How the patient showed who she is stays with her.
    assert_eq!(told[0].under.unwrap().method, None);
    let all = history(&acting(&maria)).await;
    assert_eq!(all.len(), 5);
    assert!(
        all.iter()
            .filter_map(|entry| entry.under)
            .all(|under| under.method.is_some())
    );

    let picture = picture_activity(&world.deps, world.ctx(), &on_behalf)
        .await
        .unwrap();
    assert_eq!(
        picture.apps,
        [(sugar_coach.client, AppName::kept("Sugar Coach"))]
    );
    assert_eq!(
        (picture.by_app, picture.refused),
        (vec![(AppName::kept("Sugar Coach"), 1)], 0)
    );
    let kinds: Vec<_> = picture.by_category.iter().map(|(kind, _)| *kind).collect();
    assert_eq!(kinds, [DataCategory::LabResults]);
    let picture = picture_activity(&world.deps, world.ctx(), &acting(&maria))
        .await
        .unwrap();
    assert_eq!(
        (picture.apps.len(), picture.by_app.len(), picture.refused),
        (2, 2, 1)
    );
}

async fn nobody_learns_what_an_entry_is_called_without_looking_at_the_record(world: World) {
    let (_, on_behalf) = patients(&world).await;
    world.small_record().await;
    let newest = async |abilities: &[Ability]| {
        let delegation = on_behalf.delegation.clone().unwrap();
        let may = Acting::for_another(Delegation {
            limits: may(abilities),
            ..delegation
        });
        let counts = overview_counts(&world.deps, &may).await.unwrap();
        let labs = counts
            .categories
            .into_iter()
            .find(|one| one.category == DataCategory::LabResults);
        let labs = labs.unwrap();
        (
            labs.count,
            labs.newest.and_then(|newest| newest.title),
            counts.topics[0].newest.is_some(),
        )
    };
    assert_eq!(newest(&[Ability::ManageApps]).await, (1, None, false));
    let named = newest(&[Ability::ManageApps, Ability::SeeRecords]).await;
    assert_eq!(named, (1, Some("Sugar".to_owned()), true));
}
