//! When sessions with Discord were begun, remembered over restarts: Discord allows a bot 1,000 a day
//! and resets the token of one that begins more. A process that is started again and again, whatever
//! for, must not use them up: the more were begun lately, the longer the next one waits.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::document::regular_file;

/// The file in the data folder: moments, in seconds since 1970, one a line.
const FILE: &str = "identifies";
/// Under this name the next version of it is written.
const NEXT_FILE: &str = "identifies.next";
/// Only what is younger counts.
const COUNTED: u64 = 60 * 60;
/// So many within that time wait for nothing; after them waits double, up to the longest: fewer than
/// 400 sessions a day.
const FREE: usize = 5;
const LONGEST_WAIT: u64 = 240;

/// The last sessions that were begun.
#[derive(Debug)]
pub struct Identifies {
    /// `None` where they are remembered by this process alone.
    data: Option<PathBuf>,
    /// In seconds since 1970, in order.
    times: Vec<u64>,
}

impl Identifies {
    /// Those that the data folder remembers. What cannot be read there is none.
    pub fn open(data: &Path) -> Identifies {
        let text = regular_file::read_to_string(&data.join(FILE)).unwrap_or_default();
        let mut times: Vec<u64> = text.lines().filter_map(|line| line.parse().ok()).collect();
        times.sort_unstable();
        Identifies { data: Some(data.to_path_buf()), times }
    }

    /// None yet, remembered by this process alone.
    pub fn forgetful() -> Identifies {
        Identifies { data: None, times: Vec::new() }
    }

    /// How long the next one has to wait. `now` is in seconds since 1970.
    pub fn wait(&self, now: u64) -> Duration {
        // A clock that was set back must not make it wait for the future.
        let recent = self.times.iter().filter(|time| **time <= now && now - **time < COUNTED);
        let (n, last) = (recent.clone().count(), recent.max());
        let (Some(n_waiting), Some(last)) = (n.checked_sub(FREE), last) else {
            return Duration::ZERO;
        };
        let wait = 1_u64.checked_shl(n_waiting as u32).unwrap_or(LONGEST_WAIT).min(LONGEST_WAIT);
        Duration::from_secs((last + wait).saturating_sub(now))
    }

    /// Notes that one is begun now.
    ///
    /// # Errors
    /// When it cannot be written; it counts all the same, for this process.
    pub fn note(&mut self, now: u64) -> io::Result<()> {
        self.times.retain(|time| *time <= now && now - time < COUNTED);
        self.times.push(now);
        let Some(data) = &self.data else { return Ok(()) };
        let lines: String = self.times.iter().map(|time| format!("{time}\n")).collect();
        let mut options = OpenOptions::new();
        let next = options.write(true).create(true).truncate(true);
        regular_file::open(&data.join(NEXT_FILE), next)?.write_all(lines.as_bytes())?;
        fs::rename(data.join(NEXT_FILE), data.join(FILE))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_that_is_started_without_a_pause_begins_fewer_than_400_sessions_a_day() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let begin = 1_800_000_000;
        let (mut now, mut n) = (begin, 0);
        while now < begin + 24 * 60 * 60 {
            let mut identifies = Identifies::open(folder.path());
            now += identifies.wait(now).as_secs();
            identifies.note(now).expect("written");
            n += 1;
        }
        assert!((300..400).contains(&n), "{n}");
    }

    #[test]
    fn some_starts_wait_for_nothing_and_odd_times_count_for_nothing() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let now = 1_800_000_000;
        fs::write(folder.path().join(FILE), format!("x\n\n{}\n1\n", now + 99_999))
            .expect("written");
        let mut identifies = Identifies::open(folder.path());
        for _ in 0..FREE {
            assert_eq!(identifies.wait(now), Duration::ZERO);
            identifies.note(now).expect("written");
        }
        assert_eq!(identifies.wait(now), Duration::from_secs(1));
        assert_eq!(Identifies::open(folder.path()).wait(now), Duration::from_secs(1));
        assert_eq!(identifies.wait(now + COUNTED), Duration::ZERO);
        fs::remove_dir_all(folder.path()).expect("removed");
        assert!(identifies.note(now).is_err());
        assert_eq!(identifies.wait(now), Duration::from_secs(2), "it counts all the same");
    }
}
