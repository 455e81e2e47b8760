//! Adding a passkey, naming and removing one, and codes on paper.

mod add;
mod one;
mod paper;

pub use add::{AddPasskeyPage, NewPasskeyPage};
pub use one::PasskeyPage;
pub use paper::{NewCodesPage, PaperCodesPage};
