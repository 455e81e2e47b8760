//! The parts that pages are made of. Each is usable alone: it takes what it shows, and asks nobody.

pub mod apps;
pub mod brand;
pub mod button;
pub mod chain;
pub mod chip;
pub mod choices;
pub mod dock;
pub mod facts;
pub mod field;
pub mod heat;
pub mod history;
pub mod hospital;
pub mod icon;
pub mod layout;
pub mod length;
pub mod needs;
pub mod opened;
pub mod passkey_door;
pub mod passkeys;
pub mod places;
pub mod preview;
pub mod proof;
pub mod rich;
pub mod rows;
pub mod spark;
pub mod style;
