//! What Maria does: she decides, changes her mind and looks at what happened.

use axum::http::HeaderMap;
use domain::{
    assurance::{Assurance, AuthenticationMethod},
    catalogue::{CategorySet, DataCategory, TopicSet},
    consent::{
        AccessChoice, Choice, Consent, LastDay, NewDecision, Offer, RevocationCause, Wording,
    },
    grant::GrantEndCause,
    ids::AuthorizationRequestId,
    language::Language,
    proof::ProofFor,
    session::Session,
};
use server::{
    http::session,
    operations::{
        acting::Acting,
        connect::{
            approval_proof::proof_for_approval,
            approve_consent::{ApproveConsent, ApproveError, Approved, approve_consent},
            consent_offer::consent_offer,
            deny_consent::deny_consent,
        },
        consents::change_consent::{ChangeConsent, ChangeError, change_consent},
        credentials::change_password::{ChangePassword, PasswordChanged, change_password},
        proof::Proof,
        sign_in::sign_in_with_password::{Credentials, sign_in},
    },
    passwords::Password,
    secret::{Digest, SecretKind},
    store::AuditFilter,
};

use super::{Question, Reply, Story};
use crate::support::samples;

pub(crate) const WORDS: &str = "Sugar Coach asks to see your lab results.";

pub(crate) fn asked_for(question: &Reply) -> AuthorizationRequestId {
    let location = question.location();
    let at = location.find("request_").unwrap();
    let id = location[at..].split('/').next();
    id.unwrap().parse().unwrap()
}

fn choice(categories: &[DataCategory], access: AccessChoice) -> Choice {
    Choice {
        categories: categories.iter().copied().collect(),
        topics: TopicSet::EMPTY,
        access,
        period: None,
    }
}

/// A month of lab results.
pub(crate) fn lab_results() -> Choice {
    choice(&[DataCategory::LabResults], AccessChoice::Days(30))
}

const LABS_AND_VITALS: [DataCategory; 2] = [DataCategory::LabResults, DataCategory::VitalSigns];

impl Story {
    /// Maria, on her own record.
    pub(crate) fn own(&self) -> Acting {
        Acting::own(self.maria.id, self.maria.patient.clone().unwrap())
    }

    /// The cookie of a browser in which Maria is signed in.
    pub(crate) async fn sign_in(&self) -> HeaderMap {
        self.sign_in_led_by(None).await
    }

    /// The cookie of a browser in which Maria signed in on the way to this request, or to none.
    pub(crate) async fn sign_in_led_by(
        &self,
        request: Option<AuthorizationRequestId>,
    ) -> HeaderMap {
        let credentials = Credentials {
            email: samples::EMAIL.to_owned(),
            password: samples::PASSWORD.to_owned(),
        };
        let deps = &self.world.deps;
        let ctx = self.world.ctx().led_by(request);
        let signed_in = sign_in(deps, ctx, credentials).await.unwrap();
        let cookie = session::cookie(deps, &signed_in.secret);
        let pair = cookie.split(';').next().unwrap();
        HeaderMap::from_iter([(axum::http::header::COOKIE, pair.parse().unwrap())])
    }

    /// Maria shares lab results and vital signs for thirty days.
    pub(crate) async fn approve(&self, question: &Question) -> Reply {
        self.approve_choice(question, choice(&LABS_AND_VITALS, AccessChoice::Days(30)))
            .await
    }

    pub(crate) async fn approve_once(&self, question: &Question) -> Reply {
        self.approve_choice(question, choice(&LABS_AND_VITALS, AccessChoice::OneTime))
            .await
    }

    async fn approve_choice(&self, question: &Question, choice: Choice) -> Reply {
        let request = asked_for(&self.ask(question).await);
        let approved = self.decide(request, choice, true).await.unwrap();
        Reply::leading_to(&approved.location())
    }

