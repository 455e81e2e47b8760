//! What an invitation may offer, and who may send one.

use chrono::TimeDelta;
use domain::{
    audit::AuditAction,
    delegation::{Limits, LimitsError},
};
use server::operations::{
    acting::{Acting, ActingError},
    delegations::{
        invite_caregiver::{InviteCaregiver, InviteError, invite_caregiver},
        list_people::list_people,
        withdraw_invitation::withdraw_invitation,
    },
};

use super::super::count;
use crate::{
    on_every_database,
    support::{
        World,
        caregivers::{DANIEL, acting, usual},
    },
};

on_every_database!(
    an_invitation_needs_a_proof_for_exactly_what_it_offers,
    what_cannot_be_offered_is_not_sent,
    what_was_taken_back_counts_among_the_invitations_of_a_week,
    a_caregiver_invites_nobody
);

async fn an_invitation_needs_a_proof_for_exactly_what_it_offers(world: World) {
    let maria = world.maria().await;
    let send = async |invite: InviteCaregiver| {
        invite_caregiver(&world.deps, world.ctx(), &acting(&maria), invite).await
    };
    let proved = world.invite(&maria, usual());
    let none = InviteCaregiver {
        proof: None,
        ..proved.clone()
    };
    let wider = InviteCaregiver {
        limits: Limits::of_a_child(),
        ..proved.clone()
    };
    let elsewhere = InviteCaregiver {
        email: "eve@b.example".parse().unwrap(),
        ..proved.clone()
    };
    for invite in [none, wider, elsewhere] {
        assert!(matches!(
            send(invite).await,
            Err(InviteError::StepUpRequired)
        ));
    }
    world.later(TimeDelta::minutes(6));
    assert!(matches!(
        send(proved).await,
        Err(InviteError::StepUpRequired)
    ));
    assert_eq!(count(&world, AuditAction::InvitationSent).await, (0, 4));
}

async fn what_cannot_be_offered_is_not_sent(world: World) {
    let maria = world.maria().await;
    let send = async |change: fn(&mut InviteCaregiver)| {
        let mut invite = world.invite(&maria, usual());
        change(&mut invite);
        invite.proof = Some(world.proof(maria.id, invite.proof_for()));
        invite_caregiver(&world.deps, world.ctx(), &acting(&maria), invite)
            .await
            .unwrap_err()
    };
    let own = |invite: &mut InviteCaregiver| {
        invite.email = format!(" {} ", crate::support::samples::EMAIL.to_uppercase())
            .parse()
            .unwrap();
    };
    assert!(matches!(send(own).await, InviteError::Oneself));
    let nothing = send(|invite| invite.limits = Limits::default()).await;
    assert!(matches!(
        nothing,
        InviteError::Limits(LimitsError::NoAbility)
    ));
    let notes =
        |invite: &mut InviteCaregiver| invite.limits.topics = domain::catalogue::TopicSet::all();
    assert!(matches!(
        send(notes).await,
        InviteError::Limits(LimitsError::NotToGive)
    ));
    world.invited(&maria, usual()).await;
    assert!(matches!(send(|_| ()).await, InviteError::Already));
    let people = list_people(&world.deps, world.ctx(), &acting(&maria))
        .await
        .unwrap();
    assert_eq!(
        (
            people.invitations.len(),
            people.invitations[0].email.as_str()
        ),
        (1, DANIEL)
    );
}

async fn what_was_taken_back_counts_among_the_invitations_of_a_week(world: World) {
    let maria = world.maria().await;
    let send = async |email: String| {
        let mut invite = world.invite(&maria, usual());
        invite.email = email.parse().unwrap();
        invite.proof = Some(world.proof(maria.id, invite.proof_for()));
        invite_caregiver(&world.deps, world.ctx(), &acting(&maria), invite).await
    };
    for sent in 0..InviteCaregiver::A_WEEK {
        let invitation = send(format!("helper{sent}@b.example")).await.unwrap();
        withdraw_invitation(&world.deps, world.ctx(), &acting(&maria), invitation.id)
            .await
            .unwrap();
    }
    let more = send("more@b.example".to_owned()).await;
    assert!(matches!(more, Err(InviteError::TooMany)));
    world.later(TimeDelta::days(7));
    send("more@b.example".to_owned()).await.unwrap();
}

async fn a_caregiver_invites_nobody(world: World) {
    let (maria, daniel) = (world.maria().await, world.daniel().await);
    let delegation = world.delegation_to(&maria, &daniel, usual()).await;
    let mut invite = world.invite(&maria, usual());
    invite.email = "eve@b.example".parse().unwrap();
    invite.proof = Some(world.proof(daniel.id, invite.proof_for()));
    let on_behalf = Acting::for_another(delegation);
    let refused = invite_caregiver(&world.deps, world.ctx(), &on_behalf, invite).await;
    assert!(matches!(
        refused,
        Err(InviteError::Acting(ActingError::Refused(_)))
    ));
    assert_eq!(count(&world, AuditAction::InvitationSent).await, (1, 1));
    assert!(
        list_people(&world.deps, world.ctx(), &on_behalf)
            .await
            .is_err()
    );
}
