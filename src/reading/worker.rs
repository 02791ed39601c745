//! The process that reads files: confined, it takes them from its standard input one by one.

use std::io::{self, BufReader, BufWriter};

use super::protocol::{self, Answer, Found};
use super::{confinement, contents, limits};
use crate::document::Refusal;
use crate::extract::{Format, catching, on_own_thread};

/// The program's only argument when it is such a process.
pub const ARGUMENT: &str = "read";

/// Confines this process and reads files until there is no other. Call it before a thread is started
/// or a file opened.
///
/// # Errors
/// When the program ends in the middle of a request or an answer.
pub fn serve() -> io::Result<()> {
    limits::limit_memory();
    confinement::confine();
    // One thread for all files: starting one takes as long as reading a small file.
    let answered =
        on_own_thread(|| answer_all().map_err(|error| Refusal::System(error.to_string())));
    answered.map_err(|refusal| io::Error::other(refusal.to_string()))
}

fn answer_all() -> io::Result<()> {
    let mut requests = BufReader::new(io::stdin().lock());
    let mut answers = BufWriter::new(io::stdout().lock());
    while let Some((format, bytes)) = protocol::request(&mut requests)? {
        limits::limit_time();
        let (found, text) = match catching(|| read(bytes, format)) {
            Ok((found, text)) => (Ok(found), text),
            Err(refusal) => (Err(refusal), String::new()),
        };
        let answer = Answer { found, n_bytes: text.len() as u64 };
        protocol::write(&mut answers, &answer, text.as_bytes())?;
    }
    Ok(())
}

/// What is found in a file, and its text where it is not the file's bytes.
fn read(bytes: Vec<u8>, format: Format) -> Result<(Found, String), Refusal> {
    let (extracted, passages) = contents::find(bytes, format)?;
    let text = if extracted.is_own { String::new() } else { extracted.text };
    Ok((Found { is_own: extracted.is_own, passages, warning: extracted.warning }, text))
}
