//! `sayso record`: takes out what came in wrongly, and puts together what is one person's.

use std::str::FromStr;

use domain::{catalogue::ResourceType, ids::ResourceId};

use super::{account::Why, open};
use crate::operations::{
    activation::find_record::RecordName,
    administration::{
        merge_records::{MergedRecords, merge_records},
        withdraw_record::{readmit_record, withdraw_record},
    },
};

/// A record as FHIR writes a relative reference: `Observation/8f3a`.
#[derive(Clone, Debug)]
pub struct Named {
    resource: ResourceType,
    id: ResourceId,
}

impl FromStr for Named {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts = text.split_once('/');
        let named = parts.and_then(|(resource, id)| {
            Some(Self {
                resource: resource.parse().ok()?,
                id: ResourceId::parse(id).ok()?,
            })
        });
        named.ok_or_else(|| "type and id, such as Observation/8f3a".to_owned())
    }
}

#[derive(Debug, clap::Subcommand)]
pub enum Action {
    /// Take out a record that came in wrongly. It is gone for apps and people at once, and later imports leave it out.
    Withdraw {
        /// Type and id, such as Observation/8f3a.
        record: Named,
        #[command(flatten)]
        why: Why,
    },
    /// Put two records together that were found to be one person's. What is shared from the old one ends, and what is shared
    /// from the other waits for a new yes.
    Merge {
        /// The record that goes: the id of its Patient, or `system|value` of a business identifier.
        old: RecordName,
        /// The record that is kept.
        #[arg(long)]
        into: RecordName,
        #[command(flatten)]
        why: Why,
    },
    /// Let later imports bring a withdrawn record again.
    Readmit {
        /// Type and id, such as Observation/8f3a.
        record: Named,
        #[command(flatten)]
        why: Why,
    },
}

pub async fn run(action: Action) -> anyhow::Result<()> {
    let deps = open().await?;
    let ctx = deps.own_context();
    match action {
        Action::Withdraw { record, why } => {
            let (Named { resource, id }, care) = (record, why.care(&deps).await?);
            let patient = withdraw_record(&deps, ctx, resource, &id, &care).await?;
            let of = patient
                .map(|patient| format!(" of {patient}"))
                .unwrap_or_default();
            println!(
                "{resource}/{id}{of} is gone for apps and people; apps that read it may have kept it"
            );
        }
        Action::Merge { old, into, why } => {
            let care = why.care(&deps).await?;
            let MergedRecords {
                records,
                ended,
                held,
            } = merge_records(&deps, ctx, (&old, &into), &care).await?;
            println!("{records} records went over, and later imports follow");
            println!(
                "ended with the old one: {} apps, {} people who help",
                ended.consents, ended.delegations
            );
            println!(
                "waiting for a new yes: {} apps, {} people who help",
                held.consents, held.delegations
            );
        }
        Action::Readmit { record, why } => {
            let (Named { resource, id }, care) = (record, why.care(&deps).await?);
            readmit_record(&deps, ctx, resource, &id, &care).await?;
            println!("the next import that brings {resource}/{id} stores it again");
        }
    }
    Ok(())
}
