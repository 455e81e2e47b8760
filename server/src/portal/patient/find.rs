//! What somebody looks for in a long list: their browser keeps it, sealed, and the address of the list says only that it does.

use app::{
    facts::{PortalError, connected_apps::AppsQuery, records::RecordsQuery},
    paths,
    session::{Answer, patient::FindSession},
};
use domain::catalogue::DataCategory;

use super::Patient;
use crate::portal::form_cookies::LOOKED_FOR;

/// The longest name that somebody looks for, in letters.
const LONGEST: usize = 100;

impl FindSession for Patient {
    fn look_for(&self, kind: Option<DataCategory>, find: String) -> Result<Answer, PortalError> {
        let find: String = find.trim().chars().take(LONGEST).collect();
        let found = !find.is_empty();
        let list = match kind {
            Some(kind) => paths::Records(RecordsQuery {
                found,
                ..RecordsQuery::of(kind)
            })
            .to_string(),
            None => paths::AppsFound(AppsQuery {
                found,
                ..AppsQuery::default()
            })
            .to_string(),
        };
        let kept = if found {
            LOOKED_FOR.set_for(&self.deps, self.person, &format!("{} {find}", place(kind)))
        } else {
            LOOKED_FOR.forget(&self.deps)
        };
        Ok(Answer::to(list).with_cookie(kept))
    }
}

impl Patient {
    /// What is looked for in this list; empty for all.
    pub(super) fn looked_for(&self, kind: Option<DataCategory>, found: bool) -> String {
        let kept = self.looked_for.as_deref().filter(|_| found);
        let here = kept.and_then(|kept| kept.split_once(' '));
        let here = here.filter(|(in_list, _)| *in_list == place(kind));
        here.map(|(_, find)| find.to_owned()).unwrap_or_default()
    }
}

const fn place(kind: Option<DataCategory>) -> &'static str {
    match kind {
        Some(kind) => kind.key(),
        None => "apps",
    }
}
