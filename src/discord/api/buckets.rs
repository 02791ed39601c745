//! Discord's rate limits, by what its answers tell: who would be refused waits instead (Discord API
//! reference, "Rate Limits").
//!
//! serenity's own limiter is not used. Where a header cannot be read it sends again without a pause,
//! even what Discord took. It waits within an attempt, whose time-out then hides how long Discord said.
//! What follows all interactions is one bucket to it. And it cannot be used behind a proxy.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use reqwest::header::HeaderMap;
use serenity::http::Route;
use tokio::time::Instant;

/// Nothing that Discord says makes anybody wait longer.
pub(super) const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);
/// When so many buckets are held back, those that are not any more are forgotten.
const FORGET_FROM: usize = 256;

/// Requests that share a limit: of one method and one address, whatever the numbers behind its first
/// one are. An interaction's token stays: each has a limit of its own.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Bucket {
    path: String,
    /// Whether the limit that holds for the whole bot holds for them; for what answers interactions
    /// it does not.
    is_global: bool,
}

impl Bucket {
    /// That of requests of this method to this route.
    pub(super) fn of(method: &str, route: Route<'_>) -> Bucket {
        let address = route.path();
        let path = address.split_once("/v10/").map_or(&*address, |(_, path)| path);
        let is_global = !path.starts_with("interactions/") && !path.starts_with("webhooks/");
        let mut is_first = true;
        let mut bucket = method.to_owned();
        for part in path.split('/') {
            let is_number = part.bytes().all(|byte| byte.is_ascii_digit());
            let shown = if is_number && !std::mem::take(&mut is_first) { "…" } else { part };
            bucket.push('/');
            bucket.push_str(shown);
        }
        Bucket { path: bucket, is_global }
    }
}

/// What is held back, and until when.
#[derive(Debug, Default)]
pub(super) struct Buckets {
    /// A lock, because requests are sent from many tasks; held for a look-up.
    held: Mutex<Held>,
}

#[derive(Debug, Default)]
struct Held {
    all: Option<Instant>,
    buckets: HashMap<String, Instant>,
}

impl Buckets {
    /// From when on a request may be sent; `None` where it may be now.
    pub(super) fn free_at(&self, bucket: &Bucket) -> Option<Instant> {
        let held = self.lock();
        let of_all = held.all.filter(|_| bucket.is_global);
        let until = of_all.max(held.buckets.get(&bucket.path).copied());
        until.filter(|until| *until > Instant::now())
    }

    /// Notes what the head of an answer says: where it was the last request for now, the next waits.
    pub(super) fn note(&self, bucket: &Bucket, headers: &HeaderMap) {
        let number =
            |name: &str| headers.get(name).and_then(|value| value.to_str().ok()?.parse().ok());
        let remaining: Option<f64> = number("x-ratelimit-remaining");
        if remaining == Some(0.0)
            && let Some(wait) = number("x-ratelimit-reset-after").and_then(wait_of)
        {
            self.hold(bucket, wait);
        }
    }

    /// Nobody sends to this bucket for so long.
    pub(super) fn hold(&self, bucket: &Bucket, wait: Duration) {
        let (now, mut held) = (Instant::now(), self.lock());
        if held.buckets.len() >= FORGET_FROM {
            held.buckets.retain(|_, until| *until > now);
        }
        let until = now + wait.min(LONGEST);
        held.buckets
            .entry(bucket.path.clone())
            .and_modify(|known| *known = until.max(*known))
            .or_insert(until);
    }

    /// Nobody sends anything for so long, but what answers interactions.
    pub(super) fn hold_all(&self, wait: Duration) {
        let until = Instant::now() + wait.min(LONGEST);
        let mut held = self.lock();
        held.all = held.all.max(Some(until));
    }

    fn lock(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A wait in seconds as Discord says it; `None` for what is none. What is longer than a day is a day.
pub(super) fn wait_of(seconds: f64) -> Option<Duration> {
    let is_wait = seconds.is_finite() && seconds >= 0.0;
    is_wait.then(|| Duration::from_secs_f64(seconds.min(LONGEST.as_secs_f64())))
}

#[cfg(test)]
mod tests {
    use serenity::all::{ApplicationId, ChannelId, InteractionId, MessageId};

    use super::*;

    fn message(channel: u64, message: u64) -> Route<'static> {
        Route::ChannelMessage {
            channel_id: ChannelId::new(channel),
            message_id: MessageId::new(message),
        }
    }

    #[test]
    fn messages_of_a_channel_share_a_bucket_and_other_methods_channels_and_interactions_do_not() {
        let bucket = Bucket::of("PATCH", message(1, 2));
        assert_eq!(bucket, Bucket::of("PATCH", message(1, 3)));
        assert_ne!(bucket, Bucket::of("DELETE", message(1, 2)));
        assert_ne!(bucket, Bucket::of("PATCH", message(2, 2)));
        let follow_up = |token: &'static str| {
            let application_id = ApplicationId::new(1);
            Bucket::of("POST", Route::WebhookFollowupMessages { application_id, token })
        };
        assert_ne!(follow_up("a"), follow_up("b"));
    }

    #[tokio::test]
    async fn what_is_held_back_is_one_bucket_or_all_but_the_answers_to_interactions() {
        let (buckets, minute) = (Buckets::default(), Duration::from_secs(60));
        let (one, other) = (Bucket::of("GET", message(1, 2)), Bucket::of("GET", message(2, 2)));
        let callback =
            Route::InteractionResponse { interaction_id: InteractionId::new(1), token: "t" };
        let callback = Bucket::of("POST", callback);
        let head = |remaining: &str, after: &str| {
            let mut head = HeaderMap::new();
            head.insert("x-ratelimit-remaining", remaining.parse().expect("a header"));
            head.insert("x-ratelimit-reset-after", after.parse().expect("a header"));
            head
        };
        for (remaining, after) in
            [("1", "60"), ("0", "soon"), ("none", "60"), ("0", "-1"), ("0", "NaN")]
        {
            buckets.note(&one, &head(remaining, after));
            assert_eq!(buckets.free_at(&one), None, "{remaining} {after}");
        }
        buckets.note(&one, &head("0", "60.5"));
        assert!(buckets.free_at(&one).is_some() && buckets.free_at(&other).is_none());
        buckets.hold_all(minute);
        assert!(buckets.free_at(&other).is_some() && buckets.free_at(&callback).is_none());
        buckets.hold(&callback, Duration::MAX);
        assert!(buckets.free_at(&callback).is_some_and(|at| at <= Instant::now() + LONGEST));
    }

    #[test]
    fn a_wait_is_a_number_of_seconds_and_a_day_at_most() {
        assert_eq!(wait_of(1.5), Some(Duration::from_millis(1500)));
        assert_eq!(wait_of(1e300), Some(LONGEST));
        assert_eq!([-1.0, f64::NAN, f64::INFINITY].map(wait_of), [None; 3]);
    }
}
