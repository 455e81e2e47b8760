//! Why is a record not known to be harmless?

use std::fmt;

/// One thing in a record that nobody has sorted. It says where to look, and nothing that the record tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doubt {
    /// A code outside every list and class, without words that can be read.
    Code {
        system: Option<String>,
        code: String,
    },
    /// A medicine whose ingredient cannot be told.
    Medicine(Option<String>),
    /// Words in a language that the lists do not read.
    Language,
    /// Words alone, where words alone are not enough.
    WordsAlone,
    /// Content that could not be read.
    Attachment,
    /// The sender restricted it without a reason that we know.
    Restricted,
    /// Its category maps to no kind of data.
    Category(String),
    /// It goes with something that is not known, or not here.
    GoesWith,
}

impl fmt::Display for Doubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code {
                system: Some(system),
                code,
            } => {
                write!(
                    f,
                    "code \"{}\" of \"{}\" is on no list",
                    shorten(code),
                    shorten(system)
                )
            }
            Self::Code { system: None, code } => {
                write!(
                    f,
                    "code \"{}\" names no system and has no words",
                    shorten(code)
                )
            }
            Self::Medicine(Some(code)) => {
                write!(
                    f,
                    "the ingredient of medicine \"{}\" cannot be told",
                    shorten(code)
                )
            }
            Self::Medicine(None) => f.write_str("the ingredient of a medicine cannot be told"),
            Self::Language => f.write_str("it has words in a language that the lists do not read"),
            Self::WordsAlone => {
                f.write_str("only words say what it is (unlisted_codes = \"hide\")")
            }
            Self::Attachment => f.write_str("it has content that cannot be read"),
            Self::Restricted => {
                f.write_str("its sender marked it as restricted without a known reason")
            }
            Self::Category(code) => write!(
                f,
                "its category \"{}\" maps to no kind of data",
                shorten(code)
            ),
            Self::GoesWith => f.write_str("it goes with something that is not sorted or not here"),
        }
    }
}

fn shorten(text: &str) -> String {
    let clean = text.chars().filter(|c| !c.is_control());
    clean.take(80).collect()
}
