//! Passkeys: added, used, refused and removed.

mod attacks;
pub(crate) mod key;
mod life;
mod pages;
mod probation;

use chrono::TimeDelta;
use domain::{
    assurance::{Assurance, AuthenticationMethod},
    audit::{AuditAction, AuditEvent},
    ids::{PatientId, SessionId},
    language::Language,
    passkey::{Passkey, PasskeyName},
    person::Person,
    proof::ProofFor,
};
use key::{Key, Says};
use server::{
    operations::{
        administration::add_person::{NewPerson, add_person},
        credentials::{
            add_passkey::{AddPasskeyError, NewPasskey, PasskeyAdded, add_passkey},
            begin_passkey::begin_passkey,
            begin_proof::begin_proof,
            find_new_passkey::find_new_passkey,
            prove_with_passkey::{PasskeyAnswer, PasskeyProofError, prove_with_passkey},
            webauthn_challenge::Challenge,
        },
        proof::Proof,
        sign_in::{
            begin_passkey_sign_in::begin_passkey_sign_in,
            sign_in_with_passkey::{PasskeySignInError, sign_in_with_passkey},
            sign_in_with_password::{Credentials, SignedIn, sign_in},
        },
    },
    passwords::Password,
    store::AuditFilter,
};

use crate::support::{
    World,
    samples::{EMAIL, PASSWORD, export, patient},
};

/// Somebody who is signed in with a password.
pub(crate) struct Holder {
    pub(crate) person: Person,
    pub(crate) session: SessionId,
}

impl World {
    pub(crate) async fn maria_at_home(&self) -> Holder {
        self.maria().await;
        self.at_home(EMAIL).await
    }

    /// Somebody else with a record and an account.
    pub(crate) async fn ana_at_home(&self) -> Holder {
        let email = "ana@demo.sayso.example";
        let new = NewPerson {
            email: email.parse().unwrap(),
            name: "Ana Keller".parse().unwrap(),
            password: Password::new(PASSWORD.to_owned()),
            language: Language::English,
            patient: Some(PatientId::parse("ana").unwrap()),
            role: None,
        };
        add_person(&self.deps, self.ctx(), new).await.unwrap();
        self.at_home(email).await
    }

    /// Somebody who signs in a while after the account was made.
    pub(crate) async fn at_home(&self, email: &str) -> Holder {
        self.later(TimeDelta::seconds(1));
        self.enters(email).await
    }

    /// Somebody who signs in at this moment.
    pub(crate) async fn enters(&self, email: &str) -> Holder {
        let credentials = Credentials {
            email: email.to_owned(),
            password: PASSWORD.to_owned(),
        };
        let signed_in = sign_in(&self.deps, self.ctx(), credentials).await.unwrap();
        Holder {
            person: signed_in.person,
            session: signed_in.session.id,
        }
    }

    pub(crate) fn password_proof(&self, holder: &Holder, action: ProofFor) -> Proof {
        Proof {
            person: holder.person.id,
            action,
            assurance: Assurance {
                method: AuthenticationMethod::Password,
                authenticated_at: self.now(),
            },
        }
    }

    /// Asks the browser of this person for a new passkey.
    pub(crate) async fn asked_for_new(&self, holder: &Holder) -> Challenge {
        let proof = self.password_proof(holder, ProofFor::AddPasskey);
        self.asked_for_new_under(holder, &proof).await
    }

    pub(crate) async fn asked_for_new_under(&self, holder: &Holder, proof: &Proof) -> Challenge {
        let (person, session) = (&holder.person, holder.session);
        let begun = begin_passkey(&self.deps, self.ctx(), person, session, proof).await;
        let found = find_new_passkey(&self.deps, person.id, session, begun.unwrap()).await;
        found.unwrap().unwrap()
    }

    pub(crate) async fn add(
        &self,
        holder: &Holder,
        asked: &Challenge,
        answer: String,
    ) -> Result<PasskeyAdded, AddPasskeyError> {
        let new = NewPasskey {
            ceremony: asked.ceremony,
            session: holder.session,
            name: PasskeyName::parse("My phone").unwrap(),
            answer,
        };
        add_passkey(&self.deps, self.ctx(), &holder.person, new).await
    }

    /// A passkey of this person, made as browsers make them.
    pub(crate) async fn passkey(&self, holder: &Holder) -> (Key, Passkey) {
        self.passkey_like(holder, Key::new()).await
    }

    pub(crate) async fn passkey_like(&self, holder: &Holder, mut key: Key) -> (Key, Passkey) {
        let asked = self.asked_for_new(holder).await;
        let answer = key.made(&asked.options, |_| {});
        let added = self.add(holder, &asked, answer).await;
        (key, added.unwrap().passkey)
    }

    /// A passkey of full worth: an older one vouched for it.
    pub(crate) async fn trusted_passkey(&self, holder: &Holder) -> (Key, Passkey) {
        let (key, passkey) = self.passkey(holder).await;
        let tx = self.store().begin().await.unwrap();
        tx.passkeys().save_vouched(passkey.id).await.unwrap();
        tx.commit().await.unwrap();
        (key, passkey)
    }

    /// A proof for this action by this key.
    pub(crate) async fn proved_by(
        &self,
        holder: &Holder,
        key: &mut Key,
        action: ProofFor,
    ) -> Result<Proof, PasskeyProofError> {
        let asked = self.asked_to_prove(holder, &action).await;
        let answer = key.answer(&asked.options, |_| {});
        self.prove(holder, action, &asked, answer).await
    }

    pub(crate) async fn asked_to_prove(&self, holder: &Holder, action: &ProofFor) -> Challenge {
        let asked = begin_proof(&self.deps, holder.person.id, holder.session, action).await;
        asked.unwrap().unwrap()
    }

    pub(crate) async fn prove(
        &self,
        holder: &Holder,
        action: ProofFor,
        asked: &Challenge,
        answer: String,
    ) -> Result<Proof, PasskeyProofError> {
        let given = PasskeyAnswer {
            ceremony: asked.ceremony,
            session: holder.session,
            answer,
        };
        prove_with_passkey(&self.deps, self.ctx(), &holder.person, action, given).await
    }

    /// A proof that would be good if nothing were bent.
    pub(crate) async fn prove_bent(
        &self,
        holder: &Holder,
        key: &mut Key,
        bend: impl FnOnce(&mut Says),
    ) -> Result<Proof, PasskeyProofError> {
        let asked = self.asked_to_prove(holder, &export()).await;
        let answer = key.answer(&asked.options, bend);
        self.prove(holder, export(), &asked, answer).await
    }

    pub(crate) async fn asked_to_sign_in(&self) -> Challenge {
        let asked = begin_passkey_sign_in(&self.deps, self.ctx()).await;
        asked.unwrap()
    }

    pub(crate) async fn sign_in_by_key(
        &self,
        asked: &Challenge,
        answer: &str,
    ) -> Result<SignedIn, PasskeySignInError> {
        sign_in_with_passkey(&self.deps, self.ctx(), asked.ceremony, answer).await
    }

    /// Maria's newest event of this kind.
    pub(crate) async fn last_event(&self, action: AuditAction) -> AuditEvent {
        let filter = AuditFilter {
            limit: 100,
            ..AuditFilter::default()
        };
        let reader = self.store().read();
        let events = reader.events().for_subject(&patient(), &filter).await;
        let mut events = events.unwrap();
        events.sort_by_key(|row| std::cmp::Reverse(row.seq));
        let found = events.into_iter().find(|row| row.event.action == action);
        found.unwrap().event
    }
}
