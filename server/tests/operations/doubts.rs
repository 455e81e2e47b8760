//! Who may have come in by an old password is put out: keys, codes, caregivers and invitations, until their holder says
//! "mine". And what can never be done unheard.

use chrono::TimeDelta;
use domain::{
    assurance::AuthenticationMethod,
    audit::{AuditAction, Outcome},
    delegation::{DelegationStatus, InvitationStatus},
    passkey::Passkey,
    proof::ProofFor,
};
use server::{
    operations::{
        credentials::{
            begin_recovery::begin_recovery,
            change_password::{ChangePassword, change_password},
            check_recovery::check_recovery,
            list_doubts::{Doubts, list_doubts},
            list_passkeys::list_passkeys,
            make_recovery_codes::make_recovery_codes,
            recover_account::recover_account,
            settle_passkey::{SettlePasskeyError, give_up_passkey, keep_passkey},
        },
        notices::choose_mails::choose_mails,
        records::export_record::{export_record, offer_copy},
    },
    passwords::Password,
};

use crate::{
    on_every_database,
    operations::passkeys::Holder,
    support::{
        World,
        caregivers::{acting, usual},
        samples::{EMAIL, export},
    },
};

const NEW: &str = "four small words here";

impl World {
    /// Gets the holder back in by mail, after the wait if there is one.
    async fn recovers(&self) {
        let secret = begin_recovery(&self.deps, self.ctx(), EMAIL).await.unwrap();
        let code = self.mailed_code().await.unwrap();
        let (deps, ctx) = (&self.deps, self.ctx());
        check_recovery(deps, ctx, &secret, &code).await.unwrap();
        self.later(TimeDelta::hours(24));
        let new = Password::new(NEW.to_owned());
        let recovered = recover_account(deps, ctx, &secret, new).await;
        recovered.unwrap();
    }

    async fn doubts(&self, holder: &Holder) -> Doubts {
        list_doubts(&self.deps, &holder.person).await.unwrap()
    }

    async fn makes_paper(&self, holder: &Holder, method: AuthenticationMethod) {
        let mut proof = self.password_proof(holder, ProofFor::MakeRecoveryCodes);
        proof.assurance.method = method;
        let made = make_recovery_codes(&self.deps, self.ctx(), &holder.person, &proof).await;
        made.unwrap();
    }

    async fn paper_left(&self, holder: &Holder) -> Option<u32> {
        let keys = list_passkeys(&self.deps, holder.person.id).await.unwrap();
        keys.paper.map(|(_, left)| left)
    }

    async fn changes_password(&self, holder: &Holder, method: AuthenticationMethod) {
        let mut proof = self.password_proof(holder, ProofFor::ChangePassword);
        proof.assurance.method = method;
        let change = ChangePassword {
            new: Password::new(NEW.to_owned()),
            proof,
            session: holder.session,
        };
        let changed = change_password(&self.deps, self.ctx(), &holder.person, change).await;
        changed.unwrap();
    }
}

on_every_database!(
    a_recovery_puts_every_key_in_doubt_and_what_a_password_let_in,
    an_open_invitation_is_withdrawn_with_the_old_password,
    what_a_passkey_decided_stays_when_a_passkey_changes_the_password,
    a_key_in_doubt_works_again_for_a_proof_and_goes_without_one,
    a_young_key_of_an_intruder_goes_out_with_the_old_password,
    what_guards_the_account_is_told_with_every_mail_off
);

async fn a_recovery_puts_every_key_in_doubt_and_what_a_password_let_in(world: World) {
    let (maria, daniel) = (world.maria_at_home().await, world.daniel().await);
    let delegation = world.delegation_to(&maria.person, &daniel, usual()).await;
    world
        .makes_paper(&maria, AuthenticationMethod::Password)
        .await;
    let (mut key, passkey) = world.trusted_passkey(&maria).await;
    world.later(Passkey::PROBATION);
    world.recovers().await;
    let asked = world.asked_to_sign_in().await;
    let answer = key.answer(&asked.options, |_| {});
    assert!(world.sign_in_by_key(&asked, &answer).await.is_err());
    let doubts = world.doubts(&maria).await;
    assert_eq!(doubts.passkeys[0].id, passkey.id);
    assert_eq!(doubts.caregivers[0].0, delegation.id);
    assert_eq!(world.paper_left(&maria).await, None);
    let reader = world.store().read();
    let found = reader.delegations().find(delegation.id).await.unwrap();
    let status = found.unwrap().status(world.now());
    assert_eq!(status, DelegationStatus::NeedsReview);
    for action in [
        AuditAction::PasskeySuspended,
        AuditAction::DelegationSuspended,
    ] {
        assert_eq!(world.last_event(action).await.outcome, Outcome::Done);
    }
}

