//! Where do the members and elements of a JSON text begin and end?
//!
//! The scanner walks over text that `serde_json` has already found valid. It is still total: text
//! that breaks the grammar ends in [`JsonError::Syntax`], never in a panic.

use std::borrow::Cow;
use std::ops::Range;

use super::JsonError;

/// One member of an object: its name, and the span of its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member<'a> {
    pub name: Cow<'a, str>,
    pub value: Range<usize>,
}

/// The members of the object at `span`, without looking into their values.
pub fn members(text: &str, span: Range<usize>) -> Result<Vec<Member<'_>>, JsonError> {
    let mut at = Cursor::new(text, span.start);
    let mut found = Vec::new();
    if !at.take(b'{') {
        return Err(JsonError::NotAnObject);
    }
    if at.take(b'}') {
        return Ok(found);
    }
    loop {
        at.blank();
        let name = unescape(text, at.value()?)?;
        at.expect(b':')?;
        at.blank();
        found.push(Member {
            name,
            value: at.value()?,
        });
        if !at.more(b'}')? {
            return Ok(found);
        }
    }
}

/// The spans of the elements of the array at `span`.
pub fn elements(text: &str, span: Range<usize>) -> Result<Vec<Range<usize>>, JsonError> {
    let mut at = Cursor::new(text, span.start);
    let mut found = Vec::new();
    at.expect(b'[')?;
    if at.take(b']') {
        return Ok(found);
    }
    loop {
        at.blank();
        found.push(at.value()?);
        if !at.more(b']')? {
            return Ok(found);
        }
    }
}

/// The text that the string literal at `span` stands for.
pub(super) fn unescape(text: &str, span: Range<usize>) -> Result<Cow<'_, str>, JsonError> {
    let literal = text.get(span).ok_or_else(broken)?;
    let inner = literal
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
        .ok_or_else(broken)?;
    if !inner.contains('\\') {
        return Ok(Cow::Borrowed(inner));
    }
    let whole: String = serde_json::from_str(literal).map_err(|_| JsonError::BrokenCharacter)?;
    if whole.contains('\0') {
        Err(JsonError::Nul)
    } else {
        Ok(Cow::Owned(whole))
    }
}

fn broken() -> JsonError {
    JsonError::Syntax("it ends or turns where a value should stand".to_owned())
}

struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Cursor<'a> {
    fn new(text: &'a str, at: usize) -> Self {
        Self {
            bytes: text.as_bytes(),
            at,
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn blank(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn take(&mut self, wanted: u8) -> bool {
        self.blank();
        let there = self.peek() == Some(wanted);
        self.at += usize::from(there);
        there
    }

    fn expect(&mut self, wanted: u8) -> Result<(), JsonError> {
        if self.take(wanted) {
            Ok(())
        } else {
            Err(broken())
        }
    }

    /// After a value: a comma means more, `end` means done.
    fn more(&mut self, end: u8) -> Result<bool, JsonError> {
        if self.take(b',') {
            return Ok(true);
        }
        self.expect(end).map(|()| false)
    }

    /// Steps over one value and says where it stood.
    fn value(&mut self) -> Result<Range<usize>, JsonError> {
        let start = self.at;
        match self.peek().ok_or_else(broken)? {
            b'"' => self.string()?,
            b'{' | b'[' => self.nested()?,
            _ => self.plain(),
        }
        if self.at == start {
            Err(broken())
        } else {
            Ok(start..self.at)
        }
    }

    fn string(&mut self) -> Result<(), JsonError> {
        self.at += 1;
        loop {
            match self.peek().ok_or_else(broken)? {
                b'"' => break,
                b'\\' => self.at += 2,
                _ => self.at += 1,
            }
        }
        self.at += 1;
        Ok(())
    }

    /// No recursion: a text of ten thousand brackets must not end the process.
    fn nested(&mut self) -> Result<(), JsonError> {
        let mut depth = 0_usize;
        loop {
            match self.peek().ok_or_else(broken)? {
                b'"' => {
                    self.string()?;
                    continue;
                }
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth -= 1,
                _ => {}
            }
            self.at += 1;
            if depth == 0 {
                return Ok(());
            }
        }
    }

    fn plain(&mut self) {
        while self
            .peek()
            .is_some_and(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
        {
            self.at += 1;
        }
    }
}
