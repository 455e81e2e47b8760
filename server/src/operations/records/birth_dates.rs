//! A birth date was corrected: what a guardian may follows at once, in the change that corrects it.

use chrono::NaiveDate;
use domain::{
    actor::Actor,
    audit::{AuditAction, AuditEvent},
    delegation::Delegation,
    ids::PatientId,
    name::PersonName,
    notice::NoticeKind,
};

use super::related_person::related_person;
use crate::operations::{delegation_notice::DelegationNotice, prelude::*};

/// Stores what follows from the new birth date, with its evidence, and tells both sides. Birthdays that lie behind count
/// from now on: each access looks at the age itself, and what they changed is written down as for every guardian.
///
/// Returns the RelatedPerson resources that changed with it.
pub(super) async fn follow_birth_date(
    deps: &Deps,
    ctx: Context,
    tx: &Tx,
    (patient, born): (&str, NaiveDate),
) -> Result<Vec<String>, StoreError> {
    let now = deps.clock.now();
    let mut changed = Vec::new();
    let Ok(patient) = PatientId::parse(patient) else {
        return Ok(changed);
    };
    for guardian in tx.delegations().of_subject(&patient).await? {
        let guardian = tx.delegations().lock(guardian.id).await?;
        let corrected =
            guardian.and_then(|known| known.corrected_birth(born, deps.config.guardian_ages, now));
        let Some(corrected) = corrected else {
            continue;
        };
        tx.delegations().save(&corrected).await?;
        let name = tell_both(deps, tx, &corrected).await?;
        let written = name.as_ref().map_or("", PersonName::as_str);
        changed.push(related_person(&corrected, written).to_string());
        tx.audit(AuditEvent {
            subject: Some(corrected.subject.clone()),
            delegation: Some(corrected.id),
            categories: corrected.limits_at(now).categories,
            ..deps.event(ctx, now, Actor::System, AuditAction::DelegationChanged)
        })
        .await?;
    }
    Ok(changed)
}

/// Tells the young person, if they have an account, and the guardian, whose name is returned.
async fn tell_both(
    deps: &Deps,
    tx: &Tx,
    guardian: &Delegation,
) -> Result<Option<PersonName>, StoreError> {
    let now = deps.clock.now();
    let notice = DelegationNotice {
        kind: NoticeKind::DelegationChanged,
        delegation: guardian.id,
        subject: &guardian.subject,
        at: now,
        days_ahead: None,
        by_age: true,
    };
    notice
        .to_caregiver(deps, tx, guardian.caregiver, now)
        .await?;
    let names = tx.people().names(&[guardian.caregiver]).await?;
    let name = names.get(&guardian.caregiver).cloned();
    notice.to_patient(deps, tx, name.clone(), now).await?;
    Ok(name)
}
