use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// What a question that [`YARD`] answers asks.
pub const QUESTION: &str = "when did the yard close?";
/// A document.
pub const YARD: &str = "The yard closed in 1931.\n";

/// Longer than any command takes here, even on a machine that does much else.
const NEVER: Duration = Duration::from_secs(60);

/// A folder that a test lays out as it likes.
pub struct Place(TempDir);

impl Place {
    /// These files, by their paths, with their words.
    pub fn with(files: &[(&str, &str)]) -> Place {
        let place = Place(tempfile::tempdir().expect("a temporary folder"));
        files.iter().for_each(|(path, words)| place.write(path, words));
        place
    }

    pub fn at(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    pub fn write(&self, path: &str, words: &str) {
        let path = self.at(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, words).expect("written");
    }

    /// The program over these folders, below the place.
    pub fn command(&self, seeds: &str, data: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_verbatim"));
        self.add_arguments(&mut command, seeds, data, arguments);
        command
    }

    /// The same with another way to the program, such as a shell that changes what it inherits.
    pub fn add_arguments(
        &self,
        command: &mut Command,
        seeds: &str,
        data: &str,
        arguments: &[&str],
    ) {
        command.arg("--seeds").arg(self.at(seeds)).arg("--data").arg(self.at(data));
        command.args(arguments).current_dir(self.0.path());
        for name in ["DISCORD_TOKEN", "VERBATIM_LOG", "LC_ALL", "LC_MESSAGES", "LANG"] {
            command.env_remove(name);
        }
    }

    /// Runs the program over `docs` and `data`.
    pub fn run(&self, arguments: &[&str]) -> Ran {
        run(&mut self.command("docs", "data", arguments))
    }

    /// All that lies below a path: files with a hash of their bytes, links with one of their
    /// targets, folders and the rest with one of nothing.
    pub fn tree(&self, path: &str) -> BTreeMap<PathBuf, u64> {
        let entries = walkdir::WalkDir::new(self.at(path)).into_iter();
        let content = |entry: walkdir::DirEntry| {
            let kind = entry.file_type();
            let bytes = if kind.is_file() {
                fs::read(entry.path()).expect("a file")
            } else if kind.is_symlink() {
                let target = fs::read_link(entry.path()).expect("a link");
                target.into_os_string().into_encoded_bytes()
            } else {
                Vec::new()
            };
            let mut hasher = DefaultHasher::new();
            bytes.hash(&mut hasher);
            (entry.into_path(), hasher.finish())
        };
        entries.map(|entry| content(entry.expect("an entry"))).collect()
    }

    /// The names in a folder, in order.
    pub fn names(&self, path: &str) -> Vec<String> {
        let entries = fs::read_dir(self.at(path)).expect("a folder");
        let name = |entry: fs::DirEntry| entry.file_name().into_string().expect("UTF-8");
        let mut names: Vec<String> = entries.map(|entry| name(entry.expect("an entry"))).collect();
        names.sort();
        names
    }
}

/// How the program ended and what it said.
#[derive(Debug, PartialEq, Eq)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// Runs a command to its end, which must come.
pub fn run(command: &mut Command) -> Ran {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let since = Instant::now();
    while child.try_wait().expect("looked at").is_none() {
        if since.elapsed() > NEVER {
            child.kill().expect("killed");
            panic!("still running after {NEVER:?}: {command:?}");
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    let Output { status, stdout, stderr } = child.wait_with_output().expect("ended");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Ran { code: status.code().expect("an exit code"), out: text(stdout), err: text(stderr) }
}

/// What has the form of a bot's token.
pub fn token() -> String {
    format!("{}.{}.{}", "M".repeat(24), "a".repeat(6), "b".repeat(38))
}
