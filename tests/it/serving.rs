//! The program itself, serving against the fake Discord, with what it says on stderr.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use fake_discord::FakeDiscord;
use tempfile::TempDir;
use tokio::sync::watch;

/// How long a test waits for the program before it fails.
const TIMEOUT: Duration = Duration::from_secs(10);

/// Says that another program's data is used.
const BESIDE: &str = "DATA_OF_ANOTHER";

/// The program, serving.
pub struct Program {
    child: Child,
    log: Arc<watch::Sender<String>>,
    data: TempDir,
}

impl Program {
    /// Starts it, and keeps what it says.
    pub fn serve(discord: &FakeDiscord) -> Program {
        Program::serve_at(&discord.url(), &discord.token())
    }

    /// The same with another address of Discord.
    pub fn serve_at(api_url: &str, token: &str) -> Program {
        Program::start(api_url, token, new_folder(), &[], Stdio::piped()).keeping_log()
    }

    /// The same with this set in its environment.
    pub fn serve_with(discord: &FakeDiscord, set: &[(&str, &str)]) -> Program {
        Program::serve_over(discord, new_folder(), set)
    }

    /// The same over this data.
    pub fn serve_over(discord: &FakeDiscord, data: TempDir, set: &[(&str, &str)]) -> Program {
        let (url, token) = (discord.url(), discord.token());
        Program::start(&url, &token, data, set, Stdio::piped()).keeping_log()
    }

    /// The same beside a program that has this data, and keeps it for longer.
    pub fn serve_beside(
        discord: &FakeDiscord,
        data: &std::path::Path,
        set: &[(&str, &str)],
    ) -> Program {
        let data = data.to_str().expect("a path of a test is Unicode");
        let set = [set, &[(BESIDE, data)]].concat();
        Program::serve_over(discord, new_folder(), &set)
    }

    fn keeping_log(mut self) -> Program {
        let program = &mut self;
        let stderr = program.child.stderr.take().expect("it is piped");
        let log = Arc::clone(&program.log);
        std::thread::spawn(move || {
            for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                log.send_modify(|log| log.push_str(&(line + "\n")));
            }
        });
        self
    }

    /// Where it keeps what it writes.
    pub fn data(&self) -> &std::path::Path {
        self.data.path()
    }

    /// Its number.
    #[cfg(target_os = "linux")]
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// The same with this stderr.
    pub fn serve_into(discord: &FakeDiscord, stderr: Stdio) -> Program {
        Program::start(&discord.url(), &discord.token(), new_folder(), &[], stderr)
    }

    fn start(
        api_url: &str,
        token: &str,
        data: TempDir,
        set: &[(&str, &str)],
        stderr: Stdio,
    ) -> Program {
        let beside = set.iter().find(|(name, _)| *name == BESIDE);
        let child = Command::new(env!("CARGO_BIN_EXE_verbatim"))
            .arg("serve")
            .arg("--data")
            .arg(beside.map_or(data.path(), |(_, path)| std::path::Path::new(path)))
            .env("DISCORD_TOKEN", token)
            .env("DISCORD_API_URL", api_url)
            .env("VERBATIM_LOG", "verbatim=info,warn")
            .envs(set.iter().copied())
            .current_dir(crate::world::root())
            .stderr(stderr)
            .spawn()
            .expect("the program starts");
        Program { child, log: Arc::new(watch::Sender::new(String::new())), data }
    }

    /// Waits until it has said this.
    pub async fn said(&self, words: &str) -> String {
        let mut log = self.log.subscribe();
        let found = tokio::time::timeout(TIMEOUT, log.wait_for(|log| log.contains(words))).await;
        match found {
            Ok(Ok(log)) => log.clone(),
            _ => panic!("it did not say {words:?}, but:\n{}", self.log()),
        }
    }

    /// What it has said so far.
    pub fn log(&self) -> String {
        self.log.borrow().clone()
    }

    /// Kills it at once, and returns the data that it leaves.
    pub fn kill(mut self) -> TempDir {
        self.child.kill().expect("killed");
        self.child.wait().expect("it can be waited for");
        let unused = tempfile::tempdir().expect("a temporary folder");
        std::mem::replace(&mut self.data, unused)
    }

    /// Sends SIGTERM, and holds it to a clean end in under two seconds.
    pub async fn terminate(self) {
        let since = Instant::now();
        let id = self.child.id().to_string();
        let killed = Command::new("kill").args(["-TERM", &id]).status().expect("kill runs");
        assert!(killed.success());
        let log = Arc::clone(&self.log);
        let code = self.ended().await;
        let took = since.elapsed();
        assert_eq!(code, Some(0), "{}", log.borrow().as_str());
        assert!(took < Duration::from_secs(2), "{took:?}:\n{}", log.borrow().as_str());
    }

    /// Waits until it ends by itself; its exit code.
    pub async fn ended(mut self) -> Option<i32> {
        let waiting = tokio::task::spawn_blocking(move || {
            let status = self.child.wait().expect("it can be waited for");
            status.code()
        });
        tokio::time::timeout(TIMEOUT, waiting).await.expect("it ends").expect("no panic")
    }
}

fn new_folder() -> TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

impl Drop for Program {
    fn drop(&mut self) {
        // After a test that failed; it has ended otherwise.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
