//! `sayso consent stop` and `sayso delegation end`: what a patient asks for by phone.

use domain::ids::{ConsentId, DelegationId};

use super::{account::Why, open};
use crate::operations::{
    activation::find_record::RecordName,
    administration::{
        stop_consent::{ConsentName, stop_consent},
        stop_delegation::stop_delegation,
    },
};

#[derive(Debug, clap::Subcommand)]
pub enum ConsentAction {
    /// Stop one app for one patient. It sees nothing from the next request on.
    Stop {
        /// The id of the consent, or with --record the code on its card, such as C-7K3F.
        consent: String,
        /// Whose card it is: the id of the record, or `system|value`.
        #[arg(long)]
        record: Option<RecordName>,
        #[command(flatten)]
        why: Why,
    },
}

#[derive(Debug, clap::Subcommand)]
pub enum DelegationAction {
    /// End what lets somebody act for a patient, with everything that they connected.
    End {
        /// The id of the delegation, as `sayso account show` lists it.
        delegation: DelegationId,
        #[command(flatten)]
        why: Why,
    },
}

pub async fn run_consent(action: ConsentAction) -> anyhow::Result<()> {
    let ConsentAction::Stop {
        consent,
        record,
        why,
    } = action;
    let name = match record {
        Some(record) => ConsentName::Code {
            code: consent,
            record,
        },
        None => ConsentName::Id(consent.parse::<ConsentId>()?),
    };
    let deps = open().await?;
    let care = why.care(&deps).await?;
    let stopped = stop_consent(&deps, deps.own_context(), &name, &care).await?;
    let (client, code, subject) = (&stopped.client, stopped.id.code(), &stopped.subject);
    println!(
        "{client} ({code}) sees nothing more of {subject}; what it read before, it may have kept"
    );
    Ok(())
}

pub async fn run_delegation(action: DelegationAction) -> anyhow::Result<()> {
    let DelegationAction::End { delegation, why } = action;
    let deps = open().await?;
    let care = why.care(&deps).await?;
    let ended = stop_delegation(&deps, deps.own_context(), delegation, &care).await?;
    println!(
        "{} is over; {} apps that were connected under it see nothing more",
        ended.delegation.id, ended.consents_ended
    );
    Ok(())
}
