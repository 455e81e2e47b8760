//! Invitations: a link that works once, a code that stands five guesses, and one answer to every wrong holder.

mod sending;

use chrono::TimeDelta;
use domain::{audit::AuditAction, delegation::InvitationStatus};
use server::operations::{
    acting::Acting,
    delegations::{
        accept_invitation::{LinkError, accept_invitation},
        decline_invitation::decline_invitation,
        list_people::{list_patients, list_people},
        open_invitation::open_invitation,
        withdraw_invitation::{WithdrawError, withdraw_invitation},
    },
};

use super::{count, written};
use crate::{
    on_every_database,
    support::{
        World,
        caregivers::{acting, usual},
    },
};

async fn accept(
    world: &World,
    person: &domain::person::Person,
    link: &str,
    code: &str,
) -> Result<domain::delegation::Delegation, LinkError> {
    accept_invitation(&world.deps, world.ctx(), person.id, link, code).await
}

fn wrong(code: &str) -> &'static str {
    if code == "000000" { "000001" } else { "000000" }
}

on_every_database!(
    an_invited_person_sees_the_limits_and_says_yes_with_link_and_code,
    used_expired_taken_back_guessed_and_the_wrong_account_look_alike,
    an_invitation_ends_after_seven_days,
    five_wrong_codes_close_an_invitation_for_the_right_code_too,
    of_many_who_accept_at_once_one_does,
    a_patient_takes_an_invitation_back_and_nobody_else_does
);

async fn an_invited_person_sees_the_limits_and_says_yes_with_link_and_code(world: World) {
    let (maria, daniel) = (world.maria().await, world.daniel().await);
    let (invitation, link) = world.invited(&maria, usual()).await;
    let open = open_invitation(&world.deps, world.ctx(), daniel.id, &link)
        .await
        .unwrap();
    assert_eq!(
        (
            open.subject.as_ref().unwrap().as_str(),
            open.limits,
            open.until
        ),
        ("Maria Keller", usual(), invitation.until)
    );
    let code = invitation.code.as_str();
    let spaced = format!("{} {}", &code[..3], &code[3..]);
    let delegation = accept(&world, &daniel, &link, &spaced).await.unwrap();
    assert_eq!(
        (delegation.id, delegation.caregiver),
        (invitation.delegation, daniel.id)
    );
    assert_eq!(
        (delegation.limits, delegation.until),
        (usual(), invitation.until)
    );
    assert_eq!(delegation.topics_until, world.now() + TimeDelta::days(90));
    let people = list_people(&world.deps, world.ctx(), &acting(&maria))
        .await
        .unwrap();
    assert_eq!(
        people.caregivers[0].name.as_ref().unwrap().as_str(),
        "Daniel Keller"
    );
    assert_eq!(
        people.invitations[0].status(world.now()),
        InvitationStatus::Accepted
    );
    let patients = list_patients(&world.deps, daniel.id).await.unwrap();
    assert_eq!(
        (patients.len(), patients[0].name.as_ref().unwrap().as_str()),
        (1, "Maria Keller")
    );
    assert_eq!(count(&world, AuditAction::InvitationSent).await, (1, 0));
    assert_eq!(count(&world, AuditAction::InvitationAccepted).await, (1, 0));
    let accepted = &written(&world).await[0];
    assert_eq!(accepted.delegation, Some(delegation.id));
    assert_eq!(accepted.actor.person(), Some(daniel.id));
}

