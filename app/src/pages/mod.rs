//! The places a person goes: one component per address.

pub mod activation;
pub mod activity;
pub mod app;
pub mod apps;
pub mod confirm;
pub mod consent;
pub mod copy;
pub mod help;
pub mod home;
pub mod identify;
pub mod invitation;
pub mod new_account;
pub mod not_found;
pub mod notices;
mod open;
pub mod passkeys;
pub mod people;
pub mod privacy;
pub mod receipt;
pub mod records;
pub mod recovery;
pub mod security;
pub mod sign_in;
pub mod stop;
pub mod stopped;
pub mod whose;

pub use activation::{ActivatePage, BeginAccountPage};
pub use activity::ActivityPage;
pub use app::AppPage;
pub use apps::AppsPage;
pub use confirm::{ConfirmChangePage, ConfirmConsentPage};
pub use consent::ConsentPage;
pub use copy::CopyPage;
pub use help::HelpPage;
pub use home::HomePage;
pub use identify::IdentifyPage;
pub use invitation::{GotInvitedPage, InvitationPage};
pub use new_account::NewAccountPage;
pub use not_found::NotFoundPage;
pub use notices::NoticesPage;
pub use passkeys::{AddPasskeyPage, NewCodesPage, NewPasskeyPage, PaperCodesPage, PasskeyPage};
pub use people::{
    PeoplePage,
    ask::AskPage,
    caregiver::CaregiverPage,
    confirm::{ConfirmCaregiverPage, ConfirmInvitePage},
    end::EndDelegationPage,
    ended::DelegationEndedPage,
    invite::InvitePage,
    receipt::DelegationReceiptPage,
};
pub use privacy::PrivacyPage;
pub use receipt::ReceiptPage;
pub use records::RecordsPage;
pub use recovery::{RecoveryNextPage, RecoveryStartPage};
pub use security::{
    SecurityPage, hospital::HospitalPage, password::NewPasswordPage, sign_in::SignInChoicePage,
    yours::YoursPage,
};
pub use sign_in::SignInPage;
pub use stop::StopPage;
pub use stopped::StoppedPage;
pub use whose::WhosePage;

use std::str::FromStr;

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use crate::facts::PortalError;

/// The id in the address, or "there is no such page".
fn id_in_path<T: FromStr>(name: &'static str) -> Result<T, PortalError> {
    let text = use_params_map().read().get(name).unwrap_or_default();
    text.parse().map_err(|_| PortalError::NotFound)
}

/// What was wrong with the form that led back to this page.
fn problem_in_query() -> Option<PortalError> {
    in_query("problem").and_then(|key| PortalError::from_key(&key))
}

fn in_query(name: &'static str) -> Option<String> {
    use_query_map().read_untracked().get(name)
}
