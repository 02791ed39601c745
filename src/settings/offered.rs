//! The documents and folders that may be chosen for a place, in the order in which they are offered.

use std::collections::BTreeSet;

use super::documents::DocumentRule;
use super::rules::{Place, PlaceScope};
use super::server::ServerSettings;
use crate::corpus::{CorpusError, DocumentName, Scope, Shelf, ShelfView};
use crate::document::{FileName, FileTag};
use crate::index::{ListedBy, Page};
use crate::sources::CitationField;

/// A folder or a document to choose.
#[derive(Debug, Clone)]
pub struct OfferedDocuments {
    /// What would be chosen.
    pub rule: DocumentRule,
    /// How it is called.
    pub name: OfferedName,
}

/// How it is called.
#[derive(Debug, Clone)]
pub enum OfferedName {
    /// A folder, by where it lies.
    Folder(CitationField),
    /// The documents that this server added itself.
    Added,
    /// A document.
    Document(DocumentName),
}

/// Which rule a press means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RuleTag {
    /// Whether it is a folder.
    pub is_folder: bool,
    /// The beginning of the hash of its name.
    pub file: FileTag,
}

impl RuleTag {
    /// The tag of a rule.
    pub fn of(rule: &DocumentRule) -> RuleTag {
        match rule {
            DocumentRule::Folder(folder) => RuleTag { is_folder: true, file: FileTag::of(folder) },
            DocumentRule::File(file) => RuleTag { is_folder: false, file: FileTag::of(file) },
        }
    }
}

/// What a server may choose from.
fn choosable<'s>(server: u64, shelf: &'s Shelf) -> Result<(ShelfView<'s>, Scope), CorpusError> {
    let everything = ServerSettings::default().rules_in(0);
    let scope = PlaceScope::new(Place { server: Some(server), channel: None }, &everything);
    let view = scope.shelf(shelf)?;
    let scope = scope.on(&view)?;
    Ok((view, scope))
}

/// The folders of documents, by name.
fn folders(scope: &Scope, shelf: &Shelf) -> Result<BTreeSet<FileName>, CorpusError> {
    let mut folders = BTreeSet::new();
    let mut add = |file: &FileName| {
        let direct = file.folders().last();
        if direct.is_some_and(|direct| !folders.contains(&direct)) {
            folders.extend(file.folders());
        }
    };
    match scope.files() {
        Some(files) => files.iter().for_each(add),
        None => {
            // Most files lie in the folder of the one before.
            let mut last = String::new();
            shelf.snapshot().for_each_listed(&mut |name| {
                let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
                if folder != last {
                    folder.clone_into(&mut last);
                    FileName::new(name).iter().for_each(&mut add);
                }
            })?;
        }
    }
    Ok(folders)
}

/// A page of what a server may choose from, its folders, then its documents by what they are called; and
/// how many pages there are.
///
/// # Errors
/// When the index or a stored text is damaged.
pub fn offered(
    server: u64,
    (page, on_a_page): (usize, usize),
    shelf: &Shelf,
) -> Result<(Vec<OfferedDocuments>, usize), CorpusError> {
    let (shelf, scope) = &choosable(server, shelf)?;
    let folders = folders(scope, shelf)?;
    let n_all = folders.len() + shelf.n_listed(scope)?;
    let n_pages = n_all.div_ceil(on_a_page).max(1);
    let before = page.min(n_pages - 1) * on_a_page;
    let mut offered = Vec::new();
    for folder in folders.iter().skip(before).take(on_a_page) {
        let name = match folder.is_of_server() {
            true => Some(OfferedName::Added),
            false => CitationField::folder(folder).map(OfferedName::Folder),
        };
        let rule = DocumentRule::Folder(folder.clone());
        offered.extend(name.map(|name| OfferedDocuments { rule, name }));
    }
    let n_folders = folders.len().saturating_sub(before).min(on_a_page);
    let rest = Page { before: before.saturating_sub(folders.len()), limit: on_a_page - n_folders };
    for listed in shelf.page(ListedBy::Title, rest, scope)? {
        let name = shelf.name(&listed.file)?.map(OfferedName::Document);
        let rule = DocumentRule::File(listed.file);
        offered.extend(name.map(|name| OfferedDocuments { rule, name }));
    }
    Ok((offered, n_pages))
}

/// The rule that a tag means; `None` when there is none, or several have it.
///
/// # Errors
/// When the index is damaged.
pub fn tagged_rule(
    server: u64,
    tag: RuleTag,
    shelf: &Shelf,
) -> Result<Option<DocumentRule>, CorpusError> {
    let (shelf, scope) = &choosable(server, shelf)?;
    if !tag.is_folder {
        return Ok(shelf.tagged(tag.file, scope)?.map(DocumentRule::File));
    }
    let rules = folders(scope, shelf)?.into_iter().map(DocumentRule::Folder);
    let mut found = rules.filter(|rule| RuleTag::of(rule) == tag);
    let first = found.next();
    Ok(first.filter(|_| found.next().is_none()))
}
