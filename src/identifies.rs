//! When sessions with Discord were begun, remembered over restarts: Discord allows a bot 1,000 a day
//! and resets the token of one that begins more. A process that is started again and again, whatever
//! for, must not use them up: the more were begun lately, the longer the next one waits. Processes
//! that share the bot's shards and a data folder begin them one after the other.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::document::regular_file;
use crate::environment::ShardRange;

/// The file in the data folder: moments in milliseconds since 1970 with the shard that each is of, one
/// a line. Earlier versions wrote seconds, and had one shard.
const FILE: &str = "identifies";
/// Under this name the next version of it is written.
const NEXT_FILE: &str = "identifies.next";
/// Who is about to begin a session, of any process, has this one locked.
const LOCK_FILE: &str = "identifies.lock";
/// Numbers below are seconds.
const FIRST_MS: u64 = 100_000_000_000;

const HOUR_MS: u64 = 60 * 60 * 1000;
const DAY_MS: u64 = 24 * HOUR_MS;
/// So many within an hour wait for nothing, for each shard; after them waits double, up to the longest:
/// fewer than 400 sessions a day.
const FREE: u64 = 5;
const LONGEST_WAIT_S: u64 = 240;
/// From so many a day on, shared out among the processes of the bot, each waits the longest.
const A_DAY: u64 = 400;
/// Discord takes one IDENTIFY of each bucket in 5 seconds (API reference, "Session Start Limit
/// Object").
pub const BETWEEN_IDENTIFIES: Duration = Duration::from_millis(5100);

/// One that was begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Begun {
    at_ms: u64,
    shard: u32,
}

/// Among which shards a session is begun.
#[derive(Debug, Clone, Copy)]
pub struct Among {
    /// Those of this process.
    pub shards: ShardRange,
    /// How many buckets there are: shards whose numbers divided by it leave the same are in one
    /// (Discord API reference, "Max Concurrency"). Not 0.
    pub max_concurrency: u32,
}

impl Among {
    /// The bucket of a shard.
    pub fn bucket(&self, shard: u32) -> u32 {
        shard % self.max_concurrency.max(1)
    }
}

/// The sessions that were begun lately.
#[derive(Debug)]
pub struct Identifies {
    data: PathBuf,
    /// In order.
    begun: Vec<Begun>,
}

/// How long the next one has to wait.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Wait {
    /// Since many were begun lately.
    pub by_number: Duration,
    /// Since one of the same bucket was begun just now.
    pub by_bucket: Duration,
}

impl Wait {
    /// Until both are over.
    pub fn longest(self) -> Duration {
        self.by_number.max(self.by_bucket)
    }
}

/// That no other process begins a session. Given up when it is dropped.
#[derive(Debug)]
pub struct IdentifyLock(File);

impl Drop for IdentifyLock {
    fn drop(&mut self) {
        // By name: a process that was started meanwhile may hold a copy of the file for a moment.
        let _ = self.0.unlock();
    }
}

impl Identifies {
    /// Those that the data folder remembers. What cannot be read there is none.
    pub fn open(data: &Path) -> Identifies {
        let mut identifies = Identifies { data: data.to_path_buf(), begun: Vec::new() };
        identifies.look();
        identifies
    }

