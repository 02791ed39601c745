//! Rate limits: on questions, for each person and each channel; on edits, buttons and autocompletions,
//! for each person (GCRA, by governor).

use std::collections::HashMap;
use std::hash::Hash;
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use serenity::all::{ChannelId, UserId};

use super::cooldown::Cooldown;
use crate::phrases::{Say, UnixSeconds};
use crate::settings::Pace;

/// A channel, whoever asks, may ask this often at once, and again after each of these.
const IN_CHANNEL: (u32, Duration) = (20, Duration::from_secs(1));
/// The same for what is looked at in a channel though nobody asked.
const UNASKED: (u32, Duration) = (10, Duration::from_secs(3));
/// A person may edit questions this often at once, and again after each of these. Edits are no new
/// questions; but whoever edits without an end asks without one.
const EDITS: (u32, Duration) = (10, Duration::from_secs(3));
/// A person may press buttons this often at once, and again after each of these: a fast reader turns
/// pages so.
const PRESSES: (u32, Duration) = (10, Duration::from_secs(2));
/// The same for autocompletions, which come while somebody types.
const COMPLETIONS: (u32, Duration) = (30, Duration::from_millis(500));
/// Cooldown of the public notice that somebody must wait.
const NOTICE_COOLDOWN: Duration = Duration::from_secs(60);
/// Every so many counts, those who were counted long ago are forgotten.
const FORGET_EVERY: u32 = 4096;

/// How much of the limits is used.
pub(in crate::discord) struct RateLimits {
    /// For each pace that is set somewhere. A lock, because places may be given new ones; held for a
    /// look-up.
    by_person: Mutex<HashMap<Pace, Arc<DefaultKeyedRateLimiter<UserId>>>>,
    in_channel: DefaultKeyedRateLimiter<ChannelId>,
    unasked: DefaultKeyedRateLimiter<ChannelId>,
    edits: DefaultKeyedRateLimiter<UserId>,
    presses: DefaultKeyedRateLimiter<UserId>,
    completions: DefaultKeyedRateLimiter<UserId>,
    clock: DefaultClock,
    n_counted: AtomicU32,
    notices: Cooldown<Limited>,
}

/// Whose limit is used up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Limited {
    Person(UserId),
    Channel(ChannelId),
}

/// What came too early.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::discord) struct RateLimited {
    limited: Limited,
    retry_after: Duration,
}

fn quota((burst, each): (u32, Duration)) -> Quota {
    Quota::with_period(each)
        .expect("a time that is not 0")
        .allow_burst(NonZeroU32::new(burst).expect("more than 0"))
}

impl RateLimits {
    /// None used.
    pub(super) fn new() -> RateLimits {
        RateLimits {
            by_person: Mutex::default(),
            in_channel: RateLimiter::keyed(quota(IN_CHANNEL)),
            unasked: RateLimiter::keyed(quota(UNASKED)),
            edits: RateLimiter::keyed(quota(EDITS)),
            presses: RateLimiter::keyed(quota(PRESSES)),
            completions: RateLimiter::keyed(quota(COMPLETIONS)),
            clock: DefaultClock::default(),
            n_counted: AtomicU32::new(0),
            notices: Cooldown::new(NOTICE_COOLDOWN),
        }
    }

    /// Counts a question, where people may ask at this pace.
    ///
    /// # Errors
    /// When it comes too early.
    pub(in crate::discord) fn check(
        &self,
        person: UserId,
        channel: ChannelId,
        pace: Pace,
    ) -> Result<(), RateLimited> {
        self.count(&self.at_pace(pace), person, Limited::Person(person))?;
        self.count(&self.in_channel, channel, Limited::Channel(channel))
    }

    /// Counts an edit of a question that was counted before.
    ///
    /// # Errors
    /// When it comes too early.
    pub(in crate::discord) fn check_edit(&self, person: UserId) -> Result<(), RateLimited> {
        self.count(&self.edits, person, Limited::Person(person))
    }

