//! An HTTP/1.1 client that costs little beside the server it drives: one connection, kept open, blocking.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};

/// What came back.
#[derive(Debug, Default)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
}

impl Answer {
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let mut found = self
            .headers
            .iter()
            .filter(|(known, _)| known.eq_ignore_ascii_case(name));
        found.next().map(|(_, value)| value.as_str())
    }

    pub(super) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(super) fn json(&self) -> Result<serde_json::Value> {
        serde_json::from_slice(&self.body).with_context(|| format!("not JSON: {}", self.text()))
    }

    pub(super) fn expect(self, status: u16) -> Result<Self> {
        ensure!(
            self.status == status,
            "expected {status}, got {}: {}",
            self.status,
            self.text()
        );
        Ok(self)
    }

    /// The path and query that a redirect leads to, on this server or elsewhere.
    pub(super) fn location(&self) -> Result<&str> {
        ensure!(
            (300..400).contains(&self.status),
            "no redirect: {} {}",
            self.status,
            self.text()
        );
        self.header("location")
            .context("a redirect without a location")
    }
}

/// A request, ready to be sent as often as needed.
#[derive(Clone, Debug)]
pub(super) struct Request(Vec<u8>);

impl Request {
    pub(super) fn get(path: &str, headers: &[(&str, &str)]) -> Self {
        Self::new("GET", path, headers, "")
    }

    /// A form that was filled in.
    pub(super) fn form(path: &str, headers: &[(&str, &str)], pairs: &[(String, String)]) -> Self {
        let body = write_form(pairs);
        let mut all = headers.to_vec();
        all.push(("Content-Type", "application/x-www-form-urlencoded"));
        Self::new("POST", path, &all, &body)
    }

    /// A call of a page's script.
    pub(super) fn json(path: &str, headers: &[(&str, &str)], body: &str) -> Self {
        let mut all = headers.to_vec();
        all.push(("Content-Type", "application/json"));
        all.push(("Accept", "application/json"));
        Self::new("POST", path, &all, body)
    }

    fn new(method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Self {
        let mut text = format!("{method} {path} HTTP/1.1\r\n");
        for (name, value) in headers {
            text.push_str(&format!("{name}: {value}\r\n"));
        }
        if method != "GET" {
            text.push_str(&format!("Content-Length: {}\r\n", body.len()));
        }
        text.push_str("\r\n");
        text.push_str(body);
        Self(text.into_bytes())
    }
}

/// One connection.
pub(super) struct Connection {
    stream: BufReader<TcpStream>,
    line: String,
}

impl Connection {
    pub(super) fn open(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(30)))?;
        Ok(Self {
            stream: BufReader::with_capacity(64 * 1024, stream),
            line: String::new(),
        })
    }

    pub(super) fn send(&mut self, request: &Request) -> Result<Answer> {
        let mut answer = Answer::default();
        self.exchange(request, &mut answer)?;
        Ok(answer)
    }

    /// As [`Self::send`], into an answer that is used again.
    pub(super) fn exchange(&mut self, request: &Request, answer: &mut Answer) -> Result<()> {
        self.stream.get_mut().write_all(&request.0)?;
        self.read_head(answer)?;
        answer.body.clear();
        if answer
            .header("transfer-encoding")
            .is_some_and(|value| value.contains("chunked"))
        {
            return self.read_chunks(&mut answer.body);
        }
        let length = answer.header("content-length").unwrap_or("0").parse()?;
        answer.body.resize(length, 0);
        self.stream.read_exact(&mut answer.body)?;
        Ok(())
    }

    fn read_head(&mut self, answer: &mut Answer) -> Result<()> {
        self.next_line()?;
        let status = self.line.split(' ').nth(1).context("no status line")?;
        answer.status = status.parse()?;
        answer.headers.clear();
        loop {
            self.next_line()?;
            if self.line.is_empty() {
                return Ok(());
            }
            let (name, value) = self
                .line
                .split_once(':')
                .context("a header without a colon")?;
            answer
                .headers
                .push((name.to_owned(), value.trim().to_owned()));
        }
    }

    fn read_chunks(&mut self, body: &mut Vec<u8>) -> Result<()> {
        loop {
            self.next_line()?;
            let size = usize::from_str_radix(self.line.trim(), 16)?;
            let start = body.len();
            body.resize(start + size, 0);
            self.stream.read_exact(&mut body[start..])?;
            self.next_line()?;
            if size == 0 {
                return Ok(());
            }
        }
    }

    fn next_line(&mut self) -> Result<()> {
        self.line.clear();
        if self.stream.read_line(&mut self.line)? == 0 {
            bail!("the server closed the connection");
        }
        let end = self.line.trim_end_matches(['\r', '\n']).len();
        self.line.truncate(end);
        Ok(())
    }
}

fn write_form(pairs: &[(String, String)]) -> String {
    let pair = |(name, value): &(String, String)| format!("{}={}", escape(name), escape(value));
    pairs.iter().map(pair).collect::<Vec<_>>().join("&")
}

/// Percent-encodes all but RFC 3986's unreserved characters.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            escaped.push_str(&format!("%{byte:02X}"));
        }
    }
    escaped
}
