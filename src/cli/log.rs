//! What is said on stderr. Where it cannot be written (a full disk, nobody reads it any more) it is
//! lost, and the program goes on: a log is no reason to stop answering.

use std::io::{self, IsTerminal, Write};

use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::{EnvFilter, filter_fn};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{Layer, fmt, registry};

use crate::environment::LogFormat;

/// Libraries say this much at most: what they tell beyond it holds frames and requests as they are,
/// with the token and with what people wrote.
const OF_LIBRARIES: LevelFilter = LevelFilter::WARN;

/// Begins to log what passes the filter.
pub fn begin(filter: EnvFilter, format: LogFormat) {
    let is_ours = filter_fn(|told| {
        let is_own = matches!(told.target().split("::").next(), Some("verbatim"));
        is_own || *told.level() <= OF_LIBRARIES
    });
    let layer = fmt::layer()
        .with_writer(|| Log)
        .log_internal_errors(false)
        .with_ansi(format == LogFormat::Text && io::stderr().is_terminal());
    let layer = match format {
        LogFormat::Text => layer.boxed(),
        LogFormat::Json => layer.json().flatten_event(true).with_current_span(true).boxed(),
    };
    registry().with(filter).with(is_ours).with(layer).init();
}

/// stderr, as a writer that never fails.
#[derive(Debug, Clone, Copy)]
pub struct Log;

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let _ = io::stderr().write_all(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let _ = io::stderr().flush();
        Ok(())
    }
}

/// Writes a line that begins with the program's name.
pub fn line(text: &str) {
    // One write, so that lines of several threads do not mix.
    let _ = Log.write_all(format!("verbatim: {text}\n").as_bytes());
}
