//! The environment, and the file `.env` in the working folder. The file says what this program asks
//! for and nothing else: it sets no variable of the process, so that neither this program's own
//! libraries nor a process that it starts obeys it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The names that this program knows, but for those with [`PREFIX`].
const KNOWN: [&str; 3] = ["DISCORD_TOKEN", "DISCORD_API_URL", "SHARDS"];
/// What the others begin with.
const PREFIX: &str = "VERBATIM_";

/// What the operator set.
#[derive(Clone, Default)]
pub struct Environment {
    of_file: BTreeMap<String, String>,
    ignored: Vec<String>,
    is_file: bool,
}

/// Why the file says nothing. A line that is wrong is not repeated: it may be the token.
#[derive(Debug, thiserror::Error)]
pub enum EnvironmentError {
    /// The operating system said no.
    #[error("{path}: {cause}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        cause: std::io::Error,
    },
    /// A line has another form.
    #[error(
        "{path}{}: a line is not NAME=value: put values with spaces into quotation marks",
        .line.map_or(String::new(), |line| format!(":{line}"))
    )]
    NotALine {
        /// The file.
        path: PathBuf,
        /// The line, from 1; `None` where it is not known which.
        line: Option<usize>,
    },
    /// It is no text in UTF-8.
    #[error("{0}: expected text in UTF-8: save the file in that encoding")]
    NotUtf8(PathBuf),
}

impl Environment {
    /// Reads the file, where there is one. Quotation marks around values, spaces around "=", `export`
    /// before a name, line ends of Windows and a byte-order mark are none of what it says.
    ///
    /// # Errors
    /// When it cannot be read, or has a line of another form.
    pub fn read(path: &Path) -> Result<Environment, EnvironmentError> {
        let mut environment = Environment::default();
        let bytes = match std::fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(environment),
            Err(cause) => {
                return Err(EnvironmentError::Unreadable { path: path.to_path_buf(), cause });
            }
        };
        let text =
            String::from_utf8(bytes).map_err(|_| EnvironmentError::NotUtf8(path.to_path_buf()))?;
        let text = text.trim_start_matches('\u{feff}');
        environment.is_file = true;
        for line in dotenvy::from_read_iter(text.as_bytes()) {
            let (name, value) = line.map_err(|error| not_a_line(path, text, &error))?;
            if KNOWN.contains(&name.as_str()) || name.starts_with(PREFIX) {
                // The first of a name counts.
                environment.of_file.entry(name).or_insert(value);
            } else {
                environment.ignored.push(name);
            }
        }
        Ok(environment)
    }

    /// Whether there is a file.
    pub fn has_file(&self) -> bool {
        self.is_file
    }

    /// The names that the file sets and this program knows, in alphabetic order.
    pub fn names_of_file(&self) -> impl Iterator<Item = &str> {
        self.of_file.keys().map(String::as_str)
    }

    /// The value of a variable: that of the process, else that of the file; `None` where neither
    /// has it, or it is no Unicode.
    pub fn get(&self, name: &str) -> Option<String> {
        match std::env::var_os(name) {
            Some(value) => value.into_string().ok(),
            None => self.of_file.get(name).cloned(),
        }
    }

    /// What the file alone says.
    pub fn of_file(&self, name: &str) -> Option<&str> {
        self.of_file.get(name).map(String::as_str)
    }

    /// The names in the file that are not this program's, in order.
    pub fn ignored(&self) -> &[String] {
        &self.ignored
    }
}

/// Which line is none.
fn not_a_line(path: &Path, text: &str, error: &dotenvy::Error) -> EnvironmentError {
    let line = match error {
        dotenvy::Error::LineParse(wrong, _) => {
            // A value in quotation marks goes on over several lines: the first is where it begins.
            let first = wrong.lines().next().unwrap_or_default().trim();
            // What is told is the line, or its value alone.
            let is_it = |line: &str| !line.starts_with('#') && line.ends_with(first);
            text.lines().map(str::trim).position(is_it)
        }
        _ => None,
    };
    EnvironmentError::NotALine { path: path.to_path_buf(), line: line.map(|line| line + 1) }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn read(text: &str) -> Result<Environment, EnvironmentError> {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join(".env");
        fs::write(&path, text).expect("written");
        Environment::read(&path)
    }

    #[test]
    fn only_names_of_this_program_count_and_the_first_of_each() {
        let read =
            read("PATH=/x\nVERBATIM_TEST_A=\"one two\"\nVERBATIM_TEST_A=three\nLD_PRELOAD=y\n")
                .expect("plain lines");
        assert_eq!(read.get("VERBATIM_TEST_A").as_deref(), Some("one two"));
        assert_eq!(read.of_file("PATH"), None);
        assert_eq!(read.get("LD_PRELOAD"), std::env::var("LD_PRELOAD").ok());
        assert_eq!(read.ignored(), ["PATH", "LD_PRELOAD"]);
        assert!(std::env::var_os("VERBATIM_TEST_A").is_none());
    }

    #[test]
    fn a_line_that_is_wrong_is_an_error_that_does_not_repeat_it() {
        let error = read("DISCORD_TOKEN=secret words\n").err().expect("an error").to_string();
        assert!(error.contains(".env:1: a line is not NAME=value"), "{error}");
        assert!(!error.contains("secret"), "{error}");
        let folder = tempfile::tempdir().expect("a temporary folder");
        assert!(Environment::read(&folder.path().join(".env")).is_ok(), "there need not be one");
    }
}
