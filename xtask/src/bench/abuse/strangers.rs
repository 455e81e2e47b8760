//! A thousand strangers, each of whom holds a connection with half a request, and comes again when it is closed.

use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use anyhow::{Context, Result};

const MANY: usize = 1_000;
const HALF: &[u8] = b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ";

pub(super) struct Strangers {
    over: Arc<AtomicBool>,
    holding: JoinHandle<Result<()>>,
}

impl Strangers {
    pub(super) fn hold(address: SocketAddr) -> Result<Self> {
        let mut held = Vec::with_capacity(MANY);
        for _ in 0..MANY {
            held.push(half(address).context("opening a thousand connections")?);
        }
        let over = Arc::new(AtomicBool::new(false));
        let holding = thread::spawn({
            let over = Arc::clone(&over);
            move || {
                while !over.load(Ordering::Relaxed) {
                    for stream in &mut held {
                        if is_closed(stream) {
                            *stream = half(address)?;
                        }
                    }
                    thread::sleep(Duration::from_millis(500));
                }
                Ok(())
            }
        });
        Ok(Self { over, holding })
    }

    pub(super) fn leave(self) -> Result<()> {
        self.over.store(true, Ordering::Relaxed);
        self.holding.join().ok().context("a stranger panicked")?
    }
}

fn half(address: SocketAddr) -> Result<TcpStream> {
    let mut stream = TcpStream::connect(address)?;
    stream.write_all(HALF)?;
    stream.set_nonblocking(true)?;
    Ok(stream)
}

fn is_closed(stream: &mut TcpStream) -> bool {
    match stream.read(&mut [0; 64]) {
        Ok(read) => read == 0,
        Err(error) => error.kind() != ErrorKind::WouldBlock,
    }
}
