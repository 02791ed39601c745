//! An index made anew, which takes the place of the current one only where somebody accepts it.

use super::current::Library;
use super::error::LibraryError;
use super::folders::Folders;
use super::progress::Progress;
use super::refresh;
use super::report::Report;
use crate::corpus::Shelf;
use crate::document::Texts;
use crate::index::Index;
use crate::sources::Sources;

/// The library as it is, and as it would be.
pub struct Candidates {
    /// As it is; `None` where there is no index that this version can read.
    pub current: Option<Library>,
    /// As it would be.
    pub next: Library,
}

impl Library {
    /// Builds the index anew beside the current one, and puts it in its place if `accepts` says so;
    /// else it is removed, and `None` is returned. Nobody else writes meanwhile.
    ///
    /// # Errors
    /// As [`Library::rebuild`], and what `accepts` returns; then everything stays as it was.
    pub fn rebuild_if<E: From<LibraryError>>(
        folders: &Folders,
        progress: &mut dyn Progress,
        accepts: impl FnOnce(&Candidates, &mut dyn Progress) -> Result<bool, E>,
    ) -> Result<Option<(Library, Report)>, E> {
        let texts = Texts::new(folders.texts());
        let next = refresh::build_next(folders, &texts, progress)?;
        let current = current(folders)?;
        let over = |index: &Index, sources: &Sources| -> Result<Library, LibraryError> {
            let shelf = Shelf::new(index.snapshot()?, texts.clone(), sources.clone());
            Ok(Library::with(folders, texts.clone(), shelf))
        };
        let judged = || -> Result<bool, E> {
            let candidates = Candidates {
                current: current.as_ref().map(|index| over(index, &next.sources)).transpose()?,
                next: over(&next.index, &next.sources)?,
            };
            accepts(&candidates, progress)
        };
        match judged() {
            Ok(true) => {
                drop(current);
                let (index, sources, report) = next.put_in_place(folders)?;
                Ok(Some((over(&index, &sources)?, report)))
            }
            refused => {
                next.discard(folders, current.as_ref())?;
                refused.map(|_| None)
            }
        }
    }
}

/// The index that is in place; `None` where there is none, another version's, or a damaged one.
fn current(folders: &Folders) -> Result<Option<Index>, LibraryError> {
    match refresh::existing(folders) {
        Err(error) if error.is_damage() => {
            tracing::warn!(%error, "the index is damaged");
            Ok(None)
        }
        opened => opened,
    }
}
