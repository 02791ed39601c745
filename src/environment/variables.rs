//! The environment, and the file `.env` in the working folder. The file says what this program asks
//! for and nothing else: it sets no variable of the process, so that neither this program's own
//! libraries nor a process that it starts obeys it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The names that this program knows, but for those with [`PREFIX`].
const KNOWN: [&str; 2] = ["DISCORD_TOKEN", "DISCORD_API_URL"];
/// What the others begin with.
const PREFIX: &str = "VERBATIM_";

/// What the operator set.
#[derive(Clone, Default)]
pub struct Environment {
    of_file: BTreeMap<String, String>,
    ignored: Vec<String>,
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
    #[error("{0}: a line is not NAME=value: put values with spaces into quotation marks")]
    NotALine(PathBuf),
}

impl Environment {
    /// Reads the file, where there is one.
    ///
    /// # Errors
    /// When it cannot be read, or has a line of another form.
    pub fn read(path: &Path) -> Result<Environment, EnvironmentError> {
        let problem = |error: dotenvy::Error| match error {
            dotenvy::Error::Io(cause) => {
                EnvironmentError::Unreadable { path: path.to_path_buf(), cause }
            }
            _ => EnvironmentError::NotALine(path.to_path_buf()),
        };
        let mut environment = Environment::default();
        let lines = match dotenvy::from_path_iter(path) {
            Ok(lines) => lines,
            Err(error) if error.not_found() => return Ok(environment),
            Err(error) => return Err(problem(error)),
        };
        for line in lines {
            let (name, value) = line.map_err(problem)?;
            if KNOWN.contains(&name.as_str()) || name.starts_with(PREFIX) {
                // The first of a name counts.
                environment.of_file.entry(name).or_insert(value);
            } else {
                environment.ignored.push(name);
            }
        }
        Ok(environment)
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
        assert!(error.contains(".env: a line is not NAME=value"), "{error}");
        assert!(!error.contains("secret"), "{error}");
        let folder = tempfile::tempdir().expect("a temporary folder");
        assert!(Environment::read(&folder.path().join(".env")).is_ok(), "there need not be one");
    }
}
