//! `sayso record`: takes out what came in wrongly.

use std::str::FromStr;

use domain::{catalogue::ResourceType, ids::ResourceId};

use super::{account::Why, open};
use crate::operations::administration::withdraw_record::{readmit_record, withdraw_record};

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
        Action::Readmit { record, why } => {
            let (Named { resource, id }, care) = (record, why.care(&deps).await?);
            readmit_record(&deps, ctx, resource, &id, &care).await?;
            println!("the next import that brings {resource}/{id} stores it again");
        }
    }
    Ok(())
}
