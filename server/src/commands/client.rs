//! `sayso client`: which apps may ask, and what the hospital says of each.

use anyhow::{Context as _, bail};
use domain::{
    catalogue::PurposeOfUse,
    client::{Client, ClientAuthentication, RedirectUri, ReviewState},
    ids::ClientId,
    name::AppName,
    scope::ScopeSet,
};

use super::open;
use crate::{
    operations::administration::{
        list_clients::list_clients,
        register_client::{Credential, register_client},
        review_client::review_client,
    },
    secret::{Secret, SecretKind},
    state::Deps,
};

#[derive(Debug, clap::Subcommand)]
pub enum Action {
    /// Register an app. A confidential app's secret is printed once.
    Add(Box<New>),
    /// List the apps.
    List,
    /// Mark an app as verified.
    Approve { id: ClientId },
    /// Stop an app: its connections end at once, and nobody can connect it.
    Suspend { id: ClientId },
}

#[derive(Debug, clap::Args)]
pub struct New {
    id: ClientId,
    /// The name that people see.
    #[arg(long)]
    name: AppName,
    /// Who makes it.
    #[arg(long)]
    maker: AppName,
    /// Where answers may go; may be given more than once.
    #[arg(long = "redirect", required = true, value_parser = RedirectUri::parse)]
    redirects: Vec<RedirectUri>,
    /// The widest that it may ask for.
    #[arg(long)]
    scope: String,
    /// What it cannot do without.
    #[arg(long, default_value = "")]
    needs: String,
    /// Why it reads, such as self-care; the first one given is its default.
    #[arg(long = "purpose", required = true, value_parser = purpose)]
    purposes: Vec<PurposeOfUse>,
    /// It keeps a secret (a server), so it gets one.
    #[arg(long)]
    confidential: bool,
    /// It sends that secret in the body of its requests (`client_secret_post`).
    #[arg(long, requires = "confidential")]
    secret_in_body: bool,
    /// It may ask about the tokens of other apps.
    #[arg(long)]
    introspects: bool,
}

fn purpose(key: &str) -> Result<PurposeOfUse, String> {
    PurposeOfUse::from_key(key).ok_or_else(|| {
        let known: Vec<_> = PurposeOfUse::ALL.iter().map(|one| one.key()).collect();
        format!("one of {}", known.join(", "))
    })
}

pub async fn run(action: Action) -> anyhow::Result<()> {
    let deps = open().await?;
    match action {
        Action::Add(new) => add(&deps, *new).await,
        Action::List => list(&deps).await,
        Action::Approve { id } => review(&deps, id, ReviewState::Verified).await,
        Action::Suspend { id } => review(&deps, id, ReviewState::Suspended).await,
    }
}

async fn add(deps: &Deps, new: New) -> anyhow::Result<()> {
    if let Some(open) = new.redirects.iter().find(|one| one.as_str().contains('*')) {
        bail!(
            "{} stands for many addresses: each is registered by itself",
            open.as_str()
        );
    }
    let allowed_scopes = known_scopes(&new.scope)?;
    let needed_scopes = known_scopes(&new.needs)?;
    let secret = new
        .confidential
        .then(|| Secret::generate(SecretKind::Client, &*deps.entropy));
    let client = Client {
        id: new.id,
        name: new.name,
        maker: new.maker,
        authentication: match secret {
            Some(_) if new.secret_in_body => ClientAuthentication::ClientSecretPost,
            Some(_) => ClientAuthentication::ClientSecretBasic,
            None => ClientAuthentication::None,
        },
        redirect_uris: new.redirects,
        allowed_scopes,
        needed_scopes,
        purposes: new.purposes,
        review: ReviewState::Unverified,
        may_introspect: new.introspects,
    };
    let credential = secret.as_ref().map_or(Credential::None, |secret| {
        Credential::Secret(secret.digest())
    });
    let ctx = deps.own_context();
    let registered = register_client(deps, ctx, client, credential).await?;
    println!("registered {}, not verified yet", registered.client.id);
    if let Some(secret) = secret {
        println!("its secret, shown this once: {}", secret.expose());
    }
    Ok(())
}

/// A registration says exactly what it says: what we would leave out is refused here.
fn known_scopes(text: &str) -> anyhow::Result<ScopeSet> {
    let set = ScopeSet::parse(text);
    let mut words = text.split_whitespace();
    if let Some(system) = words.find(|one| one.starts_with("system/")) {
        bail!("{system} asks for no single patient: Sayso gives apps no such access");
    }
    if let Some(unknown) = text
        .split_whitespace()
        .find(|one| ScopeSet::parse(one).is_empty())
    {
        bail!("{unknown} is not a scope that is known here");
    }
    Ok(set)
}

async fn list(deps: &Deps) -> anyhow::Result<()> {
    for registered in list_clients(deps).await? {
        let client = registered.client;
        println!(
            "{}\t{}\t{}\t{}",
            client.id,
            client.review.key(),
            client.authentication.key(),
            client.name
        );
    }
    Ok(())
}

async fn review(deps: &Deps, id: ClientId, review: ReviewState) -> anyhow::Result<()> {
    let ctx = deps.own_context();
    let reviewed = review_client(deps, ctx, &id, review)
        .await
        .with_context(|| id.to_string())?;
    println!("{id} is {}", reviewed.client.review.key());
    if reviewed.ended > 0 {
        println!("{} connections ended", reviewed.ended);
    }
    Ok(())
}