    /// Counts a message that is looked at though nobody asked.
    ///
    /// # Errors
    /// When there are too many of them in the channel.
    pub(in crate::discord) fn check_unasked(&self, channel: ChannelId) -> Result<(), RateLimited> {
        self.count(&self.unasked, channel, Limited::Channel(channel))
    }

    /// Counts a pressed button.
    ///
    /// # Errors
    /// When it comes too early.
    pub(in crate::discord) fn check_press(&self, person: UserId) -> Result<(), RateLimited> {
        self.count(&self.presses, person, Limited::Person(person))
    }

    /// Counts an autocompletion.
    ///
    /// # Errors
    /// When it comes too early.
    pub(in crate::discord) fn check_completion(&self, person: UserId) -> Result<(), RateLimited> {
        self.count(&self.completions, person, Limited::Person(person))
    }

    fn at_pace(&self, pace: Pace) -> Arc<DefaultKeyedRateLimiter<UserId>> {
        let at_pace = || RateLimiter::keyed(quota((pace.at_once.get(), pace.each())));
        Arc::clone(self.paces().entry(pace).or_insert_with(|| Arc::new(at_pace())))
    }

    fn paces(&self) -> MutexGuard<'_, HashMap<Pace, Arc<DefaultKeyedRateLimiter<UserId>>>> {
        self.by_person.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn count<K: Eq + Hash + Clone>(
        &self,
        limiter: &DefaultKeyedRateLimiter<K>,
        key: K,
        limited: Limited,
    ) -> Result<(), RateLimited> {
        if self.n_counted.fetch_add(1, Ordering::Relaxed) % FORGET_EVERY == FORGET_EVERY - 1 {
            self.paces().values().for_each(|limiter| limiter.retain_recent());
            self.in_channel.retain_recent();
            self.unasked.retain_recent();
            self.edits.retain_recent();
            self.presses.retain_recent();
            self.completions.retain_recent();
        }
        let too_early = |refused: governor::NotUntil<_>| RateLimited {
            limited,
            retry_after: refused.wait_time_from(self.clock.now()),
        };
        limiter.check_key(&key).map_err(too_early)
    }

    /// Whether a public notice about this is due: once in a while, so that notices do not fill the
    /// channel that the limit protects.
    pub(in crate::discord) fn is_notice_due(&self, limited: RateLimited) -> bool {
        self.notices.try_start(limited.limited, Instant::now())
    }
}

impl RateLimited {
    /// How long to wait before asking again.
    pub(in crate::discord) fn retry_after(self) -> Duration {
        self.retry_after
    }

    /// The notice, with the moment from which asking is possible again.
    pub(in crate::discord) fn notice(self) -> Say {
        let since_1970 =
            SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default() + self.retry_after;
        // The next full second, so that it is not too early.
        let time = UnixSeconds(since_1970.as_secs() + 1);
        match self.limited {
            Limited::Person(_) => Say::SlowDown { time },
            Limited::Channel(_) => Say::SlowDownHere { time },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_and_a_channel_may_ask_so_often_and_no_oftener() {
        let limits = RateLimits::new();
        let ask = |person: u64, channel: u64| {
            limits.check(UserId::new(person), ChannelId::new(channel), Pace::DEFAULT)
        };
        for channel in 1..=u64::from(Pace::DEFAULT.at_once.get()) {
            assert_eq!(ask(1, channel), Ok(()));
        }
        let limited = ask(1, 90).expect_err("too fast");
        assert!(
            matches!(limited.limited, Limited::Person(_))
                && limited.retry_after <= Pace::DEFAULT.each(),
            "{limited:?}"
        );
        assert!(limits.is_notice_due(limited) && !limits.is_notice_due(limited));
        for person in 100..100 + u64::from(IN_CHANNEL.0) {
            assert_eq!(ask(person, 91), Ok(()));
        }
        assert!(matches!(ask(99, 91), Err(RateLimited { limited: Limited::Channel(_), .. })));
        let person = UserId::new(2);
        for _ in 0..PRESSES.0 {
            assert_eq!(limits.check_press(person), Ok(()));
        }
        assert!(limits.check_press(person).is_err() && limits.check_completion(person).is_ok());
    }
}