async fn used_expired_taken_back_guessed_and_the_wrong_account_look_alike(world: World) {
    let (maria, daniel) = (world.maria().await, world.daniel().await);
    let eve = world.somebody("eve@b.example", "Eve").await;
    let (first, link) = world.invited(&maria, usual()).await;
    let code = first.code.as_str().to_owned();
    let mut told = Vec::new();
    told.push(accept(&world, &eve, &link, &code).await.unwrap_err());
    told.push(accept(&world, &maria, &link, &code).await.unwrap_err());
    let guessed = format!("sayso_invite_{}", "A".repeat(43));
    told.push(accept(&world, &daniel, &guessed, &code).await.unwrap_err());
    told.push(accept(&world, &daniel, "", &code).await.unwrap_err());
    told.push(
        open_invitation(&world.deps, world.ctx(), eve.id, &link)
            .await
            .unwrap_err(),
    );
    told.push(
        decline_invitation(&world.deps, world.ctx(), eve.id, &link)
            .await
            .unwrap_err(),
    );
    accept(&world, &daniel, &link, &code).await.unwrap();
    told.push(accept(&world, &daniel, &link, &code).await.unwrap_err());
    told.push(
        decline_invitation(&world.deps, world.ctx(), daniel.id, &link)
            .await
            .unwrap_err(),
    );
    let said: Vec<String> = told.iter().map(ToString::to_string).collect();
    assert!(
        told.iter().all(|error| matches!(error, LinkError::NotOpen)),
        "{said:?}"
    );
    // Five of them knew the link, and one more used it again.
    assert_eq!(count(&world, AuditAction::InvitationAccepted).await, (1, 4));
    assert_eq!(count(&world, AuditAction::InvitationDeclined).await, (0, 2));
    assert_eq!(list_patients(&world.deps, eve.id).await.unwrap().len(), 0);
}

async fn an_invitation_ends_after_seven_days(world: World) {
    let (maria, daniel) = (world.maria().await, world.daniel().await);
    let (invitation, link) = world.invited(&maria, usual()).await;
    world.later(TimeDelta::days(7) - TimeDelta::seconds(1));
    assert!(
        open_invitation(&world.deps, world.ctx(), daniel.id, &link)
            .await
            .is_ok()
    );
    world.later(TimeDelta::seconds(1));
    let late = accept(&world, &daniel, &link, invitation.code.as_str()).await;
    assert!(matches!(late, Err(LinkError::NotOpen)));
}

async fn five_wrong_codes_close_an_invitation_for_the_right_code_too(world: World) {
    let (maria, daniel) = (world.maria().await, world.daniel().await);
    let (invitation, link) = world.invited(&maria, usual()).await;
    let code = invitation.code.as_str();
    for _ in 0..5 {
        let answer = accept(&world, &daniel, &link, wrong(code)).await;
        assert!(matches!(answer, Err(LinkError::WrongCode)));
    }
    assert!(matches!(
        accept(&world, &daniel, &link, code).await,
        Err(LinkError::NotOpen)
    ));
    assert_eq!(count(&world, AuditAction::InvitationAccepted).await, (0, 6));
    let people = list_people(&world.deps, world.ctx(), &acting(&maria))
        .await
        .unwrap();
    assert_eq!(
        people.invitations[0].status(world.now()),
        InvitationStatus::Closed
    );
}

async fn of_many_who_accept_at_once_one_does(world: World) {
    let (maria, daniel) = (world.maria().await, world.daniel().await);
    let (invitation, link) = world.invited(&maria, usual()).await;
    let code = invitation.code.as_str();
    let tries = (0..8).map(|_| accept(&world, &daniel, &link, code));
    let answers = futures::future::join_all(tries).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    let patients = list_patients(&world.deps, daniel.id).await.unwrap();
    assert_eq!(patients.len(), 1);
}

async fn a_patient_takes_an_invitation_back_and_nobody_else_does(world: World) {
    let (maria, daniel) = (world.maria().await, world.daniel().await);
    let (invitation, link) = world.invited(&maria, usual()).await;
    let other = Acting::own(daniel.id, domain::ids::PatientId::parse("other").unwrap());
    let refused = withdraw_invitation(&world.deps, world.ctx(), &other, invitation.id).await;
    assert!(matches!(refused, Err(WithdrawError::NotFound)));
    withdraw_invitation(&world.deps, world.ctx(), &acting(&maria), invitation.id)
        .await
        .unwrap();
    let late = accept(&world, &daniel, &link, invitation.code.as_str()).await;
    assert!(matches!(late, Err(LinkError::NotOpen)));
    let twice = withdraw_invitation(&world.deps, world.ctx(), &acting(&maria), invitation.id).await;
    assert!(matches!(twice, Err(WithdrawError::Over)));
}
