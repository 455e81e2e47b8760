//! Where a form leads.

use crate::{facts::PortalError, paths};

/// Where a form leads, and the cookies that go with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// A path of ours, or the redirect URI of an app.
    pub location: String,
    /// Complete `Set-Cookie` values.
    pub cookies: Vec<String>,
    /// The browser forgets what it keeps of this origin (W3C Clear Site Data), so that nobody finds it there.
    pub forgets: bool,
}

impl Answer {
    pub fn to(location: impl ToString) -> Self {
        Self {
            location: location.to_string(),
            cookies: Vec::new(),
            forgets: false,
        }
    }

    /// Back to a page, which says what was wrong.
    pub fn back(page: &impl ToString, problem: PortalError) -> Self {
        Self::to(paths::with_problem(page, problem))
    }

    #[must_use]
    pub fn clear_site_data(self) -> Self {
        Self {
            forgets: true,
            ..self
        }
    }

    #[must_use]
    pub fn with_cookies(mut self, cookies: impl IntoIterator<Item = String>) -> Self {
        self.cookies.extend(cookies);
        self
    }

    #[must_use]
    pub fn with_cookie(mut self, cookie: String) -> Self {
        self.cookies.push(cookie);
        self
    }
}
