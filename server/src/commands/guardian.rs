//! `sayso guardian`: who acts for a minor.

use domain::ids::PatientId;

use super::open;
use crate::operations::delegations::add_guardian::add_guardian;

#[derive(Debug, clap::Subcommand)]
pub enum Action {
    /// Let somebody with an account act for a minor. How far follows from the birth date in the record.
    Add {
        /// The address of the guardian's account.
        #[arg(long)]
        email: String,
        /// The id of the minor's Patient record.
        #[arg(long, value_parser = patient)]
        patient: PatientId,
    },
}

fn patient(id: &str) -> Result<PatientId, String> {
    PatientId::parse(id).map_err(|error| error.to_string())
}

pub async fn run(action: Action) -> anyhow::Result<()> {
    let Action::Add { email, patient } = action;
    let deps = open().await?;
    let delegation = add_guardian(&deps, deps.own_context(), &email, patient).await?;
    let (until, subject) = (delegation.until.date_naive(), &delegation.subject);
    println!("{email} may now act for {subject}, until {until}");
    Ok(())
}
