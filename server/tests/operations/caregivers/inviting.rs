//! Invitations: a link that works once, a code that stands five guesses, and one answer to every wrong holder.

use chrono::TimeDelta;
use domain::{
    audit::AuditAction,
    delegation::{InvitationStatus, Limits, LimitsError},
};
use server::operations::{
    acting::{Acting, ActingError},
    delegations::{
        accept_invitation::{LinkError, accept_invitation},
        decline_invitation::decline_invitation,
        invite_caregiver::{InviteCaregiver, InviteError, invite_caregiver},
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
        caregivers::{DANIEL, acting, usual},
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

on_every_database! {
    async fn an_invited_person_sees_the_limits_and_says_yes_with_link_and_code(world: World) {
        let (maria, daniel) = (world.maria().await, world.daniel().await);
        let (invitation, link) = world.invited(&maria, usual()).await;
        let open = open_invitation(&world.deps, world.ctx(), daniel.id, &link).await.unwrap();
        assert_eq!((open.subject.as_str(), open.limits, open.until), ("Maria Keller", usual(), invitation.until));
        let code = invitation.code.as_str();
        let spaced = format!("{} {}", &code[..3], &code[3..]);
        let delegation = accept(&world, &daniel, &link, &spaced).await.unwrap();
        assert_eq!((delegation.id, delegation.caregiver), (invitation.delegation, daniel.id));
        assert_eq!((delegation.limits, delegation.until), (usual(), invitation.until));
        assert_eq!(delegation.topics_until, world.now() + TimeDelta::days(90));
        let people = list_people(&world.deps, world.ctx(), &acting(&maria)).await.unwrap();
        assert_eq!(people.caregivers[0].name, "Daniel Keller");
        assert_eq!(people.invitations[0].status(world.now()), InvitationStatus::Accepted);
        let patients = list_patients(&world.deps, daniel.id).await.unwrap();
        assert_eq!((patients.len(), patients[0].name.as_str()), (1, "Maria Keller"));
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
        told.push(open_invitation(&world.deps, world.ctx(), eve.id, &link).await.unwrap_err());
        told.push(decline_invitation(&world.deps, world.ctx(), eve.id, &link).await.unwrap_err());
        accept(&world, &daniel, &link, &code).await.unwrap();
        told.push(accept(&world, &daniel, &link, &code).await.unwrap_err());
        told.push(decline_invitation(&world.deps, world.ctx(), daniel.id, &link).await.unwrap_err());
        let said: Vec<String> = told.iter().map(ToString::to_string).collect();
        assert!(told.iter().all(|error| matches!(error, LinkError::NotOpen)), "{said:?}");
        // Five of them knew the link, and one more used it again.
        assert_eq!(count(&world, AuditAction::InvitationAccepted).await, (1, 4));
        assert_eq!(count(&world, AuditAction::InvitationDeclined).await, (0, 2));
        assert_eq!(list_patients(&world.deps, eve.id).await.unwrap().len(), 0);
    }

    async fn an_invitation_ends_after_seven_days(world: World) {
        let (maria, daniel) = (world.maria().await, world.daniel().await);
        let (invitation, link) = world.invited(&maria, usual()).await;
        world.later(TimeDelta::days(7) - TimeDelta::seconds(1));
        assert!(open_invitation(&world.deps, world.ctx(), daniel.id, &link).await.is_ok());
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
        assert!(matches!(accept(&world, &daniel, &link, code).await, Err(LinkError::NotOpen)));
        assert_eq!(count(&world, AuditAction::InvitationAccepted).await, (0, 6));
        let people = list_people(&world.deps, world.ctx(), &acting(&maria)).await.unwrap();
        assert_eq!(people.invitations[0].status(world.now()), InvitationStatus::Closed);
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
        withdraw_invitation(&world.deps, world.ctx(), &acting(&maria), invitation.id).await.unwrap();
        let late = accept(&world, &daniel, &link, invitation.code.as_str()).await;
        assert!(matches!(late, Err(LinkError::NotOpen)));
        let twice = withdraw_invitation(&world.deps, world.ctx(), &acting(&maria), invitation.id).await;
        assert!(matches!(twice, Err(WithdrawError::Over)));
    }

    async fn an_invitation_needs_a_proof_for_exactly_what_it_offers(world: World) {
        let maria = world.maria().await;
        let send = async |invite: InviteCaregiver| {
            invite_caregiver(&world.deps, world.ctx(), &acting(&maria), invite).await
        };
        let proved = world.invite(&maria, usual());
        let none = InviteCaregiver { proof: None, ..proved.clone() };
        let wider = InviteCaregiver { limits: Limits::of_a_child(), ..proved.clone() };
        let elsewhere = InviteCaregiver { email: "eve@b.example".to_owned(), ..proved.clone() };
        for invite in [none, wider, elsewhere] {
            assert!(matches!(send(invite).await, Err(InviteError::StepUpRequired)));
        }
        world.later(TimeDelta::minutes(6));
        assert!(matches!(send(proved).await, Err(InviteError::StepUpRequired)));
        assert_eq!(count(&world, AuditAction::InvitationSent).await, (0, 4));
    }

    async fn what_cannot_be_offered_is_not_sent(world: World) {
        let maria = world.maria().await;
        let send = async |change: fn(&mut InviteCaregiver)| {
            let mut invite = world.invite(&maria, usual());
            change(&mut invite);
            invite.proof = Some(world.proof(maria.id, invite.proof_for()));
            invite_caregiver(&world.deps, world.ctx(), &acting(&maria), invite).await.unwrap_err()
        };
        assert!(matches!(send(|invite| invite.name = " ".to_owned()).await, InviteError::Name));
        assert!(matches!(send(|invite| invite.name = "A\r\nBcc: b@c".to_owned()).await, InviteError::Name));
        assert!(matches!(send(|invite| invite.email = "nobody".to_owned()).await, InviteError::Email(_)));
        let own = |invite: &mut InviteCaregiver| {
            invite.email = format!(" {} ", crate::support::samples::EMAIL.to_uppercase());
        };
        assert!(matches!(send(own).await, InviteError::Oneself));
        let nothing = send(|invite| invite.limits = Limits::default()).await;
        assert!(matches!(nothing, InviteError::Limits(LimitsError::NoAbility)));
        let notes = |invite: &mut InviteCaregiver| invite.limits.topics = domain::catalogue::TopicSet::all();
        assert!(matches!(send(notes).await, InviteError::Limits(LimitsError::NotToGive)));
        world.invited(&maria, usual()).await;
        assert!(matches!(send(|_| ()).await, InviteError::Already));
        let people = list_people(&world.deps, world.ctx(), &acting(&maria)).await.unwrap();
        assert_eq!((people.invitations.len(), people.invitations[0].email.as_str()), (1, DANIEL));
    }

    async fn what_was_taken_back_counts_among_the_invitations_of_a_week(world: World) {
        let maria = world.maria().await;
        let send = async |email: String| {
            let mut invite = world.invite(&maria, usual());
            invite.email = email;
            invite.proof = Some(world.proof(maria.id, invite.proof_for()));
            invite_caregiver(&world.deps, world.ctx(), &acting(&maria), invite).await
        };
        for sent in 0..InviteCaregiver::A_WEEK {
            let invitation = send(format!("helper{sent}@b.example")).await.unwrap();
            withdraw_invitation(&world.deps, world.ctx(), &acting(&maria), invitation.id).await.unwrap();
        }
        let more = send("more@b.example".to_owned()).await;
        assert!(matches!(more, Err(InviteError::TooMany)));
        world.later(TimeDelta::days(7));
        send("more@b.example".to_owned()).await.unwrap();
    }

    async fn a_caregiver_invites_nobody(world: World) {
        let (maria, daniel) = (world.maria().await, world.daniel().await);
        let delegation = world.helping(&maria, &daniel, usual()).await;
        let mut invite = world.invite(&maria, usual());
        invite.email = "eve@b.example".to_owned();
        invite.proof = Some(world.proof(daniel.id, invite.proof_for()));
        let helping = Acting::for_another(delegation);
        let refused = invite_caregiver(&world.deps, world.ctx(), &helping, invite).await;
        assert!(matches!(refused, Err(InviteError::Acting(ActingError::Refused(_)))));
        assert_eq!(count(&world, AuditAction::InvitationSent).await, (1, 1));
        assert!(list_people(&world.deps, world.ctx(), &helping).await.is_err());
    }
}
