//! How much is under way at once, whoever asks: the limits of a person and of a channel hold nobody
//! back who is one of thousands. Nothing that Discord sends is acted on without a place from here.
//!
//! What finds no place is turned away when it comes, the newest first: a question by a phrase, a
//! completion by offering nothing. Where so much has come that even a phrase would be too late, nothing
//! is said.

use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::available_parallelism;
use std::time::{Duration, Instant};

use lru::LruCache;
use serenity::all::{ChannelId, InteractionId, UserId};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::cooldown::Cooldown;
use crate::figures::{Figures, TurnedAway};

/// Questions, look-ups and presses that are under way: looked for, waiting for that, and being sent.
const UNDER_WAY: usize = 256;
/// Completions that are under way.
const COMPLETIONS: usize = 64;
/// Interactions that are held, with those that are being turned away. At a tenth of a second a request,
/// and 128 that are sent at once, about as many are told in time.
const INTERACTIONS: usize = 4096;
/// Messages that are being answered: most of them wait for Discord, which takes few from a bot.
const MESSAGES: usize = 2048;
/// Edited messages whose newest text is answered or waits for that.
pub(in crate::discord) const EDITED: usize = 1024;
/// Cooldown of the public notice that there is no place.
const NOTICE_COOLDOWN: Duration = Duration::from_secs(60);
/// Threads beside one a processor, so that one slow look-up holds up nobody.
const MORE_THREADS: usize = 2;

/// The places, and who has them.
pub(in crate::discord) struct Crowd {
    under_way: Arc<Semaphore>,
    completions: Arc<Semaphore>,
    interactions: Arc<Semaphore>,
    messages: Arc<Semaphore>,
    threads: Arc<Semaphore>,
    /// Each person's newest completion. A lock, because handlers run on several threads;
    /// held for a look-up.
    newest: Mutex<LruCache<UserId, InteractionId>>,
    /// Channels that were told.
    told: Cooldown<ChannelId>,
    figures: Arc<Figures>,
}

/// A place, until it is dropped.
pub(in crate::discord) struct Place(#[expect(dead_code)] OwnedSemaphorePermit);

/// A completion that has a place, until it is dropped.
pub(in crate::discord) struct Typing {
    _place: OwnedSemaphorePermit,
    person: UserId,
    id: InteractionId,
}

impl Crowd {
    /// With all places free.
    pub(super) fn new(figures: Arc<Figures>) -> Crowd {
        let places = |n| Arc::new(Semaphore::new(n));
        let processors = available_parallelism().map_or(1, NonZeroUsize::get);
        Crowd {
            under_way: places(UNDER_WAY),
            completions: places(COMPLETIONS),
            interactions: places(INTERACTIONS),
            messages: places(MESSAGES),
            threads: places(processors + MORE_THREADS),
            newest: Mutex::new(LruCache::new(
                NonZeroUsize::new(INTERACTIONS).expect("more than 0"),
            )),
            told: Cooldown::new(NOTICE_COOLDOWN),
            figures,
        }
    }

    /// A place for an interaction as long as it is held; `None` where it is to be dropped.
    pub(in crate::discord) fn interaction(&self) -> Option<Place> {
        self.try_place(&self.interactions, TurnedAway::Untold)
    }

    /// A place for a message as long as it is answered; `None` where it is to be dropped.
    pub(in crate::discord) fn message(&self) -> Option<Place> {
        self.try_place(&self.messages, TurnedAway::Message)
    }

    /// A place for a command or a pressed button; `None` where its user is to be told.
    pub(in crate::discord) fn command(&self) -> Option<Place> {
        self.try_place(&self.under_way, TurnedAway::Told)
    }

    /// A place for a question in a message; `None` where there is none now.
    pub(in crate::discord) fn question(&self) -> Option<Place> {
        self.try_place(&self.under_way, TurnedAway::Message)
    }

    /// The same, as soon as there is one: for what replaces an answer that would be wrong otherwise.
    pub(in crate::discord) async fn question_in_turn(&self) -> Place {
        Place(owned(&self.under_way).await)
    }

    /// Whether a channel is to be told that there is no place: once in a while.
    pub(in crate::discord) fn is_notice_due(&self, channel: ChannelId) -> bool {
        self.told.try_start(channel, Instant::now())
    }

    /// A place for a person's completion; `None` where there is none. Discord numbers interactions in
    /// their order; handlers may take them up in another.
    pub(in crate::discord) fn completion(
        &self,
        person: UserId,
        id: InteractionId,
    ) -> Option<Typing> {
        let mut newest = self.newest.lock().unwrap_or_else(PoisonError::into_inner);
        let known = newest.get(&person).map_or(id, |known| (*known).max(id));
        newest.put(person, known);
        let Ok(place) = Arc::clone(&self.completions).try_acquire_owned() else {
            self.figures.crowd.turn_away(TurnedAway::Completion);
            return None;
        };
        Some(Typing { _place: place, person, id })
    }

    /// Whether somebody has typed on since: then nobody waits for this.
    pub(in crate::discord) fn is_outdated(&self, typing: &Typing) -> bool {
        let newest = self.newest.lock().unwrap_or_else(PoisonError::into_inner);
        newest.peek(&typing.person).is_some_and(|newest| *newest > typing.id)
    }

    /// One of the threads for work on documents, as soon as one is free, in the order of asking.
    pub(in crate::discord) async fn thread(&self) -> OwnedSemaphorePermit {
        owned(&self.threads).await
    }

    fn try_place(&self, places: &Arc<Semaphore>, otherwise: TurnedAway) -> Option<Place> {
        let place = Arc::clone(places).try_acquire_owned().ok().map(Place);
        if place.is_none() {
            self.figures.crowd.turn_away(otherwise);
        }
        place
    }
}

async fn owned(places: &Arc<Semaphore>) -> OwnedSemaphorePermit {
    Arc::clone(places).acquire_owned().await.expect("it is never closed")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_finds_no_place_is_turned_away_until_one_is_free() {
        let crowd = Crowd::new(Arc::default());
        let mut places: Vec<Place> = (0..UNDER_WAY).filter_map(|_| crowd.command()).collect();
        assert!(places.len() == UNDER_WAY && crowd.command().is_none());
        assert!(crowd.interaction().is_some() && crowd.message().is_some());
        places.pop();
        assert!(crowd.question().is_some());
    }

    #[test]
    fn of_one_persons_completions_the_newest_counts() {
        let crowd = Crowd::new(Arc::default());
        let [one, other] = [1, 2].map(UserId::new);
        let types = |person, id| crowd.completion(person, InteractionId::new(id));
        let first = types(one, 1).expect("a place");
        let others = types(other, 2).expect("a place");
        assert!(!crowd.is_outdated(&first));
        // Taken up in another order than they came in.
        let third = types(one, 4).expect("a place");
        let second = types(one, 3).expect("a place");
        assert!(crowd.is_outdated(&first) && crowd.is_outdated(&second));
        assert!(!crowd.is_outdated(&third) && !crowd.is_outdated(&others));
        let rest: Vec<Typing> = (5..200).filter_map(|n| types(UserId::new(n), n)).collect();
        assert_eq!(rest.len() + 4, COMPLETIONS);
        // Also where there is no place for the newest: the one before is still not it.
        assert!(types(one, 300).is_none() && crowd.is_outdated(&third));
    }
}