    /// Maria says yes, with or without showing again who she is.
    pub(crate) async fn decide(
        &self,
        request: AuthorizationRequestId,
        choice: Choice,
        proves: bool,
    ) -> Result<Approved, ApproveError> {
        let assurance = self.by_password();
        let proof = proves.then_some(assurance);
        self.decide_with(request, choice, assurance, proof).await
    }

    /// Maria says yes in a session that the request led to, and shows again who she is in this way.
    pub(crate) async fn decide_with(
        &self,
        request: AuthorizationRequestId,
        choice: Choice,
        sign_in: Assurance,
        proof: Option<Assurance>,
    ) -> Result<Approved, ApproveError> {
        let session = self.session(sign_in).led_by(Some(request));
        self.approve_in(&session, request, choice, proof).await
    }

    /// A session of Maria's that began like this; no request led to it.
    pub(crate) fn session(&self, sign_in: Assurance) -> Session {
        let deps = &self.world.deps;
        Session::begin(
            deps.new_id(self.world.now()),
            self.maria.id,
            sign_in,
            self.world.now(),
        )
    }

    /// Maria says yes in this session, which is stored first.
    pub(crate) async fn approve_in(
        &self,
        session: &Session,
        request: AuthorizationRequestId,
        choice: Choice,
        proof: Option<Assurance>,
    ) -> Result<Approved, ApproveError> {
        let (deps, ctx) = (&self.world.deps, self.world.ctx());
        let tx = self.world.store().begin().await.unwrap();
        let secret = deps.secret(SecretKind::Session);
        tx.sessions()
            .insert(session, &secret.digest())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let approve = ApproveConsent {
            offer: consent_offer(deps, ctx, &self.own(), request).await?,
            acting: self.own(),
            proof: proof.map(|assurance| Proof {
                person: self.maria.id,
                action: proof_for_approval(request, &choice),
                assurance,
            }),
            choice,
            wording: wording(),
            text: WORDS.to_owned(),
            sign_in: session.sign_in(),
        };
        approve_consent(deps, ctx, approve).await
    }

    pub(crate) async fn deny(&self, question: &Question) -> Reply {
        let request = asked_for(&self.ask(question).await);
        let (deps, ctx) = (&self.world.deps, self.world.ctx());
        let denied = deny_consent(deps, ctx, request, &self.own()).await;
        Reply::leading_to(&denied.unwrap().location())
    }

    /// Maria stops the app.
    pub(crate) async fn stop(&self) {
        let (now, tx) = (self.world.now(), self.world.store().begin().await.unwrap());
        let consent = self.standing().await;
        let by = self.maria.actor();
        let revoked = consent.revoke(by, RevocationCause::StoppedByPatient, now);
        let revoked = revoked.unwrap();
        tx.consents().save(&revoked).await.unwrap();
        let cause = GrantEndCause::ConsentEnded;
        let ended = tx.grants().end_all_of(revoked.id, cause, now).await;
        ended.unwrap();
        tx.commit().await.unwrap();
    }

    /// Maria turns the lab results off.
    pub(crate) async fn narrow_to_vital_signs(&self) {
        let (now, consent) = (self.world.now(), self.standing().await);
        let reader = self.world.store().read();
        let client = reader.clients().find(&consent.client).await.unwrap();
        let client = client.unwrap();
        let offer = Offer::of_change(&consent, &client, &client.allowed_scopes);
        let choice = choice(&[DataCategory::VitalSigns], AccessChoice::Days(7));
        let decision = NewDecision {
            grantor: self.maria.actor(),
            choice: choice.check(&offer, now).unwrap(),
            wording: wording(),
            assurance: self.by_password(),
        };
        let tx = self.world.store().begin().await.unwrap();
        let (before, after) = consent.decide_again(decision, now).unwrap();
        tx.consents().replace(&before, &after).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn standing(&self) -> Consent {
        let reader = self.world.store().read();
        let patient = self.maria.patient.clone().unwrap();
        let consents = reader.consents().list_for(&patient).await.unwrap();
        consents.into_iter().next().unwrap()
    }

    /// The states of Maria's consents.
    pub(crate) async fn consents(&self) -> Vec<&'static str> {
        let reader = self.world.store().read();
        let patient = self.maria.patient.clone().unwrap();
        let consents = reader.consents().list_for(&patient).await.unwrap();
        consents.iter().map(|consent| consent.state.key()).collect()
    }

