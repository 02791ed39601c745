//! Which events of a session were acted on to the end: all up to the watermark were. What a program did
//! not finish before it was killed lies above it, and is asked for again.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The watermark of a session. Copies are of the same one.
#[derive(Debug, Clone, Default)]
pub(super) struct Watermark {
    /// A lock, because handlers end on several threads; held for a look.
    events: Arc<Mutex<Events>>,
}

#[derive(Debug, Default)]
struct Events {
    /// The number of the last event.
    last: u64,
    /// The numbers of those that are acted on now; how often, since an event may come again.
    under_way: BTreeMap<u64, usize>,
}

/// That an event is acted on, until this is dropped.
#[derive(Debug)]
pub(super) struct UnderWay {
    watermark: Watermark,
    sequence: u64,
}

impl Watermark {
    /// All up to this number were acted on.
    pub(super) fn at(sequence: u64) -> Watermark {
        let watermark = Watermark::default();
        watermark.lock().last = sequence;
        watermark
    }

    /// Notes that the event of this number has come.
    pub(super) fn begin(&self, sequence: u64) -> UnderWay {
        let mut events = self.lock();
        events.last = events.last.max(sequence);
        *events.under_way.entry(sequence).or_default() += 1;
        UnderWay { watermark: self.clone(), sequence }
    }

    /// The number up to which all events were acted on.
    pub(super) fn reached(&self) -> u64 {
        let events = self.lock();
        let first = events.under_way.keys().next();
        first.map_or(events.last, |first| first.saturating_sub(1))
    }

    /// Whether none is acted on now.
    pub(super) fn is_at_rest(&self) -> bool {
        self.lock().under_way.is_empty()
    }

    fn lock(&self) -> MutexGuard<'_, Events> {
        self.events.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        let mut events = self.watermark.lock();
        if let Some(n) = events.under_way.get_mut(&self.sequence) {
            *n -= 1;
            if *n == 0 {
                events.under_way.remove(&self.sequence);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_watermark_stays_below_what_is_not_finished() {
        let watermark = Watermark::at(3);
        assert_eq!(watermark.reached(), 3);
        let [fourth, again, fifth] = [4, 4, 5].map(|sequence| watermark.begin(sequence));
        drop(fifth);
        assert_eq!(watermark.reached(), 3);
        drop(fourth);
        assert_eq!((watermark.reached(), watermark.is_at_rest()), (3, false));
        drop(again);
        assert_eq!((watermark.reached(), watermark.is_at_rest()), (5, true));
        let late = watermark.begin(2);
        assert_eq!(watermark.reached(), 1);
        drop(late);
        assert_eq!(watermark.reached(), 5);
    }
}
