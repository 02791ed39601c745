//! How often may be asked: per person and per channel, as cells that leak (GCRA, by governor).

use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use serenity::all::{ChannelId, UserId};

use super::once::OnceIn;
use crate::phrases::{Key, Phrase, Slot, Voice};

/// A person may ask this often at once, and again after each of these.
const BY_PERSON: (u32, Duration) = (5, Duration::from_secs(6));
/// The same for a channel, whoever asks.
const IN_CHANNEL: (u32, Duration) = (20, Duration::from_secs(1));
/// Who must wait is told in public once in this time.
const TELL_EVERY: Duration = Duration::from_secs(60);
/// Questions between two times of forgetting who asked long ago.
const FORGET_EVERY: u32 = 4096;

/// Who asked how often.
pub(super) struct Limits {
    by_person: DefaultKeyedRateLimiter<UserId>,
    in_channel: DefaultKeyedRateLimiter<ChannelId>,
    clock: DefaultClock,
    n_asked: AtomicU32,
    told: OnceIn<Who>,
}

/// Who must wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Who {
    Person(UserId),
    Channel(ChannelId),
}

/// That somebody must wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Wait {
    who: Who,
    time: Duration,
}

fn quota((burst, each): (u32, Duration)) -> Quota {
    Quota::with_period(each)
        .expect("a time that is not 0")
        .allow_burst(NonZeroU32::new(burst).expect("more than 0"))
}

impl Limits {
    pub(super) fn new() -> Limits {
        Limits {
            by_person: RateLimiter::keyed(quota(BY_PERSON)),
            in_channel: RateLimiter::keyed(quota(IN_CHANNEL)),
            clock: DefaultClock::default(),
            n_asked: AtomicU32::new(0),
            told: OnceIn::new(TELL_EVERY),
        }
    }

    /// Counts a question.
    ///
    /// # Errors
    /// When it comes too early.
    pub(super) fn ask(&self, person: UserId, channel: ChannelId) -> Result<(), Wait> {
        if self.n_asked.fetch_add(1, Ordering::Relaxed) % FORGET_EVERY == FORGET_EVERY - 1 {
            self.by_person.retain_recent();
            self.in_channel.retain_recent();
        }
        let wait = |who: Who, refused: governor::NotUntil<_>| Wait {
            who,
            time: refused.wait_time_from(self.clock.now()),
        };
        self.by_person.check_key(&person).map_err(|refused| wait(Who::Person(person), refused))?;
        self.in_channel.check_key(&channel).map_err(|refused| wait(Who::Channel(channel), refused))
    }

    /// Whether the person or the channel that must wait is to be told in public: once in a while,
    /// so that the notices do not fill the channel that they protect.
    pub(super) fn is_to_be_told(&self, wait: Wait) -> bool {
        self.told.is_due(wait.who, Instant::now())
    }
}

impl Wait {
    /// How long.
    pub(super) fn time(self) -> Duration {
        self.time
    }

    /// The notice, with the moment when asking is possible again.
    pub(super) fn notice(self, voice: Voice) -> Phrase {
        let since_1970 =
            SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default() + self.time;
        let key = match self.who {
            Who::Person(_) => Key::SlowDown,
            Who::Channel(_) => Key::SlowDownHere,
        };
        // A full second, so that it is not too early.
        voice.say(key, vec![Slot::Time(since_1970.as_secs() + 1)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_and_a_channel_may_ask_so_often_and_no_oftener() {
        let limits = Limits::new();
        let ask =
            |person: u64, channel: u64| limits.ask(UserId::new(person), ChannelId::new(channel));
        for channel in 1..=u64::from(BY_PERSON.0) {
            assert_eq!(ask(1, channel), Ok(()));
        }
        let wait = ask(1, 90).expect_err("too fast");
        assert!(matches!(wait.who, Who::Person(_)) && wait.time <= BY_PERSON.1, "{wait:?}");
        assert!(limits.is_to_be_told(wait) && !limits.is_to_be_told(wait));
        for person in 100..100 + u64::from(IN_CHANNEL.0) {
            assert_eq!(ask(person, 91), Ok(()));
        }
        assert!(matches!(ask(99, 91), Err(Wait { who: Who::Channel(_), .. })));
    }
}
