//! The program, serving in a process of its own, and what it holds.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;

use fake_discord::FakeDiscord;
use tempfile::TempDir;

/// The program, until this is dropped.
pub struct Served {
    /// A lock, because looking whether it is alive changes it; held for that.
    child: Mutex<Child>,
    _data: TempDir,
}

impl Served {
    /// Starts it over the documents that come along, and waits until it is ready for questions.
    pub async fn start(program: &Path, discord: &FakeDiscord) -> Served {
        let data = tempfile::tempdir().expect("a temporary folder");
        let log = std::env::var_os("TRIALS_LOG").map_or(Stdio::null(), |_| Stdio::inherit());
        let child = Command::new(program)
            .args(["--seeds", "seeds", "--data"])
            .arg(data.path())
            .arg("serve")
            .env("DISCORD_TOKEN", discord.token())
            .env("DISCORD_API_URL", discord.url())
            .stderr(log)
            .spawn()
            .expect("the program starts");
        discord.ready().await;
        discord.registered("ask").await;
        Served { child: Mutex::new(child), _data: data }
    }

    /// Memory that no file is behind, in kB (Linux, `proc(5)`); 0 elsewhere.
    pub fn anonymous_kb(&self) -> u64 {
        let id = self.child.lock().expect("no panic").id();
        let status = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:"));
        line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
    }

    /// Whether it still runs.
    pub fn is_alive(&self) -> bool {
        matches!(self.child.lock().expect("no panic").try_wait(), Ok(None))
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let child = self.child.get_mut().expect("no panic");
        let _ = child.kill();
        let _ = child.wait();
    }
}
