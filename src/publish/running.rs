//! Publishing and following while the program serves, each on a thread of its own.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Weak};
use std::thread;
use std::time::Duration;

use super::error::PublishError;
use super::follower::{Follower, Step};
use super::publisher::Publisher;
use crate::document::Escaped;
use crate::figures::{Figures, Refreshed};
use crate::library::{Encoded, Followed, Library};
use crate::model::Encoder;

/// So often it is looked whether there is anything new: how far those who follow are behind, beside the
/// time that fetching takes.
const EVERY: Duration = Duration::from_secs(1);
/// How long the end of the thread takes at most.
const STOP_WITHIN: Duration = Duration::from_millis(100);

/// Goes on until it is dropped.
pub struct Running {
    stop: Arc<AtomicBool>,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

/// Publishes each commit, and vectors as they are made by this model. Problems are logged.
pub fn publish(library: Arc<Library>, mut publisher: Publisher, model: Option<String>) -> Running {
    let mut told = Told::default();
    repeat(Arc::downgrade(&library), move |library| {
        match publisher.publish(library, model.as_deref()) {
            Ok(true) => {
                told.end();
                tracing::info!("published");
            }
            Ok(false) => told.end(),
            Err(error @ PublishError::Another(_)) => {
                tracing::error!(error = %Escaped(error), "nothing is published any more");
                return Goes::Ends;
            }
            Err(error) => told.note("what is new is not published", error),
        }
        Goes::On
    })
}

/// Follows a place into a copy. Problems are logged and counted; what is here goes on answering.
pub fn follow(
    library: Arc<Library>,
    (mut follower, mut followed): (Follower, Followed),
    encoder: Option<Encoder>,
    figures: Arc<Figures>,
) -> Running {
    let mut told = Told::default();
    let mut is_forgotten = false;
    repeat(Arc::downgrade(&library), move |library| {
        let is_damaged = library.take_damage();
        if is_damaged {
            follower.suspect();
        }
        let stepped = follower.step().and_then(|step| {
            match step {
                Step::Commit if is_damaged => library.reopen(&mut followed)?,
                // Another process may be the one that commits.
                _ => drop(library.follow(&mut followed)?),
            }
            library.remove_old_texts()?;
            Ok(step)
        });
        if !matches!(stepped, Ok(Step::Same) | Err(_))
            && load_vectors(library, encoder.as_ref(), &figures) > 0
            && !std::mem::replace(&mut is_forgotten, true)
        {
            // Perhaps those that were fetched are lost.
            follower.forget_vectors();
        }
        figures.documents.refreshed(match stepped {
            Ok(Step::Commit) => Refreshed::Changed,
            Ok(Step::Same | Step::Vectors) => Refreshed::Unchanged,
            Err(_) => Refreshed::Failed,
        });
        match stepped {
            Ok(Step::Commit) => {
                told.end();
                tracing::info!("the documents have changed");
            }
            Ok(_) => told.end(),
            Err(error) => told.note("what was published last cannot be followed", error),
        }
        Goes::On
    })
}

/// Reads along what another process commits to the same data folder, where nothing is written.
pub fn read_along(
    library: Arc<Library>,
    mut followed: Followed,
    encoder: Option<Encoder>,
    figures: Arc<Figures>,
) -> Running {
    let mut told = Told::default();
    let mut has_all_vectors = false;
    repeat(Arc::downgrade(&library), move |library| {
        let is_damaged = library.take_damage();
        let read = match is_damaged {
            true => library.reopen(&mut followed).map(|()| true),
            false => library.follow(&mut followed),
        };
        if !has_all_vectors || matches!(read, Ok(true)) {
            has_all_vectors = load_vectors(library, encoder.as_ref(), &figures) == 0;
        }
        figures.documents.refreshed(match read {
            Ok(true) => Refreshed::Changed,
            Ok(false) => Refreshed::Unchanged,
            Err(_) => Refreshed::Failed,
        });
        match read {
            Ok(true) => {
                told.end();
                tracing::info!("the documents have changed");
            }
            Ok(false) => told.end(),
            Err(error) => told.note("the last commit cannot be read", error.into()),
        }
        Goes::On
    })
}

/// Shows questions the vectors that are there; how many units have none.
fn load_vectors(library: &Library, encoder: Option<&Encoder>, figures: &Figures) -> usize {
    let Some(encoder) = encoder else { return 0 };
    let n_missing = match library.load_vectors(encoder) {
        Ok(Encoded::Missing(n)) => n,
        Ok(Encoded::Complete | Encoded::Outdated) => 0,
        Err(error) => {
            tracing::warn!(error = %Escaped(error), "vectors cannot be read");
            0
        }
    };
    figures.documents.set_vectors_waiting(n_missing);
    n_missing
}

/// Whether a thread goes on.
enum Goes {
    On,
    Ends,
}

/// Does something now and then, until it says otherwise, or the library or what is returned is dropped.
fn repeat(
    library: Weak<Library>,
    mut act: impl FnMut(&Library) -> Goes + Send + 'static,
) -> Running {
    let stop = Arc::new(AtomicBool::new(false));
    let stopped = Arc::clone(&stop);
    thread::spawn(move || {
        while !stopped.load(Ordering::Relaxed) {
            let Some(library) = library.upgrade() else { return };
            if matches!(act(&library), Goes::Ends) {
                return;
            }
            drop(library);
            let mut waited = Duration::ZERO;
            while waited < EVERY && !stopped.load(Ordering::Relaxed) {
                thread::sleep(STOP_WITHIN);
                waited += STOP_WITHIN;
            }
        }
    });
    Running { stop }
}

/// What went wrong is told once, until it ends.
#[derive(Default)]
struct Told(bool);

impl Told {
    fn note(&mut self, what: &str, error: PublishError) {
        if !std::mem::replace(&mut self.0, true) {
            tracing::warn!(error = %Escaped(error), "{what}; it is tried again");
        }
    }

    fn end(&mut self) {
        if std::mem::replace(&mut self.0, false) {
            tracing::info!("the place can be reached again");
        }
    }
}
