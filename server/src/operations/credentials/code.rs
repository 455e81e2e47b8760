//! One-time codes: eight digits by mail, or twelve characters on paper.

use domain::{assurance::AuthenticationMethod, ids::PersonId};
use uuid::Uuid;

use crate::{entropy::Entropy, secret::Digest, sources::SourceKey};

/// Crockford's alphabet leaves out I, L, O and U, which are misheard or misread.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// The letters of a paper code: twelve are sixty random bits.
pub(crate) const PAPER: usize = 12;
/// The digits of a mailed code.
pub(crate) const MAILED: usize = 8;

/// A code as typed, normalised. `Debug` hides it.
#[derive(Clone, PartialEq, Eq)]
pub struct TypedCode {
    letters: String,
    /// Mailed or on paper, by its length.
    pub method: AuthenticationMethod,
}

impl std::fmt::Debug for TypedCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TypedCode(…)")
    }
}

impl TypedCode {
    /// Reads a typed code: spaces, dashes and case do not matter, and letters that look like digits count as those.
    /// `None` if it cannot be a code.
    pub fn read(text: &str) -> Option<Self> {
        let typed = text.chars().filter(|c| !c.is_whitespace() && *c != '-');
        let letters: String = typed
            .map(|c| match c.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                c => c,
            })
            .collect();
        let known = letters.bytes().all(|letter| LETTERS.contains(&letter));
        let figures = letters.bytes().all(|letter| letter.is_ascii_digit());
        let method = match letters.len() {
            MAILED if figures => AuthenticationMethod::EmailCode,
            PAPER if known => AuthenticationMethod::RecoveryCode,
            _ => return None,
        };
        Some(Self { letters, method })
    }

    /// Eight figures for the mail.
    pub(super) fn new_mailed(entropy: &dyn Entropy) -> Self {
        let mut bytes = [0; 8];
        entropy.fill(&mut bytes);
        Self {
            letters: format!("{:08}", u64::from_be_bytes(bytes) % 100_000_000),
            method: AuthenticationMethod::EmailCode,
        }
    }

    /// Twelve letters for paper.
    pub(in crate::operations) fn new_paper(entropy: &dyn Entropy) -> Self {
        let mut bytes = [0; PAPER];
        entropy.fill(&mut bytes);
        let letter = |byte: u8| char::from(LETTERS[usize::from(byte & 31)]);
        Self {
            letters: bytes.into_iter().map(letter).collect(),
            method: AuthenticationMethod::RecoveryCode,
        }
    }

    /// As it is given out: figures in one go, letters in groups of four.
    pub(in crate::operations) fn spoken(&self) -> String {
        if self.method == AuthenticationMethod::EmailCode {
            return self.letters.clone();
        }
        let groups = self.letters.as_bytes().chunks(4);
        let groups: Vec<_> = groups.map(String::from_utf8_lossy).collect();
        groups.join("-")
    }

    /// The digest of a mailed code: together with which mail it was and what it was for.
    pub(super) fn digest_for(&self, mail: Uuid, bound: &str) -> Digest {
        Digest::of(format!("{mail} {} {bound}", self.letters).as_bytes())
    }

    /// A paper code together with whose it is: what is hashed.
    pub(super) fn bound_to(&self, person: PersonId) -> String {
        format!("{person} {}", self.letters)
    }

    /// Returns what the code of a letter is kept as: nobody has an account yet.
    pub(in crate::operations) fn activation_digest(&self, key: &SourceKey) -> Digest {
        key.code_digest(&self.letters)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::SeededEntropy;

    #[test]
    fn a_code_reads_back_as_people_type_it() {
        let entropy = SeededEntropy::from_seed(1);
        let (paper, mailed) = (
            TypedCode::new_paper(&entropy),
            TypedCode::new_mailed(&entropy),
        );
        assert_eq!(paper.spoken().len(), 14);
        for code in [&paper, &mailed] {
            let spoken = code.spoken();
            assert_eq!(TypedCode::read(&spoken).as_ref(), Some(code));
            assert_eq!(
                TypedCode::read(&format!(" {} ", spoken.to_lowercase())).as_ref(),
                Some(code)
            );
        }
        assert_eq!(
            TypedCode::read("oil0-OIL0-0000"),
            TypedCode::read("011001100000")
        );
    }

    #[test]
    fn what_cannot_be_a_code_is_none() {
        for wrong in [
            "",
            "1234567",
            "123456789",
            "1234567A",
            "UUUU-UUUU-UUUU",
            "é",
            "\0",
        ] {
            assert_eq!(TypedCode::read(wrong), None, "{wrong:?}");
        }
    }
}
