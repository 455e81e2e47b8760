//! Proving who one is without a passkey: mailed codes and paper codes.

use chrono::TimeDelta;
use domain::{
    assurance::AuthenticationMethod,
    catalogue::TopicSet,
    delegation::Limits,
    proof::{GuardedAction, ProofFor},
};
use server::{
    config::RequirePasskey,
    operations::{
        credentials::{
            list_passkeys::list_passkeys,
            mail_code::{MailCodeError, mail_code},
            make_recovery_codes::{MakeCodesError, make_recovery_codes},
            prove_with_code::prove_with_code,
            verify_password::{ProofError, verify_password},
        },
        delegations::change_delegation::ChangeDelegation,
        proof::Proof,
    },
    secret::Digest,
};

use crate::{
    on_every_database,
    operations::passkeys::Holder,
    support::{
        World,
        caregivers::usual,
        samples::{PASSWORD, export},
    },
};

impl World {
    /// The code in the newest mail, as the mailbox gets it.
    async fn mailed(&self, holder: &Holder, action: &ProofFor) -> String {
        use sea_orm::{ConnectionTrait, Statement};
        mail_code(&self.deps, &holder.person, action).await.unwrap();
        let raw = self.database.raw().await;
        let sql = "select secret from notice where kind = 'sign-in-code' order by created_at desc, id desc limit 1";
        let statement = Statement::from_string(raw.get_database_backend(), sql);
        let row = raw.query_one_raw(statement).await.unwrap().unwrap();
        row.try_get::<String>("", "secret").unwrap()
    }

    async fn by_code(
        &self,
        holder: &Holder,
        action: ProofFor,
        code: &str,
    ) -> Result<Proof, ProofError> {
        prove_with_code(&self.deps, self.ctx(), &holder.person, action, code).await
    }

    async fn paper(&self, holder: &Holder) -> Vec<String> {
        let proof = self.password_proof(holder, ProofFor::MakeRecoveryCodes);
        let made = make_recovery_codes(&self.deps, self.ctx(), &holder.person, &proof).await;
        made.unwrap()
    }
}

on_every_database!(
    a_mailed_code_proves_one_action_once,
    a_mailed_code_is_for_its_action_its_person_and_ten_minutes,
    five_wrong_codes_end_a_mailed_one,
    a_mailbox_is_not_flooded,
    a_paper_code_proves_once_and_new_paper_ends_the_old,
    two_at_once_use_a_paper_code_once,
    a_sheet_from_before_the_slow_hash_still_works,
    paper_codes_are_made_under_a_proof_for_just_that,
    nothing_is_a_way_around_a_passkey,
    where_a_topic_takes_a_passkey_a_caregiver_gets_it_by_nothing_weaker,
    where_a_passkey_is_required_nothing_weaker_proves
);

async fn a_mailed_code_proves_one_action_once(world: World) {
    let maria = world.maria_at_home().await;
    let code = world.mailed(&maria, &export()).await;
    let proof = world.by_code(&maria, export(), &code).await.unwrap();
    assert_eq!(proof.assurance.method, AuthenticationMethod::EmailCode);
    assert!(matches!(
        world.by_code(&maria, export(), &code).await,
        Err(ProofError::WrongCode)
    ));
}

async fn a_mailed_code_is_for_its_action_its_person_and_ten_minutes(world: World) {
    let (maria, ana) = (world.maria_at_home().await, world.ana_at_home().await);
    let code = world.mailed(&maria, &export()).await;
    assert!(
        world
            .by_code(&maria, ProofFor::ChangePassword, &code)
            .await
            .is_err()
    );
    assert!(world.by_code(&ana, export(), &code).await.is_err());
    world.later(TimeDelta::minutes(10));
    assert!(world.by_code(&maria, export(), &code).await.is_err());
    let older = world.mailed(&maria, &export()).await;
    world.later(TimeDelta::seconds(1));
    let newer = world.mailed(&maria, &export()).await;
    assert!(world.by_code(&maria, export(), &older).await.is_err());
    assert!(world.by_code(&maria, export(), &newer).await.is_ok());
}

