//! Is what was typed the answer that the record gives? Read leniently where people differ in how they write.

use chrono::NaiveDate;

#[cfg(doc)]
use super::ActivationQuestion;

/// The right answer, as the record has it now. `Debug` hides it.
#[derive(Clone, PartialEq, Eq)]
pub enum KnownAnswer {
    /// See [`ActivationQuestion::BirthDate`].
    BirthDate(NaiveDate),
    /// See [`ActivationQuestion::PostalCode`]; several if the record has several addresses.
    PostalCode(Vec<String>),
}

impl std::fmt::Debug for KnownAnswer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("KnownAnswer(…)")
    }
}

/// What somebody typed as the answer. A field that was not asked for is empty.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct TypedAnswer {
    /// Day of the month.
    pub day: String,
    /// Number of the month.
    pub month: String,
    /// Year with four digits.
    pub year: String,
    /// A postal code.
    pub postal_code: String,
}

impl std::fmt::Debug for TypedAnswer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TypedAnswer(…)")
    }
}

impl TypedAnswer {
    fn date(&self) -> Option<NaiveDate> {
        let number = |text: &str| text.trim().parse::<u32>().ok();
        let year = i32::try_from(number(&self.year)?).ok()?;
        NaiveDate::from_ymd_opt(year, number(&self.month)?, number(&self.day)?)
    }
}

impl KnownAnswer {
    /// Whether this is what was typed. Spaces, dashes and case do not matter, nor does what follows a postal code of five
    /// digits (ZIP+4).
    pub fn is_typed(&self, typed: &TypedAnswer) -> bool {
        match self {
            Self::BirthDate(born) => typed.date() == Some(*born),
            Self::PostalCode(known) => {
                let typed = postal_core(&typed.postal_code);
                !typed.is_empty() && known.iter().any(|code| postal_core(code) == typed)
            }
        }
    }
}

fn postal_core(code: &str) -> String {
    let kept = code.chars().filter(|c| c.is_alphanumeric());
    let core: String = kept.flat_map(char::to_lowercase).collect();
    let is_zip_and_4 = core.len() == 9 && core.bytes().all(|b| b.is_ascii_digit());
    if is_zip_and_4 {
        core.chars().take(5).collect()
    } else {
        core
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(day: &str, month: &str, year: &str) -> TypedAnswer {
        TypedAnswer {
            day: day.to_owned(),
            month: month.to_owned(),
            year: year.to_owned(),
            ..TypedAnswer::default()
        }
    }

    #[test]
    fn a_birth_date_is_typed_with_or_without_zeros() {
        let born = NaiveDate::from_ymd_opt(1984, 3, 7).unwrap();
        let known = KnownAnswer::BirthDate(born);
        assert!(known.is_typed(&typed("7", "3", "1984")));
        assert!(known.is_typed(&typed(" 07", "03 ", "1984")));
        for (day, month, year) in [
            ("3", "7", "1984"),
            ("7", "3", "84"),
            ("", "", ""),
            ("-7", "3", "1984"),
        ] {
            assert!(
                !known.is_typed(&typed(day, month, year)),
                "{day} {month} {year}"
            );
        }
    }

    #[test]
    fn a_postal_code_is_typed_with_or_without_its_last_four() {
        let known = KnownAnswer::PostalCode(vec!["02139-4307".to_owned(), "SW1A 1AA".to_owned()]);
        let is = |text: &str| {
            known.is_typed(&TypedAnswer {
                postal_code: text.to_owned(),
                ..TypedAnswer::default()
            })
        };
        assert!(is("02139") && is("02139 4307") && is("sw1a1aa"));
        assert!(!is("0213") && !is("") && !is("-") && !is("02138"));
        assert!(!KnownAnswer::PostalCode(vec![String::new()]).is_typed(&TypedAnswer::default()));
    }
}
