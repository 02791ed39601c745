//! The real program, with what it says on stderr.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use fake_discord::FakeDiscord;
use rustix::process::{Pid, Signal, kill_process};

/// After so long it is killed, which no exit code stands for.
const PATIENCE: Duration = Duration::from_secs(20);

/// The program, serving.
pub struct Program {
    child: Child,
    log: JoinHandle<String>,
}

/// How it ended.
pub struct Ended {
    pub code: Option<i32>,
    pub took: Duration,
    pub log: String,
}

impl Program {
    /// Starts it over this data.
    pub fn start(program: &Path, discord: &FakeDiscord, data: &Path) -> Program {
        let mut child = Command::new(program)
            .arg("serve")
            .arg("--data")
            .arg(data)
            .env("DISCORD_TOKEN", discord.token())
            .env("DISCORD_API_URL", discord.url())
            // What is tried is how it speaks with Discord; many programs share this machine.
            .env("VERBATIM_MODEL", "none")
            .env("VERBATIM_LOG", "verbatim=info,warn")
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let stderr = child.stderr.take().expect("it is piped");
        let read = || {
            let lines = BufReader::new(stderr).lines().map_while(Result::ok);
            lines.fold(String::new(), |log, line| log + &line + "\n")
        };
        Program { child, log: std::thread::spawn(read) }
    }

    /// Stops it by SIGTERM.
    pub async fn stop(self) -> Ended {
        kill_process(Pid::from_child(&self.child), Signal::TERM).expect("it runs");
        self.ended().await
    }

    /// Waits until it ends.
    pub async fn ended(mut self) -> Ended {
        let since = Instant::now();
        let waiting = tokio::task::spawn_blocking(move || {
            let status = loop {
                match self.child.try_wait().expect("it can be waited for") {
                    Some(status) => break status,
                    None if since.elapsed() > PATIENCE => {
                        let _ = self.child.kill();
                        break self.child.wait().expect("it can be waited for");
                    }
                    None => std::thread::sleep(Duration::from_millis(5)),
                }
            };
            let took = since.elapsed();
            let log = self.log.join().expect("reading does not panic");
            Ended { code: status.code(), took, log }
        });
        waiting.await.expect("no panic")
    }
}
