//! Adding a passkey, naming and removing one, and codes on paper.

pub mod add;
pub mod one;
pub mod paper;

pub use add::{AddPasskeyPage, NewPasskeyPage};
pub use one::PasskeyPage;
pub use paper::{NewCodesPage, PaperCodesPage};
