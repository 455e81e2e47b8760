//! A search that a person or an app asked for, which is stopped at its deadline.

use super::{
    Reader, deadline,
    records::{Page, PageError, Records},
};
use domain::decision::RecordFilter;

use fhir::search::Search;

impl Reader {
    /// Returns one page of a search among the records that a filter admits, or stops it at its deadline. References name
    /// what the other filter admits.
    ///
    /// # Errors
    /// [`PageError::CursorLost`] if the cursor names no record of this search.
    pub async fn search_records(
        &self,
        (filter, named): (RecordFilter, RecordFilter),
        asked: Search,
    ) -> Result<Page, PageError> {
        let connection = self.0.clone();
        let searched = async move { Records(&connection).search((&filter, &named), &asked).await };
        self.1.within(deadline::SEARCH, searched).await
    }
}
