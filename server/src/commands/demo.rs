//! `sayso demo`: sample people, records and apps on this machine, with an app beside it to connect.

use std::{fs, path::Path};

use anyhow::{Context as _, ensure};

use super::{
    connect,
    serve::{listen, until},
    told_to_stop, with_privacy_notice,
};
use crate::{
    config::Config,
    demo::{
        app::{DemoApp, serve as serve_app},
        people::PEOPLE,
        privacy, seed,
    },
    operations::administration::{check_ready::not_ahead, demo_database::claim_for_demo},
    privacy_notice::texts_in,
};

#[derive(Debug, clap::Args)]
pub struct Arguments {}

const FOLDER: &str = "target/demo";

pub async fn run(_: Arguments) -> anyhow::Result<()> {
    let mut config = Config {
        demo: true,
        ..Config::load()?
    };
    ensure!(
        config.listen.ip().is_loopback() && config.is_plain_loopback(),
        "the demo has public passwords: it answers this machine only, and {} as {} is not that",
        config.listen,
        config.issuer()
    );
    let privacy = match &config.privacy_notice {
        Some(folder) => texts_in(folder)?,
        None => privacy::texts(),
    };
    let own = config.has_default_database();
    if own {
        fs::create_dir_all(FOLDER).with_context(|| format!("cannot make the folder {FOLDER}"))?;
        config.database_url = format!("sqlite://{}", Path::new(FOLDER).join("sayso.db").display());
    }
    let deps = connect(config).await?;
    let steps = not_ahead(&deps).await?.steps;
    let behind = steps.iter().any(|(_, taken)| *taken) && steps.iter().any(|(_, taken)| !taken);
    ensure!(
        own || !behind,
        "the schema of this database is old, and the demo changes none that may not be its own: run `sayso migrate up`"
    );
    deps.store.migrate().await?;
    claim_for_demo(&deps).await?;
    let report = seed(&deps).await?;
    ensure!(
        report.refused == 0,
        "the demo's own records were refused: {:?}",
        report.refusals
    );
    let deps = with_privacy_notice(deps, Some(privacy)).await?;
    let listener = listen(&deps.config).await?;
    let app = DemoApp {
        listen: deps.config.demo_app_listen,
        fhir: deps.config.fhir_base().parse()?,
    };
    let stop = told_to_stop()?;
    println!("{}", Welcome(&deps.config));
    tokio::select! {
        served = until(listener, deps.clone(), stop) => served,
        app = serve_app(app) => app,
    }
}

/// What somebody who just started the demo should know.
struct Welcome<'a>(&'a Config);

impl std::fmt::Display for Welcome<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let config = self.0;
        writeln!(f, "\nSayso answers on   {}", config.issuer())?;
        writeln!(f, "Sugar Coach (app)  http://{}\n", config.demo_app_listen)?;
        writeln!(
            f,
            "Accounts, all with the password {}:",
            config.demo_password
        )?;
        for person in PEOPLE {
            let role = person.role.map_or("", |role| role.key());
            writeln!(f, "  {:<36}{:<16} {role}", person.email(), person.name)?;
        }
        writeln!(f, "\nTry this first:")?;
        writeln!(
            f,
            "  1. Open Sugar Coach at http://{} and press Connect.",
            config.demo_app_listen
        )?;
        writeln!(
            f,
            "  2. Sign in as {}, look, pick, and press Share.",
            PEOPLE[0].email()
        )?;
        writeln!(
            f,
            "  3. See in Sugar Coach what it read. Each look is in Activity, at {}/activity.",
            config.issuer()
        )?;
        writeln!(
            f,
            "  4. In Apps, stop sharing. Read again in Sugar Coach: refused."
        )?;
        if config.keeps_mail() {
            writeln!(f, "  5. Read the mails at {}/demo/mail.", config.issuer())?;
        }
        write!(f, "\nCtrl-C ends it.")
    }
}
