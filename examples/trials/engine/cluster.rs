//! A real cluster of the engine, by its script.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A cluster of three nodes on the loopback, which ends with this, and its data with it.
pub struct Cluster {
    script: PathBuf,
    /// Where the engine is installed, and its nodes keep their data.
    folder: PathBuf,
}

impl Cluster {
    /// Starts it, and gives the addresses of its nodes. The program ends where one is running there.
    pub fn start(script: &Path, folder: &Path) -> (Cluster, Vec<String>) {
        let started = run(script, folder, &["start", "3"]);
        let addresses = started.lines().map(str::to_owned).collect();
        (Cluster { script: script.to_owned(), folder: folder.to_owned() }, addresses)
    }

    /// Runs a command of the script.
    pub fn run(&self, arguments: &[&str]) {
        run(&self.script, &self.folder, arguments);
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.run(&["wipe"]);
    }
}

/// Runs a command of the script; what it says.
fn run(script: &Path, folder: &Path, arguments: &[&str]) -> String {
    let [command, rest @ ..] = arguments else { return String::new() };
    let mut script = Command::new(script);
    script.arg(command).arg(folder).args(rest).stderr(Stdio::inherit());
    let output = script.output().expect("the script of the cluster runs");
    assert!(output.status.success(), "cluster.sh {arguments:?}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}
