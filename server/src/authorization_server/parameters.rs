//! Reads `application/x-www-form-urlencoded` strictly: what is not text, or says one thing twice, is refused.

use thiserror::Error;

/// The parameters of one request, in the order given.
#[derive(Debug)]
pub(super) struct Parameters(Vec<(String, String)>);

/// The text is no form of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub(super) enum Unreadable {
    #[error("the parameters are not UTF-8")]
    NotUtf8,
    #[error("a parameter holds a control character")]
    ControlCharacter,
}

/// RFC 6749 §3.1: parameters must not be included more than once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the parameter {0} is given twice")]
pub(super) struct Repeated(pub(super) &'static str);

impl Parameters {
    pub(super) fn parse(form: &[u8]) -> Result<Self, Unreadable> {
        form.split(|byte| *byte == b'&')
            .filter(|pair| !pair.is_empty())
            .map(|pair| {
                let mut halves = pair.splitn(2, |byte| *byte == b'=');
                let mut half = || decode(halves.next().unwrap_or_default());
                Ok((half()?, half()?))
            })
            .collect::<Result<_, _>>()
            .map(Self)
    }

    /// The value of a parameter. One without a value counts as absent (RFC 6749 §3.1).
    pub(super) fn one(&self, name: &'static str) -> Result<Option<&str>, Repeated> {
        let mut values = self.0.iter().filter(|(key, _)| key == name);
        let first = values.next().map(|(_, value)| value.as_str());
        match values.next() {
            Some(_) => Err(Repeated(name)),
            None => Ok(first.filter(|value| !value.is_empty())),
        }
    }
}

fn decode(text: &[u8]) -> Result<String, Unreadable> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let [first, tail @ ..] = rest {
        let (byte, tail) = match (first, tail) {
            (b'+', tail) => (b' ', tail),
            (b'%', [high, low, tail @ ..]) => match (hex(*high), hex(*low)) {
                (Some(high), Some(low)) => (high << 4 | low, tail),
                _ => (b'%', &rest[1..]),
            },
            (other, tail) => (*other, tail),
        };
        bytes.push(byte);
        rest = tail;
    }
    let text = String::from_utf8(bytes).map_err(|_| Unreadable::NotUtf8)?;
    if text.contains(|c: char| c.is_ascii_control()) {
        return Err(Unreadable::ControlCharacter);
    }
    Ok(text)
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit)
        .to_digit(16)
        .and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(form: &str) -> Parameters {
        Parameters::parse(form.as_bytes()).unwrap()
    }

    #[test]
    fn values_are_read_byte_for_byte() {
        let form = read("state=%26%3D%2B+%C3%A9&x=100%&y=a=b&z");
        assert_eq!(form.one("state"), Ok(Some("&=+ é")));
        assert_eq!(form.one("x"), Ok(Some("100%")));
        assert_eq!(form.one("y"), Ok(Some("a=b")));
        assert_eq!(form.one("z"), Ok(None));
    }

    #[test]
    fn a_parameter_given_twice_is_refused_only_where_it_is_asked_for() {
        let form = read("a=1&a=1&b=2");
        assert_eq!(form.one("a"), Err(Repeated("a")));
        assert_eq!(form.one("b"), Ok(Some("2")));
    }

    #[test]
    fn what_is_not_text_is_refused() {
        assert_eq!(
            Parameters::parse(b"a=%ff").unwrap_err(),
            Unreadable::NotUtf8
        );
        assert_eq!(
            Parameters::parse(b"a=\xff").unwrap_err(),
            Unreadable::NotUtf8
        );
        assert_eq!(
            Parameters::parse(b"a=b%00").unwrap_err(),
            Unreadable::ControlCharacter
        );
    }
}