async fn five_wrong_codes_end_a_mailed_one(world: World) {
    let maria = world.maria_at_home().await;
    let code = world.mailed(&maria, &export()).await;
    let wrong = if code.starts_with('0') {
        "1111-1111"
    } else {
        "0000-0000"
    };
    for _ in 0..5 {
        assert!(matches!(
            world.by_code(&maria, export(), wrong).await,
            Err(ProofError::WrongCode)
        ));
    }
    assert!(matches!(
        world.by_code(&maria, export(), &code).await,
        Err(ProofError::WrongCode)
    ));
}

async fn a_mailbox_is_not_flooded(world: World) {
    let maria = world.maria_at_home().await;
    for _ in 0..5 {
        mail_code(&world.deps, &maria.person, &export())
            .await
            .unwrap();
    }
    let sixth = mail_code(&world.deps, &maria.person, &export()).await;
    assert!(matches!(sixth, Err(MailCodeError::TooMany)));
    world.later(TimeDelta::minutes(15));
    assert!(
        mail_code(&world.deps, &maria.person, &export())
            .await
            .is_ok()
    );
}

async fn a_paper_code_proves_once_and_new_paper_ends_the_old(world: World) {
    let (maria, ana) = (world.maria_at_home().await, world.ana_at_home().await);
    let paper = world.paper(&maria).await;
    assert_eq!(paper.len(), 10);
    assert!(world.by_code(&ana, export(), &paper[0]).await.is_err());
    let proof = world
        .by_code(&maria, export(), &paper[0].to_lowercase())
        .await
        .unwrap();
    assert_eq!(proof.assurance.method, AuthenticationMethod::RecoveryCode);
    assert!(world.by_code(&maria, export(), &paper[0]).await.is_err());
    let keys = list_passkeys(&world.deps, maria.person.id).await.unwrap();
    assert_eq!(keys.paper, Some((world.now(), 9)));
    let newer = world.paper(&maria).await;
    assert!(world.by_code(&maria, export(), &paper[1]).await.is_err());
    assert!(world.by_code(&maria, export(), &newer[1]).await.is_ok());
}

async fn a_sheet_from_before_the_slow_hash_still_works(world: World) {
    let maria = world.maria_at_home().await;
    let code = "0123-4567-89AB";
    let bound = format!("{} 0123456789AB", maria.person.id);
    let digest = Digest::of(bound.as_bytes()).hex();
    let bytes = if world.database.url().starts_with("postgres") {
        format!("decode('{digest}', 'hex')")
    } else {
        format!("x'{digest}'")
    };
    let older = format!(
        "insert into recovery_code (digest, person, made_at) select {bytes}, id, 0 from person"
    );
    world.database.execute(&older).await.unwrap();
    assert!(world.by_code(&maria, export(), code).await.is_ok());
    assert!(world.by_code(&maria, export(), code).await.is_err());
    // The new ones stand under another digest.
    let paper = world.paper(&maria).await;
    let letters = paper[0].replace('-', "");
    let fast = Digest::of(format!("{} {letters}", maria.person.id).as_bytes()).hex();
    let stored =
        format!("update recovery_code set made_at = made_at where lower(hex(digest)) = '{fast}'");
    let stored = if world.database.url().starts_with("postgres") {
        stored.replace("lower(hex(digest))", "encode(digest, 'hex')")
    } else {
        stored
    };
    assert_eq!(world.database.execute(&stored).await.unwrap(), 0);
    assert!(world.by_code(&maria, export(), &paper[0]).await.is_ok());
}

async fn two_at_once_use_a_paper_code_once(world: World) {
    let maria = world.maria_at_home().await;
    let paper = world.paper(&maria).await;
    let (one, other) = tokio::join!(
        world.by_code(&maria, export(), &paper[0]),
        world.by_code(&maria, export(), &paper[0])
    );
    assert_eq!(
        [one.is_ok(), other.is_ok()]
            .iter()
            .filter(|ok| **ok)
            .count(),
        1
    );
}