async fn an_open_invitation_is_withdrawn_with_the_old_password(world: World) {
    let maria = world.maria_at_home().await;
    let (sent, _) = world.invited(&maria.person, usual()).await;
    world
        .changes_password(&maria, AuthenticationMethod::Password)
        .await;
    let reader = world.store().read();
    let all = reader.invitations().of_subject(&sent.subject).await;
    let status = all.unwrap()[0].status(world.now());
    assert_eq!(status, InvitationStatus::Withdrawn);
}

async fn what_a_passkey_decided_stays_when_a_passkey_changes_the_password(world: World) {
    let (maria, daniel) = (world.maria_at_home().await, world.daniel().await);
    let (mut key, _) = world.trusted_passkey(&maria).await;
    world
        .makes_paper(&maria, AuthenticationMethod::Passkey)
        .await;
    let delegation = world.delegation_to(&maria.person, &daniel, usual()).await;
    let tx = world.store().begin().await.unwrap();
    let lets_in = server::store::LetsIn::Delegation(delegation.id);
    let saved = tx.decided_by();
    saved
        .save(lets_in, AuthenticationMethod::Passkey, world.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    world
        .changes_password(&maria, AuthenticationMethod::Passkey)
        .await;
    assert!(world.doubts(&maria).await.is_empty());
    assert_eq!(world.paper_left(&maria).await, Some(10));
    assert!(world.proved_by(&maria, &mut key, export()).await.is_ok());
}

async fn a_key_in_doubt_works_again_for_a_proof_and_goes_without_one(world: World) {
    let maria = world.maria_at_home().await;
    let (mut key, kept) = world.trusted_passkey(&maria).await;
    let (_, gone) = world.trusted_passkey(&maria).await;
    world.later(TimeDelta::hours(24));
    world.recovers().await;
    let ana = world.ana_at_home().await;
    let (deps, ctx, person) = (&world.deps, world.ctx(), &maria.person);
    let other = world.password_proof(&maria, ProofFor::RemovePasskey(kept.id));
    let refused = keep_passkey(deps, ctx, person, kept.id, &other).await;
    assert!(matches!(refused, Err(SettlePasskeyError::StepUpRequired)));
    let theirs = give_up_passkey(deps, ctx, &ana.person, gone.id).await;
    assert!(matches!(theirs, Err(SettlePasskeyError::NotFound)));
    let proof = world.password_proof(&maria, ProofFor::KeepPasskey(kept.id));
    keep_passkey(deps, ctx, person, kept.id, &proof)
        .await
        .unwrap();
    give_up_passkey(deps, ctx, person, gone.id).await.unwrap();
    assert!(world.doubts(&maria).await.is_empty());
    let keys = list_passkeys(deps, person.id).await.unwrap().passkeys;
    assert_eq!(keys.iter().map(|key| key.id).collect::<Vec<_>>(), [kept.id]);
    let asked = world.asked_to_sign_in().await;
    let answer = key.answer(&asked.options, |_| {});
    let signed_in = world.sign_in_by_key(&asked, &answer).await.unwrap();
    // The proof that let it work again was a password.
    let method = signed_in.session.assurance.method;
    assert_eq!(method, AuthenticationMethod::Password);
    let again = give_up_passkey(deps, ctx, person, kept.id).await;
    assert!(matches!(again, Err(SettlePasskeyError::NotFound)));
}

async fn a_young_key_of_an_intruder_goes_out_with_the_old_password(world: World) {
    let maria = world.maria_at_home().await;
    let (mut theirs, _) = world.passkey(&maria).await;
    world
        .changes_password(&maria, AuthenticationMethod::Password)
        .await;
    let asked = world.asked_to_sign_in().await;
    let answer = theirs.answer(&asked.options, |_| {});
    assert!(world.sign_in_by_key(&asked, &answer).await.is_err());
    assert_eq!(world.doubts(&maria).await.passkeys.len(), 1);
}

async fn what_guards_the_account_is_told_with_every_mail_off(world: World) {
    let maria = world.maria_at_home().await;
    let proof = world.password_proof(&maria, ProofFor::MuteMails { recovery: None });
    let none = std::collections::BTreeSet::new();
    choose_mails(&world.deps, world.ctx(), &maria.person, &none, Some(&proof))
        .await
        .unwrap();
    world
        .makes_paper(&maria, AuthenticationMethod::Password)
        .await;
    let acting = acting(&maria.person);
    let offer = offer_copy(
        &world.deps,
        world.ctx(),
        &acting,
        AuditAction::RecordExported,
    )
    .await
    .unwrap();
    let proof = world.password_proof(&maria, offer.action);
    export_record(&world.deps, world.ctx(), &acting, &proof)
        .await
        .unwrap();
    let daniel = world.daniel().await;
    world.delegation_to(&maria.person, &daniel, usual()).await;
    for kind in [
        "mails-muted",
        "recovery-codes-made",
        "record-exported",
        "invitation-accepted",
    ] {
        let waits = format!(
            "update notice set tries = tries where kind = '{kind}' and mail_state = 'waiting'"
        );
        assert_eq!(world.database.execute(&waits).await.unwrap(), 1, "{kind}");
    }
}
