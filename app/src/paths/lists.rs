//! The addresses of long lists: what is looked for stands in them, so that it works without scripts.

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
        if !self.0.find.is_empty() {
            write!(f, "&find={}", Escaped(&self.0.find))?;
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
            find,
            page,
            all_over,
        } = &self.0;
        let find = (!find.is_empty()).then(|| format!("find={}", Escaped(find)));
        let page = (*page > 0).then(|| format!("page={page}"));
        let over = all_over.then(|| "over=all".to_owned());
        let given: Vec<String> = [find, page, over].into_iter().flatten().collect();
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
    fn a_list_carries_what_is_looked_for() {
        assert_eq!(AppsFound::default().to_string(), "/apps");
        let query = AppsQuery {
            find: "a&b".to_owned(),
            page: 2,
            all_over: true,
        };
        assert_eq!(
            AppsFound(query).to_string(),
            "/apps?find=a%26b&page=2&over=all"
        );
        let records = RecordsQuery {
            find: "A1c ñ".to_owned(),
            page: 1,
            ..RecordsQuery::of(DataCategory::LabResults)
        };
        assert_eq!(
            Records(records).to_string(),
            "/records?kind=lab-results&find=A1c%20%C3%B1&page=1"
        );
    }
}
