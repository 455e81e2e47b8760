//! The last thirty days of a patient's record in numbers: which categories were read, by which clients, and what was
//! refused.

use std::collections::BTreeSet;

use domain::{
    audit::AuditAction, catalogue::DataCategory, delegation::Ability, ids::ClientId, name::AppName,
};

use super::list_connected_apps::{DayCount, PICTURE_DAYS, first_day, picture};
use crate::operations::{
    acting::{Acting, ActingError},
    prelude::*,
};

/// The last [`PICTURE_DAYS`] days in numbers.
#[derive(Clone, Debug)]
pub struct ActivityPicture {
    /// What the history can be filtered by: every app that a consent names; for a caregiver those that are found in it.
    pub apps: Vec<(ClientId, AppName)>,
    /// Categories that were read or refused, in the order of the catalogue.
    pub by_category: Vec<(DataCategory, [DayCount; PICTURE_DAYS])>,
    /// Clients that read, by name, most looks first.
    pub by_app: Vec<(AppName, u32)>,
    /// Refused attempts, all together.
    pub refused: u32,
}

/// Counts the last [`PICTURE_DAYS`] days of a record, as far as this person may see them.
pub async fn picture_activity(
    deps: &Deps,
    ctx: Context,
    acting: &Acting,
) -> Result<ActivityPicture, ActingError> {
    let now = deps.clock.now();
    let acting = acting
        .require(deps, ctx, Ability::SeeActivity, AuditAction::RecordViewed)
        .await?;
    let subject = &acting.subject;
    let told = acting.told(Ability::SeeActivity, now);
    let (since, today) = (first_day(now), now.date_naive());
    let store = deps.store.read();
    let kinds = store.looks().by_category(subject, since, told).await?;
    let days = store.looks().by_day(subject, since, told).await?;
    let ids: BTreeSet<ClientId> = if acting.is_own() {
        let consents = store.consents().list_for(subject).await?;
        consents.into_iter().map(|consent| consent.client).collect()
    } else {
        days.iter().filter_map(|day| day.client.clone()).collect()
    };
    let clients = store.clients().find_all(&Vec::from_iter(ids)).await?;
    let by_category = DataCategory::ALL.iter().filter_map(|category| {
        let mut of_kind = kinds
            .iter()
            .filter(|day| day.categories.contains(*category))
            .peekable();
        of_kind.peek()?;
        Some((*category, picture(of_kind, today)))
    });
    let mut by_app: Vec<(AppName, u32)> = clients
        .iter()
        .map(|client| {
            let of_app = days
                .iter()
                .filter(|day| day.client.as_ref() == Some(&client.id) && !day.refused);
            (client.name.clone(), of_app.map(|day| day.looks).sum())
        })
        .filter(|(_, looks)| *looks > 0)
        .collect();
    by_app.sort_by_key(|(_, looks)| std::cmp::Reverse(*looks));
    Ok(ActivityPicture {
        apps: clients
            .into_iter()
            .map(|client| (client.id, client.name))
            .collect(),
        by_category: by_category.collect(),
        by_app,
        refused: days
            .iter()
            .filter(|day| day.refused)
            .map(|day| day.looks)
            .sum(),
    })
}
