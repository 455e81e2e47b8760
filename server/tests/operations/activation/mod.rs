//! Accounts for people whom the hospital knows: by a letter, by a mail, and what somebody gets who only guesses.

mod guardians;
mod guessing;
mod letters;
mod mails;
mod making;

use domain::{
    activation::{ActivationBasis, TypedAnswer},
    actor::Actor,
    audit::{AuditAction, AuditEvent},
    ids::PatientId,
    language::Language,
};
use sea_orm::{ConnectionTrait, Statement};
use serde_json::json;
use server::{
    operations::{
        activation::{
            activate_account::{ActivateError, SignedIn, activate_account},
            make_activation::{
                MadeActivation, MakeActivationError, NewActivation, make_activation,
            },
            open_activation::{OpenActivationError, Presented, open_activation},
        },
        records::import_records::Import,
    },
    passwords::Password,
    secret::Secret,
};

use crate::support::{World, samples::PASSWORD};

pub(crate) const MARIAS: &str = "maria@mail.example";

/// Maria was born on 7 March 1984.
pub(crate) fn born() -> TypedAnswer {
    typed("7", "3", "1984")
}

pub(crate) fn typed(day: &str, month: &str, year: &str) -> TypedAnswer {
    TypedAnswer {
        day: day.to_owned(),
        month: month.to_owned(),
        year: year.to_owned(),
        ..TypedAnswer::default()
    }
}

/// For one record, by mail if there is an address and by letter otherwise.
pub(crate) fn new(record: &str, email: Option<&str>) -> NewActivation {
    NewActivation {
        record: record.parse().unwrap(),
        basis: ActivationBasis::Own,
        name: None,
        email: email.map(|email| email.parse().unwrap()),
        language: Language::English,
        by_letter: email.is_none(),
        by: Actor::System,
    }
}

impl World {
    /// A record without anything in it.
    pub(crate) async fn record_of(&self, id: &str, born: Option<&str>, mrn: &str) {
        let mut record = json!({
            "resourceType": "Patient",
            "id": id,
            "identifier": [{ "system": "urn:mrn", "value": mrn }],
            "name": [{ "given": [id], "family": "Keller" }],
            "address": [{ "postalCode": "02139-4307" }],
        });
        if let Some(born) = born {
            record["birthDate"] = json!(born);
        }
        let mut import = Import::new(&self.deps, self.ctx());
        import.text(id, &record.to_string()).await.unwrap();
    }

    pub(crate) async fn marias_record(&self) {
        self.record_of("maria", Some("1984-03-07"), "4711").await;
    }

    pub(crate) async fn make(
        &self,
        new: NewActivation,
    ) -> Result<MadeActivation, MakeActivationError> {
        make_activation(&self.deps, self.ctx(), new).await
    }

    /// A letter to Maria: its code.
    pub(crate) async fn letter_to_maria(&self) -> String {
        self.marias_record().await;
        self.make(new("maria", None)).await.unwrap().code.unwrap()
    }

    /// The secret of the link that was mailed last.
    pub(crate) async fn mailed_link(&self) -> String {
        let raw = self.database.raw().await;
        let sql =
            "select secret from notice where kind = 'activation' order by created_at desc, id desc";
        let all = Statement::from_string(raw.get_database_backend(), sql);
        let row = raw.query_one_raw(all).await.unwrap().unwrap();
        raw.close().await.unwrap();
        let link: String = row.try_get("", "secret").unwrap();
        let secret = link.strip_prefix("http://localhost:3000/activate/");
        secret.unwrap().to_owned()
    }

    pub(crate) async fn open(
        &self,
        presented: Presented<'_>,
        typed: &TypedAnswer,
    ) -> Result<Secret, OpenActivationError> {
        open_activation(&self.deps, self.ctx(), presented, typed).await
    }

    pub(crate) async fn begin(&self, browser: &Secret) -> Result<SignedIn, ActivateError> {
        let password = Password::new(PASSWORD.to_owned());
        activate_account(&self.deps, self.ctx(), browser, password).await
    }
}

/// The newest event of this kind, whomever it is about.
pub(crate) async fn newest(world: &World, action: AuditAction) -> AuditEvent {
    let events = world.store().read().events().page(0, 1_000).await.unwrap();
    let found = events.into_iter().rev();
    let mut found = found.filter(|row| row.event.action == action);
    found.next().expect("such an event").event
}

pub(crate) fn id(text: &str) -> PatientId {
    PatientId::parse(text).unwrap()
}
