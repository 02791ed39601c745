//! The real program over folders that a trial lays out, and whether what it said may stand: the answers
//! that are expected, or one clear line. Quotes are held against the documents here, by their bytes.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

/// How the program ended, and what it said.
#[derive(Debug)]
pub struct Ran {
    /// `None` when a signal ended it.
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

/// What a trial makes of that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// What was expected.
    Same,
    /// One line that says what is wrong, with exit code 2 or 3.
    Line(String),
    /// Anything else.
    Fault(String),
}

/// The program, and where the documents are that it is asked about.
#[derive(Debug, Clone)]
pub struct Program {
    pub file: PathBuf,
    pub seeds: PathBuf,
}

impl Program {
    /// A command over this data folder.
    pub fn command(&self, data: &Path, arguments: &[&str]) -> Command {
        self.started_by(Command::new(&self.file), data, arguments)
    }

    /// The same where another command, such as a shell, starts it.
    pub fn started_by(&self, mut command: Command, data: &Path, arguments: &[&str]) -> Command {
        command.arg("--seeds").arg(&self.seeds).arg("--data").arg(data).args(arguments);
        for name in ["DISCORD_TOKEN", "VERBATIM_LOG", "VERBATIM_MODEL", "LC_ALL", "LANG"] {
            command.env_remove(name);
        }
        command.current_dir(&self.seeds).stdin(Stdio::null());
        command
    }

    /// Runs a command over this data folder.
    pub fn run(&self, data: &Path, arguments: &[&str]) -> Ran {
        run(&mut self.command(data, arguments))
    }
}

/// Runs a command to its end.
pub fn run(command: &mut Command) -> Ran {
    let output = command.output().expect("the program runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Ran { code: output.status.code(), out: text(&output.stdout), err: text(&output.stderr) }
}

impl Ran {
    /// Whether the program said that it has a bug, or died.
    pub fn is_bug(&self) -> bool {
        self.code.is_none() || self.err.contains("a bug in the program")
    }

    /// What is made of it where this was expected on stdout.
    pub fn said(&self, expected: &str) -> Said {
        if self.is_bug() {
            return self.fault("A BUG");
        }
        match self.code {
            Some(0) if self.out == expected => Said::Same,
            Some(0) => self.fault("OTHER WORDS"),
            _ => self.line(),
        }
    }

    /// The same of answers: each quote must stand in its document.
    pub fn answered(&self, documents: &Documents, expected: &[Value]) -> Said {
        if self.is_bug() {
            return self.fault("A BUG");
        }
        let answers = answers(&self.out);
        if let Some(wrong) = answers.iter().find_map(|answer| documents.wrong_quote(answer)) {
            return Said::Fault(format!("A WRONG QUOTE: {wrong}"));
        }
        match self.code {
            Some(0) if answers == expected => Said::Same,
            Some(0) => self.fault("OTHER ANSWERS"),
            // Of a batch the first answers may have been given.
            _ if !expected.starts_with(&answers) => self.fault("OTHER ANSWERS"),
            _ => self.line(),
        }
    }

    /// One line that is no warning before it.
    fn line(&self) -> Said {
        let mut lines = self.err.lines().filter(|line| !line.contains(" WARN "));
        match (self.code, lines.next(), lines.next()) {
            (Some(2 | 3), Some(line), None) => Said::Line(line.to_owned()),
            _ => self.fault("NO CLEAR LINE"),
        }
    }

    fn fault(&self, what: &str) -> Said {
        Said::Fault(format!("{what}: exit code {:?}, {:?}", self.code, self.err))
    }
}

/// Answers as JSON without the time that they took.
pub fn answers(out: &str) -> Vec<Value> {
    let answer = |line: &str| {
        let mut answer: Value = serde_json::from_str(line).unwrap_or(Value::Null);
        if let Some(fields) = answer.as_object_mut() {
            fields.remove("elapsed_us");
        }
        answer
    };
    out.lines().map(answer).collect()
}

/// The bytes of the documents that are text, by their names.
pub struct Documents(BTreeMap<String, Vec<u8>>);

impl Documents {
    /// Reads a folder.
    pub fn read(seeds: &Path) -> Documents {
        let entries = walkdir::WalkDir::new(seeds).into_iter().filter_map(Result::ok);
        let texts = entries.map(walkdir::DirEntry::into_path).filter(|path| is_text(path));
        let named = texts.map(|path| {
            let name = path.strip_prefix(seeds).expect("below the folder").to_string_lossy();
            (name.replace('\\', "/"), fs::read(&path).expect("a document"))
        });
        Documents(named.collect())
    }

    /// What in an answer does not stand where it says; `None` when all does.
    fn wrong_quote(&self, answer: &Value) -> Option<String> {
        ["quotes", "nearest"].iter().flat_map(|key| array(&answer[*key])).find_map(|quote| {
            let file = quote["source"]["file"].as_str().unwrap_or_default();
            let bytes = self.0.get(file)?;
            let single = ["before", "after", "lead"].iter().map(|key| &quote[*key]);
            let parts = array(&quote["parts"]).chain(array(&quote["footnotes"])).chain(single);
            parts.filter(|part| !part.is_null()).find_map(|part| {
                let at = |key: &str| part[key].as_u64().map(|at| at as usize);
                let words = bytes.get(at("start")?..at("end")?);
                let is_there = words == part["text"].as_str().map(str::as_bytes);
                (!is_there).then(|| format!("{file}: {part}"))
            })
        })
    }
}

/// Whether a document is quoted as it lies on the disk.
pub fn is_text(path: &Path) -> bool {
    path.is_file() && path.extension().is_some_and(|ending| ending == "txt" || ending == "md")
}

fn array(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}