    /// Keeps other processes of the same data folder from beginning one; `None` where one of them is
    /// about to.
    ///
    /// # Errors
    /// When the file cannot be made or locked.
    pub fn lock(&self) -> io::Result<Option<IdentifyLock>> {
        let (path, mut options) = (self.data.join(LOCK_FILE), File::options());
        let file = regular_file::open(&path, options.create(true).append(true))?;
        match file.try_lock() {
            Ok(()) => Ok(Some(IdentifyLock(file))),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(cause)) => Err(cause),
        }
    }

    /// Looks what other processes have noted.
    pub fn look(&mut self) {
        let text = regular_file::read_to_string(&self.data.join(FILE)).unwrap_or_default();
        // What could not be written counts all the same.
        self.begun.extend(text.lines().filter_map(of_line));
        self.begun.sort_unstable();
        self.begun.dedup();
    }

    /// How long the next one, of this shard, has to wait. `now_ms` is in milliseconds since 1970.
    pub fn wait(&self, shard: u32, among: &Among, now_ms: u64) -> Wait {
        // A clock that was set back must not make it wait for the future.
        let past = || self.begun.iter().filter(|begun| begun.at_ms <= now_ms);
        let in_bucket = past().filter(|begun| among.bucket(begun.shard) == among.bucket(shard));
        let last = in_bucket.map(|begun| begun.at_ms).max();
        // Alone, a process knows by itself when it began the last.
        let last = last.filter(|_| among.shards.n_of_all() > 1);
        let between = BETWEEN_IDENTIFIES.as_millis() as u64;
        let by_bucket = last.map_or(0, |last| (last + between).saturating_sub(now_ms));
        Wait {
            by_number: Duration::from_millis(self.by_number(among, now_ms)),
            by_bucket: Duration::from_millis(by_bucket),
        }
    }

    fn by_number(&self, among: &Among, now_ms: u64) -> u64 {
        let shards = among.shards;
        let (n_here, of_all) = (u64::from(shards.n_here()), u64::from(shards.n_of_all()));
        let own = self.begun.iter().filter(|begun| shards.numbers().contains(&begun.shard));
        let ages: Vec<u64> = own.filter_map(|begun| now_ms.checked_sub(begun.at_ms)).collect();
        let n_within = |ms: u64| ages.iter().filter(|age| **age < ms).count() as u64;
        let Some(youngest) = ages.iter().min() else { return 0 };
        let by_day = n_within(DAY_MS) >= (A_DAY * n_here / of_all).max(FREE * n_here);
        let wait_s = match n_within(HOUR_MS).checked_sub(FREE * n_here) {
            _ if by_day => LONGEST_WAIT_S * of_all / n_here,
            Some(n_waiting) => {
                let doubled = u32::try_from(n_waiting).ok().and_then(|n| 1_u64.checked_shl(n));
                doubled.unwrap_or(LONGEST_WAIT_S).min(LONGEST_WAIT_S)
            }
            None => return 0,
        };
        (wait_s * 1000).saturating_sub(*youngest)
    }

    /// Notes that one is begun now, of this shard.
    ///
    /// # Errors
    /// When it cannot be written; it counts all the same, for this process.
    pub fn note(&mut self, shard: u32, now_ms: u64) -> io::Result<()> {
        self.look();
        self.begun.retain(|begun| begun.at_ms <= now_ms && now_ms - begun.at_ms < DAY_MS);
        self.begun.push(Begun { at_ms: now_ms, shard });
        let line = |begun: &Begun| format!("{} {}\n", begun.at_ms, begun.shard);
        let lines: String = self.begun.iter().map(line).collect();
        let mut options = OpenOptions::new();
        let next = options.write(true).create(true).truncate(true);
        regular_file::open(&self.data.join(NEXT_FILE), next)?.write_all(lines.as_bytes())?;
        fs::rename(self.data.join(NEXT_FILE), self.data.join(FILE))
    }
}

