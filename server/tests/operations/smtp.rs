//! A mail server on this machine, as far as RFC 5321 §4.5.1 asks: it takes mail, keeps it, and can be told to refuse.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicU16, Ordering},
};

use chrono::TimeDelta;
use server::clock::TestClock;
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

/// One mail that was taken.
#[derive(Clone, Debug)]
pub(crate) struct Taken {
    pub(crate) receivers: Vec<String>,
    pub(crate) message: String,
    /// What the client said of itself with AUTH PLAIN.
    pub(crate) credentials: Option<String>,
}

impl Taken {
    /// A line of the head, unfolded.
    pub(crate) fn header(&self, name: &str) -> String {
        let (head, _) = self.message.split_once("\r\n\r\n").unwrap();
        let unfolded = head.replace("\r\n ", " ");
        let start = format!("{name}: ");
        let line = unfolded
            .split("\r\n")
            .find_map(|line| line.strip_prefix(&start));
        line.unwrap_or_else(|| unreachable!("no {name} in {head}"))
            .to_owned()
    }
}

pub(crate) struct SmtpServer {
    port: u16,
    taken: Arc<Mutex<Vec<Taken>>>,
    /// The answer to RCPT TO.
    answer: Arc<AtomicU16>,
    /// How long it takes over each receiver, and by whose clock.
    pace: Pace,
    task: JoinHandle<()>,
}

type Pace = Arc<Mutex<Option<(Arc<TestClock>, TimeDelta)>>>;

impl Drop for SmtpServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl SmtpServer {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let taken = Arc::new(Mutex::new(Vec::new()));
        let answer = Arc::new(AtomicU16::new(250));
        let pace = Pace::default();
        let (kept, said, slow) = (taken.clone(), answer.clone(), pace.clone());
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(converse(stream, kept.clone(), said.clone(), slow.clone()));
            }
        });
        Self {
            port,
            taken,
            answer,
            pace,
            task,
        }
    }

    pub(crate) fn url(&self) -> String {
        format!("smtp://sayso:hunter2@127.0.0.1:{}", self.port)
    }

    pub(crate) fn taken(&self) -> Vec<Taken> {
        self.taken.lock().unwrap().clone()
    }

    pub(crate) fn answer_receivers_with(&self, code: u16) {
        self.answer.store(code, Ordering::SeqCst);
    }

    /// Turns the clock by so much whenever a receiver is named.
    pub(crate) fn take_so_long(&self, clock: &Arc<TestClock>, each: TimeDelta) {
        *self.pace.lock().unwrap() = Some((clock.clone(), each));
    }
}

async fn converse(
    stream: TcpStream,
    kept: Arc<Mutex<Vec<Taken>>>,
    answer: Arc<AtomicU16>,
    pace: Pace,
) {
    let mut stream = BufReader::new(stream);
    let mut credentials = None;
    let mut receivers = Vec::new();
    say(&mut stream, "220 mail.test ready").await;
    while let Some(line) = hear(&mut stream).await {
        let verb = line.to_ascii_uppercase();
        if verb.starts_with("EHLO") {
            say(
                &mut stream,
                "250-mail.test\r\n250-8BITMIME\r\n250 AUTH PLAIN",
            )
            .await;
        } else if let Some(said) = line.strip_prefix("AUTH PLAIN ") {
            credentials = Some(said.to_owned());
            say(&mut stream, "235 welcome").await;
        } else if verb.starts_with("RCPT TO:") {
            if let Some((clock, each)) = &*pace.lock().unwrap() {
                clock.advance(*each);
            }
            let code = answer.load(Ordering::SeqCst);
            if code == 250 {
                receivers.push(line[8..].trim_matches(['<', '>']).to_owned());
            }
            say(&mut stream, &format!("{code} the receiver")).await;
        } else if verb == "DATA" {
            say(&mut stream, "354 go on").await;
            let message = data(&mut stream).await;
            kept.lock().unwrap().push(Taken {
                receivers: std::mem::take(&mut receivers),
                message,
                credentials: credentials.clone(),
            });
            say(&mut stream, "250 taken").await;
        } else if verb == "QUIT" {
            say(&mut stream, "221 bye").await;
            return;
        } else {
            say(&mut stream, "250 fine").await;
        }
    }
}

/// Everything up to the line with one dot; a dot that was doubled on the way is one again.
async fn data(stream: &mut BufReader<TcpStream>) -> String {
    let mut message = String::new();
    while let Some(line) = hear(stream).await.filter(|line| line != ".") {
        message += line.strip_prefix('.').unwrap_or(&line);
        message += "\r\n";
    }
    message
}

async fn say(stream: &mut BufReader<TcpStream>, line: &str) {
    // A client may have left already.
    stream
        .write_all(format!("{line}\r\n").as_bytes())
        .await
        .ok();
}

async fn hear(stream: &mut BufReader<TcpStream>) -> Option<String> {
    let mut line = String::new();
    let read = stream.read_line(&mut line).await.ok()?;
    (read > 0).then(|| line.trim_end_matches(['\r', '\n']).to_owned())
}
