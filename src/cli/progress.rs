//! A progress bar for indexing: on a terminal only, and only when it takes over half a second.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::library::Progress;

/// A refresh that is done within this time shows nothing.
const PATIENCE: Duration = Duration::from_millis(500);

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
    fn step(&mut self, done: usize, total: usize) {
        if self.bar.is_none() && self.since.elapsed() > PATIENCE && std::io::stderr().is_terminal() {
            let style = ProgressStyle::with_template("{msg} {bar:30} {pos}/{len} documents, {eta} left").expect("a valid template");
            self.bar = Some(ProgressBar::with_draw_target(Some(total as u64), ProgressDrawTarget::stderr()).with_style(style).with_message("indexing"));
        }
        if let Some(bar) = &self.bar {
            bar.set_length(total as u64);
            bar.set_position(done as u64);
            if done == total {
                bar.finish_and_clear();
            }
        }
    }
}
