//! The processes that read files for the program: as many as files are read at once, kept for the
//! next file.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::contents::{self, Contents};
use super::layout_check;
use super::process::{Process, Silence, interrupted};
use super::protocol::Found;
use super::watchdog::Watchdog;
use crate::document::Refusal;
use crate::extract::{Format, on_own_thread};

/// Reads files, on any thread.
pub struct Readers {
    /// This program; `None` to read in this process.
    program: Option<PathBuf>,
    /// Those that read nothing at present. A lock, held for the moment that takes one or puts it
    /// back.
    idle: Mutex<Vec<Process>>,
    watchdog: Watchdog,
}

impl Readers {
    /// Readers that are processes of `program`, which is this program; without one, files are read
    /// in this process. None is started before it is needed; they end with this.
    pub fn new(program: Option<&Path>) -> Readers {
        Readers {
            program: program.map(Path::to_path_buf),
            idle: Mutex::default(),
            watchdog: Watchdog::new(),
        }
    }

    /// The text and passages of a file.
    ///
    /// # Errors
    /// With the reason why it cannot be read.
    pub fn read(&self, bytes: Vec<u8>, format: Format) -> Result<Contents, Refusal> {
        let (found, text) = match &self.program {
            None => {
                let (extracted, passages) = on_own_thread(move || contents::find(bytes, format))?;
                let (is_own, warning) = (extracted.is_own, extracted.warning);
                (Found { is_own, passages, warning }, extracted.text.into_bytes())
            }
            Some(program) => {
                let (found, told) = self.ask(program, &bytes, format)?;
                let found = found?;
                let text = if found.is_own { bytes } else { told };
                (found, text)
            }
        };
        self.checked(found, text)
    }

    /// Has a process read the file: one that is idle, or a new one.
    fn ask(
        &self,
        program: &Path,
        bytes: &[u8],
        format: Format,
    ) -> Result<(Result<Found, Refusal>, Vec<u8>), Refusal> {
        loop {
            let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let mut process = match idle {
                Some(process) => process,
                None => {
                    Process::start(program, &self.watchdog).map_err(|error| interrupted(&error))?
                }
            };
            match process.ask(bytes, format) {
                Ok(said) => {
                    if process.is_fit() {
                        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(process);
                    }
                    return Ok(said);
                }
                // Never said of a new one: the loop ends when all that were idle are gone.
                Err(Silence::WasGone) => {}
                Err(Silence::Refused(refusal)) => return Err(refusal),
            }
        }
    }

    /// What a process says is not believed: its text must be one, and its passages lie in it.
    fn checked(&self, found: Found, text: Vec<u8>) -> Result<Contents, Refusal> {
        let wrong = |cause: String| {
            let program = self.program.as_deref().unwrap_or(Path::new("")).display().to_string();
            Refusal::Sandbox { program, cause }
        };
        let text = String::from_utf8(text).map_err(|error| wrong(error.to_string()))?;
        layout_check::check(&text, &found.passages).map_err(|error| wrong(error.to_string()))?;
        Ok(Contents { text, passages: found.passages, warning: found.warning })
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    use super::*;
    use crate::reading::protocol::{self, Answer};

    /// What comes of a file that this script reads.
    fn read_by(script: &str, answer: &[u8]) -> Result<Contents, Refusal> {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("program");
        fs::write(folder.path().join("answer"), answer).expect("written");
        let script = script.replace("ANSWER", &folder.path().join("answer").display().to_string());
        fs::write(&path, format!("#!/bin/sh\n{script}\n")).expect("written");
        fs::set_permissions(&path, PermissionsExt::from_mode(0o755)).expect("made a program");
        Readers::new(Some(&path)).read(b"A sentence stands here.".to_vec(), Format::Plain)
    }

    fn answer(is_own: bool, passages: &str, text: &[u8]) -> Vec<u8> {
        let passages = serde_json::from_str(passages).expect("passages");
        let found = Ok(Found { is_own, passages, warning: None });
        let mut said = Vec::new();
        protocol::write(&mut said, &Answer { found, n_bytes: text.len() as u64 }, text)
            .expect("written");
        said
    }

    #[test]
    fn how_a_process_ends_is_told() {
        let missing = Readers::new(Some(Path::new("/nonexistent/program")));
        assert_eq!(missing.read(Vec::new(), Format::Plain), Err(Refusal::Interrupted));
        assert_eq!(read_by("kill -TERM $$", b""), Err(Refusal::Interrupted));
        for script in ["exit 1", "kill -XCPU $$", "kill -KILL $$"] {
            let ended = read_by(script, b"").expect_err(script).to_string();
            assert!(ended.contains("not readable within"), "{script}: {ended}");
        }
        for script in ["", "echo no answer", "head -c 99 /dev/zero"] {
            assert!(matches!(read_by(script, b""), Err(Refusal::Sandbox { .. })), "{script}");
        }
    }

    #[test]
    fn what_a_process_says_is_held_against_the_text() {
        const ONE: &str = r#"[{"p": 1, "s": [{"p": [[0, 23]]}]}]"#;
        let cat = "cat ANSWER";
        let read = read_by(cat, &answer(true, ONE, b"")).expect("a fine answer");
        assert_eq!(read.text, "A sentence stands here.");
        assert_eq!(read.passages.len(), 1);
        let told = read_by(cat, &answer(false, ONE, b"What was told instead.!"));
        assert_eq!(told.expect("a fine answer").text, "What was told instead.!");
        for (is_own, passages, text) in [
            (true, r#"[{"p": 1, "s": [{"p": [[0, 24]]}]}]"#, &b""[..]),
            (true, r#"[{"p": 1, "s": [{"p": [[9, 23]]}, {"p": [[0, 8]]}]}]"#, b""),
            (true, r#"[{"p": 1, "s": []}]"#, b""),
            (false, r#"[{"p": 1, "s": [{"p": [[0, 1]]}]}]"#, "é".as_bytes()),
            (false, "[]", b"\xff"),
        ] {
            let wrong = read_by(cat, &answer(is_own, passages, text));
            assert!(matches!(wrong, Err(Refusal::Sandbox { .. })), "{passages}: {wrong:?}");
        }
    }
}
