//! The addresses of long lists: which part of one is shown. The words that somebody looks for stand in none of them.

use std::fmt;

use domain::{catalogue::DataCategory, ids::ClientId};

use super::{Apps, Escaped};
use crate::facts::{
    activity::{Filter, Show},
    connected_apps::AppsQuery,
    records::RecordsQuery,
};

/// The record, or one kind of data in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Records(pub RecordsQuery);

impl fmt::Display for Records {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("/records")?;
        let Some(kind) = self.0.kind else {
            return Ok(());
        };
        write!(f, "?kind={}", kind.key())?;
        if self.0.found {
            f.write_str("&found=yes")?;
        }
        match self.0.page {
            0 => Ok(()),
            page => write!(f, "&page={page}"),
        }
    }
}

/// The apps, as far as they are looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AppsFound(pub AppsQuery);

impl fmt::Display for AppsFound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let AppsQuery {
            found,
            page,
            all_over,
        } = &self.0;
        let found = found.then(|| "found=yes".to_owned());
        let page = (*page > 0).then(|| format!("page={page}"));
        let over = all_over.then(|| "over=all".to_owned());
        let given: Vec<String> = [found, page, over].into_iter().flatten().collect();
        write!(f, "{Apps}")?;
        if given.is_empty() {
            return Ok(());
        }
        write!(f, "?{}", given.join("&"))
    }
}

/// The history, filtered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Activity(pub Filter);

impl fmt::Display for Activity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Filter {
            app,
            category,
            show,
            before,
        } = &self.0;
        let show = (*show != Show::All).then(|| show.key());
        let pairs = [
            ("app", app.as_ref().map(ClientId::as_str)),
            ("kind", category.map(DataCategory::key)),
            ("show", show),
            ("before", before.as_deref()),
        ];
        f.write_str("/activity")?;
        let given = pairs
            .into_iter()
            .filter_map(|(name, value)| Some((name, value?)));
        for (index, (name, value)) in given.enumerate() {
            write!(
                f,
                "{}{name}={}",
                if index == 0 { '?' } else { '&' },
                Escaped(value)
            )?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_history_carries_only_the_filters_that_are_set() {
        assert_eq!(Activity::default().to_string(), "/activity");
        let filter = Filter {
            app: ClientId::parse("sugar-coach").ok(),
            category: Some(DataCategory::LabResults),
            show: Show::Refused,
            before: None,
        };
        assert_eq!(
            Activity(filter).to_string(),
            "/activity?app=sugar-coach&kind=lab-results&show=refused"
        );
    }

    #[test]
    fn a_list_says_that_something_is_looked_for_and_not_what() {
        assert_eq!(AppsFound::default().to_string(), "/apps");
        let query = AppsQuery {
            found: true,
            page: 2,
            all_over: true,
        };
        assert_eq!(
            AppsFound(query).to_string(),
            "/apps?found=yes&page=2&over=all"
        );
        let records = RecordsQuery {
            found: true,
            page: 1,
            ..RecordsQuery::of(DataCategory::LabResults)
        };
        assert_eq!(
            Records(records).to_string(),
            "/records?kind=lab-results&found=yes&page=1"
        );
    }
}
