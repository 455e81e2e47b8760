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

/// What is wrong with one parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub(super) enum BadParameter {
    /// RFC 6749 §3.1: parameters must not be included more than once.
    #[error("the parameter {0} is given twice")]
    Repeated(&'static str),
    #[error("the parameter {0} holds a control character")]
    ControlCharacter(&'static str),
}

impl Parameters {
    pub(super) fn parse(form: &[u8]) -> Result<Self, Unreadable> {
        let pairs = form::pairs(form)?;
        // A scope on two lines is the one such mistake that clients are told of: RFC 6749 has an error for it.
        if pairs
            .iter()
            .any(|(name, value)| controls(name) || (name != "scope" && controls(value)))
        {
            return Err(Unreadable::ControlCharacter);
        }
        Ok(Self(pairs))
    }

    /// Returns the value of a parameter; `None` if it is absent or empty (RFC 6749 §3.1).
    pub(super) fn one(&self, name: &'static str) -> Result<Option<&str>, BadParameter> {
        let mut values = self.0.iter().filter(|(key, _)| key == name);
        let first = values.next().map(|(_, value)| value.as_str());
        match values.next() {
            Some(_) => Err(BadParameter::Repeated(name)),
            None if first.is_some_and(controls) => Err(BadParameter::ControlCharacter(name)),
            None => Ok(first.filter(|value| !value.is_empty())),
        }
    }
}

fn controls(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_control())
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
        assert_eq!(form.one("a"), Err(BadParameter::Repeated("a")));
        assert_eq!(form.one("b"), Ok(Some("2")));
    }

    #[test]
    fn what_is_not_text_is_refused() {
        let refused = |form: &[u8]| Parameters::parse(form).unwrap_err();
        assert_eq!(refused(b"a=%ff"), Unreadable::NotUtf8(NotUtf8));
        // RFC 6749 Appendix A: no parameter has control characters.
        for control in [&b"a=b%00"[..], b"a=b%0a", b"a%7f=b", b"a=\t", b"scope%0a=b"] {
            assert_eq!(refused(control), Unreadable::ControlCharacter);
        }
    }

    #[test]
    fn a_scope_on_two_lines_is_told_to_the_client() {
        let form = read("scope=x%0ay&state=1");
        let bad = BadParameter::ControlCharacter("scope");
        assert_eq!(form.one("scope"), Err(bad));
        assert_eq!(form.one("state"), Ok(Some("1")));
    }
}
