//! What the commands that open the way to accounts share: a language, who does it, and what is said of one that is made.

use domain::{actor::Actor, language::Language, person::Email};

use super::letters::Letters;
use crate::{
    commands::staff::staff_actor, operations::activation::make_activation::MadeActivation,
    state::Deps,
};

pub(in crate::commands) fn language(key: &str) -> Result<Language, String> {
    Language::from_key(key).ok_or_else(|| "one of en, es".to_owned())
}

/// The member of staff who does it; without one, it is done from the command line.
pub(in crate::commands) async fn actor(deps: &Deps, by: Option<Email>) -> anyhow::Result<Actor> {
    match by {
        Some(email) => staff_actor(deps, &email).await,
        None => Ok(Actor::System),
    }
}

/// Writes the letter, if there is one, and prints what happens next.
pub(in crate::commands) async fn tell(
    deps: &Deps,
    made: &MadeActivation,
    letters: Option<&mut Letters>,
) -> anyhow::Result<()> {
    let activation = &made.activation;
    let until = activation.expires_at();
    let until = deps.config.time_zone.zone(until).last_day(until);
    if let (Some(letters), Some(code)) = (letters, &made.code) {
        letters.write(deps, activation, code).await?;
        println!(
            "{}: a letter, good until {until}: {}",
            activation.name,
            letters.path()
        );
    } else if let Some(to) = &activation.address {
        println!(
            "{}: a mail to {} is on its way, good until {until}",
            activation.name, to.email
        );
        if !deps.config.sends_mail() {
            println!("no mail leaves this server: `mail` is not set");
        }
    }
    Ok(())
}