async fn paper_codes_are_made_under_a_proof_for_just_that(world: World) {
    let maria = world.maria_at_home().await;
    let proof = world.password_proof(&maria, ProofFor::AddPasskey);
    let refused = make_recovery_codes(&world.deps, world.ctx(), &maria.person, &proof).await;
    assert!(matches!(refused, Err(MakeCodesError::StepUpRequired)));
}

async fn nothing_is_a_way_around_a_passkey(world: World) {
    let maria = world.maria_at_home().await;
    let paper = world.paper(&maria).await;
    let code = world.mailed(&maria, &ProofFor::AddPasskey).await;
    // A new one is enough for that.
    world.passkey(&maria).await;
    let late = world.by_code(&maria, ProofFor::AddPasskey, &code).await;
    assert!(matches!(late, Err(ProofError::NotEnough)));
    for action in [ProofFor::MakeRecoveryCodes, export()] {
        let asked = mail_code(&world.deps, &maria.person, &action).await;
        assert!(matches!(asked, Err(MailCodeError::NotEnough)));
        let by_paper = world.by_code(&maria, action.clone(), &paper[0]).await;
        assert!(matches!(by_paper, Err(ProofError::NotEnough)));
        let (person, password) = (maria.person.id, PASSWORD.to_owned());
        let proof = verify_password(&world.deps, world.ctx(), person, action, password).await;
        assert!(matches!(proof, Err(ProofError::NotEnough)));
    }
}

async fn where_a_topic_takes_a_passkey_a_caregiver_gets_it_by_nothing_weaker(world: World) {
    let mut world = world;
    let (maria, daniel) = (world.maria_at_home().await, world.daniel().await);
    let delegation = world.delegation_to(&maria.person, &daniel, usual()).await;
    let mut config = (*world.deps.config).clone();
    config.require_passkey_for = Some(RequirePasskey(vec![GuardedAction::SensitiveTopic]));
    world.deps.config = std::sync::Arc::new(config);
    for topics in [usual().topics, TopicSet::EMPTY] {
        let limits = Limits { topics, ..usual() };
        let (delegation, lasting) = (delegation.id, None);
        let change = ChangeDelegation {
            delegation,
            limits,
            lasting,
            proof: None,
        };
        for action in [
            world.invite(&maria.person, limits).proof_for(),
            change.proof_for(),
        ] {
            let (person, password) = (maria.person.id, PASSWORD.to_owned());
            let proof = verify_password(&world.deps, world.ctx(), person, action, password).await;
            if topics.is_empty() {
                assert!(proof.is_ok());
            } else {
                assert!(matches!(proof, Err(ProofError::NotEnough)));
            }
        }
    }
}

async fn where_a_passkey_is_required_nothing_weaker_proves(world: World) {
    let mut world = world;
    let maria = world.maria_at_home().await;
    let paper = world.paper(&maria).await;
    let mut config = (*world.deps.config).clone();
    config.require_passkey_for = Some(RequirePasskey(vec![GuardedAction::ExportRecord]));
    world.deps.config = std::sync::Arc::new(config);
    let password = verify_password(
        &world.deps,
        world.ctx(),
        maria.person.id,
        export(),
        PASSWORD.to_owned(),
    )
    .await;
    assert!(matches!(password, Err(ProofError::NotEnough)));
    assert!(matches!(
        world.by_code(&maria, export(), &paper[0]).await,
        Err(ProofError::NotEnough)
    ));
    assert!(matches!(
        mail_code(&world.deps, &maria.person, &export()).await,
        Err(MailCodeError::NotEnough)
    ));
    assert!(
        world
            .by_code(&maria, ProofFor::ChangePassword, &paper[0])
            .await
            .is_ok()
    );
    let (mut key, _) = world.trusted_passkey(&maria).await;
    assert!(world.prove_bent(&maria, &mut key, |_| {}).await.is_ok());
}
