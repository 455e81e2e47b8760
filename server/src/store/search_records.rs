//! A search that a person or an app asked for, which is stopped at its deadline.

use super::{
    Reader, StoreError, deadline,
    records::{Along, EverythingPage, Included, Page, PageError, ReachOfTypes, Records},
};
use domain::decision::RecordFilter;

use fhir::search::{Everything, Search};

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

    /// Returns one page of everything that these filters admit, each of its own types, or stops it at its deadline.
    ///
    /// # Errors
    /// [`PageError::CursorLost`] if the cursor names no record of it.
    pub async fn everything(
        &self,
        reaches: Vec<ReachOfTypes>,
        asked: Everything,
    ) -> Result<EverythingPage, PageError> {
        let connection = self.0.clone();
        let found = async move { Records(&connection).everything(&reaches, &asked).await };
        self.1.within(deadline::SEARCH, found).await
    }

    /// Returns at most so many of the records that come along with a page, as far as the first filter admits them, or stops
    /// at the deadline. Their references name what the other filter admits.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn along(
        &self,
        (filter, named): (RecordFilter, RecordFilter),
        along: Along,
        most: u64,
    ) -> Result<Vec<Included>, StoreError> {
        let connection = self.0.clone();
        let found = async move {
            Records(&connection)
                .along((&filter, &named), &along, most)
                .await
        };
        self.1.within(deadline::SEARCH, found).await
    }
}
