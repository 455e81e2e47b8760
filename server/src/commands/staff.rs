//! `sayso staff`: accounts with a role.

use domain::{
    actor::{Actor, StaffRole},
    language::Language,
    name::PersonName,
    person::Email,
};

use super::{open, read_password};
use crate::{
    operations::administration::{
        add_person::{NewPerson, add_person},
        find_staff::find_staff,
    },
    state::Deps,
};

#[derive(Debug, clap::Subcommand)]
pub enum Action {
    /// Add a member of staff. The password is read from standard input.
    Add {
        #[arg(long)]
        email: Email,
        #[arg(long)]
        name: PersonName,
        /// What they may do, such as privacy-officer.
        #[arg(long, value_parser = role)]
        role: StaffRole,
    },
}

fn role(key: &str) -> Result<StaffRole, String> {
    StaffRole::from_key(key).ok_or_else(|| {
        let known: Vec<_> = StaffRole::ALL.iter().map(|one| one.key()).collect();
        format!("one of {}", known.join(", "))
    })
}

pub async fn run(action: Action) -> anyhow::Result<()> {
    let Action::Add { email, name, role } = action;
    let deps = open().await?;
    let new = NewPerson {
        email,
        name,
        password: read_password()?,
        language: Language::English,
        patient: None,
        role: Some(role),
    };
    let person = add_person(&deps, deps.own_context(), new).await?;
    println!(
        "{} may now sign in as {}",
        person.email.as_str(),
        role.key()
    );
    Ok(())
}

/// The member of staff who does something, named by the address of their account.
pub(super) async fn staff_actor(deps: &Deps, email: &Email) -> anyhow::Result<Actor> {
    Ok(find_staff(deps, email).await?)
}
