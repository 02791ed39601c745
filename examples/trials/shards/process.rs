//! One of several processes of the program, with its part of the shards.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use fake_discord::FakeDiscord;

/// How a process is started, again and again.
pub struct Part {
    pub program: PathBuf,
    /// What `SHARDS` says.
    pub shards: String,
    /// The shards, as numbers of the first and the one behind the last.
    pub numbers: (u64, u64),
    child: Option<Child>,
}

impl Part {
    /// Not started yet.
    pub fn new(program: &Path, (first, end): (u64, u64), of_all: u64) -> Part {
        let shards = format!("{first}..{end}/{of_all}");
        Part { program: program.to_path_buf(), shards, numbers: (first, end), child: None }
    }

    /// Starts it over this data.
    pub fn start(&mut self, discord: &FakeDiscord, data: &Path) {
        let log = std::env::var_os("TRIAL_LOG").map_or(Stdio::null(), |_| Stdio::inherit());
        let child = Command::new(&self.program)
            .arg("serve")
            .arg("--data")
            .arg(data)
            .env("DISCORD_TOKEN", discord.token())
            .env("DISCORD_API_URL", discord.url())
            .env("SHARDS", &self.shards)
            // What is tried is who answers; many programs share this machine.
            .env("VERBATIM_MODEL", "none")
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .stderr(log)
            .spawn()
            .expect("the program starts");
        self.child = Some(child);
    }

    /// Kills it at once (SIGKILL).
    pub fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    /// Whether it still runs.
    pub fn is_alive(&mut self) -> bool {
        self.child.as_mut().is_some_and(|child| matches!(child.try_wait(), Ok(None)))
    }

    /// Memory that no file is behind, in kB (Linux, `proc(5)`); 0 elsewhere.
    pub fn anonymous_kb(&self) -> u64 {
        let id = self.child.as_ref().map_or(0, Child::id);
        let status = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:"));
        line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        self.kill();
    }
}
