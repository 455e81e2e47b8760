//! What the app knows of one browser: nothing, that it is on its way to Sayso, or a connection with what was read.

use std::{
    collections::{BTreeSet, VecDeque},
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use oauth2::{CsrfToken, RefreshToken, TokenResponse as _};
use tokio::sync::Mutex as AsyncMutex;

use super::{
    client::{Departure, Identity, Server, Tokens},
    protocol_log::Step,
    readings::Readings,
};

/// One browser.
#[derive(Default)]
pub(super) struct Visit {
    pub(super) stage: Stage,
    pub(super) steps: Vec<Step>,
}

#[derive(Default)]
pub(super) enum Stage {
    #[default]
    Fresh,
    /// The browser was sent to Sayso.
    Away {
        server: Box<Server>,
        departure: Departure,
    },
    /// The person said no, or Sayso did; the error of the answer (RFC 6749 §4.1.2.1).
    Declined {
        error: String,
    },
    /// Something did not hold, so nothing was kept.
    Failed {
        sentence: String,
    },
    Connected(Box<Connection>),
}

/// A connection, also after it ended.
pub(super) struct Connection {
    pub(super) server: Box<Server>,
    pub(super) access: String,
    pub(super) refresh: Option<RefreshToken>,
    pub(super) granted: BTreeSet<String>,
    renew_at: Option<Instant>,
    pub(super) patient: Option<String>,
    pub(super) identity: Option<Identity>,
    /// One for each wish, in their order.
    pub(super) looks: Vec<Look>,
    /// What came of asking for something that was never asked for at the start.
    pub(super) overreach: Option<Look>,
    pub(super) read_at: Option<String>,
    pub(super) end: Option<End>,
}

/// What one request for data came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Look {
    Got(Readings),
    /// The access token does not name it, so the app did not ask.
    NotGranted,
    /// Sayso said no, with this status.
    Refused(u16),
}

/// How the app found out that it is over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct End {
    /// What Sayso answered to the last read; `None` if the app did not even try.
    pub(super) status: Option<u16>,
    /// What the token endpoint said to the refresh token; `None` if the app had none.
    pub(super) refresh: Option<String>,
}

impl Visit {
    const MAX_STEPS: usize = 60;

    pub(super) fn add(&mut self, steps: Vec<Step>) {
        self.steps.extend(steps);
        let surplus = self.steps.len().saturating_sub(Self::MAX_STEPS);
        self.steps.drain(..surplus);
    }
}

impl Connection {
    pub(super) fn new(server: Box<Server>, tokens: &Tokens, identity: Option<Identity>) -> Self {
        let mut connection = Self {
            server,
            access: String::new(),
            refresh: None,
            granted: BTreeSet::new(),
            renew_at: None,
            patient: tokens.extra_fields().extra_fields().patient.clone(),
            identity,
            looks: Vec::new(),
            overreach: None,
            read_at: None,
            end: None,
        };
        connection.take(tokens);
        connection
    }

    /// Replaces what the app holds by what it was just given. A refresh token works once, so the old one is forgotten.
    pub(super) fn take(&mut self, tokens: &Tokens) {
        self.access.clone_from(tokens.access_token().secret());
        self.refresh = tokens.refresh_token().cloned();
        if let Some(scopes) = tokens.scopes() {
            self.granted = scopes.iter().map(|scope| scope.to_string()).collect();
        }
        // A minute early: the token should not end while a request is under way.
        self.renew_at = tokens.expires_in().and_then(|lifetime| {
            Instant::now().checked_add(lifetime.saturating_sub(Duration::from_mins(1)))
        });
    }

    pub(super) fn is_stale(&self) -> bool {
        self.renew_at.is_some_and(|at| at <= Instant::now())
    }
}

/// All browsers, by the value of their cookie. Kept in memory only; the oldest is forgotten first.
#[derive(Clone, Default)]
pub(super) struct Visits(Arc<Mutex<VecDeque<(String, SharedVisit)>>>);

/// One step at a time per browser: two clicks at once must not use one refresh token twice.
pub(super) type SharedVisit = Arc<AsyncMutex<Visit>>;

impl Visits {
    const MOST: usize = 200;

    pub(super) fn find(&self, key: &str) -> Option<SharedVisit> {
        let visits = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = visits.iter().find(|(known, _)| known == key)?;
        Some(Arc::clone(&found.1))
    }

    /// Starts a visit under a new random key.
    pub(super) fn start(&self) -> (String, SharedVisit) {
        let key = CsrfToken::new_random_len(24).into_secret();
        let visit = SharedVisit::default();
        let mut visits = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if visits.len() == Self::MOST {
            visits.pop_front();
        }
        visits.push_back((key.clone(), Arc::clone(&visit)));
        (key, visit)
    }
}
