//! What the bot keeps up with while it serves: which servers it is in, what is set for them, which
//! documents there are.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use tokio::sync::watch;

use super::bot::Bot;
use crate::corpus::Shelf;
use crate::phrases::{Language, Phrase, Phrases, Say};
use crate::settings::{Place, PlaceScope};

/// How often it is looked whether the documents have changed.
const BETWEEN_COUNTS: Duration = Duration::from_secs(5);
/// How often it is looked whether a server was left long enough ago to be forgotten.
const BETWEEN_NOTES: Duration = Duration::from_secs(6 * 60 * 60);

impl Bot {
    /// Notes which servers the bot is in: what belongs to one that it left long ago is forgotten.
    pub(super) fn note_servers(&self) {
        let Some((servers, shards)) = self.servers.all() else { return };
        let (settings, uploading) = (Arc::clone(&self.settings), Arc::clone(&self.uploading));
        let answers = self.answers.clone();
        let forget = move || {
            let uploads = &uploading.uploads;
            let known = [uploads.servers(), answers.servers()].concat();
            // Other processes have the others.
            let is_mine = |server| shards.has_server(server);
            match settings.is_in(&servers, &known, is_mine) {
                Ok(forgotten) => {
                    for server in forgotten {
                        answers.forget_server(server);
                        if let Err(error) = uploads.forget(server) {
                            tracing::warn!(server, %error, "what it added cannot be removed");
                        }
                        tracing::info!(server, "forgot a server that the bot left long ago");
                    }
                }
                Err(error) => tracing::debug!(%error, "which servers were left is not kept"),
            }
        };
        tokio::task::spawn_blocking(forget);
    }

    /// Whether the content of messages is needed that do not mention the bot, and when that changes.
    pub(super) fn wants_content(&self) -> watch::Receiver<bool> {
        self.wants_content.subscribe()
    }

    /// Looks whether it is needed, by what is set now.
    pub(super) fn note_wanted_content(&self) {
        let is_wanted = self.open_channels.n_channels() > 0
            || self.settings.all().values().any(|server| server.has_open_place());
        self.wants_content
            .send_if_modified(|known| std::mem::replace(known, is_wanted) != is_wanted);
    }

    /// Notes that Discord does not tell it; whether that is new.
    pub(super) fn content_is_refused(&self) -> bool {
        !self.is_content_refused.swap(true, Ordering::Relaxed)
    }

    /// Whether Discord does not tell it.
    pub(super) fn is_content_refused(&self) -> bool {
        self.is_content_refused.load(Ordering::Relaxed)
    }

    /// How many documents there are, and when that changes.
    pub(super) fn documents(&self) -> watch::Receiver<u64> {
        self.n_documents.subscribe()
    }

    /// What the bot does, for everybody to see; `None` where there is nothing to quote.
    pub(super) fn doing(&self) -> Option<Phrase> {
        let count = *self.n_documents.borrow();
        let quoting = Say::PresenceQuoting { count };
        (count > 0).then(|| self.voice(Language::DEFAULT).say(quoting))
    }

    /// Counts the documents, again whenever they have changed. Never ends.
    pub(super) async fn follow_documents(&self) -> Infallible {
        let mut counted: Option<Arc<Shelf>> = None;
        let mut noted = Instant::now();
        let nowhere = Place { server: None, channel: None };
        let everybodys = PlaceScope::new(nowhere, &self.rules_at(nowhere));
        loop {
            let shelf = self.library.shelf();
            if !counted.as_ref().is_some_and(|counted| Arc::ptr_eq(counted, &shelf)) {
                let everybodys = everybodys.clone();
                let count = move |shelf: &Shelf, _: &Phrases| {
                    let shelf = everybodys.shelf(shelf)?;
                    shelf.n_listed(&everybodys.on(&shelf)?)
                };
                if let Some(count) = self.run_blocking(count).await {
                    self.n_documents.send_if_modified(|known| {
                        std::mem::replace(known, count as u64) != count as u64
                    });
                }
                counted = Some(shelf);
            }
            if noted.elapsed() >= BETWEEN_NOTES {
                self.note_servers();
                noted = Instant::now();
            }
            // The operator may have set something meanwhile.
            self.note_wanted_content();
            tokio::time::sleep(BETWEEN_COUNTS).await;
        }
    }
}
