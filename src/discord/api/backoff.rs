//! Exponential backoff with jitter, so that programs that failed at the same moment do not come back
//! at the same moment.

use std::time::Duration;

/// How long to wait before the next of several attempts.
#[derive(Debug, Clone)]
pub(in crate::discord) struct Backoff {
    first: Duration,
    /// Waits since the last success.
    n_waits: u32,
}

impl Backoff {
    /// Waits of half to the whole of `first`, and of twice as much each time.
    pub(in crate::discord) fn new(first: Duration) -> Backoff {
        Backoff { first, n_waits: 0 }
    }

    /// The next wait; never longer than `longest`.
    pub(in crate::discord) fn next_wait(&mut self, longest: Duration) -> Duration {
        let whole = self.first.saturating_mul(1 << self.n_waits.min(20)).min(longest);
        self.n_waits += 1;
        whole.mul_f64(0.5 + fastrand::f64() / 2.0)
    }

    /// Begins anew with short waits.
    pub(in crate::discord) fn reset(&mut self) {
        self.n_waits = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_the_longest_and_begin_anew() {
        let second = Duration::from_secs(1);
        let mut backoff = Backoff::new(second);
        for whole in [1, 2, 4, 8, 8, 8] {
            let wait = backoff.next_wait(8 * second);
            assert!(second * whole / 2 <= wait && wait <= second * whole, "{wait:?}");
        }
        backoff.reset();
        assert!(backoff.next_wait(8 * second) <= second);
    }
}
