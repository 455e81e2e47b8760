//! The parameters of an OAuth request: invalid UTF-8 and a repeated parameter are refused.

use thiserror::Error;

use crate::http::form::{self, NotUtf8, Pair};

/// The parameters of one request, in the order given.
#[derive(Debug)]
pub(super) struct Parameters(Vec<Pair>);

/// The text is not a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub(super) enum Unreadable {
    #[error(transparent)]
    NotUtf8(#[from] NotUtf8),
    #[error("a parameter holds a control character")]
    ControlCharacter,
}

/// RFC 6749 §3.1: parameters must not be included more than once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the parameter {0} is given twice")]
pub(super) struct Repeated(pub(super) &'static str);

impl Parameters {
    pub(super) fn parse(form: &[u8]) -> Result<Self, Unreadable> {
        let pairs = form::pairs(form)?;
        let controls = |text: &str| text.contains(|c: char| c.is_ascii_control());
        if pairs
            .iter()
            .any(|(name, value)| controls(name) || controls(value))
        {
            return Err(Unreadable::ControlCharacter);
        }
        Ok(Self(pairs))
    }

    /// Returns the value of a parameter; `None` if it is absent or empty (RFC 6749 §3.1).
    pub(super) fn one(&self, name: &'static str) -> Result<Option<&str>, Repeated> {
        let mut values = self.0.iter().filter(|(key, _)| key == name);
        let first = values.next().map(|(_, value)| value.as_str());
        match values.next() {
            Some(_) => Err(Repeated(name)),
            None => Ok(first.filter(|value| !value.is_empty())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(form: &str) -> Parameters {
        Parameters::parse(form.as_bytes()).unwrap()
    }

    #[test]
    fn a_parameter_without_a_value_is_absent() {
        let form = read("x=100%&y=&z");
        assert_eq!(form.one("x"), Ok(Some("100%")));
        for absent in ["y", "z", "a"] {
            assert_eq!(form.one(absent), Ok(None));
        }
    }

    #[test]
    fn a_parameter_given_twice_is_refused_only_where_it_is_asked_for() {
        let form = read("a=1&a=1&b=2");
        assert_eq!(form.one("a"), Err(Repeated("a")));
        assert_eq!(form.one("b"), Ok(Some("2")));
    }

    #[test]
    fn what_is_not_text_is_refused() {
        let refused = |form: &[u8]| Parameters::parse(form).unwrap_err();
        assert_eq!(refused(b"a=%ff"), Unreadable::NotUtf8(NotUtf8));
        // RFC 6749 Appendix A: no parameter has control characters.
        for control in [&b"a=b%00"[..], b"a=b%0a", b"a%7f=b", b"a=\t"] {
            assert_eq!(refused(control), Unreadable::ControlCharacter);
        }
    }
}
