//! Sessions with Discord's gateway, remembered over restarts: Discord keeps for some minutes what happens
//! in a session whose connection ended, so that a program that was killed or stopped hears of it when it
//! is back. A small file for each shard, in the data folder.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use crate::document::regular_file;

/// The folder in the data folder.
const FOLDER: &str = "sessions";
/// Discord keeps none that long.
const OLDEST: Duration = Duration::from_secs(60 * 60);
/// So often a file says anew that its sessions are in use.
const AGAIN_AFTER: Duration = Duration::from_secs(60);
/// More than these are not kept: those of starts that came one soon after the other.
const MOST: usize = 3;

/// Where sessions are remembered.
#[derive(Debug, Clone)]
pub struct Sessions {
    folder: PathBuf,
}

/// A session as it is remembered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptSession {
    /// Discord's name for it.
    pub id: String,
    /// The number of an event: all up to it were acted on.
    pub sequence: u64,
    /// Where it is taken up; `None` where that is not known.
    pub url: Option<String>,
}

/// The file of one shard.
#[derive(Debug)]
pub struct SessionFile {
    path: PathBuf,
    /// What it holds, as far as this process wrote it, and when that was.
    written: Option<(Vec<KeptSession>, Instant)>,
}

impl Sessions {
    /// In the data folder.
    pub fn within(data: &Path) -> Sessions {
        Sessions { folder: data.join(FOLDER) }
    }

    /// The file of a shard of so many.
    pub fn of_shard(&self, number: u32, of_all: u32) -> SessionFile {
        let path = self.folder.join(format!("{number}-{of_all}"));
        SessionFile { path, written: None }
    }
}

impl SessionFile {
    /// The sessions that an earlier process of the shard left, the newest first; none where it cannot be
    /// read, or Discord has forgotten them long since.
    pub fn read(&self) -> Vec<KeptSession> {
        let text = regular_file::read_to_string(&self.path).unwrap_or_default();
        let mut lines = text.lines();
        let at = lines.next().and_then(|line| line.parse().ok()).map(Duration::from_secs);
        let is_old = at.is_none_or(|at| now().checked_sub(at).is_none_or(|age| age > OLDEST));
        if is_old { Vec::new() } else { lines.filter_map(of_line).collect() }
    }

    /// Writes these, the newest first, unless that is what was written just now.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&mut self, sessions: &[KeptSession]) -> io::Result<()> {
        let sessions = &sessions[..sessions.len().min(MOST)];
        let is_written = self
            .written
            .as_ref()
            .is_some_and(|(written, at)| written == sessions && at.elapsed() < AGAIN_AFTER);
        if is_written {
            return Ok(());
        }
        let path = &self.path;
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let line = |session: &KeptSession| {
            let url = session.url.as_deref().unwrap_or("-");
            format!("{} {} {url}\n", session.sequence, session.id)
        };
        let lines: String = sessions.iter().map(line).collect();
        let next = path.with_extension("next");
        let mut options = OpenOptions::new();
        regular_file::open(&next, options.write(true).create(true).truncate(true))?
            .write_all(format!("{}\n{lines}", now().as_secs()).as_bytes())?;
        fs::rename(next, path)?;
        self.written = Some((sessions.to_vec(), Instant::now()));
        Ok(())
    }
}

/// The session that a line says; `None` where it says none.
fn of_line(line: &str) -> Option<KeptSession> {
    let [sequence, id, url] = line.split(' ').collect::<Vec<_>>().try_into().ok()?;
    let url = (url != "-").then(|| url.to_owned());
    Some(KeptSession { id: id.to_owned(), sequence: sequence.parse().ok()?, url })
}

fn now() -> Duration {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_is_remembered_by_its_shard_until_discord_has_forgotten_it() {
        let data = tempfile::tempdir().expect("a temporary folder");
        let sessions = Sessions::within(data.path());
        let kept = |id: &str, sequence| KeptSession {
            id: id.to_owned(),
            sequence,
            url: (sequence > 1).then(|| "wss://a.example".to_owned()),
        };
        let both = [kept("new", 1), kept("old", 7)];
        let mut file = sessions.of_shard(3, 16);
        assert!(file.read().is_empty());
        file.write(&both).expect("written");
        file.write(&both).expect("not written again");
        assert_eq!(sessions.of_shard(3, 16).read(), both);
        assert!(sessions.of_shard(3, 4).read().is_empty());
        let path = data.path().join(FOLDER).join("3-16");
        for (text, n) in [("1\n5 a -\n", 0), ("", 0), ("x\n5 a -\n", 0)] {
            fs::write(&path, text).expect("written");
            assert_eq!(file.read().len(), n, "{text:?}");
        }
        fs::write(&path, format!("{}\nodd\n5 a -\n5 a\n", now().as_secs())).expect("written");
        assert_eq!(file.read(), [KeptSession { id: "a".to_owned(), sequence: 5, url: None }]);
    }
}
