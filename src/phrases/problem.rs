//! What can be wrong with the files of `prompts/`, with where it is. Worded here, for the operator.

use std::collections::BTreeSet;
use std::path::PathBuf;

/// What is wrong with the files of `prompts/`.
#[derive(Debug, thiserror::Error)]
pub enum PhrasesError {
    /// The operating system refused.
    #[error("{path}: {cause}: expected a folder with a .ftl file for each language")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        cause: std::io::Error,
    },
    /// The file is no Fluent.
    #[error("{file}: {problem}")]
    Syntax {
        /// The file.
        file: String,
        /// What is wrong.
        problem: SyntaxProblem,
    },
    /// The file of example questions has a line that is none.
    #[error("{file}: line {line}: {problem}")]
    Example {
        /// The file.
        file: String,
        /// The line, from 1.
        line: usize,
        /// What is wrong.
        problem: ExampleProblem,
    },
    /// A phrase is missing, unknown, without a word, or its slots are not those it should have.
    #[error("{file}: phrase \"{id}\": {problem}")]
    Phrase {
        /// The file.
        file: String,
        /// The message's name.
        id: String,
        /// What is wrong.
        problem: PhraseProblem,
    },
}

/// Why a file is no Fluent.
#[derive(Debug, thiserror::Error)]
pub enum SyntaxProblem {
    /// It holds characters by which this program marks slots.
    #[error("expected no characters for private use")]
    PrivateUse,
    /// The parser of Fluent, or the collection of messages, refuses it.
    #[error("{}", joined(.0))]
    Fluent(Vec<String>),
}

/// What is wrong with a phrase.
#[derive(Debug, thiserror::Error)]
pub enum PhraseProblem {
    /// It is not in the file.
    #[error("it is missing")]
    Missing,
    /// The program has none of this name.
    #[error("there is no such phrase: remove it or mend its name")]
    Unknown,
    /// It has attributes only.
    #[error("expected a text")]
    NoText,
    /// A form of it has no word of its own.
    #[error("expected a fixed word of its own in each form")]
    NoWord,
    /// It has other slots.
    #[error("its slots are {found:?}, expected {expected:?}")]
    OtherSlots {
        /// The slots in the file.
        found: BTreeSet<String>,
        /// The slots in the table.
        expected: BTreeSet<String>,
    },
    /// It refers to something other than its slots.
    #[error("expected nothing but slots such as {{ $number }} in curly brackets")]
    NoSlot,
    /// Discord would refuse it as a name.
    #[error(
        "\"{text}\" is no name of a command: expected 1 to {longest} small letters, digits, - or _"
    )]
    NoCommandName {
        /// The text.
        text: String,
        /// Most characters.
        longest: usize,
    },
    /// Discord would refuse it for its length.
    #[error("{n_characters} characters, expected at most {longest}")]
    TooLong {
        /// Its characters.
        n_characters: usize,
        /// Most characters.
        longest: usize,
    },
    /// It has more than fixed words.
    #[error("expected one line")]
    NotOneLine,
}

/// What is wrong with a line of the example questions.
#[derive(Debug, thiserror::Error)]
pub enum ExampleProblem {
    /// It is no JSON object of the right form.
    #[error("{0}: expected a JSON object with \"id\" and \"question\"")]
    Json(#[from] serde_json::Error),
    /// Its name has another form than names have.
    #[error("\"{0}\" is no name: expected 1 to 32 letters, digits or -")]
    NoName(String),
    /// Another line has its name.
    #[error("there are two questions \"{0}\"")]
    SecondOfItsName(String),
    /// Its question has no letter, or a line break in it.
    #[error("expected a question on one line")]
    NoQuestion,
}

fn joined(problems: &[String]) -> String {
    problems.join("; ")
}
