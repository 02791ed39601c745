//! The connections below HTTP, on which frames of the gateway can be broken as a network or what
//! stands between breaks them.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::serve::Listener;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};

use crate::state::Shared;

/// The first byte of a frame of text that is whole (RFC 6455, "Base Framing Protocol").
const TEXT_FRAME: u8 = 0x81;
/// How many of the last bytes of a frame are overwritten.
const N_OVERWRITTEN: usize = 4;

/// How the next frames that are sent on the gateway break.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WireFault {
    /// Half of them arrives, then the connection is cut.
    HalfThenCut,
    /// Their end is no UTF-8.
    NotUtf8,
    /// Their end is no JSON.
    NotJson,
}

/// Listens, and wraps what connects.
pub(crate) struct Wires {
    pub(crate) listener: TcpListener,
    pub(crate) shared: Arc<Shared>,
}

impl Listener for Wires {
    type Io = Wire;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Wire, SocketAddr) {
        let (stream, address) = Listener::accept(&mut self.listener).await;
        // Events are small and must not wait for each other.
        let _ = stream.set_nodelay(true);
        let shared = Arc::clone(&self.shared);
        (Wire { stream, shared, is_gateway: None, is_cut: false }, address)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

/// One connection.
pub(crate) struct Wire {
    stream: TcpStream,
    shared: Arc<Shared>,
    /// Whether it leads to the gateway; none before anything was heard.
    is_gateway: Option<bool>,
    is_cut: bool,
}

impl Wire {
    /// The fault that befalls these bytes, which is then used up.
    fn fault(&self, bytes: &[u8]) -> Option<WireFault> {
        if self.is_gateway != Some(true) || bytes.first() != Some(&TEXT_FRAME) {
            return None;
        }
        self.shared.look(|state| state.gateway.wire_fault)?;
        self.shared.change(|_, state| state.gateway.wire_fault.take())
    }
}

impl AsyncRead for Wire {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = into.filled().len();
        let read = Pin::new(&mut self.stream).poll_read(context, into);
        let heard = &into.filled()[before..];
        if self.is_gateway.is_none() && !heard.is_empty() {
            self.is_gateway = Some(heard.starts_with(b"GET /gateway"));
        }
        read
    }
}

impl AsyncWrite for Wire {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        if self.is_cut {
            return Poll::Ready(Err(io::ErrorKind::BrokenPipe.into()));
        }
        let mut broken = bytes.to_vec();
        let whole = bytes.len();
        match self.fault(bytes) {
            None => {}
            Some(WireFault::HalfThenCut) => {
                self.is_cut = true;
                broken.truncate(whole / 2);
            }
            Some(fault) => {
                let byte = if fault == WireFault::NotUtf8 { 0xff } else { b'{' };
                broken[whole.saturating_sub(N_OVERWRITTEN)..].fill(byte);
            }
        }
        Pin::new(&mut self.stream).poll_write(context, &broken)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
