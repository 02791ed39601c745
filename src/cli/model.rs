//! Which sentence model is asked, and how long a command waits until it has read the documents.

use std::path::PathBuf;

use super::access::Access;
use super::{Bar, Failure, log};
use crate::library::{Encoded, Folders, Library, Progress};
use crate::model::{Encoder, Meaning};
use crate::question::Question;

/// A command for one question waits for the vectors of fewer units than this; that takes seconds.
const WAITED_FOR: usize = 2_000;

/// What was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ModelChoice {
    /// The model that is compiled in.
    BuiltIn,
    /// None: everything works by words.
    None,
    /// Another one, in this folder.
    Folder(PathBuf),
}

/// Whether a command waits until there is a vector of every unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wait {
    /// However long it takes.
    ForAll,
    /// Only where few are missing.
    Briefly,
}

impl ModelChoice {
    /// What was typed, or stands in the environment; nothing typed is the model that is compiled in.
    pub fn of(typed: Option<&str>) -> ModelChoice {
        match typed {
            None | Some("") => ModelChoice::BuiltIn,
            Some("none") => ModelChoice::None,
            Some(folder) => ModelChoice::Folder(PathBuf::from(folder)),
        }
    }

    /// Opens the model; `None` where none was chosen.
    ///
    /// # Errors
    /// When a folder holds no model that can be used.
    pub fn open(&self) -> Result<Option<Encoder>, Failure> {
        Ok(match self {
            ModelChoice::BuiltIn => Some(Encoder::built_in()?),
            ModelChoice::None => None,
            ModelChoice::Folder(folder) => Some(Encoder::open(folder)?),
        })
    }
}

/// The library with the documents read by the model, which is opened meanwhile.
///
/// # Errors
/// When one of them cannot be opened, or the index or a stored text is damaged.
pub fn library_with_model(
    (folders, access): (&Folders, &Access),
    model: &ModelChoice,
    wait: Wait,
) -> Result<(Library, Option<Encoder>), Failure> {
    if *access != Access::Keeps {
        let encoder = model.open()?;
        let id = encoder.as_ref().map(Encoder::id);
        let (library, _) = access.open(folders, id, &mut Bar::new())?;
        if let Some(encoder) = &encoder {
            tell_missing(library.load_vectors(encoder)?);
        }
        return Ok((library, encoder));
    }
    let (library, encoder) = std::thread::scope(|scope| {
        let encoder = scope.spawn(|| model.open());
        let library = Library::open(folders, &mut Bar::new());
        (library, encoder.join())
    });
    let encoder = encoder.unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
    let (library, _) = library?;
    read_documents(&library, encoder.as_ref(), wait, &mut Bar::new())?;
    Ok((library, encoder))
}

/// Has the model read the documents, as far as the command waits for that; says on stderr what is
/// left.
///
/// # Errors
/// When the index or a stored text is damaged.
pub fn read_documents(
    library: &Library,
    encoder: Option<&Encoder>,
    wait: Wait,
    progress: &mut dyn Progress,
) -> Result<(), Failure> {
    let Some(encoder) = encoder else { return Ok(()) };
    let encoded = library.load_vectors(encoder)?;
    let encoded = match (encoded, wait) {
        (Encoded::Missing(n), Wait::Briefly) if n >= WAITED_FOR => encoded,
        (Encoded::Complete, _) => encoded,
        _ => library.make_vectors(encoder, progress, &|| true)?,
    };
    tell_missing(encoded);
    Ok(())
}

/// Says on stderr what the model has not read yet.
fn tell_missing(encoded: Encoded) {
    if let Encoded::Missing(n) = encoded {
        log::line(&format!(
            "the sentence model has not read {n} units yet, which are found by their words alone: `verbatim index` reads them"
        ));
    }
}

/// A question, with what it means where a model is asked.
pub fn question(text: &str, encoder: Option<&Encoder>) -> Question {
    let question = Question::new(text);
    let meaning = encoder.and_then(|encoder| Meaning::of(question.asked(), encoder));
    question.with_meaning(meaning)
}
