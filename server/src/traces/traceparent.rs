//! The header `traceparent` (W3C Trace Context, §3.2): the trace that a request is part of. Anybody can send one, so nothing
//! but its form is believed of it.

use std::str::FromStr;

use opentelemetry::{
    SpanId, TraceFlags, TraceId,
    trace::{SpanContext, TraceState},
};
use thiserror::Error;

/// A trace, and the span in it that sent the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TraceParent {
    trace: TraceId,
    parent: SpanId,
    flags: TraceFlags,
}

/// The text is no `traceparent`: the trace begins anew (§4.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("this is no traceparent")]
pub struct InvalidTraceParent;

impl TraceParent {
    pub const HEADER: &str = "traceparent";

    pub(super) const fn trace_id(self) -> TraceId {
        self.trace
    }

    pub(super) fn context(self) -> SpanContext {
        SpanContext::new(
            self.trace,
            self.parent,
            self.flags,
            true,
            TraceState::default(),
        )
    }
}

impl FromStr for TraceParent {
    type Err = InvalidTraceParent;

    fn from_str(text: &str) -> Result<Self, InvalidTraceParent> {
        let mut parts = text.split('-');
        let version: u8 = hex(parts.next(), 2)?;
        let trace: u128 = hex(parts.next(), 32)?;
        let parent: u64 = hex(parts.next(), 16)?;
        let flags: u8 = hex(parts.next(), 2)?;
        // A later version may say more; this one does not (§3.2.2).
        let more = parts.next().is_some();
        if version == 0xff || (version == 0 && more) || trace == 0 || parent == 0 {
            return Err(InvalidTraceParent);
        }
        Ok(Self {
            trace: TraceId::from_bytes(trace.to_be_bytes()),
            parent: SpanId::from_bytes(parent.to_be_bytes()),
            // Bits that are not known are not passed on (§3.2.2.5).
            flags: TraceFlags::new(flags) & TraceFlags::SAMPLED,
        })
    }
}

/// A number of so many small hexadecimal digits.
fn hex<N: TryFrom<u128>>(part: Option<&str>, digits: usize) -> Result<N, InvalidTraceParent> {
    let part = part.filter(|part| {
        let small = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        part.len() == digits && part.bytes().all(small)
    });
    let number = part.and_then(|part| u128::from_str_radix(part, 16).ok());
    number
        .and_then(|number| N::try_from(number).ok())
        .ok_or(InvalidTraceParent)
}

#[cfg(test)]
mod tests {
    use super::*;

    const VALID: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    #[test]
    fn a_valid_one_names_trace_and_sender() {
        let read: TraceParent = VALID.parse().unwrap();
        assert_eq!(read.trace.to_string(), "4bf92f3577b34da6a3ce929d0e0e4736");
        assert_eq!(read.parent.to_string(), "00f067aa0ba902b7");
        assert!(read.flags.is_sampled());
        let later = VALID.replacen("00", "cc", 1);
        for text in [later.clone(), format!("{later}-what-comes-later")] {
            assert_eq!(text.parse::<TraceParent>().unwrap().trace, read.trace);
        }
    }

    #[test]
    fn anything_else_is_none() {
        for wrong in [
            "",
            "00",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
            "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
            "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01",
            "00-+bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "0x-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            " 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        ] {
            assert_eq!(
                wrong.parse::<TraceParent>(),
                Err(InvalidTraceParent),
                "{wrong}"
            );
        }
    }
}