    /// What Maria's history holds, newest first.
    pub(crate) async fn history(&self) -> Vec<domain::audit::AuditEvent> {
        let filter = AuditFilter {
            limit: 100,
            ..AuditFilter::default()
        };
        let reader = self.world.store().read();
        let patient = self.maria.patient.clone().unwrap();
        let events = reader.events().for_subject(&patient, &filter).await;
        events.unwrap().into_iter().map(|row| row.event).collect()
    }

    /// What people were told, beside that an app connected.
    pub(crate) async fn told(&self) -> Vec<String> {
        let mut told = self.world.told().await;
        told.retain(|kind| kind != "app-connected");
        told
    }

    /// Maria sets a new password, and shows with the old one that it is her.
    pub(crate) async fn change_password(&self, new: &str) -> PasswordChanged {
        let (deps, ctx) = (&self.world.deps, self.world.ctx());
        let cookie = self.sign_in().await;
        let session = session::visitor(deps, &cookie).await.unwrap().unwrap();
        let change = ChangePassword {
            new: Password::new(new.to_owned()),
            proof: Proof {
                person: self.maria.id,
                action: ProofFor::ChangePassword,
                assurance: self.by_password(),
            },
            session: session.session.id,
        };
        let changed = change_password(deps, ctx, &self.maria, change).await;
        changed.unwrap()
    }

    /// Maria says yes again to what stands, as it is.
    pub(crate) async fn confirm(&self, proves: bool) -> Result<Consent, ChangeError> {
        let granted = self.standing().await.granted;
        self.change_to(granted, proves).await
    }

    /// What stands with these kinds, and everything else as it is; not proved yet.
    pub(crate) fn change_of(
        &self,
        standing: &Consent,
        acting: Acting,
        categories: CategorySet,
    ) -> ChangeConsent {
        ChangeConsent {
            consent: standing.id,
            version: standing.version,
            acting,
            choice: Choice {
                categories,
                topics: standing.topics,
                access: AccessChoice::Until(LastDay {
                    day: standing.expires_at.date_naive(),
                    ends: standing.expires_at,
                }),
                period: standing.period,
            },
            keeps_end: true,
            wording: wording(),
            text: WORDS.to_owned(),
            sign_in: self.by_password(),
            proof: None,
        }
    }

    /// Maria decides again about what stands: these kinds, and everything else as it is.
    pub(crate) async fn change_to(
        &self,
        categories: CategorySet,
        proves: bool,
    ) -> Result<Consent, ChangeError> {
        let standing = self.standing().await;
        let mut change = self.change_of(&standing, self.own(), categories);
        change.proof = proves.then(|| Proof {
            person: self.maria.id,
            action: change.proof_for(),
            assurance: self.by_password(),
        });
        change_consent(&self.world.deps, self.world.ctx(), change).await
    }

    pub(crate) async fn actions(&self) -> Vec<&'static str> {
        let history = self.history().await;
        history.iter().map(|event| event.action.key()).collect()
    }

    pub(crate) fn granted() -> CategorySet {
        LABS_AND_VITALS.into_iter().collect()
    }

    fn by_password(&self) -> Assurance {
        self.shown(AuthenticationMethod::Password)
    }

    /// Maria shows who she is, now.
    pub(crate) fn shown(&self, method: AuthenticationMethod) -> Assurance {
        Assurance {
            method,
            authenticated_at: self.world.now(),
        }
    }
}

pub(crate) fn wording() -> Wording {
    Wording {
        screen: "consent".to_owned(),
        language: Language::English,
        version: "1".to_owned(),
        digest: Digest::of(WORDS.as_bytes()).hex(),
        privacy_notice: None,
    }
}