/// One that a line says; `None` where it says none.
fn of_line(line: &str) -> Option<Begun> {
    let (at, shard) = line.split_once(' ').unwrap_or((line, "0"));
    let at: u64 = at.parse().ok()?;
    let at_ms = if at < FIRST_MS { at * 1000 } else { at };
    Some(Begun { at_ms, shard: shard.parse().ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    const BEGIN: u64 = 1_800_000_000_000;

    fn among(first: u32, end: u32, of: u32, max_concurrency: u32) -> Among {
        let shards = ShardRange::new(first, end, of).expect("a part of all");
        Among { shards, max_concurrency }
    }

    /// How many sessions processes begin within a day that are started without a pause, each with its
    /// shards, over one folder or each over its own.
    fn in_a_day(processes: &[Among], is_shared: bool) -> usize {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let all = processes.iter().enumerate().map(|(number, process)| {
            let own = folder.path().join(number.to_string());
            fs::create_dir_all(&own).expect("made");
            (*process, if is_shared { folder.path().to_path_buf() } else { own })
        });
        let all: Vec<_> = all.collect();
        let (mut now, mut n) = (BEGIN, 0);
        while now < BEGIN + DAY_MS {
            let mut shortest = u64::MAX;
            for (among, data) in &all {
                for shard in among.shards.numbers() {
                    let mut identifies = Identifies::open(data);
                    let wait = identifies.wait(shard, among, now).longest();
                    shortest = shortest.min(wait.as_millis() as u64);
                    if wait.is_zero() {
                        identifies.note(shard, now).expect("written");
                        n += 1;
                    }
                }
            }
            now += shortest.max(1);
        }
        n
    }

    #[test]
    fn a_process_that_is_started_without_a_pause_begins_fewer_than_400_sessions_a_day() {
        let n = in_a_day(&[among(0, 1, 1, 1)], false);
        assert!((300..400).contains(&n), "{n}");
    }

    #[test]
    fn processes_that_are_started_without_a_pause_begin_fewer_than_discord_allows_a_bot() {
        let four = [(0, 4), (4, 8), (8, 12), (12, 16)].map(|(first, end)| among(first, end, 16, 1));
        let n = in_a_day(&four, true);
        assert!((400..1000).contains(&n), "{n}");
        let n = in_a_day(&[among(0, 16, 16, 16)], true);
        assert!((400..1000).contains(&n), "{n}");
    }

    #[test]
    fn some_starts_wait_for_nothing_and_odd_times_count_for_nothing() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (now, one) = (BEGIN, among(0, 1, 1, 1));
        fs::write(folder.path().join(FILE), format!("x\n\n{} 0\n1\n{now} x\n", now + 99_999))
            .expect("written");
        let mut identifies = Identifies::open(folder.path());
        let wait = |identifies: &Identifies, now| identifies.wait(0, &one, now).by_number;
        for after in 0..FREE {
            assert_eq!(wait(&identifies, now), Duration::ZERO);
            identifies.note(0, now - 5 + after).expect("written");
        }
        let later = now + 1000;
        assert_eq!(wait(&identifies, later - 1001), Duration::from_secs(1));
        assert_eq!(wait(&Identifies::open(folder.path()), now - 1), Duration::from_secs(1));
        assert_eq!(wait(&identifies, now + HOUR_MS), Duration::ZERO);
        fs::remove_dir_all(folder.path()).expect("removed");
        assert!(identifies.note(0, now).is_err());
        assert_eq!(wait(&identifies, now), Duration::from_secs(2), "it counts all the same");
    }

    #[test]
    fn what_an_earlier_version_wrote_counts() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let seconds: String = (0..FREE).map(|n| format!("{}\n", BEGIN / 1000 - n)).collect();
        fs::write(folder.path().join(FILE), seconds).expect("written");
        let wait = Identifies::open(folder.path()).wait(0, &among(0, 1, 1, 1), BEGIN);
        assert_eq!(wait, Wait { by_number: Duration::from_secs(1), by_bucket: Duration::ZERO });
    }

    #[test]
    fn those_of_one_bucket_are_five_seconds_apart_whichever_process_begins_them() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut first = Identifies::open(folder.path());
        let mut second = Identifies::open(folder.path());
        let lock = first.lock().expect("locked").expect("nobody has it");
        assert!(second.lock().expect("looked").is_none(), "another one has it");
        first.note(0, BEGIN).expect("written");
        drop(lock);
        assert!(second.lock().expect("locked").is_some());
        second.look();
        let wait = |shard, max_concurrency| {
            let among = among(8, 16, 16, max_concurrency);
            second.wait(shard, &among, BEGIN + 100).by_bucket
        };
        assert_eq!(wait(8, 1), Duration::from_secs(5));
        assert_eq!(wait(8, 8), Duration::from_secs(5));
        assert_eq!(wait(9, 8), Duration::ZERO);
        assert_eq!(second.wait(0, &among(0, 1, 1, 1), BEGIN), Wait::default());
    }
}
