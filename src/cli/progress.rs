//! A progress bar for indexing: on a terminal only, and only when it takes over half a second.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::library::{Amount, Progress};

/// A refresh that takes no longer shows nothing.
const SHOWN_AFTER: Duration = Duration::from_millis(500);

/// The bar, drawn on stderr.
pub struct Bar {
    since: Instant,
    bar: Option<ProgressBar>,
}

impl Bar {
    /// A bar that has not shown itself yet.
    pub fn new() -> Bar {
        Bar { since: Instant::now(), bar: None }
    }
}

impl Default for Bar {
    fn default() -> Bar {
        Bar::new()
    }
}

impl Progress for Bar {
    fn step(&mut self, done: Amount, total: Amount) {
        if self.bar.is_none()
            && self.since.elapsed() > SHOWN_AFTER
            && std::io::stderr().is_terminal()
        {
            let style = ProgressStyle::with_template(
                "indexing {bar:30} {msg}, {binary_bytes_per_sec}, {eta} left",
            )
            .expect("a valid template");
            self.bar = Some(
                ProgressBar::with_draw_target(Some(total.bytes), ProgressDrawTarget::stderr())
                    .with_style(style),
            );
        }
        if let Some(bar) = &self.bar {
            bar.set_message(format!("{} of {} documents", done.documents, total.documents));
            bar.set_length(total.bytes);
            bar.set_position(done.bytes);
            if done == total {
                bar.finish_and_clear();
                *self = Bar::new();
            }
        }
    }

    fn encoding(&mut self, done: usize, total: usize) {
        if self.bar.is_none()
            && self.since.elapsed() > SHOWN_AFTER
            && std::io::stderr().is_terminal()
        {
            let style = ProgressStyle::with_template(
                "reading for meaning {bar:30} {human_pos} of {human_len} units, {per_sec}, {eta} left",
            )
            .expect("a valid template");
            self.bar = Some(
                ProgressBar::with_draw_target(Some(total as u64), ProgressDrawTarget::stderr())
                    .with_style(style),
            );
        }
        if let Some(bar) = &self.bar {
            bar.set_position(done as u64);
            if done == total {
                bar.finish_and_clear();
                *self = Bar::new();
            }
        }
    }
}
