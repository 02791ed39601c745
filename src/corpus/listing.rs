//! The documents that can be quoted, as people choose them: by what they are called, a page or the best few
//! at a time. What a scope takes in is looked at one by one.

use super::error::CorpusError;
use super::scope::Scope;
use super::shelf::Shelf;
use crate::document::{FileName, FileTag};
use crate::index::{ListedBy, ListedFile, Page};

impl Shelf {
    /// The documents in scope that have a unit to quote, by name of file. Reads all there are: for what
    /// is asked once.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn listed(&self, scope: &Scope) -> Result<Vec<ListedFile>, CorpusError> {
        let all = Page { before: 0, limit: usize::MAX };
        let mut listed = self.page(ListedBy::Title, all, scope)?;
        listed.sort_unstable_by(|one, other| one.file.cmp(&other.file));
        Ok(listed)
    }

    /// How many documents in scope have a unit to quote.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn n_listed(&self, scope: &Scope) -> Result<usize, CorpusError> {
        let Some(files) = scope.files() else { return Ok(self.snapshot().n_listed()?) };
        let mut n = 0;
        for file in files {
            n += usize::from(self.snapshot().is_listed(file)?);
        }
        Ok(n)
    }

    /// Whether a document is in scope and has a unit to quote.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn is_listed(&self, file: &FileName, scope: &Scope) -> Result<bool, CorpusError> {
        Ok(scope.contains(file) && self.snapshot().is_listed(file)?)
    }

    /// A page of the documents in scope that have a unit to quote.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn page(
        &self,
        by: ListedBy,
        page: Page,
        scope: &Scope,
    ) -> Result<Vec<ListedFile>, CorpusError> {
        Ok(self.snapshot().page(by, page, scope.files())?)
    }

    /// The first documents in scope that have, for each word that is typed (folded), a word that begins so
    /// in what they are called: those that begin like the first before the others, both by what they are
    /// called.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn completed(
        &self,
        typed: &[String],
        limit: usize,
        scope: &Scope,
    ) -> Result<Vec<ListedFile>, CorpusError> {
        Ok(self.snapshot().completed(typed, scope.files(), limit)?)
    }

    /// The documents in scope that have a unit to quote and whose file's name has a hash
    /// ([`FileName::digest`]) that begins so, by name.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn digested(&self, beginning: &[u8], scope: &Scope) -> Result<Vec<FileName>, CorpusError> {
        let mut listed = Vec::new();
        for file in self.snapshot().files_digested(beginning)? {
            if self.is_listed(&file, scope)? {
                listed.push(file);
            }
        }
        Ok(listed)
    }

    /// The document in scope that has a unit to quote and whose file has this tag; `None` when there is
    /// none, or several have it.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn tagged(&self, tag: FileTag, scope: &Scope) -> Result<Option<FileName>, CorpusError> {
        let mut bytes = Vec::new();
        tag.write(&mut bytes);
        let mut found = self.digested(&bytes, scope)?.into_iter();
        Ok(found.next().filter(|_| found.next().is_none()))
    }
}
