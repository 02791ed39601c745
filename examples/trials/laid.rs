//! A data folder with something of everything in it, and an earlier state of the same: several
//! segments, deleted entries, vectors, what people set and said.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tempfile::TempDir;
use walkdir::WalkDir;

use super::kept::Kept;
use super::program::{Documents, Program, Ran, Said, answers, is_text, run};

/// Folders that a trial takes copies of.
pub struct Laid {
    root: TempDir,
    pub program: Program,
    /// What is asked, a line each.
    pub questions: PathBuf,
    pub documents: Documents,
    /// The answers to all questions by their words, over the whole data folder.
    pub expected: Vec<Value>,
    /// The same by words and meaning, to the first questions: that takes far longer.
    expected_by_meaning: Vec<Value>,
}

/// The file of the questions that the sentence model is asked.
const FEW: &str = "few.jsonl";
/// So many questions are asked of the sentence model.
const N_BY_MEANING: usize = 3;

impl Laid {
    /// Lays them out, of some of the documents in a folder.
    pub fn out(program: &Path, documents: &Path, questions: &[String]) -> Laid {
        let root = tempfile::tempdir().expect("a temporary folder");
        let seeds = root.path().join("seeds");
        fs::create_dir_all(&seeds).expect("made");
        // A copy: another may be compiled meanwhile.
        let file = root.path().join("program");
        fs::copy(program, &file).expect("copied");
        let program = Program { file, seeds: seeds.clone() };
        let lines = questions.iter().map(|question| json!({ "question": question }).to_string());
        let lines: Vec<String> = lines.collect();
        let asked = root.path().join("questions.jsonl");
        fs::write(&asked, lines.join("\n")).expect("written");
        fs::write(root.path().join(FEW), lines[..N_BY_MEANING.min(lines.len())].join("\n"))
            .expect("written");
        let mut laid = Laid {
            root,
            program,
            questions: asked,
            documents: Documents::read(&seeds),
            expected: Vec::new(),
            expected_by_meaning: Vec::new(),
        };
        laid.fill(documents);
        laid.documents = Documents::read(&seeds);
        let [whole, by_meaning] = [laid.ask(&laid.whole()), laid.ask_by_meaning(&laid.whole())];
        for ran in [&whole, &by_meaning] {
            assert_eq!(ran.code, Some(0), "the whole folder answers: {ran:?}");
        }
        laid.expected = answers(&whole.out);
        laid.expected_by_meaning = answers(&by_meaning.out);
        laid
    }

    /// Three commits; the state behind the second is the earlier one.
    fn fill(&self, documents: &Path) {
        let texts: Vec<PathBuf> =
            files(documents).into_iter().filter(|file| is_text(file)).collect();
        let seeds = &self.program.seeds;
        let add = |from: &PathBuf, more: &str| {
            let words = fs::read_to_string(from).expect("UTF-8");
            let to = seeds.join(from.file_name().expect("a name"));
            fs::write(to, words + more).expect("written");
        };
        let (first, second) = texts.split_at(texts.len().div_ceil(2));
        first.iter().for_each(|file| add(file, ""));
        self.commit();
        let kept = Kept::open(&self.whole()).expect("made");
        kept.fill(1);
        drop(kept);
        second.iter().for_each(|file| add(file, ""));
        self.commit();
        copy(&self.whole(), &self.earlier());
        add(&texts[0], "\n\nThe yard closed in 1931, and its crane was sold to the harbour.\n");
        self.commit();
        // The logs of changes lie beside the files, as after a kill.
        let kept = Kept::open(&self.whole()).expect("opened");
        kept.fill(2);
        copy(&self.whole(), &self.killed());
    }

    fn commit(&self) {
        let ran = self.program.run(&self.whole(), &["index"]);
        assert_eq!(ran.code, Some(0), "{ran:?}");
    }

    /// Where trials may write.
    pub fn root(&self) -> &Path {
        self.root.path()
    }

    /// The data folder as a clean end left it.
    pub fn whole(&self) -> PathBuf {
        self.root.path().join("whole")
    }

    /// The same as a kill left it.
    pub fn killed(&self) -> PathBuf {
        self.root.path().join("killed")
    }

    /// An earlier state.
    pub fn earlier(&self) -> PathBuf {
        self.root.path().join("earlier")
    }

    /// Asks all questions over a data folder, by their words.
    pub fn ask(&self, data: &Path) -> Ran {
        let file = self.questions.to_string_lossy().into_owned();
        let mut command = self.program.command(data, &["ask", "--batch", &file]);
        run(command.env("VERBATIM_MODEL", "none"))
    }

    fn ask_by_meaning(&self, data: &Path) -> Ran {
        let file = self.root.path().join(FEW).to_string_lossy().into_owned();
        self.program.run(data, &["ask", "--batch", &file])
    }

    /// What is made of the answers over a data folder, and what was said beside them.
    pub fn said(&self, data: &Path) -> (Said, String) {
        let ran = self.ask(data);
        (ran.answered(&self.documents, &self.expected), ran.err)
    }

    /// The same where the sentence model is asked.
    pub fn said_by_meaning(&self, data: &Path) -> (Said, String) {
        let ran = self.ask_by_meaning(data);
        (ran.answered(&self.documents, &self.expected_by_meaning), ran.err)
    }
}

/// All files below a folder, in order.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = WalkDir::new(folder).sort_by_file_name().into_iter();
    let entries = entries.map(|entry| entry.expect("readable"));
    entries.filter(|entry| entry.file_type().is_file()).map(|entry| entry.into_path()).collect()
}

/// Copies a folder, or a file.
pub fn copy(from: &Path, to: &Path) {
    if from.is_file() {
        fs::copy(from, to).expect("copied");
        return;
    }
    for entry in WalkDir::new(from) {
        let entry = entry.expect("readable");
        let target = to.join(entry.path().strip_prefix(from).expect("below the folder"));
        if entry.file_type().is_dir() {
            fs::create_dir_all(target).expect("made");
        } else {
            fs::copy(entry.path(), target).expect("copied");
        }
    }
}
