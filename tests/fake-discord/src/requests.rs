//! What the bot asked: every REST request, in the order of arrival.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::Path;
use std::time::Instant;

use serde_json::{Value, json};

use crate::faults::Failure;

/// The environment variable that names a file to which every request is appended.
const RECORD: &str = "RECORD_REQUESTS";

/// One REST request of the bot.
#[derive(Clone, Debug)]
pub struct Request {
    /// The HTTP method in upper case.
    pub method: String,
    /// The path as it was received, with `/api/v10` and the query.
    pub path: String,
    /// The body; null where there was none.
    pub body: Value,
    /// When it arrived.
    pub at: Instant,
    /// The status it was answered with; 0 while it has no answer, and where the connection was cut.
    pub status: u16,
    /// The interaction that it answers, or the message; none for any other request.
    pub about: Option<u64>,
    /// The failure that was ordered for it. Of some only the answer is lost, and the status tells what
    /// they did.
    pub failure: Option<Failure>,
}

/// The requests so far, and which of them a test has taken.
#[derive(Debug, Default)]
pub(crate) struct Requests {
    all: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    request: Request,
    is_handled: bool,
    is_taken: bool,
}

impl Requests {
    /// Keeps a request that just arrived, and returns its place.
    pub(crate) fn arrived(
        &mut self,
        (method, path, body): (&str, &str, &Value),
        about: Option<u64>,
        failure: Option<Failure>,
    ) -> usize {
        self.all.push(Entry {
            request: Request {
                method: method.to_owned(),
                path: path.to_owned(),
                body: body.clone(),
                at: Instant::now(),
                status: 0,
                about,
                failure,
            },
            is_handled: false,
            is_taken: false,
        });
        self.all.len() - 1
    }

    /// Notes that the request at `place` has had its effect, and how it was answered.
    pub(crate) fn handled(&mut self, place: usize, status: u16) {
        if let Some(entry) = self.all.get_mut(place) {
            entry.is_handled = true;
            entry.request.status = status;
        }
    }

    /// How many there are.
    pub(crate) fn n(&self) -> usize {
        self.all.len()
    }

    /// Those from a place on whose paths have this.
    pub(crate) fn since(&self, from: usize, path_contains: &str) -> Vec<Request> {
        let since = self.all.iter().skip(from).map(|entry| &entry.request);
        since.filter(|request| request.path.contains(path_contains)).cloned().collect()
    }

    /// Takes the first request that matches, was handled and was not taken before.
    pub(crate) fn take(&mut self, method: &str, path_contains: &str) -> Option<Request> {
        let entry = self.all.iter_mut().find(|entry| {
            entry.is_handled
                && !entry.is_taken
                && entry.request.method.eq_ignore_ascii_case(method)
                && entry.request.path.contains(path_contains)
        })?;
        entry.is_taken = true;
        Some(entry.request.clone())
    }

    /// All requests so far.
    pub(crate) fn all(&self) -> Vec<Request> {
        self.all.iter().map(|entry| entry.request.clone()).collect()
    }

    /// All requests so far, a line each, for the message of a failed test.
    pub(crate) fn list(&self) -> String {
        let line = |entry: &Entry| {
            let taken = if entry.is_taken { " (taken)" } else { "" };
            let Request { method, path, body, status, .. } = &entry.request;
            format!("\n  {method} {path} → {status}{taken} {body}")
        };
        if self.all.is_empty() {
            return " none".to_owned();
        }
        self.all.iter().map(line).collect()
    }
}

/// Appends a request to the file that `RECORD_REQUESTS` names, if it names one.
///
/// # Panics
///
/// When the file cannot be written: a record with holes would be worse than none.
pub(crate) fn record(method: &str, path: &str, body: &Value) {
    let Some(file) = std::env::var_os(RECORD) else {
        return;
    };
    if let Err(error) = append(Path::new(&file), method, path, body) {
        panic!("{RECORD}={}: cannot append: {error}", file.display());
    }
}

/// Appends one line in one write, so that the lines of processes that run at the same time do not
/// mix.
fn append(file: &Path, method: &str, path: &str, body: &Value) -> io::Result<()> {
    let line = json!({"method": method, "path": path, "body": body});
    let mut file = OpenOptions::new().create(true).append(true).open(file)?;
    file.write_all(format!("{line}\n").as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_request_is_one_line_of_json() -> io::Result<()> {
        let name = format!("requests-{}.jsonl", std::process::id());
        let file = std::env::temp_dir().join(name);
        append(&file, "GET", "/api/v10/gateway", &Value::Null)?;
        append(&file, "POST", "/api/v10/x?y=1", &json!({"content": "a\nb"}))?;
        let text = std::fs::read_to_string(&file)?;
        std::fs::remove_file(&file)?;
        let lines: Vec<Value> =
            text.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect();
        let get = json!({"method": "GET", "path": "/api/v10/gateway", "body": null});
        let post = json!({"method": "POST", "path": "/api/v10/x?y=1", "body": {"content": "a\nb"}});
        assert_eq!(lines, [get, post]);
        Ok(())
    }
}
