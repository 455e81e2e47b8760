//! Every sentence that a person reads, in every language we ship.
//!
//! A sentence is declared once, with all its languages side by side: one that is missing does not compile. `**` marks
//! words that carry weight and `~` words that stay on one line; [`text::plain`] takes the marks off.

pub mod activation;
pub mod activity;
pub mod apps;
pub mod categories;
pub mod changed;
pub mod consent;
pub mod dates;
pub mod facts;
pub mod frame;
pub mod hospital;
pub mod identify;
pub mod notices;
pub mod people;
pub mod picked;
pub mod privacy;
pub mod proof;
pub mod purposes;
pub mod question;
pub mod security;
pub mod seen;
pub mod shown;
pub mod statement;
pub mod text;
pub mod topics;

/// Declares the sentences of one area. In a sentence with holes, `{name}` is filled with what is displayed, so that its
/// direction of writing stays its own.
macro_rules! words {
    ($(#[$doc:meta])* $area:ident { $($key:ident $(($($hole:ident),+))? { $en:literal, $es:literal })* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub struct $area(pub domain::language::Language);

        impl $area {
            $($crate::words::words!(@sentence $key $(($($hole),+))? $en, $es);)*

            /// Every sentence, with its holes filled by an example.
            #[cfg(test)]
            pub fn all(self) -> Vec<(&'static str, String)> {
                vec![$((
                    stringify!($key),
                    $crate::words::words!(@example self $key $(($($hole),+))?),
                ),)*]
            }
        }
    };
    (@sentence $key:ident $en:literal, $es:literal) => {
        pub const fn $key(self) -> &'static str {
            match self.0 {
                domain::language::Language::English => $en,
                domain::language::Language::Spanish => $es,
            }
        }
    };
    (@sentence $key:ident ($($hole:ident),+) $en:literal, $es:literal) => {
        pub fn $key(self, $($hole: impl std::fmt::Display),+) -> String {
            $(let $hole = $crate::words::text::isolated($hole);)+
            match self.0 {
                domain::language::Language::English => format!($en),
                domain::language::Language::Spanish => format!($es),
            }
        }
    };
    (@example $self:ident $key:ident) => { $self.$key().to_owned() };
    (@example $self:ident $key:ident ($($hole:ident),+)) => {
        $self.$key($($crate::words::text::example($self.0, stringify!($hole))),+)
    };
}
pub(crate) use words;
